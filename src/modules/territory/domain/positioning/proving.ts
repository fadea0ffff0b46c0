import { shuffled } from '../random.ts';
import {
  type Ascent,
  ascend,
  atALargeRoot,
  atOnce,
  atTheRoot,
  capsOf,
  firstMultipliers,
  inTheTree,
  narrowed,
} from './ascent.ts';
import {
  costOfPlan,
  countByGroup,
  fixedClosed,
  fixedOpen,
  free,
  type Instance,
  type Rules,
  suits,
} from './instance.ts';
import { columnsWithin, horizonOf, type LinearSolver, linearProblem, multipliersFrom } from './linear.ts';
import { Relaxation } from './relaxation.ts';
import { firstPlan, substitute } from './substitution.ts';

/** Multipliers as integers, `scale` times the real ones: what makes a bound exact. */
export interface Multipliers {
  scale: number;
  u: Float64Array;
}

/** A proof by cases that no plan is better (product/territory.md §7.1); sites by number. */
export type ProofNode =
  | { t: 'leaf'; m: number }
  | { t: 'branch'; j: number; open: ProofNode; closed: ProofNode }
  | { t: 'fix'; m: number; open: number[]; closed: number[]; next: ProofNode }
  | { t: 'last' };

export interface Plan {
  open: Uint8Array;
  value: number;
}

/** The best known at any moment. */
export interface Solved {
  plan: Plan;
  /** No plan costs less. */
  bound: number;
  multipliers: readonly Multipliers[];
  tree: ProofNode;
}

export interface Work {
  /** Numbers in [0, 1). */
  random: () => number;
  /** False when it is time to stop. */
  budget: () => boolean;
  /** A plan to begin with, such as that of today. */
  start?: Uint8Array;
  /** Share of the value between plan and bound that is close enough to stop; 0 by default. */
  gap?: number;
  /** Multipliers to begin with, one a client, in the unit of costs: those of a problem much like this one. */
  multipliers?: Float64Array;
  /** Told of each better plan as it is found. */
  better?: (plan: Plan) => void;
  /** Steps get nowhere where most costs are alike or pairs are forbidden: the linear solver is asked at each state. */
  linearFirst?: boolean;
  /** Solves linear relaxations; without it, or when it fails, the tree is only longer. */
  linear?: LinearSolver;
}

/** Scale of the multipliers that are kept: coarse ones are shorter to write, fine ones prove more. */
const scales = [10, 1000, 100_000] as const;
const finest = 100_000;
/** With more sites to decide than this, the tree has no end. */
const mostInTree = 2000;

/** Relaxations larger than this take longer than they save, in columns. */
const mostColumns = 20_000;
/** States looked at without the linear solver, before it is asked. */
const quickStates = 400;
/** States looked at with it, when each is asked for. */
const linearStates = 80;
/** When fixing leaves more of the free sites than this, steps again would gain little: the tree branches at once. */
const worthSteps = 0.7;
/** Copies of the lists down the tree take memory: this share of the pairs, or less, must stay. */
const worthCopying = 0.8;
/** Share of what is left to prove that its first answer must close, for the next ones to be worth their time. */
const worthAsking = 0.6;

/** The cheapest way to serve all clients from p sites, with the proof of how good it is. Null when no plan is possible. */
export async function solveMedian(instance: Instance, rules: Rules, work: Work): Promise<Solved | null> {
  const order = shuffled(instance.sites, work.random);
  const open = work.start?.slice() ?? firstPlan(instance.sites, rules, order);
  if (!open) return null;
  const value = substitute(instance, rules, open, order, work.budget);
  work.better?.({ open, value });
  return await new Proof(instance, rules, work, { open, value }).solve();
}

/**
 * Whether some plan costs nothing: a value of 0 is such a plan; a value of 1, with a bound of 1, that there is none, and
 * its proof. Null when no plan is possible at all.
 */
export async function solveForNothing(instance: Instance, rules: Rules, work: Work): Promise<Solved | null> {
  const order = shuffled(instance.sites, work.random);
  const open = work.start?.slice() ?? firstPlan(instance.sites, rules, order);
  if (!open) return null;
  const value = Math.min(1, substitute(instance, rules, open, order, work.budget));
  return await new Proof(instance, rules, work, { open, value }).solve();
}

/** Every state met and still to be closed costs one of these. */
interface Allowance {
  states: number;
  /** Ask the linear solver for each state that steps alone do not close; first `try` whether it helps. */
  linear: 'no' | 'try' | 'yes';
}

interface Fixing {
  m: number;
  open: number[];
  closed: number[];
  state: Uint8Array;
}

class Proof {
  private readonly instance: Instance;
  private readonly rules: Rules;
  private readonly work: Work;
  private readonly tried = new Set<number>();
  private vectors: Multipliers[] = [];
  private plan: Plan;

  constructor(instance: Instance, rules: Rules, work: Work, plan: Plan) {
    this.instance = instance;
    this.rules = rules;
    this.work = work;
    this.plan = plan;
  }

  async solve(): Promise<Solved> {
    const state = this.rules.fixed.slice();
    const caps = capsOf(this.instance, state);
    const multipliers =
      this.work.multipliers?.map((pays, client) => Math.min(caps[client]!, pays)) ??
      firstMultipliers(this.instance, caps);
    const relaxation = new Relaxation(narrowed(this.instance, state), this.rules, state);
    const look = (chosen: Uint8Array) => this.tryPlan(chosen);
    const ascent = this.instance.sites > mostInTree ? atALargeRoot : atTheRoot;
    this.ascend(relaxation, multipliers, caps, ascent, look);
    const root = this.rootOf(relaxation, multipliers, caps);
    const left = this.fix(relaxation, multipliers, caps)?.state ?? state;
    if (root.bound >= this.target() || countOf(left, free) > mostInTree) return { plan: this.plan, ...root };
    const ways: Allowance[] = this.work.linear
      ? [
          { states: this.work.linearFirst ? 0 : quickStates, linear: 'no' },
          this.work.linearFirst
            ? { states: Number.POSITIVE_INFINITY, linear: 'yes' }
            : { states: linearStates, linear: 'try' },
          { states: Number.POSITIVE_INFINITY, linear: 'no' },
        ]
      : [{ states: Number.POSITIVE_INFINITY, linear: 'no' }];
    for (const allowance of ways) {
      this.vectors = [];
      const tree = await this.prove(this.instance, state.slice(), multipliers, allowance, atOnce);
      if (tree) return { plan: this.plan, bound: this.target(), multipliers: this.vectors, tree };
      if (!this.work.budget()) break;
    }
    return { plan: this.plan, ...root };
  }

  /** What is to be proven: that no plan costs less. */
  private target(): number {
    return Math.ceil(this.plan.value * (1 - (this.work.gap ?? 0)));
  }

  private ascend(
    relaxation: Relaxation,
    multipliers: Float64Array,
    caps: Float64Array,
    ascent: Ascent,
    look?: (chosen: Uint8Array) => void,
  ): void {
    const isEnough = (bound: number) => bound > this.target() - 1;
    ascend(relaxation, multipliers, caps, () => this.plan.value, isEnough, ascent, this.work.budget, look);
  }

  /** What the root alone proves, with multipliers as coarse as they may be without losing more than a millionth. */
  private rootOf(relaxation: Relaxation, multipliers: Float64Array, caps: Float64Array) {
    const best = relaxation.evaluate(multipliers);
    for (const scale of scales) {
      const u = scaledTo(scale, multipliers, caps);
      const reached = relaxation.evaluate(u, scale) / scale;
      if (scale < finest && reached < best * (1 - 1e-6) && reached <= this.target() - 1) continue;
      const bound = Math.min(this.plan.value, Math.ceil(reached));
      return { bound, multipliers: [{ scale, u }], tree: { t: 'leaf', m: 0 } as const };
    }
    throw new Error('the finest scale is always kept');
  }

  /**
   * Proves that this part of the tree holds no better plan than the best known, which may change. Null when stopped.
   * The multipliers are changed into the best found.
   */
  private async prove(
    around: Instance,
    state: Uint8Array,
    multipliers: Float64Array,
    allowance: Allowance,
    ascent: Ascent,
  ): Promise<ProofNode | null> {
    if (this.isLast(state)) return { t: 'last' };
    if (--allowance.states < 0 || !this.work.budget()) return null;
    const instance = narrowed(around, state, worthCopying);
    const caps = capsOf(instance, state);
    for (let client = 0; client < caps.length; client++)
      if (multipliers[client]! > caps[client]!) multipliers[client] = caps[client]!;
    const relaxation = new Relaxation(instance, this.rules, state);
    this.ascend(relaxation, multipliers, caps, ascent);
    const leaf = this.leafOf(relaxation, multipliers, caps);
    if (leaf !== null) return { t: 'leaf', m: leaf };
    const fixing = this.fix(relaxation, multipliers, caps);
    const isMuch = fixing && countOf(fixing.state, free) < worthSteps * countOf(state, free);
    if (fixing && (isMuch || allowance.linear !== 'no'))
      return await this.proveFixed(instance, fixing, multipliers, allowance);
    if (
      allowance.linear !== 'no' &&
      (await this.polish(instance, relaxation, multipliers, caps, allowance))
    ) {
      const polished = this.leafOf(relaxation, multipliers, caps);
      if (polished !== null) return { t: 'leaf', m: polished };
      const more = this.fix(relaxation, multipliers, caps);
      if (more) return await this.proveFixed(instance, more, multipliers, allowance);
    }
    const from = fixing ? fixing.state : state;
    const node = await this.branch(instance, from, relaxation, multipliers, allowance);
    if (!node || !fixing) return node;
    return { t: 'fix', m: fixing.m, open: fixing.open, closed: fixing.closed, next: node };
  }

  /** Both cases of the site that is least sure. */
  private async branch(
    instance: Instance,
    state: Uint8Array,
    relaxation: Relaxation,
    multipliers: Float64Array,
    allowance: Allowance,
  ): Promise<ProofNode | null> {
    if (this.isLast(state)) return { t: 'last' };
    const j = this.leastSure(state, relaxation);
    const without = state.slice();
    without[j] = fixedClosed;
    const closed = await this.prove(instance, without, multipliers.slice(), allowance, inTheTree);
    if (!closed) return null;
    const withIt = state.slice();
    withIt[j] = fixedOpen;
    const open = await this.prove(instance, withIt, multipliers.slice(), allowance, inTheTree);
    return open && { t: 'branch', j, open, closed };
  }

  private async proveFixed(
    instance: Instance,
    { m, open, closed, state }: Fixing,
    multipliers: Float64Array,
    allowance: Allowance,
  ): Promise<ProofNode | null> {
    const next = await this.prove(instance, state, multipliers.slice(), allowance, inTheTree);
    return next && { t: 'fix', m, open, closed, next };
  }

  /** Sites that no better plan closes, or opens; null when there is none. */
  private fix(relaxation: Relaxation, multipliers: Float64Array, caps: Float64Array): Fixing | null {
    const scaled = scaledTo(finest, multipliers, caps);
    const bound = relaxation.evaluate(scaled, finest);
    const beaten = (this.target() - 1) * finest;
    const state = relaxation.state.slice();
    const [open, closed]: [number[], number[]] = [[], []];
    for (let site = 0; site < state.length; site++) {
      if (state[site] !== free) continue;
      if (relaxation.boundWith(bound, site, 'in') > beaten) closed.push(site);
      else if (relaxation.boundWith(bound, site, 'out') > beaten) open.push(site);
    }
    if (open.length + closed.length === 0) return null;
    for (const site of open) state[site] = fixedOpen;
    for (const site of closed) state[site] = fixedClosed;
    return { m: this.keep(finest, scaled), open, closed, state };
  }

  /** Moves the multipliers to the duals of the linear relaxation when they are better; false when nothing came. */
  private async polish(
    instance: Instance,
    relaxation: Relaxation,
    multipliers: Float64Array,
    caps: Float64Array,
    allowance: Allowance,
  ): Promise<boolean> {
    const asked = allowance.linear;
    // Whatever fails from here, the solver is not asked again: steps alone go on from this state.
    if (asked === 'try') Object.assign(allowance, { states: Number.POSITIVE_INFINITY, linear: 'no' });
    const core = narrowed(instance, relaxation.state);
    const horizon = horizonOf(core, multipliers);
    if (columnsWithin(core, horizon) > mostColumns) return false;
    const answer = await this.work.linear!(linearProblem(core, this.rules, relaxation.state, horizon));
    if (answer?.status !== 'optimal') return false;
    const polished = multipliersFrom(answer.duals, caps);
    const before = relaxation.evaluate(multipliers);
    const after = relaxation.evaluate(polished);
    if (after <= before) return false;
    if (asked === 'try' && after - before > worthAsking * (this.target() - before))
      Object.assign(allowance, { states: linearStates, linear: 'yes' });
    multipliers.set(polished);
    return true;
  }

  /** One set of sites left, or none: it is priced, and there is nothing to prove. */
  private isLast(state: Uint8Array): boolean {
    const [open, maybe] = [countOf(state, fixedOpen), countOf(state, free)];
    const { p } = this.rules;
    if (open > p || open + maybe < p) return true;
    if (open !== p && open + maybe !== p) return false;
    const only = state.map(each => (each === fixedOpen || (each === free && open < p) ? 1 : 0));
    const { groups } = this.rules;
    if (!groups || suits(groups, countByGroup(groups, only)))
      this.offer(only, costOfPlan(this.instance, this.rules, only));
    return true;
  }

  /** The number of the multipliers, as coarse as they may be, that prove this state by themselves; null when none does. */
  private leafOf(relaxation: Relaxation, multipliers: Float64Array, caps: Float64Array): number | null {
    for (const scale of scales) {
      const u = scaledTo(scale, multipliers, caps);
      if (relaxation.evaluate(u, scale) > (this.target() - 1) * scale) return this.keep(scale, u);
    }
    return null;
  }

  private keep(scale: number, u: Float64Array): number {
    return this.vectors.push({ scale, u }) - 1;
  }

  /** Improves what the relaxation has taken, unless the same was tried before. */
  private tryPlan(chosen: Uint8Array): void {
    const name = printOf(chosen);
    if (this.tried.has(name)) return;
    this.tried.add(name);
    const open = chosen.slice();
    const order = shuffled(open.length, this.work.random);
    this.offer(open, substitute(this.instance, this.rules, open, order, this.work.budget));
  }

  private offer(open: Uint8Array, value: number): void {
    if (value >= this.plan.value) return;
    this.plan = { open, value };
    this.work.better?.(this.plan);
  }

  /** The free site that steps take most nearly two times in three: both ways change much, and closing it most. */
  private leastSure(state: Uint8Array, { taken }: Relaxation): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let site = 0; site < state.length; site++) {
      if (state[site] !== free) continue;
      const away = Math.abs(taken[site]! - 2 / 3);
      if (away < least) {
        least = away;
        best = site;
      }
    }
    return best;
  }
}

const countOf = (state: Uint8Array, as: number): number =>
  state.reduce((sum, each) => sum + (each === as ? 1 : 0), 0);

/** Tells sets of sites from one another; two that it takes for one cost a plan that is not tried. */
function printOf(chosen: Uint8Array): number {
  let [one, two] = [0, 0];
  for (let site = 0; site < chosen.length; site++)
    if (chosen[site]) {
      one = Math.imul(one ^ site, 0x01000193) + 1;
      two = Math.imul(two + site, 0x85ebca6b) + 1;
    }
  return (one >>> 6) * 2 ** 26 + (two >>> 6);
}

/** Multipliers rounded at this scale, under their caps. */
function scaledTo(scale: number, multipliers: Float64Array, caps: Float64Array): Float64Array {
  return multipliers.map((pays, client) => Math.min(Math.round(pays * scale), caps[client]! * scale));
}
