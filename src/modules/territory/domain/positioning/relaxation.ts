import { fixedClosed, fixedOpen, free, type Instance, openOf, type Rules, suits } from './instance.ts';

/*
 * The Lagrangian relaxation of the p-median: each client pays its multiplier, each site earns what its clients pay above
 * its cost, and the p best sites are taken. Whatever the multipliers, the value is a lower bound (Narula, Ogbu and
 * Samuelsson, 1977; Beasley, 1993). Everything here is exact when multipliers are integers and costs are scaled.
 */

export class Relaxation {
  private readonly instance: Instance;
  private readonly rules: Rules;
  /** By site: 0 free, 1 open, 2 closed, in the part of the tree that is looked at. */
  readonly state: Uint8Array;
  /** By site: its reduced cost, of the last evaluation. */
  readonly reduced: Float64Array;
  /** By site: 1 when taken by the last evaluation. */
  readonly chosen: Uint8Array;
  /** By site: the share of steps that took it, of those that were asked where to move. */
  readonly taken: Float64Array;
  private steps = 0;
  /** Pairs whose client pays more than its cost, in the last evaluation. */
  private paid = 0;
  /** Worst reduced cost taken among free sites, and best one left: what exchanging costs. Without groups only. */
  private lastTaken = 0;
  private firstLeft = 0;
  private readonly scratch: Float64Array;
  private readonly order: Int32Array;

  constructor(instance: Instance, rules: Rules, state: Uint8Array) {
    this.instance = instance;
    this.rules = rules;
    this.state = state;
    this.reduced = new Float64Array(instance.sites);
    this.chosen = new Uint8Array(instance.sites);
    this.taken = new Float64Array(instance.sites);
    this.scratch = new Float64Array(instance.sites);
    this.order = new Int32Array(instance.sites);
  }

  /**
   * The bound for these multipliers, one a client.
   * @param scale of the multipliers: costs are multiplied by it. With integer multipliers the result is an exact integer.
   */
  evaluate(multipliers: Float64Array, scale = 1): number {
    const { instance, rules, reduced } = this;
    const { start, other, cost } = instance.byClient;
    if (rules.siteCost)
      for (let site = 0; site < instance.sites; site++) reduced[site] = rules.siteCost[site]! * scale;
    else reduced.fill(0);
    let bound = 0;
    let paid = 0;
    for (let client = 0; client < instance.clients; client++) {
      const pays = multipliers[client]!;
      bound += pays;
      const end = start[client + 1]!;
      let at = start[client]!;
      for (; at < end; at++) {
        const earns = cost[at]! * scale - pays;
        if (earns >= 0) break;
        reduced[other[at]!]! += earns;
      }
      paid += at - start[client]!;
    }
    this.paid = paid;
    return bound + (rules.groups ? this.takeByGroup() : this.take());
  }

  /** Takes the open sites and the best free ones, p in all; the sum of what they cost. Infinite when there are not enough. */
  private take(): number {
    const { state, reduced, chosen, scratch } = this;
    let wanted = this.rules.p;
    let count = 0;
    let sum = 0;
    for (let site = 0; site < state.length; site++) {
      chosen[site] = 0;
      if (state[site] === fixedOpen) {
        wanted--;
        chosen[site] = 1;
        sum += reduced[site]!;
      } else if (state[site] === free) scratch[count++] = reduced[site]!;
    }
    if (wanted < 0 || wanted > count) return Number.POSITIVE_INFINITY;
    const sorted = scratch.subarray(0, count).sort();
    const worst = wanted > 0 ? sorted[wanted - 1]! : Number.NEGATIVE_INFINITY;
    this.lastTaken = worst;
    this.firstLeft = wanted < count ? sorted[wanted]! : Number.POSITIVE_INFINITY;
    let ties = 0;
    for (let rank = 0; rank < wanted; rank++) {
      sum += sorted[rank]!;
      if (sorted[rank] === worst) ties++;
    }
    for (let site = 0; site < state.length; site++) {
      if (state[site] !== free) continue;
      if (reduced[site]! < worst) chosen[site] = 1;
      else if (reduced[site] === worst && ties > 0) {
        ties--;
        chosen[site] = 1;
      }
    }
    return sum;
  }

  /** With groups: first each group's least, then the best of the rest under each group's most (a matroid: greedy is exact). */
  private takeByGroup(): number {
    const { state, reduced, chosen, order } = this;
    const { of, least, most } = this.rules.groups!;
    const inGroup = new Int32Array(least.length);
    let wanted = this.rules.p;
    let sum = 0;
    chosen.fill(0);
    const take = (site: number) => {
      chosen[site] = 1;
      sum += reduced[site]!;
      wanted--;
      if (of[site]! >= 0) inGroup[of[site]!]!++;
    };
    let count = 0;
    for (let site = 0; site < state.length; site++)
      if (state[site] === fixedOpen) take(site);
      else if (state[site] === free) order[count++] = site;
    const sorted = order.subarray(0, count).sort((one, two) => reduced[one]! - reduced[two]! || one - two);
    for (const site of sorted) if (of[site]! >= 0 && inGroup[of[site]!]! < least[of[site]!]!) take(site);
    for (const site of sorted) {
      if (wanted <= 0) break;
      if (!chosen[site] && (of[site]! < 0 || inGroup[of[site]!]! < most[of[site]!]!)) take(site);
    }
    return wanted === 0 && suits(this.rules.groups!, inGroup) ? sum : Number.POSITIVE_INFINITY;
  }

  /** The bound, once this free site is forced in or out: a change of the last evaluation, whose bound is given. */
  boundWith(bound: number, site: number, wanted: 'in' | 'out'): number {
    const { chosen, reduced, state } = this;
    if ((chosen[site] === 1) === (wanted === 'in')) return bound;
    if (!this.rules.groups)
      return wanted === 'in'
        ? bound + reduced[site]! - this.lastTaken
        : bound - reduced[site]! + this.firstLeft;
    const kept = chosen.slice();
    const before = this.takeByGroup();
    state[site] = wanted === 'in' ? fixedOpen : fixedClosed;
    const after = this.takeByGroup();
    state[site] = free;
    chosen.set(kept);
    return bound - before + after;
  }

  /** By client: one, less the number of taken sites that it pays: where to move its multiplier. */
  slope(multipliers: Float64Array, into: Float64Array): void {
    const { chosen, taken } = this;
    this.steps++;
    for (let site = 0; site < taken.length; site++)
      taken[site]! += (chosen[site]! - taken[site]!) / this.steps;
    const { clients, byClient, bySite } = this.instance;
    let listed = 0;
    for (const site of openOf(chosen)) listed += bySite.start[site + 1]! - bySite.start[site]!;
    into.fill(1);
    // From the few sites or from the clients, whichever has fewer pairs to look at.
    if (listed < this.paid) {
      const { start, other, cost } = bySite;
      for (const site of openOf(chosen))
        for (let at = start[site]!; at < start[site + 1]!; at++)
          if (cost[at]! < multipliers[other[at]!]!) into[other[at]!]!--;
      return;
    }
    const { start, other, cost } = byClient;
    for (let client = 0; client < clients; client++) {
      const pays = multipliers[client]!;
      const end = start[client + 1]!;
      for (let at = start[client]!; at < end && cost[at]! < pays; at++) into[client]! -= chosen[other[at]!]!;
    }
  }
}
