import { narrowed } from './ascent.ts';
import { fixedOpen, free, type Instance, type Rules } from './instance.ts';

/*
 * The linear relaxation of what is left to decide, for a solver outside: its duals of the clients are the best multipliers
 * there are. Only they come back, and are rounded and evaluated again here: nothing is trusted.
 */

/** Solves a problem in the LP format, with whole columns or not; null when it could not say anything in time. */
export type LinearSolver = (problem: string, limits?: LinearLimits) => Promise<LinearAnswer | null>;

export interface LinearLimits {
  seconds?: number;
  /** With whole columns: share of the objective at which a solution is called optimal. */
  gap?: number;
}

export interface LinearAnswer {
  /** `stopped`: a solution, at the end of time. `infeasible`: no solution, and nothing else is filled. */
  status: 'optimal' | 'stopped' | 'infeasible';
  objective: number;
  /** What no solution does better than, as the solver says. */
  bound: number;
  /** With whole columns: those that are not zero. Almost whole numbers are left as they are. */
  columns: ReadonlyMap<string, number>;
  /** Without whole columns: of the rows named `c0`, `c1`, … */
  duals: ReadonlyMap<string, number>;
}

/** Sites kept for each client beyond what it pays today. */
const beyondToday = 4;

/** By client, the end of the sites worth a column: what it pays today, and a little more. */
export function horizonOf({ clients, byClient }: Instance, multipliers: Float64Array): Int32Array {
  const { start, cost } = byClient;
  return Int32Array.from({ length: clients }, (_, client) => {
    const end = start[client + 1]!;
    let at = start[client]!;
    while (at < end && cost[at]! <= multipliers[client]!) at++;
    return Math.min(end, at + beyondToday);
  });
}

/** Number of columns that the relaxation takes with this horizon. */
export function columnsWithin({ clients, byClient: { start, cost } }: Instance, horizon: Int32Array): number {
  let columns = clients;
  for (let client = 0; client < clients; client++)
    for (let at = start[client]!; at < horizon[client]!; at++)
      if (at === start[client] || cost[at] !== cost[at - 1]) columns++;
  return columns;
}

/**
 * The relaxation in the LP format; `instance` is narrowed to this state. Sites at the same cost of a client share a column:
 * which of them serves it is the same to all. Beyond its horizon a client pays the price of the
 * first site that was left out: the duals stay true, if not always the best.
 */
export function linearProblem(
  instance: Instance,
  rules: Rules,
  state: Uint8Array,
  horizon: Int32Array,
): string {
  const { start, other, cost } = instance.byClient;
  const terms: string[] = [];
  const rows: string[] = [];
  let wanted = rules.p;
  const maybe: string[] = [];
  for (let site = 0; site < state.length; site++) {
    if (state[site] === fixedOpen) wanted--;
    if (state[site] !== free) continue;
    maybe.push(`y${site}`);
    if (rules.siteCost?.[site]) terms.push(`${rules.siteCost[site]} y${site}`);
  }
  for (let client = 0; client < instance.clients; client++) {
    const served: string[] = [];
    let next = start[client]!;
    for (let at = next; at < horizon[client]!; at = next) {
      while (next < horizon[client]! && cost[next] === cost[at]) next++;
      const name = `x${client}_${at}`;
      served.push(name);
      if (cost[at]! > 0) terms.push(`${cost[at]} ${name}`);
      const alike = Array.from(other.subarray(at, next));
      if (alike.every(site => state[site] === free))
        rows.push(`${name} - ${inLines(alike.map(site => `y${site}`)).replaceAll('+', '-')} <= 0`);
    }
    const left = horizon[client]! < start[client + 1]! ? cost[horizon[client]!]! : instance.beyond[client]!;
    if (left < Number.POSITIVE_INFINITY) {
      served.push(`z${client}`);
      terms.push(`${left} z${client}`);
    }
    rows.push(`c${client}: ${inLines(served)} = 1`);
  }
  if (maybe.length > 0) rows.push(`${inLines(maybe)} = ${wanted}`);
  for (const [group, least] of rules.groups?.least.entries() ?? []) {
    const open = state.reduce(
      (sum, each, site) => sum + (each === fixedOpen && rules.groups!.of[site] === group ? 1 : 0),
      0,
    );
    const names = maybe.filter(name => rules.groups!.of[Number(name.slice(1))] === group);
    if (names.length === 0) continue;
    rows.push(
      `${inLines(names)} >= ${least - open}`,
      `${inLines(names)} <= ${rules.groups!.most[group]! - open}`,
    );
  }
  const bounds = maybe.map(name => `${name} <= 1`);
  return `Minimize\n ${inLines(terms) || '0 nothing'}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
}

/** The same in whole sites, none left out: its columns `y…` are the free sites to open. */
export function wholeProblem(instance: Instance, rules: Rules, state: Uint8Array): string {
  const reached = narrowed(instance, state);
  const text = linearProblem(reached, rules, state, reached.byClient.start.slice(1));
  const maybe = [...state.keys()].filter(site => state[site] === free);
  return text.replace(/End\n$/, `General\n ${maybe.map(site => `y${site}`).join('\n ')}\nEnd\n`);
}

/** Long sums are cut: readers of the format limit their lines. */
export function inLines(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += 50) lines.push(terms.slice(at, at + 50).join(' + '));
  return lines.join('\n + ');
}

/** The duals of the clients, as multipliers. */
export function multipliersFrom(duals: ReadonlyMap<string, number>, caps: Float64Array): Float64Array {
  return caps.map((cap, client) => Math.min(cap, Math.max(0, duals.get(`c${client}`) ?? 0)));
}
