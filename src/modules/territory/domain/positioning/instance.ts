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
}

/**
 * Builds the lists from costs by pair.
 * @param costOf integer ≥ 0; infinite when the site may not serve the client
 */
export function instanceOf(
  clients: number,
  sites: number,
  costOf: (client: number, site: number) => number,
): Instance {
  const rows: Float64Array[] = [];
  let worst = 0;
  for (let client = 0; client < clients; client++) {
    const row = new Float64Array(sites);
    let count = 0;
    for (let site = 0; site < sites; site++) {
      const cost = costOf(client, site);
      if (cost < Number.POSITIVE_INFINITY) row[count++] = cost * sites + site;
    }
    rows.push(row.subarray(0, count).sort());
    worst += count > 0 ? row[count - 1]! / sites : 0;
  }
  if (worst >= mostCost) throw new RangeError('les coûts dépassent ce qui se compte exactement');
  const byClient = listsOf(rows, sites);
  return {
    clients,
    sites,
    byClient,
    bySite: transposed(byClient, clients, sites),
    beyond: new Float64Array(clients).fill(Number.POSITIVE_INFINITY),
  };
}

/** Lists from sorted keys `cost × span + other`: equal costs follow their other end, the same bytes on every machine. */
function listsOf(rows: readonly Float64Array[], span: number): Lists {
  const start = new Int32Array(rows.length + 1);
  for (const [row, keys] of rows.entries()) start[row + 1] = start[row]! + keys.length;
  const pairs = start[rows.length]!;
  const lists = { start, other: new Int32Array(pairs), cost: new Float64Array(pairs) };
  let at = 0;
  for (const keys of rows)
    for (const key of keys) {
      const cost = Math.floor(key / span);
      lists.cost[at] = cost;
      lists.other[at++] = key - cost * span;
    }
  return lists;
}

/** The same pairs by their other end. */
function transposed({ start, other, cost }: Lists, rows: number, columns: number): Lists {
  const lengths = new Int32Array(columns);
  for (const column of other) lengths[column]!++;
  const turned = Array.from(lengths, length => new Float64Array(length));
  for (let row = rows - 1; row >= 0; row--)
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const column = other[at]!;
      turned[column]![--lengths[column]!] = cost[at]! * rows + row;
    }
  for (const keys of turned) keys.sort();
  return listsOf(turned, rows);
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

/** Value of a plan: each client from its cheapest open site, and the sites. Infinite when a client has none listed. */
export function costOfPlan({ clients, byClient }: Instance, { siteCost }: Rules, open: Uint8Array): number {
  let value = 0;
  for (let client = 0; client < clients; client++) {
    const end = byClient.start[client + 1]!;
    let at = byClient.start[client]!;
    while (at < end && !open[byClient.other[at]!]) at++;
    if (at === end) return Number.POSITIVE_INFINITY;
    value += byClient.cost[at]!;
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
