import type { RoundsPlan } from '../itinerancy/planning-rounds.ts';
import { greatest, halfDaysOut, largestOfEach, mostAtBase, type Rounds } from '../itinerancy/problem.ts';
import { type Visit, weightOf } from '../itinerancy/timetable.ts';
import type { PlaceFacts } from '../positioning/demand.ts';
import { basesOfCounsellors, type PlannedVisit, type RoundsResult } from './rounds-result.ts';

/** Places that rounds may visit, when nothing else is asked. */
export const usualPlaces = 120;

/** Rounds from the largest commune of each intercommunalité, to the communes where most persons need help. */
export const roundsOf = (
  places: readonly Pick<PlaceFacts, 'code' | 'epci' | 'population'>[],
  persons: Float64Array,
  time: Rounds['time'],
  counsellors: number,
  visited = usualPlaces,
): Rounds => ({
  persons,
  time,
  bases: largestOfEach(places),
  places: greatest(
    places.map(({ code }) => code),
    persons,
    Math.min(places.length, visited),
  ),
  counsellors,
  halfDays: halfDaysOut,
});

/** Least and most counsellors that these bases may have. */
export function counsellorsAllowed(places: readonly Pick<PlaceFacts, 'code' | 'epci' | 'population'>[]) {
  const bases = largestOfEach(places).length;
  return { least: bases, most: bases * mostAtBase };
}

/** The visits in force, for counsellors numbered anew: the third of a base stays the third of this base. */
export function adoptedVisits(
  before: { result: Pick<RoundsResult, 'bases'>; visits: readonly PlannedVisit[] },
  places: readonly { code: string }[],
  after: readonly { base: number; counsellors: number }[],
): Visit[] {
  const numberOf = new Map(places.map(({ code }, place) => [code, place]));
  const first = new Map<string, number>();
  let next = 1;
  for (const { base, counsellors } of after) {
    first.set(places[base]!.code, next);
    next += counsellors;
  }
  const owners = basesOfCounsellors(before.result);
  return before.visits.flatMap(visit => {
    const base = owners[visit.counsellor - 1];
    const place = numberOf.get(visit.place);
    const start = base === undefined ? undefined : first.get(base);
    if (base === undefined || place === undefined || start === undefined) return [];
    const counsellor = start + visit.counsellor - 1 - owners.indexOf(base);
    const isKnown =
      counsellor < start + (after.find(each => places[each.base]!.code === base)?.counsellors ?? 0);
    return isKnown ? [{ ...visit, counsellor, place }] : [];
  });
}

/** What is kept and shown of planned rounds. */
export function roundsResult(
  places: readonly { code: string; name: string }[],
  rounds: Rounds,
  { atBase, halfDays, timetable }: RoundsPlan,
): { result: Omit<RoundsResult, 'seconds' | 'estimated' | 'warnings'>; visits: PlannedVisit[] } {
  const { persons } = rounds;
  const named = (place: number) => ({ code: places[place]!.code, name: places[place]!.name });
  const weekly = new Map<number, number>();
  for (const visit of timetable.visits)
    weekly.set(visit.place, (weekly.get(visit.place) ?? 0) + weightOf(visit));
  const helped = new Map([...halfDays.helped].map(([at, count]) => [rounds.places[at]!, count]));
  return {
    result: {
      bases: rounds.bases.map((base, b) => ({ ...named(base), counsellors: atBase[b]! })),
      places: [...weekly]
        .map(([place, count]) => ({
          ...named(place),
          halfDays: count,
          persons: Math.round(helped.get(place) ?? 0),
        }))
        .sort((a, b) => b.persons - a.persons || (a.code < b.code ? -1 : 1)),
      halfDays: timetable.visits.reduce((sum, visit) => sum + weightOf(visit), 0),
      persons: persons.reduce((sum, count) => sum + count, 0),
      helped: Math.round([...helped.values()].reduce((sum, count) => sum + count, 0)),
      gap: halfDays.gap,
      left: timetable.left.map(({ place, count }) => ({ ...named(place), halfDays: count })),
    },
    visits: timetable.visits.map(({ place, ...visit }) => ({ ...visit, place: places[place]!.code })),
  };
}
