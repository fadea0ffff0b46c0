import { type Problem, solveLeastCost, solveOrElsewhere } from './problem.ts';
import type { Solved, Work } from './proving.ts';

/**
 * The most persons with a site near: a p-median where a client costs its persons when no open site is within `near`
 * (tenths of minute), and nothing otherwise. Value and bound count the persons left out. Null when no plan is possible.
 */
export async function solveCoverage(problem: Problem, near: number, work: Work): Promise<Solved | null> {
  const { persons, time } = problem;
  const isNear = (client: number, site: number) => persons[client] === 0 || time(client, site) <= near;
  if (problem.maxTime !== null)
    return await solveLeastCost(problem, (client, site) => (isNear(client, site) ? 0 : persons[client]!), {
      ...work,
      linearFirst: true,
    });
  return await solveOrElsewhere(
    problem,
    (client, site) => (isNear(client, site) ? 0 : Number.POSITIVE_INFINITY),
    client => persons[client]!,
    work,
  );
}
