import { farthestDrive, farthestInADay, halfDaysOut } from './problem.ts';

/** Weeks of a visit: all of them, or one in two. */
export const weeksOf = { every: ['odd', 'even'], odd: ['odd'], even: ['even'] } as const;
export type Weeks = keyof typeof weeksOf;

/** A counsellor at a place, the same half-day of every week or of one week in two. */
export interface Visit {
  /** From 1. */
  counsellor: number;
  /** 1 for Monday, 5 for Friday. */
  weekday: number;
  half: 'am' | 'pm';
  /** Commune, by number. */
  place: number;
  weeks: Weeks;
}

/** What a week must hold. Communes by number. */
export interface Week {
  time: (from: number, to: number) => number;
  /** Half-days a week of a base at a place; 0.5 for one week in two. */
  asked: readonly { base: number; place: number; count: number }[];
  /** Counsellors of each base, in order: those of the first base have the first numbers. */
  bases: readonly { base: number; counsellors: number }[];
  baseOf: (counsellor: number) => number;
  isClosed: (place: number, weekday: number) => boolean;
  /** The timetable in force: its half-days stay where they are when they can. */
  adopted?: readonly Visit[];
}

export interface Timetable {
  visits: Visit[];
  /** Half-days, or halves of one, that no week could hold. */
  left: { base: number; place: number; count: number }[];
}

const weekdays = [1, 2, 3, 4, 5] as const;
const halves = ['am', 'pm'] as const;
const fortnight = ['odd', 'even'] as const;

/** One half-day: where in odd weeks and in even ones; −1 for nowhere. */
interface Task {
  odd: number;
  even: number;
}

/** Half-days a week that a visit is. */
export const weightOf = ({ weeks }: Pick<Visit, 'weeks'>): number => weeksOf[weeks].length / 2;

/**
 * Two weeks without conflict: the half-days of each base are put two by two in days, near ones together, then days are
 * given to counsellors. What is adopted stays first; if something then has no place, all is made again, near to it. What
 * does not fit is said, never forced. The same for the same question.
 */
export function makeTimetable(week: Week): Timetable {
  const again = planned(week, []);
  if (!week.adopted || week.adopted.length === 0) return again;
  const kept = planned(week, week.adopted);
  return kept.left.length <= again.left.length ? kept : again;
}

function planned(week: Week, fixed: readonly Visit[]): Timetable {
  const agenda = new Agenda(week);
  const wanted = week.asked.map(each => ({ ...each }));
  for (const visit of fixed) {
    const asked = wanted.find(
      ({ base, place, count }) =>
        place === visit.place && count >= weightOf(visit) && base === week.baseOf(visit.counsellor),
    );
    const { place, weeks } = visit;
    const task = { odd: weeks === 'even' ? -1 : place, even: weeks === 'odd' ? -1 : place };
    if (!asked || !agenda.mayHold(visit.counsellor, visit.weekday, visit.half, task)) continue;
    agenda.hold(visit.counsellor, visit.weekday, visit.half, task);
    asked.count -= weightOf(visit);
  }
  const left: Timetable['left'] = [];
  let first = 1;
  for (const { base, counsellors } of week.bases) {
    const tasks = tasksOf(
      wanted.filter(each => each.base === base),
      week,
    );
    const numbers = Array.from({ length: counsellors }, (_, index) => first + index);
    first += counsellors;
    for (const task of agenda.give(daysOf(tasks, week), numbers))
      for (const place of new Set([task.odd, task.even]))
        if (place >= 0) left.push({ base, place, count: task.odd === task.even ? 1 : 0.5 });
  }
  return { visits: agenda.visits(), left };
}

/** Whole half-days, then halves of one two by two, the nearest ones together. */
function tasksOf(asked: Week['asked'], { time }: Week): Task[] {
  const whole = asked.flatMap(({ place, count }) =>
    Array.from({ length: Math.floor(count) }, () => ({ odd: place, even: place })),
  );
  const alone = asked.filter(({ count }) => count % 1 !== 0).map(({ place }) => place);
  const shared: Task[] = [];
  while (alone.length > 0) {
    const odd = alone.shift()!;
    const even = alone.reduce(
      (best, place) => (best < 0 || time(odd, place) < time(odd, best) ? place : best),
      -1,
    );
    if (even >= 0) alone.splice(alone.indexOf(even), 1);
    shared.push({ odd, even });
  }
  return [...whole, ...shared];
}

/** Tenths of minute between two half-days of a day, in the week where they are the farther apart. */
const apart = (a: Task, b: Task, time: Week['time']): number =>
  Math.max(...fortnight.map(week => (a[week] < 0 || b[week] < 0 ? 0 : time(a[week], b[week]))));

/** Half-days of one day: two that are near, or one. As few days as steps find, since each counsellor has five. */
function daysOf(tasks: readonly Task[], { time }: Week): Task[][] {
  const near = (a: number, b: number) => apart(tasks[a]!, tasks[b]!, time) <= farthestInADay;
  const same = (a: number, b: number) =>
    Number(tasks[a]!.odd === tasks[b]!.odd || tasks[a]!.even === tasks[b]!.even);
  const all = [...tasks.keys()];
  const degree = all.map(task => all.filter(other => near(task, other)).length);
  const order = all.toSorted((a, b) => degree[a]! - degree[b]! || a - b);
  const mate = new Int32Array(tasks.length).fill(-1);
  const pair = (a: number, b: number) => {
    mate[a] = b;
    mate[b] = a;
  };
  for (const a of order) {
    if (mate[a]! >= 0) continue;
    // A place twice on one day serves fewer people than two days: another one first, the nearest.
    const best = order
      .filter(b => b !== a && mate[b]! < 0 && near(a, b))
      .sort(
        (x, y) =>
          same(x, a) - same(y, a) ||
          degree[x]! - degree[y]! ||
          apart(tasks[a]!, tasks[x]!, time) - apart(tasks[a]!, tasks[y]!, time) ||
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
        const between = order.find(c => mate[c]! >= 0 && near(a, c) && near(b, mate[c]!));
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

/** Who is where, as it fills up. */
class Agenda {
  private readonly week: Week;
  /** By counsellor, weekday and half: what is held there. */
  private readonly held = new Map<string, Task>();
  /** Half-days out of the base, by counsellor and week. */
  private readonly out = new Map<string, number>();
  /** Counsellors at a place, by place, weekday, half and week. */
  private readonly there = new Map<string, number>();
  private readonly adopted: Set<string>;

  constructor(week: Week) {
    this.week = week;
    this.adopted = new Set(
      week.adopted?.flatMap(visit =>
        weeksOf[visit.weeks].map(each => keyOf(visit.place, visit.weekday, visit.half, each)),
      ),
    );
  }

  mayHold(counsellor: number, weekday: number, half: Visit['half'], task: Task): boolean {
    const { time, baseOf, isClosed } = this.week;
    const [here, other] = halves.map(each => this.held.get(keyOf(counsellor, weekday, each)) ?? nothing);
    const [own, beside] = half === 'am' ? [here!, other!] : [other!, here!];
    if (apart(task, beside, time) > farthestInADay) return false;
    return fortnight.every(
      each =>
        task[each] < 0 ||
        (own[each] < 0 &&
          !isClosed(task[each], weekday) &&
          time(baseOf(counsellor), task[each]) <= farthestDrive &&
          (this.out.get(keyOf(counsellor, each)) ?? 0) < halfDaysOut),
    );
  }

  hold(counsellor: number, weekday: number, half: Visit['half'], task: Task): void {
    const slot = keyOf(counsellor, weekday, half);
    const own = this.held.get(slot) ?? nothing;
    this.held.set(slot, {
      odd: task.odd < 0 ? own.odd : task.odd,
      even: task.even < 0 ? own.even : task.even,
    });
    for (const each of fortnight) {
      if (task[each] < 0) continue;
      increase(this.out, keyOf(counsellor, each));
      increase(this.there, keyOf(task[each], weekday, half, each));
    }
  }

  /** Gives each day to one of these counsellors, in halves when no whole day is free; what nobody may take. */
  give(days: readonly (readonly Task[])[], counsellors: readonly number[]): Task[] {
    const left: Task[] = [];
    for (const day of days) {
      if (this.giveDay(day, counsellors)) continue;
      for (const task of day) if (day.length === 1 || !this.giveDay([task], counsellors)) left.push(task);
    }
    return left;
  }

  private giveDay(day: readonly Task[], counsellors: readonly number[]): boolean {
    const [one, two = nothing] = day;
    const ways = [
      [one!, two],
      [two, one!],
    ] as const;
    let best: { counsellor: number; weekday: number; way: (typeof ways)[number]; cost: number } | null = null;
    for (const counsellor of counsellors)
      for (const weekday of weekdays) {
        const isFree = halves.every(half => !this.held.has(keyOf(counsellor, weekday, half)));
        // Two half-days are near each other: only an empty day is sure to suit both.
        if (day.length === 2 && !isFree) continue;
        for (const way of ways) {
          const mayBe = halves.every(
            (half, at) => way[at] === nothing || this.mayHold(counsellor, weekday, half, way[at]!),
          );
          if (!mayBe) continue;
          const cost = this.costOf(counsellor, weekday, way);
          if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { counsellor, weekday, way, cost };
        }
      }
    if (!best) return false;
    for (const [at, half] of halves.entries())
      if (best.way[at] !== nothing) this.hold(best.counsellor, best.weekday, half, best.way[at]!);
    return true;
  }

  /** Days are shared out evenly first; then two counsellors at a place at once cost most, then leaving what is adopted. */
  private costOf(counsellor: number, weekday: number, way: readonly Task[]): number {
    let cost = 0;
    for (const each of fortnight) cost += 500 * (this.out.get(keyOf(counsellor, each)) ?? 0);
    for (const [at, half] of halves.entries())
      for (const each of fortnight) {
        const place = way[at]![each];
        if (place < 0) continue;
        cost += 100 * (this.there.get(keyOf(place, weekday, half, each)) ?? 0);
        if (this.adopted.size > 0 && !this.adopted.has(keyOf(place, weekday, half, each))) cost += 10;
        // Visits of a place spread over the week.
        if (this.there.has(keyOf(place, weekday, half === 'am' ? 'pm' : 'am', each))) cost += 1;
      }
    return cost;
  }

  visits(): Visit[] {
    return [...this.held].flatMap(([slot, task]) => {
      const [counsellor, weekday, half] = slot.split(' ');
      const visit = (place: number, weeks: Weeks): Visit => ({
        counsellor: Number(counsellor),
        weekday: Number(weekday),
        half: half as Visit['half'],
        place,
        weeks,
      });
      if (task.odd === task.even) return [visit(task.odd, 'every')];
      return fortnight.flatMap(each => (task[each] < 0 ? [] : [visit(task[each], each)]));
    });
  }
}

const nothing: Task = { odd: -1, even: -1 };

const keyOf = (...parts: (number | string)[]): string => parts.join(' ');

const increase = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
