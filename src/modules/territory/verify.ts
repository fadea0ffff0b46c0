import { type Claim, costOfSites, must, mustBound, type Proof, Refuted } from './verify-bound.ts';

/*
 * Checks a positioning certificate again from the data, in integers, without any code of the engine that wrote it
 * (product/territory.md §7.1). Short enough to be read whole by somebody who does not trust us.
 */

/** What the certificate speaks of. */
export interface Facts {
  labels: readonly string[];
  /** Persons who need help, whole. */
  persons: (client: number) => number;
  /** Whole time from one place to another; infinite: never. */
  time: (client: number, site: number) => number;
  /** Shows the sites of a client, but those whose persons × time is at least what `see` last answered may be left out. */
  near?: Claim['near'];
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
    radius?: number;
    max_time?: number;
    capacity?: number;
    most_at_site?: number;
    fixed_open?: string[];
    fixed_closed?: string[];
    site_cost?: Record<string, number>;
    groups?: { min: number; max: number; sites: string[] }[];
  };
  open: string[];
  counsellors?: Record<string, number>;
  sent?: [client: string, site: string, persons: number][];
  objective: number;
  bound: number;
  proof: Proof & { kind: string };
}

export function verifyCertificate(certificate: unknown, facts: Facts): Verdict {
  try {
    return check(certificate as Certificate, facts);
  } catch (error) {
    if (error instanceof Refuted) return { kind: 'refuted', why: error.message };
    return { kind: 'refuted', why: 'le certificat est mal formé' };
  }
}

const never = Number.POSITIVE_INFINITY;

function check(certificate: Certificate, { labels, persons, time, near: nearer }: Facts): Verdict {
  const all: Claim['near'] = (_, see) => {
    for (const site of labels.keys()) see(site);
  };
  const isOurs = certificate.format === 'airial-certificat' && certificate.version === 1;
  must(isOurs, 'ce n’est pas un certificat, version 1');
  const { problem, objective, bound, proof } = certificate;
  const { model, p, radius = 0, max_time: most = Number.MAX_VALUE } = problem;
  const n = labels.length;
  must(problem.n === n, `le certificat parle de ${problem.n} lieux, les données de ${n}`);
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const place = (label: string): number => {
    const found = numberOf.get(label);
    must(found !== undefined, `le lieu ${label} n’existe pas dans ces données`);
    return found;
  };

  // The rules, and a plan that respects them.
  const fixed = new Uint8Array(n);
  const plan = new Set(certificate.open.map(place));
  const size = model === 'capacitated' ? certificate.open.length : p;
  must(certificate.open.length === size && plan.size === size, `le plan n’a pas ${p} lieux`);
  for (const label of problem.fixed_open ?? []) {
    fixed[place(label)] = 1;
    must(plan.has(place(label)), `${label} doit être ouvert`);
  }
  for (const label of problem.fixed_closed ?? []) {
    fixed[place(label)] = 2;
    must(!plan.has(place(label)), `${label} doit être fermé`);
  }
  const siteCost = new Float64Array(n);
  for (const [label, value] of Object.entries(problem.site_cost ?? {})) siteCost[place(label)] = value;
  const groups = (problem.groups ?? []).map(group => ({ ...group, sites: group.sites.map(place) }));
  const grouped = groups.flatMap(({ sites }) => sites);
  must(new Set(grouped).size === grouped.length, 'un lieu est dans deux groupes');
  /** Sites that the plan opens there; or counsellors, where there may be several at a site. */
  const countAt = (site: number) =>
    model === 'capacitated' ? (certificate.counsellors?.[labels[site]!] ?? 0) : Number(plan.has(site));
  for (const { sites, min, max } of groups) {
    const count = sites.reduce((sum, site) => sum + countAt(site), 0);
    must(count >= min && count <= max, 'un groupe n’a pas son compte de lieux');
  }

  // What the plan is worth.
  const mayServe = (client: number, site: number) => time(client, site) <= most;
  const travel = (client: number, site: number) =>
    persons(client) === 0 ? 0 : mayServe(client, site) ? persons(client) * time(client, site) : never;
  const leftOut = (client: number, site: number) => {
    if (persons(client) === 0) return 0;
    if (problem.max_time !== undefined && !mayServe(client, site)) return never;
    return time(client, site) <= radius ? 0 : persons(client);
  };
  const beyond = (client: number, site: number) =>
    persons(client) === 0 || (time(client, site) < bound && mayServe(client, site)) ? 0 : never;
  const claim = (cost: Claim['cost'], claimed: number, price = siteCost, near = all): Claim => {
    must(Number.isSafeInteger(claimed), 'la borne n’est pas un nombre entier');
    return { labels, p, cost, near, siteCost: price, fixed, groups, claimed, place };
  };
  const checks: Record<string, () => { value: number; sort: string; limit: Claim; isBound: boolean }> = {
    'p-median': () => {
      const limit = claim(travel, bound, siteCost, nearer ?? all);
      const value = costOfSites(limit, [...plan]);
      return { value, sort: 'lagrangian-tree', limit, isBound: bound <= value };
    },
    mclp: () => {
      // Told as persons reached, the more the better; counted as persons left out.
      const everybody = labels.reduce((sum, _, client) => sum + persons(client), 0);
      const limit = claim(leftOut, everybody - bound);
      const value = everybody - costOfSites(limit, [...plan]);
      return { value, sort: 'lagrangian-tree', limit, isBound: bound >= value };
    },
    'p-center': () => {
      const nearest = (client: number) =>
        persons(client) === 0 ? 0 : Math.min(...[...plan].map(site => time(client, site)));
      const value = Math.max(...[...labels.keys()].map(nearest));
      must(value <= most, 'une commune est trop loin');
      // Under the bound, somebody is beyond: every plan costs something.
      const limit = claim(beyond, 1, new Float64Array(n));
      return { value, sort: 'cover-packing', limit, isBound: bound <= value };
    },
    capacitated: () => {
      const value = costOfSending(certificate, { labels, persons, time: travelTime(time, most), place });
      const total = [...plan].reduce((sum, site) => sum + siteCost[site]!, value);
      return { value: total, sort: 'solver', limit: claim(travel, bound), isBound: bound <= total };
    },
  };
  const checked = checks[model]?.();
  must(checked !== undefined, 'ce modèle ne se vérifie pas ici');
  must(checked.value === objective, `le plan vaut ${checked.value}, et non ${objective}`);
  must(checked.isBound, 'la borne dépasse le plan');
  if (proof.kind === 'solver') return { kind: 'announced' };
  must(proof.kind === checked.sort, 'cette sorte de preuve n’est pas connue pour ce modèle');
  mustBound(checked.limit, proof);
  return { kind: 'proven' };
}

const travelTime =
  (time: Facts['time'], most: number): Facts['time'] =>
  (client, site) =>
    time(client, site) <= most ? time(client, site) : never;

/** Persons × time of a plan with counsellors: everybody is sent, and no site is asked more than its counsellors can do. */
function costOfSending(
  { problem: { p, capacity = 0, most_at_site = 0 }, open, counsellors = {}, sent = [] }: Certificate,
  { labels, persons, time, place }: Facts & { place: (label: string) => number },
): number {
  const counts = Object.entries(counsellors);
  must(counts.reduce((sum, [, count]) => sum + count, 0) === p, `le plan n’a pas ${p} conseillers`);
  for (const [label, count] of counts)
    must(
      open.includes(label) && Number.isInteger(count) && count >= 1 && count <= most_at_site,
      `${label} n’a pas un nombre permis de conseillers`,
    );
  const received = new Float64Array(labels.length);
  const helped = new Float64Array(labels.length);
  let value = 0;
  for (const [client, site, count] of sent) {
    must(Number.isSafeInteger(count) && count > 0, 'on n’envoie que des personnes entières');
    helped[place(client)]! += count;
    received[place(site)]! += count;
    value += count * time(place(client), place(site));
  }
  for (const [client, label] of labels.entries()) {
    must(helped[client] === persons(client), `les habitants de ${label} ne sont pas tous envoyés`);
    must(received[client]! <= capacity * (counsellors[label] ?? 0), `${label} reçoit trop de monde`);
  }
  return value;
}
