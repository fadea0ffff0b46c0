/** What rounds are made of: who needs help, where counsellors start from, where they may go (product/territory.md §6.2). */
export interface Rounds {
  /** Persons who need help, by commune. */
  persons: Float64Array;
  /** Tenths of minute between two communes. */
  time: (from: number, to: number) => number;
  /** Communes where counsellors are based, by number. */
  bases: readonly number[];
  /** Communes that may be visited, by number. */
  places: readonly number[];
  counsellors: number;
  /** Half-days of ten that each spends out of the base in a week. */
  halfDays: number;
}

/** Tenths of minute: from the base to a place, from home to a place, between the two places of a day. */
export const farthestDrive = 250;
export const farthestHome = 150;
export const farthestInADay = 200;
/** Half-days out of ten that a counsellor spends out of the base, at most. */
export const halfDaysOut = 8;
/** Counsellors at one base. */
export const mostAtBase = 6;
/** Room that each half-day has over the mean need. */
const room = 1.1;

/** Worth of a person helped so far from home: 1 at once, 0.7 at a quarter of an hour, nothing beyond. */
export const worth = (tenths: number): number =>
  tenths > farthestHome ? 0 : 1 - (0.3 * tenths) / farthestHome;

/** Persons that one half-day can help. */
export function capacityOf({ persons, counsellors, halfDays }: Rounds): number {
  const all = persons.reduce((sum, count) => sum + count, 0);
  return (room * all) / (halfDays * counsellors);
}

/** The communes where most persons need help, ties by code: where rounds may go. */
export function greatest(codes: readonly string[], persons: Float64Array, count: number): number[] {
  return [...codes.keys()]
    .sort((a, b) => persons[b]! - persons[a]! || (codes[a]! < codes[b]! ? -1 : 1))
    .slice(0, count);
}

/** The most populous commune of each intercommunalité, ties by code; in the order of the communes. */
export function largestOfEach(
  communes: readonly { code: string; epci: string; population: number }[],
): number[] {
  const best = new Map<string, number>();
  for (const [index, { code, epci, population }] of communes.entries()) {
    const other = communes[best.get(epci) ?? -1];
    if (!other || population > other.population || (population === other.population && code < other.code))
      best.set(epci, index);
  }
  return [...best.values()].sort((a, b) => a - b);
}
