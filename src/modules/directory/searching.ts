import type { Database } from '../../core/database.ts';
import {
  type Commune,
  type CommuneHit,
  type EpciRow,
  meantCommune,
  searchCommunes,
} from '../territory/index.ts';
import { Catalogue, type ListedPlace } from './catalogue.ts';
import type { Filters } from './domain/filters.ts';
import { readQuery } from './domain/query.ts';
import { type Selected, type Selection, select } from './domain/selection.ts';
import { findByText } from './store/search.ts';

export interface SearchResult {
  filters: Filters;
  /** The commune the list is about: asked by code, or meant by the words. */
  centre: Commune | null;
  /** Said when the words named a former commune: « Garrosse, commune de Morcenx-la-Nouvelle ». */
  centreLabel: string | null;
  /** Communes to choose from, when the words could mean several. */
  communes: CommuneHit[];
  epci: EpciRow | null;
  /** `close`: no place answers every word as typed. */
  precision: 'exact' | 'close';
  /** The centre is a guess from misspelt words. */
  guessed: boolean;
  selection: Selection<ListedPlace>;
  found: Selected<ListedPlace>[];
}

/** Likeness from which a misspelt commune is believed rather than places that answer only in part. */
const likelyCommune = 0.6;

/** Finds communes and places for the filters of an address, sorted, at one instant. Never throws on what was typed. */
export async function search(
  database: Database,
  catalogue: Catalogue,
  filters: Filters,
  now: Date,
): Promise<SearchResult> {
  const { communes } = catalogue;
  const asked = filters.commune ? communes.byCode(filters.commune) : null;
  let centre = asked ? communes.get(asked.insee) : null;
  let label: string | null = null;
  let hits: CommuneHit[] = [];
  let formerInsee: string | null = asked?.viaOldCode ? filters.commune : null;
  const words = readQuery(filters.q);
  if (!centre && words.length > 0) {
    const meant = meantCommune(communes, filters.q);
    if (meant.kind === 'one') {
      centre = communes.get(meant.hit.insee);
      formerInsee = meant.hit.formerInsee;
      label = formerInsee ? meant.hit.label : null;
    } else {
      hits = meant.kind === 'several' ? meant.hits : searchCommunes(communes, filters.q);
    }
  }
  const isOnlyCommune = centre !== null && !asked;
  const text = words.length > 0 && !isOnlyCommune ? await findByText(database, words) : null;
  const likely =
    hits[0] && (text?.ranks.size === 0 || (text?.precision === 'close' && hits[0].score >= likelyCommune));
  const guess = text && likely && !asked ? hits[0] : undefined;
  if (guess) {
    centre = communes.get(guess.insee);
    formerInsee = guess.formerInsee;
    label = guess.formerInsee ? guess.label : null;
  }
  const near =
    centre && centre.lat !== null && centre.lon !== null
      ? Catalogue.kmFrom({ lat: centre.lat, lon: centre.lon })
      : null;
  const epci = filters.epci ? communes.epci(filters.epci) : null;
  const selection = select(
    catalogue.all(),
    { ...filters, commune: centre?.insee ?? null },
    {
      state: id => catalogue.evaluation(catalogue.get(id)!, now).state,
      opensOn: (id, what) => (what === 'samedi' ? catalogue.get(id)!.saturday : catalogue.get(id)!.evening),
      distance: near,
      communesOfEpci: epci ? new Set(communes.members(epci.siren).map(member => member.insee)) : null,
      ranks: text && !guess ? text.ranks : null,
    },
  );
  return {
    filters,
    centre,
    centreLabel: label,
    communes: guess ? hits.slice(1) : hits,
    epci,
    precision: text && !guess ? text.precision : 'exact',
    guessed: guess !== undefined && guess.leg === 'close',
    selection,
    found: sort(selection.found, filters, formerInsee),
  };
}

const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

function sort(
  found: Selected<ListedPlace>[],
  filters: Filters,
  formerInsee: string | null,
): Selected<ListedPlace>[] {
  const freshest = (entry: Selected<ListedPlace>) =>
    entry.place.place.verifiedOn ?? entry.place.place.sourceUpdatedOn ?? '';
  const name = (a: Selected<ListedPlace>, b: Selected<ListedPlace>) =>
    byName.compare(a.place.place.name, b.place.place.name) || (a.place.id < b.place.id ? -1 : 1);
  const distance = (a: Selected<ListedPlace>, b: Selected<ListedPlace>) =>
    (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY) || 0;
  const freshness = (a: Selected<ListedPlace>, b: Selected<ListedPlace>) =>
    freshest(a) < freshest(b) ? 1 : freshest(a) > freshest(b) ? -1 : 0;
  const written = (entry: Selected<ListedPlace>) =>
    formerInsee !== null && entry.place.place.communeInseeSource === formerInsee ? 0 : 1;
  const compare: (a: Selected<ListedPlace>, b: Selected<ListedPlace>) => number =
    filters.order === 'nom'
      ? name
      : filters.order === 'maj'
        ? (a, b) => freshness(a, b) || name(a, b)
        : filters.order === 'distance'
          ? (a, b) => distance(a, b) || name(a, b)
          : (a, b) =>
              written(a) - written(b) || b.rank - a.rank || distance(a, b) || freshness(a, b) || name(a, b);
  return found.sort(compare);
}
