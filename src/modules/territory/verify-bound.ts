/*
 * The second half of the verifier: that no plan costs less than what is claimed, from integer multipliers and a tree of
 * cases (product/territory.md §7.1). It shares nothing with the engine either.
 */

export interface Claim {
  labels: readonly string[];
  p: number;
  /** Integer cost of serving a client from a site; infinite: never. */
  cost: (client: number, site: number) => number;
  /** Shows the sites of a client; those that cost at least what `see` last answered may be left out. */
  near: (client: number, see: (site: number) => number | undefined) => void;
  siteCost: Float64Array;
  /** By site: 0 free, 1 open, 2 closed. */
  fixed: Uint8Array;
  groups: readonly { min: number; max: number; sites: number[] }[];
  /** Every plan is said to cost at least this. */
  claimed: number;
  place: (label: string) => number;
}

/** As it is hoped to be written. */
export interface Proof {
  multipliers: { scale: number; u: number[] }[];
  tree: Node;
}
type Node =
  | { t: 'leaf'; m: number }
  | { t: 'branch'; j: string; open: Node; closed: Node }
  | { t: 'fix'; m: number; open: string[]; closed: string[]; next: Node }
  | { t: 'last' };

export class Refuted extends Error {}
export function must(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Refuted(why);
}

const [free, open, closed] = [0, 1, 2];

/** Ends when every case is closed; else throws `Refuted`, and where. */
export function mustBound(claim: Claim, { multipliers, tree }: Proof): void {
  const { labels, p, cost, near, siteCost, fixed, groups, claimed, place } = claim;
  const n = labels.length;
  const groupOf = new Int32Array(n).fill(-1);
  for (const [index, { sites }] of groups.entries()) for (const site of sites) groupOf[site] = index;

  /** Each client pays its multiplier; each site is left with its cost, less what its clients pay above theirs. */
  const price = ({ scale, u }: Proof['multipliers'][number]) => {
    const isWhole = Number.isSafeInteger(scale) && scale > 0 && u.every(Number.isSafeInteger);
    must(isWhole && u.length === n, 'des multiplicateurs sont faux');
    const reduced = siteCost.map(each => each * scale);
    let sum = 0;
    for (let client = 0; client < n; client++) {
      sum += u[client]!;
      near(client, site => {
        reduced[site]! += Math.min(0, cost(client, site) * scale - u[client]!);
        return u[client]! / scale;
      });
    }
    const isExact = Number.isSafeInteger(sum) && reduced.every(Number.isSafeInteger);
    must(isExact, 'les nombres sont trop grands pour être exacts');
    return { reduced, sum, scale };
  };
  const prices: ReturnType<typeof price>[] = [];
  const priced = (m: number) => (prices[m] ??= price(multipliers[m]!));

  /** The least that p sites of this state may cost: each group's least first, then the best of the rest. */
  const least = (m: number, state: Uint8Array): number => {
    const { reduced, sum } = priced(m);
    const inGroup = new Int32Array(groups.length);
    let [total, wanted] = [sum, p];
    const take = (site: number) => {
      total += reduced[site]!;
      wanted--;
      if (groupOf[site]! >= 0) inGroup[groupOf[site]!]!++;
    };
    /** True when the group of this site has its least, or its most. */
    const has = (site: number, many: 'min' | 'max') =>
      inGroup[groupOf[site]!]! >= (groups[groupOf[site]!]?.[many] ?? 0);
    const rest: number[] = [];
    for (let site = 0; site < n; site++)
      if (state[site] === open) take(site);
      else if (state[site] === free) rest.push(site);
    rest.sort((one, two) => reduced[one]! - reduced[two]!);
    const later = rest.filter(site => groupOf[site]! < 0 || has(site, 'min') || void take(site));
    for (const site of later) if (wanted > 0 && (groupOf[site]! < 0 || !has(site, 'max'))) take(site);
    const isPlan = groups.every(({ min, max }, index) => inGroup[index]! >= min && inGroup[index]! <= max);
    return wanted === 0 && isPlan ? total : Number.POSITIVE_INFINITY;
  };
  const reaches = (m: number, state: Uint8Array) => least(m, state) > (claimed - 1) * priced(m).scale;
  const withSite = (state: Uint8Array, label: string, as: number) => {
    must(state[place(label)] === free, `${label} est décidé deux fois`);
    return state.with(place(label), as);
  };

  const walk = (node: Node, state: Uint8Array, where: string): void => {
    if (node.t === 'leaf') {
      must(reaches(node.m, state), `le cas ${where} n’atteint pas la borne`);
    } else if (node.t === 'branch') {
      walk(node.open, withSite(state, node.j, open), `${where} avec ${node.j}`);
      walk(node.closed, withSite(state, node.j, closed), `${where} sans ${node.j}`);
    } else if (node.t === 'fix') {
      // Each is decided because its opposite, in this very state, cannot do better than what is claimed.
      const mustFix = (label: string, opposite: number) =>
        must(
          reaches(node.m, withSite(state, label, opposite)),
          `${label} ne pouvait pas être décidé (${where})`,
        );
      for (const label of node.open) mustFix(label, closed);
      for (const label of node.closed) mustFix(label, open);
      const next = state.slice();
      for (const label of node.open) next[place(label)] = open;
      for (const label of node.closed) next[place(label)] = closed;
      walk(node.next, next, where);
    } else {
      must(node.t === 'last', `le cas ${where} n’est pas d’une sorte connue`);
      const opened = state.filter(each => each === open).length;
      const left = state.filter(each => each !== closed).length;
      if (opened > p || left < p) return;
      must(opened === p || left === p, `le cas ${where} laisse encore un choix`);
      const only = [...labels.keys()].filter(
        site => state[site] === open || (opened < p && state[site] === free),
      );
      must(costOfSites(claim, only) >= claimed, `le cas ${where} coûte moins que la borne`);
    }
  };
  walk(tree, fixed, 'entier');
}

/** Each client from its cheapest site, and the sites. */
export function costOfSites({ labels, cost, near, siteCost }: Claim, sites: readonly number[]): number {
  const opened = new Set(sites);
  let value = sites.reduce((sum, site) => sum + siteCost[site]!, 0);
  for (const client of labels.keys()) {
    let least = Number.POSITIVE_INFINITY;
    near(client, site => {
      if (opened.has(site)) least = Math.min(least, cost(client, site));
      return least;
    });
    value += least;
  }
  return value;
}
