import { capacityOf } from '../positioning/capacitated.ts';
import type { Question } from '../positioning/contradictions.ts';
import { type DemandWeights, demandOf, type PlaceFacts, withEquity } from '../positioning/demand.ts';
import { fixedClosed, fixedOpen, type Rules } from '../positioning/instance.ts';
import { siteCostOf } from './stability.ts';

/** A place with its index of fragility, 0 to 100; null where it has none. */
export interface ScoredPlace extends PlaceFacts {
  name: string;
  score: number | null;
}

/** What a plan must be: the problem of a scenario, kept as it was asked. */
export interface PlanAsked {
  model: 'p-median' | 'p-center' | 'mclp' | 'capacitated' | 'itinerant';
  /** Places to open; counsellors for rounds. */
  p: number;
  /** Minutes to cover, for `mclp`. */
  radius: number;
  /** Nobody is sent farther, in minutes; null without such a limit. */
  max_time: number | null;
  fixed_open: readonly string[];
  fixed_closed: readonly string[];
  /** Least and most places in each intercommunalité; null without such a limit. */
  per_epci: { least: number; most: number | null } | null;
  weights: DemandWeights;
  /** 0 to 1: how much more a fragile commune counts (product/territory.md §6). */
  equity: number;
  /** Price of leaving a place of the adopted plan, in persons × minutes; 0 without. */
  keep: number;
  /** Of the travel times it asks for; absent for times as the crow flies. */
  matrix?: string | null;
  /** The places of the adopted plan when it was asked. */
  adopted: readonly string[];
}

/** What is asked, for the search of contradictions; the intercommunalités in the order of {@link epcisOf}. */
export function questionOf(
  asked: PlanAsked,
  places: readonly ScoredPlace[],
  time: (from: number, to: number) => number,
): Question {
  const numbers = (codes: readonly string[]) =>
    codes.map(code => places.findIndex(place => place.code === code)).filter(place => place >= 0);
  const maxTime = asked.max_time === null ? null : asked.max_time * 10;
  const { persons } = needOf(asked, places);
  const needed = persons.reduce((sum, count) => sum + count, 0);
  return {
    places: places.length,
    p: asked.p,
    kept: numbers(asked.fixed_open),
    forbidden: numbers(asked.fixed_closed),
    groups: rulesOf(asked, places).groups,
    maxTime,
    ...(asked.model === 'capacitated'
      ? { mostAtSite, capacity: { needed, offered: asked.p * capacityOf(persons, asked.p) } }
      : {}),
    ...(maxTime === null ? {} : { mayServe: (from, to) => persons[from] === 0 || time(from, to) <= maxTime }),
  };
}

/** Counsellors at one place, at most, where there may be several. */
export const mostAtSite = 4;

/** The intercommunalités of these places, in order. */
export const epcisOf = (places: readonly ScoredPlace[]) =>
  [...new Set(places.map(({ epci }) => epci))].sort();

/** Expected persons by place, fragile communes counting more when it is asked; and the places where a rate was estimated. */
export function needOf(asked: Pick<PlanAsked, 'weights' | 'equity'>, places: readonly ScoredPlace[]) {
  const { persons, estimated } = demandOf(places, asked.weights);
  const scores = places.map(({ score }) => score);
  return { persons: asked.equity > 0 ? withEquity(persons, scores, asked.equity) : persons, estimated };
}

/** The rules of the engine for what is asked. */
export function rulesOf(asked: PlanAsked, places: readonly ScoredPlace[]): Rules {
  const numberOf = new Map(places.map(({ code }, index) => [code, index]));
  const fixed = new Uint8Array(places.length);
  for (const code of asked.fixed_open) fixed[numberOf.get(code)!] = fixedOpen;
  for (const code of asked.fixed_closed) fixed[numberOf.get(code)!] = fixedClosed;
  const epcis = epcisOf(places);
  const kept = new Set(asked.adopted);
  return {
    p: asked.p,
    fixed,
    siteCost:
      asked.keep > 0 && kept.size > 0
        ? siteCostOf(
            Uint8Array.from(places, ({ code }) => (kept.has(code) ? 1 : 0)),
            asked.keep,
          )
        : null,
    groups: asked.per_epci
      ? {
          of: Int32Array.from(places, ({ epci }) => epcis.indexOf(epci)),
          least: new Int32Array(epcis.length).fill(asked.per_epci.least),
          most: new Int32Array(epcis.length).fill(asked.per_epci.most ?? places.length),
        }
      : null,
  };
}
