import { farthestDrive, farthestInADay } from './problem.ts';
import type { Visit, Week } from './timetable.ts';

/** A rule of the week that a timetable breaks, whoever made it. */
export type Conflict =
  | { rule: 'two_places'; counsellor: number; weekday: number; half: 'am' | 'pm' }
  | { rule: 'too_far_apart'; counsellor: number; weekday: number; minutes: number }
  | { rule: 'too_far_from_base'; counsellor: number; place: number; minutes: number }
  | { rule: 'too_little_at_base'; counsellor: number; atBase: number }
  | { rule: 'closed'; counsellor: number; place: number; weekday: number }
  | { rule: 'wrong_count'; base: number; place: number; asked: number; given: number };

/** Half-days of a week, and those that everybody keeps at their base. */
const inAWeek = 10;
const leastAtBase = 2;

/** Every rule that these visits break; none for a sound timetable. It knows nothing of how timetables are made. */
export function conflictsOf(visits: readonly Visit[], week: Week): Conflict[] {
  const found: Conflict[] = [];
  const minutes = (tenths: number) => tenths / 10;
  const byCounsellor = Map.groupBy(visits, ({ counsellor }) => counsellor);
  for (const [counsellor, own] of byCounsellor) {
    const base = week.baseOf(counsellor);
    for (const { place, weekday } of own) {
      const away = week.time(base, place);
      if (away > farthestDrive)
        found.push({ rule: 'too_far_from_base', counsellor, place, minutes: minutes(away) });
      if (week.isClosed(place, weekday)) found.push({ rule: 'closed', counsellor, place, weekday });
    }
    for (const [weekday, day] of Map.groupBy(own, visit => visit.weekday)) {
      for (const half of ['am', 'pm'] as const)
        if (day.filter(visit => visit.half === half).length > 1)
          found.push({ rule: 'two_places', counsellor, weekday, half });
      const [morning, afternoon] = (['am', 'pm'] as const).map(half =>
        day.find(visit => visit.half === half),
      );
      if (morning && afternoon) {
        const apart = week.time(morning.place, afternoon.place);
        if (apart > farthestInADay)
          found.push({ rule: 'too_far_apart', counsellor, weekday, minutes: minutes(apart) });
      }
    }
    if (inAWeek - own.length < leastAtBase)
      found.push({ rule: 'too_little_at_base', counsellor, atBase: inAWeek - own.length });
  }
  for (const { base, place, count } of week.asked) {
    const given = visits.filter(
      visit => visit.place === place && week.baseOf(visit.counsellor) === base,
    ).length;
    if (given !== count) found.push({ rule: 'wrong_count', base, place, asked: count, given });
  }
  return found;
}
