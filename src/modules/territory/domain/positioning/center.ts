import { openOf } from './instance.ts';
import { coverWithin, mayServe, type Problem, solveMeanTime } from './problem.ts';
import type { Solved, Work } from './proving.ts';

/** A plan where nobody is too far. */
export interface Center {
  /** Longest time of anybody, in tenths of minute. */
  radius: number;
  /** No plan has a shorter radius than this. */
  bound: number;
  /** That somebody is at `bound` or beyond, whatever the plan. */
  proof: Pick<Solved, 'multipliers' | 'tree'>;
  /** The plan of least mean time among those of this radius. */
  mean: Solved;
}

/**
 * The p-center, by halves over the times there are (Minieka, "The m-center problem", 1970): at each of them, may p sites
 * reach everybody? Then the least mean time at that radius. Site costs only count there. Null when no plan is possible.
 */
export async function solveCenter(problem: Problem, work: Work): Promise<Center | null> {
  const free: Problem = { ...problem, rules: { ...problem.rules, siteCost: null } };
  const times = timesOf(problem);
  const within = (most: number, start?: Uint8Array) =>
    coverWithin(
      free,
      (client, site) => mayServe(problem, client, site) && problem.time(client, site) <= most,
      { ...work, start },
    );
  let found = await within(times.at(-1) ?? 0);
  if (found?.plan.value !== 0) return null;
  let { open } = found.plan;
  let [low, high] = [0, times.indexOf(radiusOf(problem, open))];
  // Nobody is nearer than the shortest time there is.
  const everybody = problem.persons.map(each => Math.min(1, each));
  let proof: Center['proof'] = { multipliers: [{ scale: 1, u: everybody }], tree: { t: 'leaf', m: 0 } };
  let bound = times[0]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    found = await within(times[middle]!, open);
    if (found?.plan.value === 0) {
      open = found.plan.open;
      high = times.indexOf(radiusOf(problem, open));
    } else {
      low = middle + 1;
      // Out of time, nothing is proven: the plan stays, the bound too.
      if (found?.bound === 1) [proof, bound] = [found, times[low]!];
    }
  }
  const radius = times[high]!;
  const mean = await solveMeanTime({ ...problem, maxTime: radius }, { ...work, start: open });
  return mean && { radius, bound, proof, mean };
}

/** Every time that may be the longest, the shortest first. */
function timesOf(problem: Problem): Float64Array {
  const { persons, time } = problem;
  const times = new Set<number>();
  for (let client = 0; client < persons.length; client++)
    if (persons[client]! > 0)
      for (let site = 0; site < persons.length; site++)
        if (mayServe(problem, client, site)) times.add(time(client, site));
  return Float64Array.from(times.size > 0 ? times : [0]).sort();
}

/** Longest way of anybody to the nearest open site. */
function radiusOf({ persons, time }: Problem, open: Uint8Array): number {
  const sites = [...openOf(open)];
  let radius = 0;
  for (let client = 0; client < persons.length; client++)
    if (persons[client]! > 0) radius = Math.max(radius, Math.min(...sites.map(site => time(client, site))));
  return radius;
}
