import { fixedClosed, fixedOpen, openOf, type Rules } from './instance.ts';
import type { ProofNode, Solved } from './proving.ts';

/** What a certificate says of the problem besides its rules. */
export interface ProblemSource {
  /** Names of the places, in the order of the instance: INSEE codes, or numbers of vertices from 1. */
  labels: readonly string[];
  instance: { file: string; sha256: string };
  travel?: unknown;
  demand?: unknown;
}

/** What is claimed, by model: its figures as the model tells them, and the proof in the engine's own words. */
export interface Claimed {
  model: 'p-median' | 'p-center' | 'mclp' | 'capacitated';
  /** Tenths of minute. */
  radius?: number;
  maxTime?: number | null;
  /** Persons for each counsellor, and counsellors for each site. */
  capacity?: number;
  mostAtSite?: number;
  open: Uint8Array;
  /** By site, and who is sent where: client, site, persons. */
  counsellors?: Int32Array;
  sent?: readonly [client: number, site: number, persons: number][];
  objective: number;
  bound: number;
  /** Null when the bound is only what a solver says. */
  proof: Pick<Solved, 'multipliers' | 'tree'> | null;
}

/** The certificate of product/territory.md §7.1, as plain values: places by name, integers only. */
export function certificateOf(
  { labels, instance, travel, demand }: ProblemSource,
  rules: Rules,
  claimed: Claimed,
) {
  const named = (sites: Iterable<number>) => Array.from(sites, site => labels[site]!);
  const fixedTo = (wanted: number) =>
    named([...rules.fixed.keys()].filter(site => rules.fixed[site] === wanted));
  const { groups, siteCost } = rules;
  const nodeOf = (node: ProofNode): unknown => {
    if (node.t === 'branch')
      return { t: 'branch', j: labels[node.j], open: nodeOf(node.open), closed: nodeOf(node.closed) };
    if (node.t === 'fix')
      return {
        t: 'fix',
        m: node.m,
        open: named(node.open),
        closed: named(node.closed),
        next: nodeOf(node.next),
      };
    return node;
  };
  return {
    format: 'airial-certificat',
    version: 1,
    problem: {
      model: claimed.model,
      p: rules.p,
      ...(claimed.radius === undefined ? {} : { radius: claimed.radius }),
      ...(claimed.maxTime == null ? {} : { max_time: claimed.maxTime }),
      ...(claimed.capacity === undefined
        ? {}
        : { capacity: claimed.capacity, most_at_site: claimed.mostAtSite }),
      n: labels.length,
      instance,
      ...(travel ? { travel } : {}),
      ...(demand ? { demand } : {}),
      fixed_open: fixedTo(fixedOpen),
      fixed_closed: fixedTo(fixedClosed),
      groups: groups
        ? Array.from(groups.least, (min, group) => ({
            min,
            max: groups.most[group]!,
            sites: named([...groups.of.keys()].filter(site => groups.of[site] === group)),
          }))
        : [],
      site_cost: siteCost ? namedCounts(labels, siteCost) : {},
    },
    open: named(openOf(claimed.open)),
    ...(claimed.counsellors ? { counsellors: namedCounts(labels, claimed.counsellors) } : {}),
    ...(claimed.sent
      ? { sent: claimed.sent.map(([client, site, persons]) => [labels[client]!, labels[site]!, persons]) }
      : {}),
    objective: claimed.objective,
    bound: claimed.bound,
    proof: claimed.proof
      ? {
          kind: kindOf(claimed),
          multipliers: claimed.proof.multipliers.map(({ scale, u }) => ({ scale, u: Array.from(u) })),
          tree: nodeOf(claimed.proof.tree),
        }
      : { kind: kindOf(claimed) },
  };
}

export const kindOf = ({ model, proof }: Pick<Claimed, 'model' | 'proof'>) =>
  proof ? (model === 'p-center' ? 'cover-packing' : 'lagrangian-tree') : 'solver';

/** Counts by name, without those that are zero. */
export const namedCounts = (labels: readonly string[], counts: ArrayLike<number>) =>
  Object.fromEntries(labels.flatMap((label, at) => (counts[at] ? [[label, counts[at]]] : [])));

/** The p-median, as it is claimed. */
export const claimedMedian = (solved: Solved, maxTime: number | null = null): Claimed => ({
  model: 'p-median',
  maxTime,
  open: solved.plan.open,
  objective: solved.plan.value,
  bound: solved.bound,
  proof: solved,
});
