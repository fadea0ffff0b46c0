import type { PlanFigures } from './figures.ts';

/** One place of a plan, as it is shown whatever the data become. */
export interface PlanSite {
  code: string;
  name: string;
  /** Of the communes for which it is the nearest. */
  inhabitants: number;
  persons: number;
  /** Minutes. */
  mean: number;
  max: number;
  /** Minutes added to the mean of everybody if it closed; null when it is alone. */
  ifClosed: number | null;
  /** Where its people would go then, the most persons first. */
  next: { name: string; persons: number }[];
  /** What would replace it best, and at what cost in minutes; null when nothing may. */
  replacement: { name: string; minutes: number } | null;
}

/** What was found: the plan, how good it is, its figures. */
export interface PlanResult {
  status: 'optimal' | 'bounded';
  open: string[];
  objective: number;
  bound: number;
  seconds: number;
  figures: PlanFigures;
  sites: PlanSite[];
  /** Communes where a rate was estimated. */
  estimated: string[];
  /** Minutes of mean time gained by so many moves at most from the adopted plan; null without one. */
  curve: { moves: number; mean: number; gained: number; proven: boolean }[] | null;
  /** What happened on the way: the solver died, it was stopped. */
  warnings: string[];
}

/** How sure each place is, over the trials. */
export interface PlanRobustness {
  draws: number;
  asked: number;
  seconds: number;
  /** By code, share of the trials that chose it, in [0, 1]; the most chosen first. */
  shares: { code: string; share: number }[];
}
