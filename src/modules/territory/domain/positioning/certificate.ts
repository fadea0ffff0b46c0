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

/** The certificate of product/territory.md §7.1, as plain values: places by name, integers only. */
export function certificateOf(
  { labels, instance, travel, demand }: ProblemSource,
  rules: Rules,
  solved: Solved,
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
      model: 'p-median',
      p: rules.p,
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
      site_cost: siteCost
        ? Object.fromEntries(
            labels.flatMap((label, site) => (siteCost[site] ? [[label, siteCost[site]]] : [])),
          )
        : {},
    },
    open: named(openOf(solved.plan.open)),
    objective: solved.plan.value,
    bound: solved.bound,
    proof: {
      kind: 'lagrangian-tree',
      multipliers: solved.multipliers.map(({ scale, u }) => ({ scale, u: Array.from(u) })),
      tree: nodeOf(solved.tree),
    },
  };
}
