import { dayInParis } from '../../core/typography.ts';
import {
  type Commune,
  type CommuneHit,
  communeBeside,
  type EpciRow,
  meantCommune,
  searchCommunes,
} from '../territory/index.ts';
import type { Catalogue, ListedPlace } from './catalogue.ts';
import type { Filters } from './domain/filters.ts';
import { staleOn } from './domain/freshness.ts';
import { readQuery } from './domain/query.ts';
import { type Selected, type Selection, select, usualRadiusKm } from './domain/selection.ts';

export type Found = Selected<ListedPlace>;

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
  found: Found[];
}

/** Likeness from which a misspelt commune is believed rather than places that answer only in part. */
const likelyCommune = 0.6;

/** Finds communes and places for the filters of an address, sorted, at one instant. Never throws on what was typed. */
export function search(catalogue: Catalogue, filters: Filters, now: Date): SearchResult {
  return searchAround(catalogue, filters, now) ?? searchWhole(catalogue, filters, now);
}

/** « imprimer Dax »: what answers « imprimer » near Dax; null when the words are not so made, or nothing near answers all. */
function searchAround(catalogue: Catalogue, filters: Filters, now: Date): SearchResult | null {
  const { communes } = catalogue;
  if (filters.q === '' || filters.commune || meantCommune(communes, filters.q).kind !== 'unknown')
    return null;
  const beside = communeBeside(communes, filters.q);
  if (!beside) return null;
  const { hit, others } = beside;
  const asked = { ...filters, q: others, commune: hit.formerInsee ?? hit.insee };
  // All of them answer: the nearest comes first, whatever the place of the words in its page.
  const near = { radius: filters.radius ?? usualRadiusKm, order: filters.order ?? 'distance' } as const;
  const result = searchWhole(catalogue, { ...asked, ...near }, now);
  if (result.precision !== 'exact' || result.found.length === 0) return null;
  return { ...result, filters, centreLabel: hit.formerInsee ? hit.label : null };
}

function searchWhole(catalogue: Catalogue, filters: Filters, now: Date): SearchResult {
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
      order: filters.order === 'nom' || filters.order === 'distance' ? catalogue.byName : null,
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
    found: sort(selection.found, filters, {
      isFree: !centre && !text,
      formerInsee,
      isStale: staleOn(dayInParis(now)),
    }),
  };
}

const byDistance = (a: Found, b: Found) =>
  (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY) || 0;

/** A place nobody checked for long comes as if it were so much farther, in kilometres, and answered so much less well. */
const stalePenalty = { km: 5, score: 0.9 };

/**
 * Places come by name or the most recently checked first, and sorting keeps the order of equals. Where nothing else was
 * asked, those nobody checked for eight months come lower (product/directory.md §8).
 */
function sort(
  found: Found[],
  { order }: Filters,
  {
    isFree,
    formerInsee,
    isStale,
  }: { isFree: boolean; formerInsee: string | null; isStale: ReturnType<typeof staleOn> },
): Found[] {
  if (order === 'distance') return found.sort(byDistance);
  if (order !== null || isFree) return found;
  const ranked = found.map(entry => {
    const stale = isStale(entry.place.place);
    return {
      entry,
      score: entry.score * (stale ? stalePenalty.score : 1),
      km: (entry.km ?? Number.POSITIVE_INFINITY) + (stale ? stalePenalty.km : 0),
    };
  });
  ranked.sort((a, b) => b.score - a.score || a.km - b.km || 0);
  ranked.forEach(({ entry }, index) => {
    found[index] = entry;
  });
  if (formerInsee === null) return found;
  const isThere = ({ place: { place } }: Found) => place.communeInseeSource === formerInsee;
  return [...found.filter(isThere), ...found.filter(entry => !isThere(entry))];
}
