import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { HighsProcess } from '../../linear-solver.ts';
import { type Facts, verifyCertificate } from '../../verify.ts';
import { seededRandom } from '../random.ts';
import { type Claimed, certificateOf } from './certificate.ts';
import type { Rules } from './instance.ts';
import { type Model, solveModel } from './models.ts';
import type { Problem } from './problem.ts';
import { haversineTime } from './travel.ts';

const solver = new HighsProcess(() => {});
afterAll(() => solver.stop());

interface Drawn {
  problem: Problem;
  facts: Facts;
  radius: number;
}

/** Any small problem: ties, nobody somewhere, pairs that are missing, a longest time, fixed places, groups, prices. */
function drawn(seed: number, most = 12): Drawn {
  const random = seededRandom(seed);
  const upTo = (last: number) => Math.floor(random() * (last + 1));
  const n = 3 + upTo(most - 3);
  const spread = [3, 20, 1000][upTo(2)]!;
  const holes = random() < 0.2;
  const table = Array.from({ length: n }, (_, one) =>
    Array.from({ length: n }, (_, two) =>
      one === two ? 0 : holes && random() < 0.3 ? Number.POSITIVE_INFINITY : upTo(spread),
    ),
  );
  const persons = Float64Array.from({ length: n }, () => upTo(9));
  const p = 1 + upTo(Math.min(n - 2, 4));
  const rules: Rules = { p, fixed: new Uint8Array(n), siteCost: null, groups: null };
  if (random() < 0.4)
    for (let site = 0; site < n; site++) if (random() < 0.15) rules.fixed[site] = 1 + upTo(1);
  if (random() < 0.4) rules.siteCost = Float64Array.from({ length: n }, () => upTo(spread));
  if (random() < 0.4) {
    const count = 1 + upTo(2);
    rules.groups = {
      of: Int32Array.from({ length: n }, () => upTo(count) - 1),
      least: Int32Array.from({ length: count }, () => upTo(1)),
      most: Int32Array.from({ length: count }, () => 1 + upTo(2)),
    };
  }
  const time = (client: number, site: number) => table[client]![site]!;
  const maxTime = random() < 0.3 ? upTo(spread) : null;
  return {
    problem: { persons, time, rules, maxTime },
    facts: { labels: labelsOf(n), persons: client => persons[client]!, time },
    radius: upTo(spread),
  };
}

const labelsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

/** Every plan that the rules allow, as counts by site. */
function* plansOf({ rules: { p, fixed, groups } }: Problem, most: number): Generator<number[]> {
  const counts: number[] = new Array(fixed.length).fill(0);
  function* fill(site: number, left: number): Generator<number[]> {
    if (site === fixed.length) {
      if (left > 0) return;
      const inGroup = Array.from(groups?.least ?? [], (_, group) =>
        counts.reduce((sum, count, at) => sum + (groups!.of[at] === group ? count : 0), 0),
      );
      if (inGroup.every((count, group) => count >= groups!.least[group]! && count <= groups!.most[group]!))
        yield counts;
      return;
    }
    const least = fixed[site] === 1 ? 1 : 0;
    for (let count = least; count <= (fixed[site] === 2 ? 0 : Math.min(most, left)); count++) {
      counts[site] = count;
      yield* fill(site + 1, left - count);
    }
    counts[site] = 0;
  }
  yield* fill(0, p);
}

/** What a plan is worth by each model, the less the better; infinite when somebody is sent where he may not be. */
function worthOf(asked: Model, { problem, radius }: Drawn, counts: readonly number[]): number {
  const { persons, time, maxTime, rules } = problem;
  const open = [...counts.keys()].filter(site => counts[site]! > 0);
  const price = open.reduce((sum, site) => sum + (rules.siteCost?.[site] ?? 0), 0);
  if (asked.model === 'capacitated') return price + leastSending(problem, asked.load.capacity, open, counts);
  let [mean, longest, left] = [0, 0, 0];
  for (const [client, need] of persons.entries()) {
    if (need === 0) continue;
    const nearest = Math.min(...open.map(site => time(client, site)));
    mean += need * nearest;
    longest = Math.max(longest, nearest);
    if (nearest > radius) left += need;
  }
  if (longest > (maxTime ?? Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  if (asked.model === 'p-center') return longest;
  return price + (asked.model === 'mclp' ? left : mean);
}

/** Persons one by one, over what each site has received. */
function leastSending(
  { persons, time, maxTime }: Problem,
  capacity: number,
  open: readonly number[],
  counts: readonly number[],
): number {
  let states = new Map<string, number>([[open.map(() => 0).join(), 0]]);
  for (const [client, need] of persons.entries())
    for (let person = 0; person < need; person++) {
      const next = new Map<string, number>();
      for (const [name, value] of states) {
        const loads = name.split(',').map(Number);
        for (const [at, site] of open.entries()) {
          const away = time(client, site);
          if (away > (maxTime ?? 1e9) || loads[at]! >= capacity * counts[site]!) continue;
          const now = loads.with(at, loads[at]! + 1).join();
          next.set(now, Math.min(next.get(now) ?? Number.POSITIVE_INFINITY, value + away));
        }
      }
      states = next;
    }
  return Math.min(...states.values());
}

function best(asked: Model, drawn: Drawn): number {
  let least = Number.POSITIVE_INFINITY;
  for (const counts of plansOf(drawn.problem, asked.model === 'capacitated' ? asked.load.mostAtSite : 1))
    least = Math.min(least, worthOf(asked, drawn, counts));
  return least;
}

async function solved(asked: Model, { problem }: Drawn, withSolver = false) {
  const claimed = await solveModel(asked, problem, {
    random: seededRandom(1),
    budget: () => true,
    ...(withSolver ? { linear: solver.solve } : {}),
  });
  return claimed && { claimed, certificate: written(problem, claimed) };
}

function written({ persons, rules }: Problem, claimed: Claimed) {
  const source = { labels: labelsOf(persons.length), instance: { file: 'essai', sha256: '' } };
  return JSON.parse(JSON.stringify(certificateOf(source, rules, claimed)));
}

/** Persons left out instead of persons reached: the less the better. */
const asCost = (claimed: Claimed, { problem }: Drawn, value: number) =>
  claimed.model === 'mclp' ? problem.persons.reduce((sum, each) => sum + each, 0) - value : value;

describe.each(['p-median', 'p-center', 'mclp'] as const)('the plan of model %s', model => {
  it('is the best of all, and its proof holds, on 500 small problems of every kind', async () => {
    let possible = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const all = drawn(seed);
      const asked: Model = model === 'mclp' ? { model, radius: all.radius } : { model };
      const least = best(asked, all);
      const found = await solved(asked, all);
      if (least === Number.POSITIVE_INFINITY) {
        expect(found, `seed ${seed}`).toBeNull();
        continue;
      }
      possible++;
      const { claimed, certificate } = found!;
      const values = [claimed.objective, claimed.bound].map(value => asCost(claimed, all, value));
      expect(values, `seed ${seed}`).toEqual([least, least]);
      expect(verifyCertificate(certificate, all.facts), `seed ${seed}`).toEqual({ kind: 'proven' });
    }
    expect(possible).toBeGreaterThan(200);
  });

  it('with one number of its certificate changed, is refused or still true', async () => {
    let refused = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const all = drawn(seed);
      const asked: Model = model === 'mclp' ? { model, radius: all.radius } : { model };
      const found = await solved(asked, all);
      if (!found) continue;
      const least = best(asked, all);
      for (const path of numbersOf(found.certificate)) {
        for (const step of [1, -1]) {
          const changed = structuredClone(found.certificate);
          const last = path.at(-1)!;
          const holder = path.slice(0, -1).reduce((value, name) => value[name], changed);
          holder[last] =
            typeof holder[last] === 'number' ? holder[last] + step : String(Number(holder[last]) + step);
          if (verifyCertificate(changed, all.facts).kind === 'refuted') refused++;
          else {
            expect(asCost(found.claimed, all, changed.objective), `seed ${seed}, ${path}`).toBe(least);
            expect(asCost(found.claimed, all, changed.bound), `seed ${seed}, ${path}`).toBeLessThanOrEqual(
              least,
            );
          }
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

/** Paths to every number of the plan, the bound and the proof. */
function numbersOf(certificate: Record<string, unknown>): string[][] {
  const paths: string[][] = [];
  const visit = (value: unknown, path: string[]) => {
    if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) paths.push(path);
    else if (value && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
  };
  for (const name of ['open', 'objective', 'bound', 'proof']) visit(certificate[name], [name]);
  return paths;
}

describe('among plans of the same longest time', () => {
  it('the mean time is the least', async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const all = drawn(seed);
      const found = await solved({ model: 'p-center' }, all);
      if (!found) continue;
      const maxTime = found.claimed.objective;
      const within = { ...all, problem: { ...all.problem, maxTime } };
      const counts = Array.from(found.claimed.open);
      expect(worthOf({ model: 'p-median' }, within, counts), `seed ${seed}`).toBe(
        best({ model: 'p-median' }, within),
      );
    }
  });
});

describe('counsellors who cannot help everybody', () => {
  const asked = (seed: number, neighbours: number): Model => ({
    model: 'capacitated',
    load: { capacity: 3 + (seed % 5), mostAtSite: 2, neighbours, seconds: 20, gap: 0 },
  });

  it('are placed for the least time, and the plan is checked, as announced', {
    timeout: 120_000,
  }, async () => {
    let possible = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const all = drawn(seed, 5);
      const least = best(asked(seed, 99), all);
      const found = await solved(asked(seed, 99), all, true);
      if (least === Number.POSITIVE_INFINITY) {
        expect(found, `seed ${seed}`).toBeNull();
        continue;
      }
      possible++;
      expect([found!.claimed.objective, found!.claimed.bound], `seed ${seed}`).toEqual([least, least]);
      expect(verifyCertificate(found!.certificate, all.facts), `seed ${seed}`).toEqual({ kind: 'announced' });
      const [first] = found!.certificate.sent;
      first[2]++;
      expect(verifyCertificate(found!.certificate, all.facts).kind, `seed ${seed}`).toBe('refuted');
    }
    expect(possible).toBeGreaterThan(10);
  });

  it('looked for among the nearest sites only, are never said better placed than they are', {
    timeout: 120_000,
  }, async () => {
    let gaps = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const all = drawn(seed, 5);
      const found = await solved(asked(seed, 1), all, true);
      if (!found) continue;
      const least = best(asked(seed, 1), all);
      expect(found.claimed.objective, `seed ${seed}`).toBeGreaterThanOrEqual(least);
      expect(found.claimed.bound, `seed ${seed}`).toBeLessThanOrEqual(least);
      if (found.claimed.bound < found.claimed.objective) gaps++;
    }
    expect(gaps).toBeGreaterThan(0);
  });
});

describe('the Landes in the checkout', () => {
  const places = readFileSync('data/landes/communes.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const [, , lat, lon, population] = line.split(',');
      return { lat: Number(lat), lon: Number(lon), population: Number(population) };
    });

  it('thirty counsellors: nobody farther than 17.3 minutes, which no plan betters', {
    timeout: 120_000,
  }, async () => {
    const time = haversineTime(places);
    const persons = Float64Array.from(places, ({ population }) => population);
    const rules = { p: 30, fixed: new Uint8Array(places.length), siteCost: null, groups: null };
    const problem: Problem = { persons, time, rules, maxTime: null };
    const found = await solveModel({ model: 'p-center' }, problem, {
      random: seededRandom(1),
      budget: () => true,
      linear: solver.solve,
    });
    expect([found!.objective, found!.bound]).toEqual([173, 173]);
    const facts = { labels: labelsOf(places.length), persons: (client: number) => persons[client]!, time };
    const certificate = written(problem, found!);
    expect(verifyCertificate(certificate, facts)).toEqual({ kind: 'proven' });
    certificate.bound = 174;
    expect(verifyCertificate(certificate, facts).kind).toBe('refuted');
    expect(verifyCertificate({ ...certificate, objective: 174 }, facts).kind).toBe('refuted');
  });
});
