import { shuffled } from '../random.ts';
import {
  type Ascent,
  ascend,
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
  /** Steps get nowhere where most costs are alike or pairs are forbidden: the linear solver is asked at each state. */
  linearFirst?: boolean;
  /** Solves linear relaxations; without it, or when it fails, the tree is only longer. */
  linear?: LinearSolver;
}

/** Scale of the multipliers that are kept: coarse ones are shorter to write, fine ones prove more. */
const scales = [10, 1000, 100_000] as const;
const finest = 100_000;

/** Relaxations larger than this take longer than they save, in columns. */
const mostColumns = 60_000;
/** States looked at without the linear solver, before it is asked. */
const quickStates = 120;
/** States looked at with it, when each is asked for. */
const linearStates = 80;

/** The cheapest way to serve all clients from p sites, with the proof of how good it is. Null when no plan is possible. */
export async function solveMedian(instance: Instance, rules: Rules, work: Work): Promise<Solved | null> {
  const order = shuffled(instance.sites, work.random);
  const open = work.start?.slice() ?? firstPlan(instance.sites, rules, order);
  if (!open) return null;
  const value = substitute(instance, rules, open, order, work.budget);
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
  /** Ask the linear solver for each state that steps alone do not close. */
  linear: boolean;
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
  private readonly tried = new Set<string>();
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
    const multipliers = firstMultipliers(this.instance, caps);
    const relaxation = new Relaxation(narrowed(this.instance, state), this.rules, state);
    const look = (chosen: Uint8Array) => this.tryPlan(chosen);
    ascend(relaxation, multipliers, caps, () => this.plan.value, atTheRoot, this.work.budget, look);
    const ways: Allowance[] = this.work.linear
      ? [
          { states: this.work.linearFirst ? 0 : quickStates, linear: false },
          { states: this.work.linearFirst ? Number.POSITIVE_INFINITY : linearStates, linear: true },
          { states: Number.POSITIVE_INFINITY, linear: false },
        ]
      : [{ states: Number.POSITIVE_INFINITY, linear: false }];
    for (const allowance of ways) {
      this.vectors = [];
      const tree = await this.prove(this.instance, state.slice(), multipliers, allowance, atOnce);
      if (tree) return { plan: this.plan, bound: this.plan.value, multipliers: this.vectors, tree };
      if (!this.work.budget()) break;
    }
    // Stopped before the end: what the root alone proves.
    const scaled = scaledTo(finest, multipliers, caps);
    const bound = Math.ceil(relaxation.evaluate(scaled, finest) / finest);
    return { plan: this.plan, bound, multipliers: [{ scale: finest, u: scaled }], tree: { t: 'leaf', m: 0 } };
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
    const instance = narrowed(around, state);
    const caps = capsOf(instance, state);
    for (let client = 0; client < caps.length; client++)
      if (multipliers[client]! > caps[client]!) multipliers[client] = caps[client]!;
    const relaxation = new Relaxation(instance, this.rules, state);
    ascend(relaxation, multipliers, caps, () => this.plan.value, ascent, this.work.budget);
    const leaf = this.leafOf(relaxation, multipliers, caps);
    if (leaf !== null) return { t: 'leaf', m: leaf };
    const fixing = this.fix(relaxation, multipliers, caps);
    if (fixing) return await this.proveFixed(instance, fixing, multipliers, allowance);
    if (allowance.linear && (await this.polish(instance, relaxation, multipliers, caps))) {
      const polished = this.leafOf(relaxation, multipliers, caps);
      if (polished !== null) return { t: 'leaf', m: polished };
      const more = this.fix(relaxation, multipliers, caps);
      if (more) return await this.proveFixed(instance, more, multipliers, allowance);
    }
    const j = this.mostAttractive(relaxation);
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
    const beaten = (this.plan.value - 1) * finest;
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
  ): Promise<boolean> {
    const horizon = horizonOf(instance, multipliers);
    if (columnsWithin(instance, horizon) > mostColumns) return false;
    const answer = await this.work.linear!(linearProblem(instance, this.rules, relaxation.state, horizon));
    if (answer?.status !== 'optimal') return false;
    const polished = multipliersFrom(answer.duals, caps);
    if (relaxation.evaluate(polished) <= relaxation.evaluate(multipliers)) return false;
    multipliers.set(polished);
    return true;
  }

  /** One set of sites left, or none: it is priced, and there is nothing to prove. */
  private isLast(state: Uint8Array): boolean {
    let [open, maybe] = [0, 0];
    for (const each of state) {
      if (each === fixedOpen) open++;
      else if (each === free) maybe++;
    }
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
      if (relaxation.evaluate(u, scale) > (this.plan.value - 1) * scale) return this.keep(scale, u);
    }
    return null;
  }

  private keep(scale: number, u: Float64Array): number {
    return this.vectors.push({ scale, u }) - 1;
  }

  /** Improves what the relaxation has taken, unless the same was tried before. */
  private tryPlan(chosen: Uint8Array): void {
    const name = chosen.join('');
    if (this.tried.has(name)) return;
    this.tried.add(name);
    const open = chosen.slice();
    const order = shuffled(open.length, this.work.random);
    this.offer(open, substitute(this.instance, this.rules, open, order, this.work.budget));
  }

  private offer(open: Uint8Array, value: number): void {
    if (value < this.plan.value) this.plan = { open, value };
  }

  /** The free site that the relaxation likes best. */
  private mostAttractive({ state, reduced }: Relaxation): number {
    let best = -1;
    for (let site = 0; site < state.length; site++)
      if (state[site] === free && (best < 0 || reduced[site]! < reduced[best]!)) best = site;
    return best;
  }
}

/** Multipliers rounded at this scale, under their caps. */
function scaledTo(scale: number, multipliers: Float64Array, caps: Float64Array): Float64Array {
  return multipliers.map((pays, client) => Math.min(Math.round(pays * scale), caps[client]! * scale));
}
