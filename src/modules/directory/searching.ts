import {
  type Commune,
  type CommuneHit,
  type EpciRow,
  meantCommune,
  searchCommunes,
} from '../territory/index.ts';
import type { Catalogue, ListedPlace } from './catalogue.ts';
import type { Filters } from './domain/filters.ts';
import { readQuery } from './domain/query.ts';
import { type SelectedRow, type Selection, select } from './domain/selection.ts';

/** A place found: its distance in kilometres, null without centre or point, and its score for the text. */
export interface Found {
  place: ListedPlace;
  km: number | null;
  score: number;
}

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
  selection: Selection;
  found: Found[];
}

/** Likeness from which a misspelt commune is believed rather than places that answer only in part. */
const likelyCommune = 0.6;

/** Finds communes and places for the filters of an address, sorted, at one instant. Never throws on what was typed. */
export function search(catalogue: Catalogue, filters: Filters, now: Date): SearchResult {
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
  const text = words.length > 0 && !isOnlyCommune ? catalogue.text.find(words) : null;
  const likely =
    hits[0] && (text?.count === 0 || (text?.precision === 'close' && hits[0].score >= likelyCommune));
  const guess = text && likely && !asked ? hits[0] : undefined;
  if (guess) {
    centre = communes.get(guess.insee);
    formerInsee = guess.formerInsee;
    label = guess.formerInsee ? guess.label : null;
  }
  const epci = filters.epci ? communes.epci(filters.epci) : null;
  const selection = select(
    catalogue.columns,
    { ...filters, commune: centre?.insee ?? null },
    {
      states: catalogue.states(now),
      centre:
        centre && centre.lat !== null && centre.lon !== null ? { lat: centre.lat, lon: centre.lon } : null,
      communesOfEpci: epci ? new Set(communes.members(epci.siren).map(member => member.insee)) : null,
      scores: text && !guess ? text.scores : null,
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
    found: sort(catalogue.all(), selection.found, filters, formerInsee),
  };
}

/** Rows come the most recently checked first, and sorting keeps the order of equals. */
function sort(
  places: readonly ListedPlace[],
  rows: readonly SelectedRow[],
  filters: Filters,
  formerInsee: string | null,
): Found[] {
  const found = rows.map(({ row, km, score }) => ({ place: places[row]!, km, score }));
  const name = (a: Found, b: Found) => a.place.nameRank - b.place.nameRank;
  const distance = (a: Found, b: Found) =>
    (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY) || 0;
  const written = ({ place: { place } }: Found) => (place.communeInseeSource === formerInsee ? 0 : 1);
  const compare: (a: Found, b: Found) => number =
    filters.order === 'nom'
      ? name
      : filters.order === 'maj'
        ? () => 0
        : filters.order === 'distance'
          ? (a, b) => distance(a, b) || name(a, b)
          : (a, b) =>
              (formerInsee === null ? 0 : written(a) - written(b)) || b.score - a.score || distance(a, b);
  return found.sort(compare);
}
