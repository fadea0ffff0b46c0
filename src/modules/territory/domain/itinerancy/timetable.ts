import { farthestInADay } from './problem.ts';

/** A counsellor at a place, the same half-day of every week. */
export interface Visit {
  /** From 1. */
  counsellor: number;
  /** 1 for Monday, 5 for Friday. */
  weekday: number;
  half: 'am' | 'pm';
  /** Commune, by number. */
  place: number;
}

/** What a week must hold. Communes by number. */
export interface Week {
  time: (from: number, to: number) => number;
  /** Half-days of a base at a place. */
  asked: readonly { base: number; place: number; count: number }[];
  /** Counsellors of each base, in order: those of the first base have the first numbers. */
  bases: readonly { base: number; counsellors: number }[];
  baseOf: (counsellor: number) => number;
  isClosed: (place: number, weekday: number) => boolean;
  /** The timetable in force: its half-days are kept when they can be. */
  adopted?: readonly Visit[];
}

export interface Timetable {
  visits: Visit[];
  /** Half-days that no week could hold. */
  left: { base: number; place: number }[];
}

const weekdays = [1, 2, 3, 4, 5] as const;
/** Half-days that each keeps out of the base. */
const mostOut = 8;

/**
 * A week without conflict: the half-days of each base are put two by two in days, near ones together, then days are given
 * to counsellors. What does not fit is said, never forced. The same for the same question.
 */
export function makeTimetable(week: Week): Timetable {
  const visits: Visit[] = [];
  const left: Timetable['left'] = [];
  let first = 1;
  for (const { base, counsellors } of week.bases) {
    const tasks = week.asked
      .filter(each => each.base === base)
      .flatMap(({ place, count }) => Array.from({ length: count }, () => place));
    const numbers = Array.from({ length: counsellors }, (_, index) => first + index);
    first += counsellors;
    const taken = placeDays(daysOf(tasks, week), numbers, week, visits);
    visits.push(...taken.visits);
    left.push(...taken.left.map(place => ({ base, place })));
  }
  return { visits, left };
}

/** Places of one day: two that are near, or one. As few days as steps find, since each counsellor has five. */
function daysOf(tasks: readonly number[], { time }: Week): number[][] {
  const near = (a: number, b: number) => time(a, b) <= farthestInADay;
  const degree = (task: number) => tasks.filter(other => near(task, other)).length;
  const order = [...tasks.keys()].sort((a, b) => degree(tasks[a]!) - degree(tasks[b]!) || a - b);
  const mate = new Int32Array(tasks.length).fill(-1);
  const pair = (a: number, b: number) => {
    mate[a] = b;
    mate[b] = a;
  };
  for (const a of order) {
    if (mate[a]! >= 0) continue;
    // A place twice on one day serves fewer people than two days: another one first, the nearest.
    const free = order.filter(b => b !== a && mate[b]! < 0 && near(tasks[a]!, tasks[b]!));
    const best = free.sort(
      (x, y) =>
        Number(tasks[x] === tasks[a]) - Number(tasks[y] === tasks[a]) ||
        degree(tasks[x]!) - degree(tasks[y]!) ||
        time(tasks[a]!, tasks[x]!) - time(tasks[a]!, tasks[y]!) ||
        x - y,
    )[0];
    if (best !== undefined) pair(a, best);
  }
  // Two that are alone, and a day whose places suit one each: two days instead of three.
  for (let improved = true; improved; ) {
    improved = false;
    const alone = order.filter(a => mate[a]! < 0);
    for (const a of alone)
      for (const b of alone) {
        if (a === b || mate[a]! >= 0 || mate[b]! >= 0) continue;
        const between = order.find(
          c => mate[c]! >= 0 && near(tasks[a]!, tasks[c]!) && near(tasks[b]!, tasks[mate[c]!]!),
        );
        if (between === undefined) continue;
        const other = mate[between]!;
        pair(a, between);
        pair(b, other);
        improved = true;
      }
  }
  const days = order.flatMap(a => {
    if (mate[a]! < 0) return [[tasks[a]!]];
    return a < mate[a]! ? [[tasks[a]!, tasks[mate[a]!]!]] : [];
  });
  // Full days first: single ones fit anywhere.
  return days.sort((a, b) => b.length - a.length);
}

interface Slot {
  counsellor: number;
  weekday: number;
}

function placeDays(
  days: readonly (readonly number[])[],
  counsellors: readonly number[],
  week: Week,
  before: readonly Visit[],
): { visits: Visit[]; left: number[] } {
  const visits: Visit[] = [];
  const left: number[] = [];
  const out = new Map(counsellors.map(counsellor => [counsellor, 0]));
  const busy = new Set<string>();
  const key = (place: number, weekday: number, half: string) => `${place} ${weekday} ${half}`;
  const there = new Map<string, number>();
  for (const { place, weekday, half } of before) {
    const name = key(place, weekday, half);
    there.set(name, (there.get(name) ?? 0) + 1);
  }
  const kept = new Set(week.adopted?.map(({ place, weekday, half }) => key(place, weekday, half)));
  for (const day of days) {
    const ways =
      day.length === 2
        ? [day, [day[1]!, day[0]!]]
        : [
            [day[0]!, null],
            [null, day[0]!],
          ];
    let best: { slot: Slot; way: readonly (number | null)[]; cost: number } | null = null;
    for (const counsellor of counsellors) {
      if (out.get(counsellor)! + day.length > mostOut) continue;
      for (const weekday of weekdays) {
        if (busy.has(`${counsellor} ${weekday}`)) continue;
        for (const way of ways) {
          const place = costOf(way, weekday);
          // Days are shared out evenly first: full ones all to the same would leave single ones without a day.
          const cost = place === null ? null : place + 1000 * out.get(counsellor)!;
          if (cost !== null && (best === null || cost < best.cost))
            best = { slot: { counsellor, weekday }, way, cost };
        }
      }
    }
    if (!best) {
      left.push(...day);
      continue;
    }
    const { slot, way } = best;
    busy.add(`${slot.counsellor} ${slot.weekday}`);
    out.set(slot.counsellor, out.get(slot.counsellor)! + day.length);
    for (const [at, half] of (['am', 'pm'] as const).entries()) {
      const place = way[at];
      if (place == null) continue;
      visits.push({ ...slot, half, place });
      const name = key(place, slot.weekday, half);
      there.set(name, (there.get(name) ?? 0) + 1);
    }
  }
  return { visits, left };

  /** Two counsellors at a place at once cost most, then leaving the timetable in force; null when a place is closed. */
  function costOf(way: readonly (number | null)[], weekday: number): number | null {
    let cost = 0;
    for (const [at, half] of ['am', 'pm'].entries()) {
      const place = way[at];
      if (place == null) continue;
      if (week.isClosed(place, weekday)) return null;
      cost += 100 * (there.get(key(place, weekday, half)) ?? 0);
      if (kept.size > 0 && !kept.has(key(place, weekday, half))) cost += 10;
      // Visits of a place spread over the week.
      if ((there.get(key(place, weekday, half === 'am' ? 'pm' : 'am')) ?? 0) > 0) cost += 1;
    }
    return cost;
  }
}
