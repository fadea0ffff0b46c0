import type { LinearSolver } from '../positioning/linear.ts';
import { counsellorsByBase, type HalfDays, spendHalfDays } from './half-days.ts';
import { capacityOf, type Rounds } from './problem.ts';
import { makeTimetable, type Timetable, type Visit, type Week } from './timetable.ts';

/** The three stages of itinerancy: who is where, where half-days are spent, and the week (product/territory.md §6.2). */
export interface RoundsPlan {
  /** Counsellors by base, in the order of the bases. */
  atBase: Int32Array;
  halfDays: HalfDays;
  timetable: Timetable;
  /** What the timetable had to respect, for who checks it. */
  week: Week;
}

interface Wishes {
  isClosed?: Week['isClosed'];
  /** The visits in force, once it is known how many counsellors each base has. */
  adopted?: (bases: Week['bases']) => readonly Visit[];
  /** Told when a stage begins. */
  stage?: (name: 'bases' | 'half-days' | 'timetable') => void;
}

/** Null when the solver gave nothing for one of the first two stages. */
export async function planRounds(
  rounds: Rounds,
  solve: LinearSolver,
  { isClosed = () => false, adopted, stage = () => {} }: Wishes = {},
): Promise<RoundsPlan | null> {
  stage('bases');
  const atBase = await counsellorsByBase(rounds, solve);
  if (!atBase) return null;
  stage('half-days');
  const halfDays = await spendHalfDays(rounds, atBase, solve);
  if (!halfDays) return null;
  stage('timetable');
  const baseOf = rounds.bases.flatMap((base, b) => Array.from({ length: atBase[b]! }, () => base));
  const bases = rounds.bases.map((base, b) => ({ base, counsellors: atBase[b]! }));
  const week: Week = {
    time: rounds.time,
    asked: neededVisits(rounds, halfDays),
    bases,
    baseOf: counsellor => baseOf[counsellor - 1]!,
    isClosed,
    ...(adopted ? { adopted: adopted(bases) } : {}),
  };
  return { atBase, halfDays, timetable: makeTimetable(week), week };
}

/**
 * Half-days that the people helped need, down to one week in two where half of a half-day is enough: what is more stays at
 * the base. In all at a place `⌈2 × helped ÷ capacity⌉ ÷ 2`.
 */
function neededVisits(rounds: Rounds, { visits, helped }: HalfDays): Week['asked'] {
  const capacity = capacityOf(rounds);
  // A solver may help a millionth of a person more than a half-day can.
  const need = new Map(
    [...helped].map(([place, count]) => [place, Math.max(0.5, Math.ceil((2 * count) / capacity - 1e-4) / 2)]),
  );
  return visits.flatMap(({ base, place, count }) => {
    const left = need.get(place) ?? 0;
    const taken = Math.min(count, left);
    need.set(place, left - taken);
    return taken > 0 ? [{ base: rounds.bases[base]!, place: rounds.places[place]!, count: taken }] : [];
  });
}
