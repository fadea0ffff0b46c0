import type { NamedPlace } from '../../communes-table.ts';
import { type DemandWeights, demandOf, withEquity } from '../positioning/demand.ts';
import { fixedClosed, fixedOpen, type Rules } from '../positioning/instance.ts';
import { siteCostOf } from './stability.ts';

/** A place with its index of fragility, 0 to 100; null where it has none. */
export interface ScoredPlace extends NamedPlace {
  score: number | null;
}

/** What a plan must be: the problem of a scenario, kept as it was asked. */
export interface PlanAsked {
  model: 'p-median';
  p: number;
  fixed_open: readonly string[];
  fixed_closed: readonly string[];
  /** Least and most places in each intercommunalité; null without such a limit. */
  per_epci: { least: number; most: number | null } | null;
  weights: DemandWeights;
  /** 0 to 1: how much more a fragile commune counts (product/territory.md §6). */
  equity: number;
  /** Price of leaving a place of the adopted plan, in persons × minutes; 0 without. */
  keep: number;
  /** The places of the adopted plan when it was asked. */
  adopted: readonly string[];
}

/** Why no plan can be what was asked, found before anything is computed. */
export type Contradiction =
  | { kind: 'too-many'; p: number; possible: number }
  | { kind: 'too-few'; p: number; kept: number }
  | { kind: 'both'; codes: string[] }
  | { kind: 'least-sum'; needed: number; least: number; p: number }
  | { kind: 'most-sum'; possible: number; most: number; p: number }
  | { kind: 'epci'; epci: string; able: number; kept: number; least: number; most: number }
  | { kind: 'weights-zero' };

/** Every contradiction of what is asked of these places; none when a plan exists. */
export function contradictionsOf(asked: PlanAsked, places: readonly ScoredPlace[]): Contradiction[] {
  const { p, weights } = asked;
  const open = new Set(asked.fixed_open);
  const closed = new Set(asked.fixed_closed);
  const found: Contradiction[] = [];
  const both = [...open].filter(code => closed.has(code));
  if (both.length > 0) found.push({ kind: 'both', codes: both });
  const able = places.filter(({ code }) => !closed.has(code));
  if (p > able.length) found.push({ kind: 'too-many', p, possible: able.length });
  if (open.size > p) found.push({ kind: 'too-few', p, kept: open.size });
  if (asked.per_epci) {
    const { least, most } = asked.per_epci;
    const groups = Map.groupBy(places, ({ epci }) => epci);
    const needed = least * groups.size;
    if (needed > p) found.push({ kind: 'least-sum', needed, least, p });
    if (most !== null) {
      const possible = [...groups.values()].reduce(
        (sum, members) => sum + Math.min(most, members.filter(({ code }) => !closed.has(code)).length),
        0,
      );
      if (possible < p) found.push({ kind: 'most-sum', possible, most, p });
    }
    for (const [epci, members] of groups) {
      const count = members.filter(({ code }) => !closed.has(code)).length;
      const kept = members.filter(({ code }) => open.has(code)).length;
      if (count < least || (most !== null && kept > most))
        found.push({ kind: 'epci', epci, able: count, kept, least, most: most ?? count });
    }
  }
  if (weights.age65Plus === 0 && weights.lowDiploma === 0 && weights.everybody === 0)
    found.push({ kind: 'weights-zero' });
  return found;
}

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
  const epcis = [...new Set(places.map(({ epci }) => epci))].sort();
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
