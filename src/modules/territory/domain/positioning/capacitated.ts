import { fixedClosed, fixedOpen } from './instance.ts';
import { inLines, type LinearSolver } from './linear.ts';
import { mayServe, type Problem } from './problem.ts';

/** Where counsellors are, several at a site if need be, and who is sent to whom. */
export interface Capacitated {
  /** By site. */
  counsellors: Int32Array;
  sent: [client: number, site: number, persons: number][];
  /** Persons × tenths of minute, and the sites. */
  value: number;
  /** No plan costs less, as the solver says. */
  bound: number;
}

export interface Load {
  /** Most persons for each counsellor. */
  capacity: number;
  /** Most counsellors at a site. */
  mostAtSite: number;
  /** Nearest sites looked at for each client; beyond them, the bound still counts what going farther costs at least. */
  neighbours: number;
  seconds: number;
  gap: number;
}

/** More than the mean load by this much is too much (product/territory.md §6). */
const slack = 1.25;

/** What each of p counsellors may be asked by default. */
export const capacityOf = (persons: Float64Array, p: number): number =>
  Math.ceil((slack * persons.reduce((sum, each) => sum + each, 0)) / p);

/**
 * The p-median where p counts counsellors, who cannot help more than their number; the people of a commune may be shared
 * between sites, by whole persons. Groups count counsellors. First how many at each site, in whole numbers; then who goes
 * where, a transport problem whose answer is whole by itself. Null without a plan, or without an answer of the solver.
 */
export async function solveCapacitated(
  problem: Problem,
  load: Load,
  linear: LinearSolver,
): Promise<Capacitated | null> {
  const { persons, time, rules } = problem;
  const near = nearestOf(problem, load.neighbours);
  const placed = await linear(locationProblem(problem, load, near), load);
  if (!placed || placed.status === 'infeasible') return null;
  const counsellors = Int32Array.from(persons, (_, site) => Math.round(placed.columns.get(`k${site}`) ?? 0));
  const transport = transportProblem(problem, load.capacity, counsellors);
  const served = transport === null ? null : await linear(transport, { seconds: load.seconds });
  if (served?.status !== 'optimal') return null;
  const sent = [...served.columns].flatMap(([name, count]): Capacitated['sent'] => {
    const [, client, site] = /^x(\d+)_(\d+)$/.exec(name) ?? [];
    return Math.round(count) === 0 ? [] : [[Number(client), Number(site), Math.round(count)]];
  });
  let value = 0;
  for (const [client, site, count] of sent) value += count * time(client, site);
  for (const [site, count] of counsellors.entries()) if (count > 0) value += rules.siteCost?.[site] ?? 0;
  return { counsellors, sent, value, bound: Math.min(value, Math.ceil(placed.bound - 1e-4) + 0) };
}

/** The nearest sites of each client, those that may not open left aside, and the time of the next: infinite without. */
function nearestOf(problem: Problem, neighbours: number): { sites: number[]; next: number }[] {
  const { persons, time, rules } = problem;
  const able = [...persons.keys()].filter(site => rules.fixed[site] !== fixedClosed);
  return Array.from(persons, (_, client) => {
    const sites = able
      .filter(site => mayServe(problem, client, site))
      .sort((one, two) => time(client, one) - time(client, two) || one - two);
    const next = sites[neighbours];
    return {
      sites: sites.slice(0, neighbours),
      next: next === undefined ? Number.POSITIVE_INFINITY : time(client, next),
    };
  });
}

/** Shares of each client, and whole counsellors; `z` goes beyond the list, at the least it may cost and taking no room. */
function locationProblem(
  { persons, time, rules }: Problem,
  { capacity, mostAtSite }: Load,
  near: readonly { sites: number[]; next: number }[],
): string {
  const costs: string[] = [];
  const rows: string[] = [];
  const loads: string[][] = Array.from(persons, () => []);
  for (const [client, { sites, next }] of near.entries()) {
    const need = persons[client]!;
    if (need === 0) continue;
    const shares = sites.map(site => `x${client}_${site}`);
    for (const [rank, site] of sites.entries()) {
      const name = shares[rank]!;
      if (time(client, site) > 0) costs.push(`${need * time(client, site)} ${name}`);
      rows.push(`${name} - k${site} <= 0`);
      loads[site]!.push(`${need} ${name}`);
    }
    if (next < Number.POSITIVE_INFINITY) {
      shares.push(`z${client}`);
      costs.push(`${need * next} z${client}`);
    }
    rows.push(`${inLines(shares)} = 1`);
  }
  const able = [...persons.keys()].filter(site => rules.fixed[site] !== fixedClosed);
  for (const site of able)
    if (loads[site]!.length > 0) rows.push(`${inLines(loads[site]!)} - ${capacity} k${site} <= 0`);
  rows.push(`${inLines(able.map(site => `k${site}`))} = ${rules.p}`);
  for (const [group, least] of rules.groups?.least.entries() ?? []) {
    const inside = able.filter(site => rules.groups!.of[site] === group).map(site => `k${site}`);
    if (inside.length > 0)
      rows.push(`${inLines(inside)} >= ${least}`, `${inLines(inside)} <= ${rules.groups!.most[group]}`);
  }
  const bounds = able.map(site => `${rules.fixed[site] === fixedOpen ? 1 : 0} <= k${site} <= ${mostAtSite}`);
  const whole = able.map(site => `k${site}`);
  if (rules.siteCost)
    for (const site of able) {
      const price = rules.siteCost[site]!;
      if (price === 0) continue;
      costs.push(`${price} o${site}`);
      rows.push(`k${site} - ${mostAtSite} o${site} <= 0`);
      bounds.push(`o${site} <= 1`);
      whole.push(`o${site}`);
    }
  return `Minimize\n ${inLines(costs) || '0 nothing'}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nGeneral\n ${whole.join('\n ')}\nEnd\n`;
}

/** Who goes where once counsellors are placed, in persons; null when somebody may go nowhere. */
function transportProblem(problem: Problem, capacity: number, counsellors: Int32Array): string | null {
  const { persons, time } = problem;
  const costs: string[] = [];
  const rows: string[] = [];
  const names: string[] = [];
  const loads: string[][] = Array.from(persons, () => []);
  for (const [client, need] of persons.entries()) {
    if (need === 0) continue;
    const open = [...counsellors.keys()].filter(
      site => counsellors[site]! > 0 && mayServe(problem, client, site),
    );
    if (open.length === 0) return null;
    for (const site of open) {
      const name = `x${client}_${site}`;
      names.push(name);
      loads[site]!.push(name);
      if (time(client, site) > 0) costs.push(`${time(client, site)} ${name}`);
    }
    rows.push(`${inLines(open.map(site => `x${client}_${site}`))} = ${need}`);
  }
  for (const [site, load] of loads.entries())
    if (load.length > 0) rows.push(`${inLines(load)} <= ${capacity * counsellors[site]!}`);
  return `Minimize\n ${inLines(costs) || '0 nothing'}\nSubject To\n ${rows.join('\n ')}\nGeneral\n ${names.join('\n ')}\nEnd\n`;
}
