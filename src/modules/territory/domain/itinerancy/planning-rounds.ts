import type { LinearSolver } from '../positioning/linear.ts';
import { counsellorsByBase, type HalfDays, spendHalfDays } from './half-days.ts';
import type { Rounds } from './problem.ts';
import { makeTimetable, type Timetable, type Week } from './timetable.ts';

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
  adopted?: Week['adopted'];
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
  const week: Week = {
    time: rounds.time,
    asked: halfDays.visits.map(({ base, place, count }) => ({
      base: rounds.bases[base]!,
      place: rounds.places[place]!,
      count,
    })),
    bases: rounds.bases.map((base, b) => ({ base, counsellors: atBase[b]! })),
    baseOf: counsellor => baseOf[counsellor - 1]!,
    isClosed,
    ...(adopted ? { adopted } : {}),
  };
  return { atBase, halfDays, timetable: makeTimetable(week), week };
}
