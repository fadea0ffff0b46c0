import { type Load, solveCapacitated } from './capacitated.ts';
import { solveCenter } from './center.ts';
import { type Claimed, claimedMedian } from './certificate.ts';
import { solveCoverage } from './coverage.ts';
import { openOf } from './instance.ts';
import { mayServe, type Problem, solveMeanTime } from './problem.ts';
import type { Work } from './proving.ts';

/** What the best plan is to be, in the codes of `vocabulary.ts`, with what each needs besides the problem. */
export type Model =
  | { model: 'p-median' }
  | { model: 'p-center' }
  /** Persons with a site within `radius`, in tenths of minute. */
  | { model: 'mclp'; radius: number }
  /** p counsellors, several at a site if need be, none asked too much. */
  | { model: 'capacitated'; load: Load };

/** The best plan for this model, as it may be claimed in a certificate. Null when no plan is possible, or none was found. */
export async function solveModel(asked: Model, problem: Problem, work: Work): Promise<Claimed | null> {
  const { maxTime } = problem;
  if (asked.model === 'p-median') {
    const solved = await solveMeanTime(problem, work);
    return solved && claimedMedian(solved, maxTime);
  }
  if (asked.model === 'p-center') {
    const found = await solveCenter(problem, work);
    if (!found) return null;
    const { radius, bound, proof, mean } = found;
    return { model: 'p-center', maxTime, open: mean.plan.open, objective: radius, bound, proof };
  }
  if (asked.model === 'capacitated') {
    const found = work.linear && (await solveCapacitated(problem, asked.load, work.linear));
    if (!found) return null;
    const { counsellors, sent, value, bound } = found;
    const { capacity, mostAtSite } = asked.load;
    const open = Uint8Array.from(counsellors, count => Math.min(1, count));
    const plan = { open, counsellors, sent, objective: value, bound };
    return { model: 'capacitated', maxTime, capacity, mostAtSite, ...plan, proof: null };
  }
  const solved = await solveCoverage(problem, asked.radius, work);
  if (!solved) return null;
  // Told as persons reached, the more the better.
  const everybody = problem.persons.reduce((sum, each) => sum + each, 0);
  return {
    model: 'mclp',
    radius: asked.radius,
    maxTime,
    open: solved.plan.open,
    objective: everybody - solved.plan.value,
    bound: everybody - solved.bound,
    proof: solved,
  };
}

/** Who stays out of reach in the plan that leaves the fewest persons so: why no plan was possible. */
export async function leftOutOfReach(problem: Problem, work: Work): Promise<number[]> {
  const near = problem.maxTime ?? Number.MAX_VALUE;
  const free: Problem = { ...problem, maxTime: null, rules: { ...problem.rules, siteCost: null } };
  const best = await solveCoverage(free, near, work);
  if (!best) return [];
  const open = [...openOf(best.plan.open)];
  return [...problem.persons.keys()].filter(client => !open.some(site => mayServe(problem, client, site)));
}
