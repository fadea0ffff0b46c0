import type { DemandWeights } from '../positioning/demand.ts';
import { openOf } from '../positioning/instance.ts';
import { instanceOfPlaces } from '../positioning/nearest.ts';
import { solveMedian, type Work } from '../positioning/proving.ts';
import { haversineTime } from '../positioning/travel.ts';
import { needOf, type PlanAsked, rulesOf, type ScoredPlace } from './asked.ts';
import { minutes, servedBy, total } from './ground.ts';

/*
 * Plans tried on the spot, in a page or in a browser: nothing is kept. The same engine as plans that are kept.
 */

/** What may be moved to see what changes, as typed: percentages, and the number of places. */
export interface HypothesesTyped {
  p: string;
  age: string;
  diploma: string;
  everybody: string;
  equity: string;
  keep: string;
}

/** A percentage of a slider, or the usual one when it is not a number. */
function percent(typed: string, usual: number): number {
  const value = Number(typed.replace(',', '.'));
  return typed.trim() !== '' && value >= 0 && value <= 100 ? value : usual;
}

export const hypothesesOf = (
  typed: Omit<HypothesesTyped, 'p'>,
): Pick<PlanAsked, 'weights' | 'equity' | 'keep'> => ({
  weights: {
    age65Plus: percent(typed.age, 50) / 100,
    lowDiploma: percent(typed.diploma, 20) / 100,
    everybody: percent(typed.everybody, 6),
  },
  equity: percent(typed.equity, 0) / 100,
  keep: percent(typed.keep, 0) * 1000,
});

/** Nobody would need help. */
export const isNobody = ({ age65Plus, lowDiploma, everybody }: DemandWeights): boolean =>
  age65Plus === 0 && lowDiploma === 0 && everybody === 0;

/** Tried on the spot: the shortest mean way as the crow flies. Other models ask for the linear solver. */
export const mayBeTried = ({
  model,
  max_time,
  matrix,
}: Pick<PlanAsked, 'model' | 'max_time' | 'matrix'>): boolean =>
  model === 'p-median' && max_time === null && !matrix;

/** A plan that was tried. Sites by number. */
export interface Tried {
  open: number[];
  /** Share between this plan and the best possible one, in [0, 1]; 0 when it is proven the best. */
  gap: number;
  /** Minutes, and share of the persons within a quarter of an hour. */
  mean: number;
  within15: number;
  max: number;
}

/** What the next try starts from. */
export interface Trail {
  open: Uint8Array;
  multipliers: Float64Array;
}

/**
 * The best plan with these hypotheses. Null when the rules allow none.
 * @param trail a try before this one, that much resembles it
 */
export async function tryPlan(
  places: readonly ScoredPlace[],
  asked: PlanAsked,
  work: Pick<Work, 'random' | 'budget'>,
  trail?: Trail,
): Promise<{ tried: Tried; trail: Trail } | null> {
  const { persons } = needOf(asked, places);
  const rules = rulesOf(asked, places);
  const suits = trail && total(trail.open) === rules.p && !rules.groups;
  const solved = await solveMedian(instanceOfPlaces(places, persons), rules, {
    ...work,
    ...(suits ? { start: trail.open } : {}),
    ...(trail ? { multipliers: trail.multipliers } : {}),
  });
  if (!solved) return null;
  const { plan, bound } = solved;
  const { scale, u } = solved.multipliers[0]!;
  return {
    tried: triedOf(places, persons, plan.open, plan.value > 0 ? (plan.value - bound) / plan.value : 0),
    trail: { open: plan.open, multipliers: u.map(pays => pays / scale) },
  };
}

/** The figures of any plan; `gap` as it is known. */
export function triedOf(
  places: readonly ScoredPlace[],
  persons: Float64Array,
  open: Uint8Array,
  gap: number,
): Tried {
  const { firstTime } = servedBy({ places, persons, time: haversineTime(places) }, open);
  const all = total(persons);
  let [sum, near, max] = [0, 0, 0];
  for (const [place, count] of persons.entries()) {
    if (count === 0) continue;
    const tenths = firstTime[place]!;
    sum += count * tenths;
    if (minutes(tenths) <= 15) near += count;
    max = Math.max(max, tenths);
  }
  return {
    open: [...openOf(open)],
    gap,
    mean: minutes(sum / all),
    within15: near / all,
    max: minutes(max),
  };
}

/** Sites of the second plan that the first has not, and the other way round, in the order of their codes. */
export const changesOf = (
  before: readonly string[],
  after: readonly string[],
): { coming: string[]; leaving: string[] } => ({
  coming: after.filter(code => !before.includes(code)).sort(),
  leaving: before.filter(code => !after.includes(code)).sort(),
});
