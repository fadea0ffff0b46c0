import {
  type FacetParam,
  type Filters,
  facets,
  facetValueNumber,
  facetValues,
  type Opening,
} from './filters.ts';

/** What the choice among places looks at; the rest of a place is only for showing. */
export interface Selectable {
  id: string;
  /** Numbers of the codes the place holds, see filters.ts. */
  values: readonly number[];
  itinerant: boolean;
  accessible: boolean;
  /** Communes where it can be met: its own, and those of its stops. */
  communes: readonly string[];
  /** Points where it can be met: its own, and those of its stops; degrees. */
  points: readonly { lat: number; lon: number }[];
}

export interface SelectionContext {
  /** State at this instant, « open on Saturday », « open after 18:00 ». */
  state(id: string): 'open' | 'closed' | 'unknown';
  opensOn(id: string, what: Exclude<Opening, 'maintenant'>): boolean;
  /** Kilometres in a straight line from the centre of the search; null without centre or point. */
  distance: ((points: Selectable['points']) => number | null) | null;
  /** Communes of the EPCI asked, when one is. */
  communesOfEpci: ReadonlySet<string> | null;
  /** Text search: rank by place, when there is a text. */
  ranks: ReadonlyMap<string, number> | null;
}

export interface Selected<Place> {
  place: Place;
  km: number | null;
  rank: number;
}

export interface Selection<Place> {
  found: Selected<Place>[];
  /** How many places each value would show, the other filters staying as they are; by number of facet value. */
  counts: Uint32Array;
  openCounts: Record<Opening, number>;
  itinerantCount: number;
  accessibleCount: number;
  /** With « ouvert=maintenant »: places left out because their hours cannot be trusted now. */
  unknownNow: number;
}

/** Distance shown beside a place when no radius was chosen and a centre is known. */
export const usualRadiusKm = 25;

// One bit a group of filters that a place can fail; a value's count ignores its own group.
const groupBits = new Map<string, number>(
  [...facets.map(({ param }) => param as string), 'ouvert', 'itinerant', 'accessible'].map((name, index) => [
    name,
    1 << index,
  ]),
);
const bitOf = (name: string) => groupBits.get(name)!;
const bitOfValue = Uint16Array.from(facetValues, ({ param }) => bitOf(param));

/**
 * Chooses places: within a group any of the chosen values is enough, every group must be met.
 * One pass gives the list and the count of every other choice.
 */
export function select<Place extends Selectable>(
  places: Iterable<Place>,
  filters: Filters,
  context: SelectionContext,
): Selection<Place> {
  const wanted = facets
    .filter(({ param }) => filters.chosen[param].length > 0)
    .map(({ param }) => ({
      bit: bitOf(param),
      values: filters.chosen[param].map(code => numberOf(param, code)),
    }));
  const radius = context.distance ? (filters.radius ?? (context.ranks ? null : usualRadiusKm)) : null;
  const selection: Selection<Place> = {
    found: [],
    counts: new Uint32Array(facetValues.length),
    openCounts: { maintenant: 0, samedi: 0, soir: 0 },
    itinerantCount: 0,
    accessibleCount: 0,
    unknownNow: 0,
  };
  for (const place of places) {
    const rank = context.ranks ? context.ranks.get(place.id) : 0;
    if (rank === undefined) continue;
    if (context.communesOfEpci && !place.communes.some(insee => context.communesOfEpci!.has(insee))) continue;
    const km = context.distance?.(place.points) ?? null;
    const inCommune = filters.commune !== null && place.communes.includes(filters.commune);
    if (radius !== null && !inCommune && (km === null || km > radius)) continue;
    consider(selection, place, km, rank, wanted, filters, context);
  }
  return selection;
}

function consider<Place extends Selectable>(
  selection: Selection<Place>,
  place: Place,
  km: number | null,
  rank: number,
  wanted: readonly { bit: number; values: readonly number[] }[],
  filters: Filters,
  context: SelectionContext,
) {
  let failed = 0;
  for (const { bit, values } of wanted)
    if (!values.some(value => place.values.includes(value))) failed |= bit;
  if (filters.itinerant && !place.itinerant) failed |= bitOf('itinerant');
  if (filters.accessible && !place.accessible) failed |= bitOf('accessible');
  let unknownNow = false;
  for (const opening of filters.open) {
    if (opening === 'maintenant') {
      const state = context.state(place.id);
      if (state !== 'open') failed |= bitOf('ouvert');
      unknownNow = state === 'unknown';
    } else if (!context.opensOn(place.id, opening)) failed |= bitOf('ouvert');
  }
  if (failed === 0) selection.found.push({ place, km, rank });
  if (unknownNow && failed === bitOf('ouvert')) selection.unknownNow++;
  count(selection, place, failed, context);
}

/** A place counts for a value when it fails nothing, or only the group that value belongs to. */
function count(
  selection: Selection<Selectable>,
  place: Selectable,
  failed: number,
  context: SelectionContext,
) {
  for (const value of place.values) if ((failed & ~bitOfValue[value]!) === 0) selection.counts[value]!++;
  if ((failed & ~bitOf('ouvert')) === 0) {
    if (context.state(place.id) === 'open') selection.openCounts.maintenant++;
    if (context.opensOn(place.id, 'samedi')) selection.openCounts.samedi++;
    if (context.opensOn(place.id, 'soir')) selection.openCounts.soir++;
  }
  if (place.itinerant && (failed & ~bitOf('itinerant')) === 0) selection.itinerantCount++;
  if (place.accessible && (failed & ~bitOf('accessible')) === 0) selection.accessibleCount++;
}

function numberOf(param: FacetParam, code: string): number {
  return facetValueNumber.get(`${param}=${code}`) ?? -1;
}
