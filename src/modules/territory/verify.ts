/*
 * Checks a positioning certificate again from the data, in integers, without any code of the engine that wrote it
 * (product/territory.md §7.1). Short enough to be read whole by somebody who does not trust us.
 */

/** What the certificate speaks of: names of places, and what it costs to serve one from another (infinite: never). */
export interface Facts {
  labels: readonly string[];
  cost: (client: number, site: number) => number;
  /** Shows the sites of a client, but those that cost at least what `see` last answered may be left out; all by default. */
  near?: (client: number, see: (site: number) => number) => void;
}

/** Proven as claimed; the plan is right but its bound cannot be checked again; or refuted, and where. */
export type Verdict = { kind: 'proven' } | { kind: 'announced' } | { kind: 'refuted'; why: string };

/** As it is hoped to be written: whatever else it is ends as « mal formé ». */
interface Certificate {
  format: string;
  version: number;
  problem: {
    model: string;
    p: number;
    n: number;
    fixed_open?: string[];
    fixed_closed?: string[];
    site_cost?: Record<string, number>;
    groups?: { min: number; max: number; sites: string[] }[];
  };
  open: string[];
  objective: number;
  bound: number;
  proof: { kind: string; multipliers: { scale: number; u: number[] }[]; tree: Node };
}
type Node =
  | { t: 'leaf'; m: number }
  | { t: 'branch'; j: string; open: Node; closed: Node }
  | { t: 'fix'; m: number; open: string[]; closed: string[]; next: Node }
  | { t: 'last' };

class Refuted extends Error {}
function must(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Refuted(why);
}

export function verifyCertificate(certificate: unknown, facts: Facts): Verdict {
  try {
    return check(certificate as Certificate, facts);
  } catch (error) {
    if (error instanceof Refuted) return { kind: 'refuted', why: error.message };
    return { kind: 'refuted', why: 'le certificat est mal formé' };
  }
}

const everySite = (count: number) => (_: number, see: (site: number) => number) => {
  for (let site = 0; site < count; site++) see(site);
};

function check(certificate: Certificate, { labels, cost, near = everySite(labels.length) }: Facts): Verdict {
  must(
    certificate.format === 'airial-certificat' && certificate.version === 1,
    'ce n’est pas un certificat, version 1',
  );
  const { problem, objective, bound, proof } = certificate;
  must(problem.model === 'p-median', 'ce modèle ne se vérifie pas ici');
  const n = labels.length;
  const p = problem.p;
  must(problem.n === n, `le certificat parle de ${problem.n} lieux, les données de ${n}`);
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const place = (label: string): number => {
    const found = numberOf.get(label);
    must(found !== undefined, `le lieu ${label} n’existe pas dans ces données`);
    return found;
  };
  const [free, open, closed] = [0, 1, 2];
  const fixed = new Uint8Array(n);
  for (const label of problem.fixed_open ?? []) fixed[place(label)] = open;
  for (const label of problem.fixed_closed ?? []) fixed[place(label)] = closed;
  const siteCost = new Float64Array(n);
  for (const [label, value] of Object.entries(problem.site_cost ?? {})) siteCost[place(label)] = value;
  const groups = problem.groups ?? [];
  const groupOf = new Int32Array(n).fill(-1);
  for (const [index, group] of groups.entries())
    for (const label of group.sites) {
      must(groupOf[place(label)] === -1, `le lieu ${label} est dans deux groupes`);
      groupOf[place(label)] = index;
    }

  // The plan: allowed, and it costs what is said.
  const plan = new Uint8Array(n);
  for (const label of certificate.open) plan[place(label)] = 1;
  must(
    certificate.open.length === p && plan.reduce((sum, each) => sum + each, 0) === p,
    `le plan n’a pas ${p} lieux`,
  );
  for (let site = 0; site < n; site++) {
    must(fixed[site] !== open || plan[site] === 1, `${labels[site]} doit être ouvert`);
    must(fixed[site] !== closed || plan[site] === 0, `${labels[site]} doit être fermé`);
  }
  for (const group of groups) {
    const count = group.sites.filter(label => plan[place(label)]).length;
    must(count >= group.min && count <= group.max, 'un groupe n’a pas son compte de lieux');
  }
  let value = 0;
  for (let site = 0; site < n; site++) if (plan[site]) value += siteCost[site]!;
  for (let client = 0; client < n; client++) {
    let least = Number.POSITIVE_INFINITY;
    near(client, site => {
      if (plan[site]) least = Math.min(least, cost(client, site));
      return least;
    });
    value += least;
  }
  must(value === objective, `le plan coûte ${value}, et non ${objective}`);
  const claimed = bound;
  must(Number.isSafeInteger(claimed) && claimed <= value, 'la borne dépasse le plan');
  if (proof.kind === 'solver') return { kind: 'announced' };
  must(proof.kind === 'lagrangian-tree', 'cette sorte de preuve n’est pas connue');

  // The bound: what the multipliers give, site by site.
  const vectors = proof.multipliers;
  const known = new Map<number, { reduced: Float64Array; sum: number; scale: number }>();
  const priced = (m: number) => {
    const before = known.get(m);
    if (before) return before;
    const { scale, u } = vectors[m] ?? { scale: 0, u: [] };
    must(
      Number.isSafeInteger(scale) && scale > 0 && u.length === n && u.every(Number.isSafeInteger),
      `les multiplicateurs ${m} sont faux`,
    );
    const reduced = siteCost.map(each => each * scale);
    let sum = 0;
    for (let client = 0; client < n; client++) {
      sum += u[client]!;
      near(client, site => {
        const earns = cost(client, site) * scale - u[client]!;
        if (earns < 0) reduced[site]! += earns;
        return u[client]! / scale;
      });
    }
    must(
      Number.isSafeInteger(sum) && reduced.every(Number.isSafeInteger),
      'les nombres sont trop grands pour être exacts',
    );
    const now = { reduced, sum, scale };
    known.set(m, now);
    return now;
  };
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
    const rest: number[] = [];
    for (let site = 0; site < n; site++)
      if (state[site] === open) take(site);
      else if (state[site] === free) rest.push(site);
    rest.sort((one, two) => reduced[one]! - reduced[two]!);
    const later = rest.filter(site => {
      const needed = groupOf[site]! >= 0 && inGroup[groupOf[site]!]! < groups[groupOf[site]!]!.min;
      if (needed) take(site);
      return !needed;
    });
    for (const site of later)
      if (wanted > 0 && (groupOf[site]! < 0 || inGroup[groupOf[site]!]! < groups[groupOf[site]!]!.max))
        take(site);
    const isWhole =
      wanted === 0 &&
      groups.every((group, index) => inGroup[index]! >= group.min && inGroup[index]! <= group.max);
    return isWhole ? total : Number.POSITIVE_INFINITY;
  };
  const reaches = (m: number, state: Uint8Array) => least(m, state) > (claimed - 1) * priced(m).scale;
  const withSite = (state: Uint8Array, site: number, as: number) => {
    must(state[site] === free, `${labels[site]} est décidé deux fois`);
    const next = state.slice();
    next[site] = as;
    return next;
  };

  // The tree: every case is closed.
  const walk = (node: Node, state: Uint8Array, where: string): void => {
    if (node.t === 'leaf') {
      must(reaches(node.m, state), `le cas ${where} n’atteint pas la borne`);
      return;
    }
    if (node.t === 'branch') {
      walk(node.open, withSite(state, place(node.j), open), `${where} avec ${node.j}`);
      walk(node.closed, withSite(state, place(node.j), closed), `${where} sans ${node.j}`);
      return;
    }
    if (node.t === 'fix') {
      const next = state.slice();
      for (const [list, as, opposite] of [
        [node.open, open, closed],
        [node.closed, closed, open],
      ] as const)
        for (const label of list) {
          must(
            reaches(node.m, withSite(state, place(label), opposite)),
            `${label} ne pouvait pas être décidé (${where})`,
          );
          next[place(label)] = as;
        }
      walk(node.next, next, where);
      return;
    }
    must(node.t === 'last', `le cas ${where} n’est pas d’une sorte connue`);
    const opened = state.reduce((sum, each) => sum + (each === open ? 1 : 0), 0);
    const left = opened + state.reduce((sum, each) => sum + (each === free ? 1 : 0), 0);
    if (opened > p || left < p) return;
    must(opened === p || left === p, `le cas ${where} laisse encore un choix`);
    let only = 0;
    for (let client = 0; client < n; client++) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let site = 0; site < n; site++)
        if (state[site] === open || (opened < p && state[site] === free))
          nearest = Math.min(nearest, cost(client, site));
      only += nearest;
    }
    for (let site = 0; site < n; site++)
      if (state[site] === open || (opened < p && state[site] === free)) only += siteCost[site]!;
    must(only >= claimed, `le cas ${where} coûte ${only}, moins que la borne`);
  };
  walk(proof.tree, fixed, 'entier');
  return { kind: 'proven' };
}
