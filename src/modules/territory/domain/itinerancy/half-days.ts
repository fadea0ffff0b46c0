import type { LinearSolver } from '../positioning/linear.ts';
import { capacityOf, farthestDrive, farthestHome, mostAtBase, type Rounds, worth } from './problem.ts';

/** A linear problem written a term a line, as the solver reads it. */
class Written {
  private readonly goal: string[] = [];
  private readonly rows: string[] = [];
  private readonly bounds: string[] = [];
  private readonly whole: string[] = [];

  value(times: number, column: string): void {
    if (times !== 0) this.goal.push(`+ ${times} ${column}`);
  }

  row(terms: readonly (readonly [times: number, column: string])[], sign: '<=' | '=', right: number): void {
    if (terms.length === 0) return;
    const written = terms.map(([times, column]) => `${times < 0 ? '-' : '+'} ${Math.abs(times)} ${column}`);
    this.rows.push(`r${this.rows.length}: ${written.join('\n')} ${sign} ${right}`);
  }

  integer(column: string, least: number, most: number): void {
    this.bounds.push(`${least} <= ${column} <= ${most}`);
    this.whole.push(column);
  }

  text(way: 'Minimize' | 'Maximize'): string {
    return [
      way,
      `obj: ${this.goal.join('\n')}`,
      'Subject To',
      ...this.rows,
      'Bounds',
      ...this.bounds,
      'General',
      ...this.whole,
      'End',
      '',
    ].join('\n');
  }
}

/** Load of a counsellor over the mean that a base may take. */
const roomAtBase = 1.25;

/**
 * How many counsellors each base has: people go to bases at least cost in time, none asked more than it can do; at least
 * one at each, six at most. Null when the solver gave nothing.
 */
export async function counsellorsByBase(rounds: Rounds, solve: LinearSolver): Promise<Int32Array | null> {
  const { persons, time, bases, counsellors } = rounds;
  if (counsellors < bases.length || counsellors > mostAtBase * bases.length) return null;
  const all = persons.reduce((sum, count) => sum + count, 0);
  const capacity = (roomAtBase * all) / counsellors;
  const written = new Written();
  const asked = bases.map(() => [] as [number, string][]);
  for (const [client, count] of persons.entries()) {
    if (count === 0) continue;
    const sent = bases.map((base, b): [number, string] => {
      const column = `x${client}_${b}`;
      written.value((count * time(client, base)) / 10, column);
      asked[b]!.push([count, column]);
      return [1, column];
    });
    written.row(sent, '=', 1);
  }
  for (const [b, terms] of asked.entries()) {
    written.row([...terms, [-capacity, `c${b}`]], '<=', 0);
    written.integer(`c${b}`, 1, mostAtBase);
  }
  written.row(
    bases.map((_, b) => [1, `c${b}`]),
    '=',
    counsellors,
  );
  const answer = await solve(written.text('Minimize'), { seconds: 30, gap: 1e-4 });
  if (!answer || answer.status === 'infeasible') return null;
  return Int32Array.from(bases, (_, b) => Math.round(answer.columns.get(`c${b}`) ?? 0));
}

/** Half-days of each base at each place, what they are worth, and how far from the best they may be. */
export interface HalfDays {
  visits: { base: number; place: number; count: number }[];
  /** Persons helped, each counted for what it is worth so far from home. */
  value: number;
  /** No choice is worth more, as the solver says. */
  bound: number;
  gap: number;
  /** Persons helped at each visited place. */
  helped: Map<number, number>;
}

/** Half-days at one place from one base. */
const mostVisits = 20;

/**
 * Where half-days are spent so that the persons helped, each worth 1 at hand and 0.7 at a quarter of an hour, are the most
 * (product/territory.md §6.2, stage 2). Bases and places by place in their lists. Null when the solver gave nothing.
 */
export async function spendHalfDays(
  rounds: Rounds,
  atBase: Int32Array,
  solve: LinearSolver,
  limits: { seconds: number; gap: number } = { seconds: 60, gap: 0.001 },
): Promise<HalfDays | null> {
  const { persons, time, bases, places, halfDays } = rounds;
  const capacity = capacityOf(rounds);
  const written = new Written();
  const visited = places.map(() => [] as [number, string][]);
  for (const [b, base] of bases.entries()) {
    const visits: [number, string][] = [];
    for (const [j, place] of places.entries()) {
      if (time(base, place) > farthestDrive) continue;
      const column = `h${b}_${j}`;
      written.integer(column, 0, mostVisits);
      visits.push([1, column]);
      visited[j]!.push([-capacity, column]);
    }
    written.row(visits, '<=', halfDays * atBase[b]!);
  }
  const received = places.map(() => [] as [number, string][]);
  for (const [client, count] of persons.entries()) {
    const sent: [number, string][] = [];
    for (const [j, place] of places.entries()) {
      const away = time(client, place);
      if (count === 0 || away > farthestHome || visited[j]!.length === 0) continue;
      const column = `y${client}_${j}`;
      written.value(worth(away), column);
      sent.push([1, column]);
      received[j]!.push([1, column]);
    }
    written.row(sent, '<=', count);
  }
  for (const [j, terms] of received.entries())
    if (terms.length > 0) written.row([...terms, ...visited[j]!], '<=', 0);
  const answer = await solve(written.text('Maximize'), limits);
  if (!answer || answer.status === 'infeasible') return null;
  const visits: HalfDays['visits'] = [];
  const helped = new Map<number, number>();
  let value = 0;
  for (const [column, amount] of answer.columns) {
    const [kind, first, second] = [column[0], ...column.slice(1).split('_').map(Number)] as [
      string,
      number,
      number,
    ];
    if (kind === 'h' && Math.round(amount) > 0)
      visits.push({ base: first, place: second, count: Math.round(amount) });
    // Solvers leave dust.
    if (kind === 'y' && amount > 1e-6) {
      value += amount * worth(time(first, places[second]!));
      helped.set(second, (helped.get(second) ?? 0) + amount);
    }
  }
  visits.sort((a, b) => a.base - b.base || a.place - b.place);
  const { bound } = answer;
  return { visits, value, bound, gap: value > 0 ? Math.max(0, bound - value) / value : 0, helped };
}
