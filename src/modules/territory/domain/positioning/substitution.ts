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
} from './instance.ts';

/*
 * Vertex substitution (Teitz and Bart) with the gains kept up to date of Resende and Werneck, "On the implementation of
 * a swap-based local search procedure for the p-median problem" (2003): exchanges an open site and a closed one as long as
 * the plan gets better.
 */

/** Improves a plan in place, trying sites in this order; its value. `open` has p sites and respects the rules. */
export function substitute(
  instance: Instance,
  rules: Rules,
  open: Uint8Array,
  order: Int32Array,
  budget: () => boolean,
): number {
  const search = new Substitution(instance, rules, open);
  let unchanged = 0;
  for (let at = 0; unchanged < order.length && budget(); at = (at + 1) % order.length)
    unchanged = search.tryToOpen(order[at]!) ? 0 : unchanged + 1;
  return costOfPlan(instance, rules, open);
}

const nobody = -1;

class Substitution {
  private readonly instance: Instance;
  private readonly rules: Rules;
  private readonly open: Uint8Array;
  /** By client: its nearest and second nearest open sites, and their costs. */
  private readonly first: Int32Array;
  private readonly second: Int32Array;
  private readonly firstCost: Float64Array;
  private readonly secondCost: Float64Array;
  /** By open site: what closing it adds. */
  private readonly loss: Float64Array;
  /** Saved on that loss by opening the site that is tried. */
  private readonly saved: Float64Array;
  /** Open sites with such a saving. */
  private readonly touched: number[] = [];
  /** Open sites that may be closed, and the one whose closing adds least. */
  private readonly closable: Int32Array;
  private cheapest = nobody;
  private readonly groupCount: Int32Array | null;
  /** No second nearest costs more: clients farther than this from a site do not care. */
  private reach = 0;

  constructor(instance: Instance, rules: Rules, open: Uint8Array) {
    const { clients, sites } = instance;
    this.instance = instance;
    this.rules = rules;
    this.open = open;
    this.first = new Int32Array(clients);
    this.second = new Int32Array(clients);
    this.firstCost = new Float64Array(clients);
    this.secondCost = new Float64Array(clients);
    this.loss = new Float64Array(sites);
    this.saved = new Float64Array(sites);
    this.closable = Int32Array.from(openOf(open)).filter(site => rules.fixed[site] !== fixedOpen);
    this.groupCount = rules.groups && countByGroup(rules.groups, open);
    for (let client = 0; client < clients; client++) {
      this.assign(client);
      this.count(client, 1);
    }
    this.findCheapest();
  }

  /** Exchanges this site with the open one that it replaces best, if the plan gets better. */
  tryToOpen(site: number): boolean {
    const { rules, open, saved, touched, first, firstCost, secondCost } = this;
    if (open[site] || rules.fixed[site] !== free) return false;
    const { start, other, cost } = this.instance.bySite;
    let gain = 0;
    for (let at = start[site]!; at < start[site + 1]!; at++) {
      const offered = cost[at]!;
      if (offered >= this.reach) break;
      const client = other[at]!;
      const now = firstCost[client]!;
      const later = secondCost[client]!;
      if (offered >= later) continue;
      if (offered < now) gain += now - offered;
      const nearest = first[client]!;
      if (nearest === nobody) continue;
      if (saved[nearest] === 0) touched.push(nearest);
      saved[nearest]! += later - Math.max(now, offered);
    }
    const price = rules.siteCost?.[site] ?? 0;
    let best = nobody;
    let least = Number.POSITIVE_INFINITY;
    const consider = (candidate: number) => {
      const adds = this.adds(candidate) - saved[candidate]!;
      if (adds < least && this.mayReplace(candidate, site)) {
        least = adds;
        best = candidate;
      }
    };
    // Without groups, the best to close is among those that are spared, or is the cheapest of all.
    if (rules.groups) for (const candidate of this.closable) consider(candidate);
    else {
      if (this.cheapest !== nobody) consider(this.cheapest);
      for (const candidate of touched) consider(candidate);
    }
    for (const candidate of touched) saved[candidate] = 0;
    touched.length = 0;
    if (best === nobody || gain - price - least <= 0) return false;
    this.exchange(best, site);
    return true;
  }

  /** What closing this site adds, its price spared. */
  private adds(site: number): number {
    return this.loss[site]! - (this.rules.siteCost?.[site] ?? 0);
  }

  private mayReplace(closed: number, opened: number): boolean {
    const { rules, groupCount } = this;
    if (rules.fixed[closed] === fixedOpen) return false;
    if (!rules.groups || !groupCount) return true;
    const { of, least, most } = rules.groups;
    const [from, to] = [of[closed]!, of[opened]!];
    if (from === to) return true;
    if (from >= 0 && groupCount[from]! <= least[from]!) return false;
    return to < 0 || groupCount[to]! < most[to]!;
  }

  private exchange(closed: number, opened: number): void {
    const { open, closable, groupCount, rules, first, second } = this;
    open[closed] = 0;
    open[opened] = 1;
    closable[closable.indexOf(closed)] = opened;
    if (groupCount && rules.groups) {
      const [from, to] = [rules.groups.of[closed]!, rules.groups.of[opened]!];
      if (from >= 0) groupCount[from]!--;
      if (to >= 0) groupCount[to]!++;
    }
    const { start, other, cost } = this.instance.bySite;
    const concerned: number[] = [];
    for (let at = start[closed]!; at < start[closed + 1]!; at++) {
      if (cost[at]! > this.reach) break;
      const client = other[at]!;
      if (first[client] === closed || second[client] === closed) concerned.push(client);
    }
    for (let at = start[opened]!; at < start[opened + 1]!; at++) {
      if (cost[at]! > this.reach) break;
      const client = other[at]!;
      if (first[client] === closed || second[client] === closed) continue;
      if (cost[at]! < this.secondCost[client]!) concerned.push(client);
    }
    for (const client of concerned) {
      this.count(client, -1);
      this.assign(client);
      this.count(client, 1);
    }
    this.findCheapest();
  }

  private assign(client: number): void {
    const { start, other, cost } = this.instance.byClient;
    let rank = 0;
    this.first[client] = nobody;
    this.second[client] = nobody;
    this.firstCost[client] = this.unserved(client);
    this.secondCost[client] = this.firstCost[client]!;
    for (let at = start[client]!; at < start[client + 1]! && rank < 2; at++) {
      if (!this.open[other[at]!]) continue;
      if (rank++ === 0) {
        this.first[client] = other[at]!;
        this.firstCost[client] = cost[at]!;
      } else {
        this.second[client] = other[at]!;
        this.secondCost[client] = cost[at]!;
      }
    }
    if (this.secondCost[client]! > this.reach) this.reach = this.secondCost[client]!;
  }

  /** What a client pays without any listed site: dearly when no other may serve, else more than what is listed, at a guess. */
  private unserved(client: number): number {
    return Math.min(2 * this.instance.beyond[client]!, dearly);
  }

  private count(client: number, sign: 1 | -1): void {
    const site = this.first[client]!;
    if (site !== nobody) this.loss[site]! += sign * (this.secondCost[client]! - this.firstCost[client]!);
  }

  private findCheapest(): void {
    this.cheapest = nobody;
    for (const site of this.closable)
      if (this.cheapest === nobody || this.adds(site) < this.adds(this.cheapest)) this.cheapest = site;
  }
}

/** More than any plan, far from losing exactness. */
const dearly = 2 ** 36;

/** A plan to begin with: what is fixed, what each group needs, then by the order given. Null when no plan is possible. */
export function firstPlan(sites: number, rules: Rules, order: Int32Array): Uint8Array | null {
  const open = new Uint8Array(sites);
  const { fixed, groups } = rules;
  const inGroup = new Int32Array(groups?.least.length ?? 0);
  let count = 0;
  const add = (site: number) => {
    open[site] = 1;
    count++;
    const group = groups?.of[site] ?? -1;
    if (group >= 0) inGroup[group]!++;
  };
  for (let site = 0; site < sites; site++) if (fixed[site] === fixedOpen) add(site);
  for (const forNeeds of [true, false])
    for (const site of order) {
      if (open[site] || fixed[site] === fixedClosed) continue;
      const group = groups?.of[site] ?? -1;
      if (forNeeds ? group < 0 || inGroup[group]! >= groups!.least[group]! : count >= rules.p) continue;
      if (!forNeeds && group >= 0 && inGroup[group]! >= groups!.most[group]!) continue;
      add(site);
    }
  return count === rules.p && (!groups || suits(groups, inGroup)) ? open : null;
}
