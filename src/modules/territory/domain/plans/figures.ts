import { openOf } from '../positioning/instance.ts';
import { type Ground, minutes, servedBy, total } from './ground.ts';

/** Times in minutes and shares in [0, 1] of a set of persons (product/territory.md §6.1). */
export interface TimeFigures {
  persons: number;
  mean: number;
  /** Half of the persons, nine tenths of them, are served within. */
  median: number;
  p90: number;
  max: number;
  /** Mean of the tenth of the persons who have the longest way; a place is shared when the tenth ends in it. */
  worstTenth: number;
  within10: number;
  within15: number;
  within20: number;
  within30: number;
  /** 0 when all have the same way, towards 1 when a few have it all. */
  gini: number;
}

export interface PlanFigures {
  all: TimeFigures;
  /** In the order of their numbers; those where somebody needs help. */
  byEpci: { epci: string; figures: TimeFigures }[];
  /** Null without scores, or when a side has nobody. */
  fragile: { fifth: TimeFigures; rest: TimeFigures } | null;
  /** Persons for whom each open site is the nearest, by number of site. */
  load: { site: number; persons: number }[];
  /** Load of the fullest site: how many times the mean one. */
  loadRatio: number;
  /** Sites that the adopted plan has not; null when there is none. */
  moves: number | null;
}

/**
 * The figures of a plan.
 * @param scores fragility by place, 0 to 100; null where there is none
 * @param adopted the plan in force
 */
export function figuresOf(
  ground: Ground,
  open: Uint8Array,
  { scores, adopted }: { scores?: readonly (number | null)[]; adopted?: Uint8Array } = {},
): PlanFigures {
  const { places, persons } = ground;
  const { first, firstTime } = servedBy(ground, open);
  const someone = [...places.keys()].filter(place => persons[place]! > 0);
  const figures = (of: readonly number[]) => timeFigures(of, firstTime, persons);
  const byEpci = Map.groupBy(someone, place => places[place]!.epci);
  const loads = new Float64Array(open.length);
  for (const place of someone) loads[first[place]!]! += persons[place]!;
  const load = Array.from(openOf(open), site => ({ site, persons: loads[site]! }));
  const fifth = scores ? mostFragileFifth(ground, scores) : new Set();
  const rest = someone.filter(place => !fifth.has(place));
  return {
    all: figures(someone),
    byEpci: [...byEpci]
      .map(([epci, members]) => ({ epci, figures: figures(members) }))
      .sort((a, b) => (a.epci < b.epci ? -1 : 1)),
    fragile:
      fifth.size > 0 && rest.length > 0
        ? { fifth: figures(someone.filter(place => fifth.has(place))), rest: figures(rest) }
        : null,
    load,
    loadRatio: (Math.max(...load.map(each => each.persons)) * load.length) / total(persons),
    moves: adopted ? movesFrom(adopted, open) : null,
  };
}

/** Sites of this plan that the adopted one has not. */
export const movesFrom = (adopted: Uint8Array, open: Uint8Array): number =>
  total(open.map((each, site) => (each && !adopted[site] ? 1 : 0)));

/**
 * The places of the highest scores, until they hold a fifth of the persons who need help: the place that reaches it is in,
 * so that it is a fifth or a little more. Equal scores follow codes; places without a score, or where nobody needs help, are out.
 */
export function mostFragileFifth(
  { places, persons }: Pick<Ground, 'places' | 'persons'>,
  scores: readonly (number | null)[],
): Set<number> {
  const wanted = total(persons) / 5;
  const known = [...places.keys()].filter(place => typeof scores[place] === 'number' && persons[place]! > 0);
  known.sort((a, b) => scores[b]! - scores[a]! || (places[a]!.code < places[b]!.code ? -1 : 1));
  const fifth = new Set<number>();
  let held = 0;
  for (const place of known) {
    if (held >= wanted) break;
    fifth.add(place);
    held += persons[place]!;
  }
  return fifth;
}

/** Of these places, one at least with somebody. */
function timeFigures(of: readonly number[], times: Float64Array, persons: Float64Array): TimeFigures {
  const nearFirst = of.toSorted((a, b) => times[a]! - times[b]!);
  const all = total(of.map(place => persons[place]!));
  const sum = total(of.map(place => persons[place]! * times[place]!));
  const mean = sum / all;
  const atShare = (share: number) => {
    let served = 0;
    return nearFirst.find(place => {
      served += persons[place]!;
      return served >= share * all;
    })!;
  };
  const within = (limit: number) =>
    total(of.map(place => (minutes(times[place]!) <= limit ? persons[place]! : 0))) / all;
  return {
    persons: all,
    mean: minutes(mean),
    median: minutes(times[atShare(0.5)]!),
    p90: minutes(times[atShare(0.9)]!),
    max: minutes(times[nearFirst.at(-1)!]!),
    worstTenth: minutes(meanOfWorst(nearFirst.toReversed(), times, persons, all / 10)),
    within10: within(10),
    within15: within(15),
    within20: within(20),
    within30: within(30),
    gini: sum === 0 ? 0 : giniOf(nearFirst, times, persons) / (all * sum),
  };
}

function meanOfWorst(farFirst: readonly number[], times: Float64Array, persons: Float64Array, count: number) {
  let left = count;
  let sum = 0;
  for (const place of farFirst) {
    const taken = Math.min(left, persons[place]!);
    sum += taken * times[place]!;
    left -= taken;
  }
  return sum / count;
}

/** Sum over all pairs of persons, each pair once, of the difference of their times. */
function giniOf(nearFirst: readonly number[], times: Float64Array, persons: Float64Array): number {
  let [before, sumBefore, differences] = [0, 0, 0];
  for (const place of nearFirst) {
    const [count, time] = [persons[place]!, times[place]!];
    differences += count * (before * time - sumBefore);
    before += count;
    sumBefore += count * time;
  }
  return differences;
}
