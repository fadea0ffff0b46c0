import { costOfPlan, fixedOpen, type Instance, instanceOf, type Rules } from './instance.ts';
import { wholeProblem } from './linear.ts';
import { type Solved, solveForNothing, solveMedian, type Work } from './proving.ts';

/** Who needs help and how far they are from where it may be: the same places are both (product/territory.md §6). */
export interface Problem {
  /** Expected persons by place. */
  persons: Float64Array;
  /** Tenths of minute from a client to a site; infinite when it cannot be reached. */
  time: (client: number, site: number) => number;
  rules: Rules;
  /** Nobody may be sent farther, in tenths of minute; null without such a limit. */
  maxTime: number | null;
  /** Persons × time, when it is made otherwise than pair by pair: nothing forbids any pair. */
  instance?: Instance;
}

/** Integer cost of serving a client from a site; infinite when it may not be. */
type CostOf = (client: number, site: number) => number;

/** True when the persons of this client may be sent to this site; where there is nobody, nothing forbids it. */
export function mayServe({ persons, time, maxTime }: Problem, client: number, site: number): boolean {
  const away = time(client, site);
  return persons[client] === 0 || (away < Number.POSITIVE_INFINITY && away <= (maxTime ?? away));
}

/** The p-median: persons × tenths of minute. Null when no plan is possible. */
export async function solveMeanTime(problem: Problem, work: Work): Promise<Solved | null> {
  if (problem.instance && problem.maxTime === null)
    return await solveMedian(problem.instance, problem.rules, work);
  const { persons, time } = problem;
  return await solveLeastCost(
    problem,
    (client, site) => (persons[client] === 0 ? 0 : persons[client]! * time(client, site)),
    work,
  );
}

/**
 * The plan of least cost among those that send nobody where they may not be. Null when there is none, or none was found.
 */
export async function solveLeastCost(problem: Problem, costOf: CostOf, work: Work): Promise<Solved | null> {
  const n = problem.persons.length;
  const allowed: CostOf = (client, site) =>
    mayServe(problem, client, site) ? costOf(client, site) : Number.POSITIVE_INFINITY;
  const instance = instanceOf(n, n, allowed);
  if (instance.byClient.other.length === n * n) return await solveMedian(instance, problem.rules, work);
  // Steps go from a plan that is possible, which is not any plan when pairs are missing.
  const given = work.start;
  const isPossible = given && costOfPlan(instance, problem.rules, given) < Number.POSITIVE_INFINITY;
  const possible = isPossible
    ? given
    : await possiblePlan(problem, (client, site) => mayServe(problem, client, site), work);
  if (!possible) return null;
  const start = (await suggested(problem, allowed, work)) ?? possible;
  const price = costOfPlan(instance, problem.rules, start);
  return await solveOrElsewhere(problem, allowed, () => price, { ...work, start });
}

/** Any plan that leaves nobody out of reach; null when there is none, or none was found. */
async function possiblePlan(
  problem: Problem,
  reaches: (client: number, site: number) => boolean,
  work: Work,
): Promise<Uint8Array | null> {
  const cover = await coverWithin(problem, reaches, work);
  return cover?.plan.value === 0 ? cover.plan.open : null;
}

/** A plan that leaves nobody out of reach, at the value of 0; else the value is 1, and the proof says why (bound 1). */
export async function coverWithin(
  problem: Problem,
  reaches: (client: number, site: number) => boolean,
  work: Work,
): Promise<Solved | null> {
  const free = { ...problem, rules: { ...problem.rules, siteCost: null } };
  const costOf: CostOf = (client, site) =>
    problem.persons[client] === 0 || reaches(client, site) ? 0 : Number.POSITIVE_INFINITY;
  const start = (await suggested(free, costOf, work)) ?? work.start;
  return await solveOrElsewhere(free, costOf, () => 1, { ...work, start }, solveForNothing);
}

/** The plan of least cost that the linear solver finds, in whole numbers; undefined when it has none to give. */
async function suggested(
  { persons, rules }: Problem,
  costOf: CostOf,
  { linear, budget }: Work,
): Promise<Uint8Array | undefined> {
  if (!linear || !budget()) return undefined;
  const instance = instanceOf(persons.length, persons.length, costOf);
  const answer = await linear(wholeProblem(instance, rules, rules.fixed));
  if (!answer || answer.status === 'infeasible') return undefined;
  const open = rules.fixed.map((as, site) =>
    as === fixedOpen || (answer.columns.get(`y${site}`) ?? 0) > 0.5 ? 1 : 0,
  );
  return costOfPlan(instance, rules, open) < Number.POSITIVE_INFINITY ? open : undefined;
}

/**
 * The p-median where a client may be sent « elsewhere » at its price: one more site, always open, at the end. Lists stay
 * short, and what bounds the costs bounds those without it. The plan and the proof only speak of the true sites.
 */
export async function solveOrElsewhere(
  { persons, rules }: Problem,
  costOf: CostOf,
  priceOf: (client: number) => number,
  work: Work,
  solve = solveMedian,
): Promise<Solved | null> {
  const n = persons.length;
  const instance = instanceOf(n, n + 1, (client, site) =>
    site < n ? costOf(client, site) : persons[client] === 0 ? 0 : priceOf(client),
  );
  const { p, fixed, siteCost, groups } = rules;
  const withIt: Rules = {
    p: p + 1,
    fixed: withOneMore(fixed, fixedOpen),
    siteCost: siteCost && Float64Array.from([...siteCost, 0]),
    groups: groups && { ...groups, of: Int32Array.from([...groups.of, -1]) },
  };
  const start = work.start && withOneMore(work.start, 1);
  const solved = await solve(instance, withIt, { ...work, start, linearFirst: true });
  if (!solved) return null;
  const { open, value } = solved.plan;
  return { ...solved, plan: { open: open.slice(0, n), value } };
}

const withOneMore = (each: Uint8Array, last: number) => Uint8Array.from([...each, last]);
