import { distanceKm } from '../../territory/index.ts';
import { type Columns, flag, type Selectable } from './columns.ts';
import { type Filters, facets, facetValueNumber, facetValues, type Opening } from './filters.ts';

/** What a place is at one instant, as its state in a column. */
export const stateNumber = { closed: 0, open: 1, unknown: 2 } as const;

export interface SelectionContext {
  /** Number of the state of each row at this instant. */
  states: Uint8Array;
  /** Where distances are measured from, in a straight line. */
  centre: { lat: number; lon: number } | null;
  /** Communes of the EPCI asked, when one is. */
  communesOfEpci: ReadonlySet<string> | null;
  /** Text search: the score of each row, 0 when it does not answer; null without a text. */
  scores: Float32Array | null;
  /** The rows in the order wanted; their own when null. */
  order: Uint32Array | null;
}

/** A place chosen: its distance in kilometres, null without centre or point, and its score for the text. */
export interface Selected<Place> {
  place: Place;
  km: number | null;
  score: number;
}

export interface Selection<Place = Selectable> {
  /** Kilometres from the centre beyond which no place is, but those of its commune; null when places are not so limited. */
  radiusKm: number | null;
  /** In the order asked. */
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
const bits = new Map<string, number>(
  [...facets.map(({ param }) => param as string), 'ouvert', 'itinerant', 'accessible'].map((name, index) => [
    name,
    1 << index,
  ]),
);
const openBit = bits.get('ouvert')!;
const itinerantBit = bits.get('itinerant')!;
const accessibleBit = bits.get('accessible')!;
const bitOfValue = Uint16Array.from(facetValues, ({ param }) => bits.get(param)!);

/**
 * Chooses places: within a group any of the chosen values is enough, every group must be met.
 * One pass gives the list and the count of every other choice.
 */
export function select<Place extends Selectable>(
  columns: Columns<Place>,
  filters: Filters,
  context: SelectionContext,
): Selection<Place> {
  const wanted = facets
    .filter(({ param }) => filters.chosen[param].length > 0)
    .map(({ param }) => ({
      bit: bits.get(param)!,
      values: new Set(filters.chosen[param].map(code => facetValueNumber.get(`${param}=${code}`) ?? -1)),
    }));
  const { centre, scores, order } = context;
  const radius = centre ? (filters.radius ?? (scores ? null : usualRadiusKm)) : null;
  const commune = columns.communeNumber.get(filters.commune ?? '') ?? -1;
  const epci =
    context.communesOfEpci &&
    new Set([...context.communesOfEpci].map(insee => columns.communeNumber.get(insee) ?? -1));
  const selection: Selection<Place> = {
    radiusKm: radius,
    found: [],
    counts: new Uint32Array(facetValues.length),
    openCounts: { maintenant: 0, samedi: 0, soir: 0 },
    itinerantCount: 0,
    accessibleCount: 0,
    unknownNow: 0,
  };
  const consider = (row: number, score: number) => {
    if (epci && !isMet(columns, row, number => epci.has(number))) return;
    const km = centre && nearest(columns, row, centre);
    const isNear = radius === null || (km !== null && km <= radius);
    if (!isNear && !isMet(columns, row, number => number === commune)) return;
    const failed = failures(columns, row, wanted, filters, context.states[row]!);
    if (failed === 0) selection.found.push({ place: columns.places[row]!, km, score });
    count(selection, columns, row, failed, context.states[row]!, filters);
  };
  for (let at = 0; at < columns.places.length; at++) {
    const row = order ? order[at]! : at;
    if (!scores || scores[row]! > 0) consider(row, scores?.[row] ?? 0);
  }
  return selection;
}

function isMet({ communesFrom, communes }: Columns, row: number, isAsked: (number: number) => boolean) {
  for (let at = communesFrom[row]!; at < communesFrom[row + 1]!; at++)
    if (isAsked(communes[at]!)) return true;
  return false;
}

function nearest({ pointsFrom, lat, lon }: Columns, row: number, centre: { lat: number; lon: number }) {
  let least: number | null = null;
  for (let at = pointsFrom[row]!; at < pointsFrom[row + 1]!; at++) {
    const km = distanceKm(centre, { lat: lat[at]!, lon: lon[at]! });
    if (least === null || km < least) least = km;
  }
  return least;
}

/** The groups of filters that a row does not meet, one bit each. */
function failures(
  { flags, valuesFrom, values }: Columns,
  row: number,
  wanted: readonly { bit: number; values: ReadonlySet<number> }[],
  filters: Filters,
  state: number,
): number {
  let failed = 0;
  for (const group of wanted) {
    let isMissing = true;
    for (let at = valuesFrom[row]!; isMissing && at < valuesFrom[row + 1]!; at++)
      isMissing = !group.values.has(values[at]!);
    if (isMissing) failed |= group.bit;
  }
  const held = flags[row]!;
  if (filters.itinerant && !(held & flag.itinerant)) failed |= itinerantBit;
  if (filters.accessible && !(held & flag.accessible)) failed |= accessibleBit;
  for (const opening of filters.open) {
    const isOpen =
      opening === 'maintenant'
        ? state === stateNumber.open
        : held & (opening === 'samedi' ? flag.saturday : flag.evening);
    if (!isOpen) failed |= openBit;
  }
  return failed;
}

/** A place counts for a value when it fails nothing, or only the group that value belongs to. */
function count(
  selection: Omit<Selection, 'found'>,
  { flags, valuesFrom, values }: Columns,
  row: number,
  failed: number,
  state: number,
  filters: Filters,
) {
  for (let at = valuesFrom[row]!; at < valuesFrom[row + 1]!; at++) {
    const value = values[at]!;
    if ((failed & ~bitOfValue[value]!) === 0) selection.counts[value]!++;
  }
  const held = flags[row]!;
  if ((failed & ~openBit) === 0) {
    if (state === stateNumber.open) selection.openCounts.maintenant++;
    if (held & flag.saturday) selection.openCounts.samedi++;
    if (held & flag.evening) selection.openCounts.soir++;
  }
  if (held & flag.itinerant && (failed & ~itinerantBit) === 0) selection.itinerantCount++;
  if (held & flag.accessible && (failed & ~accessibleBit) === 0) selection.accessibleCount++;
  if (failed === openBit && state === stateNumber.unknown && filters.open.includes('maintenant'))
    selection.unknownNow++;
}
