import {
  costOfPlan,
  countByGroup,
  fixedClosed,
  fixedOpen,
  free,
  type Instance,
  openOf,
  type Rules,
  suits,
} from '../positioning/instance.ts';
import { type Multipliers, type Solved, solveMedian, type Work } from '../positioning/proving.ts';
import { Relaxation } from '../positioning/relaxation.ts';
import { type Ground, minutes, type Served, servedBy, total } from './ground.ts';

/** Why a site is in the plan (product/territory.md §8). Minutes are added to the mean time of all the persons. */
export interface SiteReason {
  site: number;
  /** For whom it is the nearest. */
  persons: number;
  /** If it closed; null when it is the only one. */
  minutesIfClosed: number | null;
  /** Where they would go, the most persons first. */
  next: { site: number; persons: number }[];
  /** The closed site that would replace it at least cost, under the rules; null when none may. */
  replacement: { site: number; minutes: number } | null;
}

/** The reasons of all open sites, in order. Prices of sites are left out: minutes of people only. */
export function reasonsOf(ground: Ground, rules: Rules, open: Uint8Array): SiteReason[] {
  const { persons } = ground;
  const served = servedBy(ground, open);
  const all = total(persons);
  const isAlone = total(open) === 1;
  const membersOf = Map.groupBy(
    [...persons.keys()].filter(place => persons[place]! > 0),
    place => served.first[place]!,
  );
  const gains = gainsOf(ground, served, open);
  return Array.from(openOf(open), site => {
    const members = membersOf.get(site) ?? [];
    const next = new Map<number, number>();
    let loss = 0;
    for (const place of members) {
      const to = served.second[place]!;
      // Without a second place within reach they would go nowhere.
      if (to >= 0) next.set(to, (next.get(to) ?? 0) + persons[place]!);
      loss += persons[place]! * (served.secondTime[place]! - served.firstTime[place]!);
    }
    const replacement = bestReplacement(ground, rules, open, served, gains, site, members);
    return {
      site,
      persons: total(members.map(place => persons[place]!)),
      minutesIfClosed: isAlone ? null : minutes(loss / all),
      next: isAlone
        ? []
        : Array.from(next, ([to, count]) => ({ site: to, persons: count })).sort(
            (a, b) => b.persons - a.persons || a.site - b.site,
          ),
      replacement: replacement && { site: replacement.site, minutes: minutes(replacement.added / all) },
    };
  });
}

/** By closed site: what opening it besides the others saves, in persons × tenths of minute. */
function gainsOf({ persons, time }: Ground, { firstTime }: Served, open: Uint8Array): Float64Array {
  return Float64Array.from(open, (isOpen, site) => {
    let gain = 0;
    if (!isOpen)
      for (let place = 0; place < persons.length; place++)
        if (persons[place]! > 0) gain += persons[place]! * Math.max(0, firstTime[place]! - time(place, site));
    return gain;
  });
}

function bestReplacement(
  { persons, time }: Ground,
  rules: Rules,
  open: Uint8Array,
  { firstTime, secondTime }: Served,
  gains: Float64Array,
  closed: number,
  members: readonly number[],
): { site: number; added: number } | null {
  let best: { site: number; added: number } | null = null;
  for (let site = 0; site < open.length; site++) {
    if (open[site] || !mayReplace(rules, open, closed, site)) continue;
    // Those of the closed site take the new one or their next; what the others gain stays.
    let added = -gains[site]!;
    for (const place of members) {
      const now = firstTime[place]!;
      const takes = time(place, site);
      added += persons[place]! * (Math.max(0, now - takes) + Math.min(takes, secondTime[place]!) - now);
    }
    if (added < (best?.added ?? Number.POSITIVE_INFINITY)) best = { site, added };
  }
  return best;
}

function mayReplace({ fixed, groups }: Rules, open: Uint8Array, closed: number, opened: number): boolean {
  if (fixed[closed] === fixedOpen || fixed[opened] === fixedClosed) return false;
  if (!groups || groups.of[closed] === groups.of[opened]) return true;
  return suits(groups, countByGroup(groups, exchanged(open, closed, opened)));
}

function exchanged(open: Uint8Array, closed: number, opened: number): Uint8Array {
  const other = open.slice();
  other[closed] = 0;
  other[opened] = 1;
  return other;
}

/** What a plan with this site costs more than the best one, per person. */
export interface Addition {
  site: number;
  solved: Solved;
  /** Minutes added to the mean time: at least, and with the plan found. Equal when it is proven. */
  atLeast: number;
  minutes: number;
  /** Sites of the best plan that go, and those that come besides this one. */
  leaving: number[];
  coming: number[];
}

/**
 * Solves again with this closed site open, from the best plan. Null when the rules do not allow it.
 * @param persons in all: those over whom minutes are spread
 */
export async function addInstead(
  instance: Instance,
  rules: Rules,
  central: Solved,
  site: number,
  persons: number,
  work: Work,
): Promise<Addition | null> {
  if (rules.fixed[site] !== free) return null;
  const fixed = rules.fixed.slice();
  fixed[site] = fixedOpen;
  const { scale, u } = central.multipliers[0]!;
  const start = bestWith(instance, rules, central.plan.open, site);
  const solved = await solveMedian(
    instance,
    { ...rules, fixed },
    {
      ...work,
      ...(start ? { start } : {}),
      multipliers: u.map(each => each / scale),
    },
  );
  if (!solved || solved.plan.value === Number.POSITIVE_INFINITY) return null;
  const [before, after] = [central.plan.open, solved.plan.open];
  return {
    site,
    solved,
    atLeast: minutes(Math.max(0, solved.bound - central.plan.value) / persons),
    minutes: minutes((solved.plan.value - central.plan.value) / persons),
    leaving: [...openOf(before)].filter(each => !after[each]),
    coming: [...openOf(after)].filter(each => !before[each] && each !== site),
  };
}

/** The plan with this site in the place of the open one that it replaces best; null when it may replace none. */
function bestWith(instance: Instance, rules: Rules, open: Uint8Array, site: number): Uint8Array | null {
  let [best, least]: [Uint8Array | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const closed of openOf(open)) {
    if (!mayReplace(rules, open, closed, site)) continue;
    const other = exchanged(open, closed, site);
    const value = costOfPlan(instance, rules, other);
    if (value < least) [best, least] = [other, value];
  }
  return best;
}

/**
 * By site, at once and without solving: minutes that a plan with it adds at least to the mean time (`L + ρ − τ` over the
 * value of the best plan). 0 for open sites; infinite for those that may not open.
 */
export function leastAdditions(
  instance: Instance,
  rules: Rules,
  { plan, multipliers }: Pick<Solved, 'plan'> & { multipliers: readonly Multipliers[] },
  persons: number,
): Float64Array {
  const { scale, u } = multipliers[0]!;
  const relaxation = new Relaxation(instance, rules, rules.fixed.slice());
  const bound = relaxation.evaluate(u, scale);
  return Float64Array.from(plan.open, (isOpen, site) => {
    if (isOpen) return 0;
    if (rules.fixed[site] !== free) return Number.POSITIVE_INFINITY;
    const least = Math.ceil(relaxation.boundWith(bound, site, 'in') / scale);
    return minutes(Math.max(0, least - plan.value) / persons);
  });
}
