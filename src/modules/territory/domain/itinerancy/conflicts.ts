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

/** Every rule that these visits break, in odd weeks or in even ones; none for a sound timetable. It knows nothing of how timetables are made. */
export function conflictsOf(visits: readonly Visit[], week: Week): Conflict[] {
  const found = new Map<string, Conflict>();
  const note = (conflict: Conflict) => found.set(JSON.stringify(conflict), conflict);
  for (const leftOut of ['even', 'odd'])
    conflictsOfOneWeek(
      visits.filter(({ weeks }) => weeks !== leftOut),
      week,
      note,
    );
  for (const { base, place, count } of week.asked) {
    const given = visits
      .filter(visit => visit.place === place && week.baseOf(visit.counsellor) === base)
      .reduce((sum, { weeks }) => sum + (weeks === 'every' ? 1 : 0.5), 0);
    if (given !== count) note({ rule: 'wrong_count', base, place, asked: count, given });
  }
  return [...found.values()];
}

function conflictsOfOneWeek(visits: readonly Visit[], week: Week, note: (conflict: Conflict) => void): void {
  const minutes = (tenths: number) => tenths / 10;
  for (const [counsellor, own] of Map.groupBy(visits, visit => visit.counsellor)) {
    const base = week.baseOf(counsellor);
    for (const { place, weekday } of own) {
      const away = week.time(base, place);
      if (away > farthestDrive)
        note({ rule: 'too_far_from_base', counsellor, place, minutes: minutes(away) });
      if (week.isClosed(place, weekday)) note({ rule: 'closed', counsellor, place, weekday });
    }
    for (const [weekday, day] of Map.groupBy(own, visit => visit.weekday)) {
      for (const half of ['am', 'pm'] as const)
        if (day.filter(visit => visit.half === half).length > 1)
          note({ rule: 'two_places', counsellor, weekday, half });
      const [morning, afternoon] = (['am', 'pm'] as const).map(half =>
        day.find(visit => visit.half === half),
      );
      if (morning && afternoon) {
        const apart = week.time(morning.place, afternoon.place);
        if (apart > farthestInADay)
          note({ rule: 'too_far_apart', counsellor, weekday, minutes: minutes(apart) });
      }
    }
    if (inAWeek - own.length < leastAtBase)
      note({ rule: 'too_little_at_base', counsellor, atBase: inAWeek - own.length });
  }
}
