/*
 * What there is to decide: clients, sites, and what it costs to serve one from the other. Costs are integers (persons ×
 * tenths of minute), so that a bound rounded up and a plan of the same value are a proof.
 */

/** Largest sum of costs: integers are exact up to there, with room for the scale of multipliers. */
const mostCost = 2 ** 52;

/** Lists of pairs by row: those of row `r` are at `start[r] … start[r + 1] - 1`, the cheapest first. */
export interface Lists {
  start: Int32Array;
  /** The other end of each pair. */
  other: Int32Array;
  cost: Float64Array;
}

export interface Instance {
  clients: number;
  sites: number;
  /** By client, its sites. A pair that is absent may not serve, or costs at least `beyond` of its client. */
  byClient: Lists;
  /** By site, its clients. */
  bySite: Lists;
  /** Least cost of a pair of this client that is not listed: infinite when unlisted pairs may not serve. */
  beyond: Float64Array;
  /** Any pair, listed or not: infinite when it may not serve. */
  costOf: CostOf;
}

export type CostOf = (client: number, site: number) => number;

/**
 * Builds the lists from costs by pair.
 * @param costOf integer ≥ 0; infinite when the site may not serve the client
 */
export function instanceOf(clients: number, sites: number, costOf: CostOf): Instance {
  const start = new Int32Array(clients + 1);
  const keys = new Float64Array(clients * sites);
  let count = 0;
  for (let client = 0; client < clients; client++) {
    for (let site = 0; site < sites; site++) {
      const cost = costOf(client, site);
      if (cost < Number.POSITIVE_INFINITY) keys[count++] = cost * sites + site;
    }
    start[client + 1] = count;
  }
  const byClient = sortedLists(start, keys.subarray(0, count), sites);
  return instanceOfLists(byClient, sites, new Float64Array(clients).fill(Number.POSITIVE_INFINITY), costOf);
}

/** Builds the instance from the lists of each client. */
export function instanceOfLists(
  byClient: Lists,
  sites: number,
  beyond: Float64Array,
  costOf: CostOf,
): Instance {
  const { start, cost } = byClient;
  const clients = beyond.length;
  let worst = 0;
  for (let client = 0; client < clients; client++)
    if (start[client + 1]! > start[client]!) worst += cost[start[client + 1]! - 1]!;
  if (worst >= mostCost) throw new RangeError('les coûts dépassent ce qui se compte exactement');
  return { clients, sites, byClient, bySite: transposed(byClient, sites), beyond, costOf };
}

/**
 * Lists from keys `cost × span + other`, which are lost: each row is sorted, equal costs follow their other end, the same
 * bytes on every machine.
 */
export function sortedLists(start: Int32Array, keys: Float64Array, span: number): Lists {
  const other = new Int32Array(keys.length);
  for (let row = 0; row + 1 < start.length; row++) keys.subarray(start[row]!, start[row + 1]!).sort();
  for (let at = 0; at < keys.length; at++) {
    const cost = Math.floor(keys[at]! / span);
    other[at] = keys[at]! - cost * span;
    keys[at] = cost;
  }
  return { start, other, cost: keys };
}

/** The same pairs by their other end. */
function transposed({ start, other, cost }: Lists, columns: number): Lists {
  const rows = start.length - 1;
  const turned = new Int32Array(columns + 1);
  for (const column of other) turned[column + 1]!++;
  for (let column = 0; column < columns; column++) turned[column + 1]! += turned[column]!;
  const filled = turned.slice();
  const keys = new Float64Array(other.length);
  for (let row = 0; row < rows; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++)
      keys[filled[other[at]!]!++] = cost[at]! * rows + row;
  return sortedLists(turned, keys, rows);
}

/** What a plan must respect. */
export interface Rules {
  /** Number of sites to open, those fixed open included. */
  p: number;
  /** By site: 0 free, 1 fixed open, 2 fixed closed. */
  fixed: Uint8Array;
  /** Cost of opening each site; null when only serving costs. */
  siteCost: Float64Array | null;
  groups: Groups | null;
}

/** Disjoint groups of sites, each with the least and the most sites to open in it. */
export interface Groups {
  /** Group of each site; -1 for those of none. */
  of: Int32Array;
  least: Int32Array;
  most: Int32Array;
}

export const free = 0;
export const fixedOpen = 1;
export const fixedClosed = 2;

/** Value of a plan: each client from its cheapest open site, and the sites. Infinite when none may serve a client. */
export function costOfPlan(instance: Instance, { siteCost }: Rules, open: Uint8Array): number {
  const { clients, byClient, beyond, costOf } = instance;
  let value = 0;
  let all: Int32Array | null = null;
  for (let client = 0; client < clients; client++) {
    const end = byClient.start[client + 1]!;
    let at = byClient.start[client]!;
    while (at < end && !open[byClient.other[at]!]) at++;
    if (at < end) value += byClient.cost[at]!;
    else if (beyond[client] === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    else {
      // None of its nearest sites is open: the true nearest is looked for among all.
      all ??= Int32Array.from(openOf(open));
      let least = Number.POSITIVE_INFINITY;
      for (const site of all) least = Math.min(least, costOf(client, site));
      value += least;
    }
  }
  if (siteCost) for (let site = 0; site < open.length; site++) if (open[site]) value += siteCost[site]!;
  return value;
}

/** How many of these sites stand in each group. */
export function countByGroup({ of, least }: Groups, open: Uint8Array): Int32Array {
  const count = new Int32Array(least.length);
  for (const site of openOf(open)) if (of[site]! >= 0) count[of[site]!]!++;
  return count;
}

/** True when each group has its number of sites. */
export const suits = ({ least, most }: Groups, count: Int32Array): boolean =>
  count.every((here, group) => here >= least[group]! && here <= most[group]!);

export function* openOf(open: Uint8Array): Generator<number> {
  for (let site = 0; site < open.length; site++) if (open[site]) yield site;
}
