import { costOfPlan, type Instance, openOf, type Rules } from '../positioning/instance.ts';
import type { Solved } from '../positioning/proving.ts';
import { figuresOf, type PlanFigures } from './figures.ts';
import { type Ground, minutes, servedBy } from './ground.ts';

/** What changes from a plan to another (product/territory.md §8). */
export interface Comparison {
  /** Sites, by number. */
  gained: number[];
  lost: number[];
  kept: number[];
  before: PlanFigures;
  after: PlanFigures;
  /** By place: minutes to its nearest site with each plan, and how many more with the second. */
  minutes: { before: number; after: number; more: number }[];
  /** Persons who come nearer, or go farther, by more than five minutes; by number of EPCI. */
  byEpci: { epci: string; nearer: number; farther: number }[];
}

const muchInTenths = 50;

/** Compares two plans on the same ground; `options` as for {@link figuresOf}. */
export function comparePlans(
  ground: Ground,
  before: Uint8Array,
  after: Uint8Array,
  options: Parameters<typeof figuresOf>[2] = {},
): Comparison {
  const [was, is] = [servedBy(ground, before).firstTime, servedBy(ground, after).firstTime];
  const tenths = is.map((time, place) => (time === was[place] ? 0 : time - was[place]!));
  const epcis = new Map<string, { nearer: number; farther: number }>();
  for (const [place, { epci }] of ground.places.entries()) {
    const count = epcis.get(epci) ?? { nearer: 0, farther: 0 };
    epcis.set(epci, count);
    if (tenths[place]! < -muchInTenths) count.nearer += ground.persons[place]!;
    if (tenths[place]! > muchInTenths) count.farther += ground.persons[place]!;
  }
  return {
    gained: [...openOf(after)].filter(site => !before[site]),
    lost: [...openOf(before)].filter(site => !after[site]),
    kept: [...openOf(before)].filter(site => after[site]),
    before: figuresOf(ground, before, options),
    after: figuresOf(ground, after, options),
    minutes: Array.from(was, (before, place) => ({
      before: minutes(before),
      after: minutes(is[place]!),
      more: minutes(tenths[place]!),
    })),
    byEpci: [...epcis]
      .map(([epci, count]) => ({ epci, ...count }))
      .sort((a, b) => (a.epci < b.epci ? -1 : 1)),
  };
}

/** How far a plan made by hand is from the best one. */
export interface Judgement {
  value: number;
  /** Share over the best that is known or possible: 0.023 for 2.3 %. Infinite when somebody is not served. */
  above: number;
  /** The best is proven: `above` is exact, not a most. */
  isExact: boolean;
}

/** Scores any set of open sites, whatever its number, against the best plan of these rules. */
export function judge(
  instance: Instance,
  rules: Rules,
  open: Uint8Array,
  { plan, bound }: Pick<Solved, 'plan' | 'bound'>,
): Judgement {
  const value = costOfPlan(instance, rules, open);
  const above = value === bound ? 0 : (value - bound) / bound;
  return { value, above, isExact: plan.value === bound };
}
