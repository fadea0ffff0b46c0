import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCommunes } from '../../communes-table.ts';
import { HighsProcess } from '../../linear-solver.ts';
import { verifyCertificate } from '../../verify.ts';
import { factsOfCommunes, factsOfGraph, factsOfPoints } from '../../verify-data.ts';
import { seededRandom } from '../random.ts';
import { certificateOf, claimedMedian } from './certificate.ts';
import { demandOf } from './demand.ts';
import { type Instance, instanceOf, type Rules } from './instance.ts';
import { readOrlib } from './orlib.ts';
import { solveMedian } from './proving.ts';
import { haversineTime } from './travel.ts';
import { readTsplib } from './tsplib.ts';

const pmed = '../shared/data/pmed';
const landes = '../shared/data/landes';

const plain = (p: number, sites: number): Rules => ({
  p,
  fixed: new Uint8Array(sites),
  siteCost: null,
  groups: null,
});

const labelsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const source = (count: number) => ({ labels: labelsOf(count), instance: { file: 'essai', sha256: '' } });

async function solved(instance: Instance, rules: Rules, seed = 1) {
  const found = await solveMedian(instance, rules, { random: seededRandom(seed), budget: () => true });
  return (
    found && {
      ...found,
      written: JSON.parse(JSON.stringify(certificateOf(source(instance.sites), rules, claimedMedian(found)))),
    }
  );
}

/** The best of all plans, by trying each. */
function bestOf(sites: number, cost: (client: number, site: number) => number, rules: Rules): number {
  let best = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 1 << sites; mask++) {
    const open = [...Array(sites).keys()].filter(site => mask & (1 << site));
    if (open.length !== rules.p || rules.fixed.some((as, site) => as === ((mask >> site) & 1 ? 2 : 1)))
      continue;
    const { groups, siteCost } = rules;
    const counts = Array.from(
      groups?.least ?? [],
      (_, group) => open.filter(site => groups!.of[site] === group).length,
    );
    if (counts.some((here, group) => here < groups!.least[group]! || here > groups!.most[group]!)) continue;
    let value = open.reduce((sum, site) => sum + (siteCost?.[site] ?? 0), 0);
    for (let client = 0; client < sites; client++) value += Math.min(...open.map(site => cost(client, site)));
    best = Math.min(best, value);
  }
  return best;
}

/** Any small problem: ties, fixed places, groups, prices. */
function drawn(seed: number) {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const sites = 3 + upTo(7);
  const spread = [3, 20, 1000][upTo(2)]!;
  const table = Array.from({ length: sites }, (_, one) =>
    Array.from({ length: sites }, (_, two) => (one === two ? 0 : upTo(spread))),
  );
  const cost = (client: number, site: number) => table[client]![site]!;
  const p = 1 + upTo(sites - 2);
  const rules = plain(p, sites);
  if (random() < 0.4)
    for (let site = 0; site < sites; site++) if (random() < 0.15) rules.fixed[site] = 1 + upTo(1);
  if (random() < 0.4) rules.siteCost = Float64Array.from({ length: sites }, () => upTo(spread));
  if (random() < 0.4) {
    const count = 1 + upTo(2);
    rules.groups = {
      of: Int32Array.from({ length: sites }, () => upTo(count) - 1),
      least: Int32Array.from({ length: count }, () => upTo(1)),
      most: Int32Array.from({ length: count }, () => 1 + upTo(2)),
    };
  }
  return { sites, cost, rules };
}

describe('the plan of p sites', () => {
  it('is the best of all, and its proof holds, on 500 small problems of every kind', async () => {
    let possible = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const { sites, cost, rules } = drawn(seed);
      const best = bestOf(sites, cost, rules);
      const found = await solved(instanceOf(sites, sites, cost), rules, seed);
      if (best === Number.POSITIVE_INFINITY) {
        expect(found, `seed ${seed}`).toBeNull();
        continue;
      }
      possible++;
      expect([found!.plan.value, found!.bound], `seed ${seed}`).toEqual([best, best]);
      expect(
        verifyCertificate(found!.written, { labels: labelsOf(sites), persons: () => 1, time: cost }),
        `seed ${seed}`,
      ).toEqual({
        kind: 'proven',
      });
    }
    expect(possible).toBeGreaterThan(350);
  });

  it('is the same, byte for byte, for the same seed', async () => {
    const { sites, cost, rules } = drawn(12);
    const twice = [
      await solved(instanceOf(sites, sites, cost), rules),
      await solved(instanceOf(sites, sites, cost), rules),
    ];
    expect(JSON.stringify(twice[0]!.written)).toBe(JSON.stringify(twice[1]!.written));
  });

  it('is given with what is proven of it when time is over', async () => {
    const random = seededRandom(5);
    const points = Array.from({ length: 60 }, () => [random(), random()] as const);
    const cost = (one: number, two: number) =>
      Math.round(1000 * Math.hypot(points[one]![0] - points[two]![0], points[one]![1] - points[two]![1]));
    let asked = 0;
    const rules = plain(7, 60);
    const found = (await solveMedian(instanceOf(60, 60, cost), rules, {
      random: seededRandom(1),
      budget: () => ++asked < 60,
    }))!;
    expect(found.bound).toBeLessThan(found.plan.value);
    const certificate = JSON.parse(JSON.stringify(certificateOf(source(60), rules, claimedMedian(found))));
    expect(verifyCertificate(certificate, { labels: labelsOf(60), persons: () => 1, time: cost })).toEqual({
      kind: 'proven',
    });
  });
});

describe('a certificate', () => {
  it('is refused, or still true, whatever number of it is changed', { timeout: 120_000 }, async () => {
    const text = graph(40, 90, 6, 3);
    const { vertices, p, distances } = readOrlib(text);
    const facts = factsOfGraph(text);
    const instance = instanceOf(vertices, vertices, (one, two) => distances[one * vertices + two]!);
    const { written } = (await solved(instance, plain(p, vertices)))!;
    expect(verifyCertificate(written, facts)).toEqual({ kind: 'proven' });
    let refused = 0;
    for (const path of numbersOf(written)) {
      const changed = structuredClone(written);
      const last = path.at(-1)!;
      const holder = path.slice(0, -1).reduce((value, name) => value[name], changed);
      holder[last] = typeof holder[last] === 'number' ? holder[last] + 1 : String(Number(holder[last]) + 1);
      if (verifyCertificate(changed, facts).kind === 'refuted') refused++;
      else expect([changed.objective, changed.bound <= changed.objective]).toEqual([written.objective, true]);
    }
    // A multiplier or a bound may be a little other and prove as much; the plan, its cost and p may not.
    expect(refused).toBeGreaterThan(5);
    for (const [name, value] of [
      ['objective', written.objective + 1],
      ['objective', written.objective - 1],
      ['bound', written.bound + 1],
      ['open', written.open.slice(1)],
      ['open', [...written.open.slice(1), written.open[1]]],
      ['version', 2],
      ['problem', { ...written.problem, p: p + 1 }],
      ['proof', { ...written.proof, tree: { t: 'last' } }],
      ['proof', null],
    ] as const)
      expect(verifyCertificate({ ...written, [name]: value }, facts), name).toMatchObject({
        kind: 'refuted',
      });
  });

  it('of another graph is refused', async () => {
    const [one, other] = [graph(30, 60, 4, 1), graph(30, 60, 4, 2)];
    const { vertices, p, distances } = readOrlib(one);
    const instance = instanceOf(vertices, vertices, (from, to) => distances[from * vertices + to]!);
    const { written } = (await solved(instance, plain(p, vertices)))!;
    expect(verifyCertificate(written, factsOfGraph(one)).kind).toBe('proven');
    expect(verifyCertificate(written, factsOfGraph(other)).kind).toBe('refuted');
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

/** A connected graph in the format of OR-Library. */
function graph(vertices: number, edges: number, p: number, seed: number): string {
  const random = seededRandom(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const lines = [`${vertices} ${edges} ${p}`];
  for (let vertex = 2; vertex <= vertices; vertex++) lines.push(`${vertex} ${upTo(vertex - 1)} ${upTo(100)}`);
  while (lines.length <= edges) lines.push(`${upTo(vertices - 1)} ${vertices} ${upTo(100)}`);
  return lines.join('\n');
}

describe('a graph of OR-Library', () => {
  it('keeps the last cost of a pair that comes several times, whatever the layout', () => {
    const { distances } = readOrlib(' 3 4 1 \n1 2 5 2 3\n 7\n\n2 1 9   1 3 100');
    expect(Array.from(distances)).toEqual([0, 9, 16, 9, 0, 7, 16, 7, 0]);
  });

  it('is refused with the line when it is short, wrong or impossible', () => {
    expect(() => readOrlib('3 2 1\n1 2 5\n2 3')).toThrow(/ligne 3.*9 nombres attendus/);
    expect(() => readOrlib('3 1 1\n1 4 5')).toThrow(/ligne 2.*sommet 4/);
    expect(() => readOrlib('3 1 1\n1 2 x')).toThrow(/ligne 2.*«\sx\s»/);
    expect(() => readOrlib('3 1 4\n1 2 5')).toThrow(/4 lieux pour 3 sommets/);
    expect(() => readOrlib('')).toThrow(/trois nombres/);
  });
});

describe('points of TSPLIB', () => {
  const file = (points: string, count: number) =>
    `NAME : essai\nTYPE : TSP\nDIMENSION : ${count}\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n${points}\nEOF\n`;

  it('are far from each other by whole numbers, rounded down, for the engine and for who checks', () => {
    const text = file('1 0 0\n2 1 1\n3 3.0e+00 4', 3);
    expect(Array.from(readTsplib(text).distances)).toEqual([0, 1, 5, 1, 0, 3, 5, 3, 0]);
    const { time } = factsOfPoints(text);
    expect([time(0, 1), time(2, 0), time(1, 2)]).toEqual([1, 5, 3]);
  });

  it('are refused with the line when they are not points', () => {
    expect(() => readTsplib(file('1 0 0\n2 1', 2))).toThrow(/ligne 7/);
    expect(() => readTsplib(file('1 0 0', 2))).toThrow(/2 points annoncés, 1 lus/);
    expect(() => readTsplib(file('1 0 0', 1).replace('EUC_2D', 'GEO'))).toThrow(/GEO/);
  });
});

describe.skipIf(!existsSync(pmed))('the instances of OR-Library at hand', () => {
  it('pmed1 to pmed10 are optimal and proven', { timeout: 120_000 }, async () => {
    const solver = new HighsProcess(() => {});
    const rows = readFileSync(`${pmed}/optima.csv`, 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const [file, , , , optimum] = row.split(',');
      const text = readFileSync(`${pmed}/${file}`, 'utf8');
      const { vertices, p, distances } = readOrlib(text);
      const instance = instanceOf(vertices, vertices, (one, two) => distances[one * vertices + two]!);
      const rules = plain(p, vertices);
      const found = (await solveMedian(instance, rules, {
        random: seededRandom(1),
        budget: () => true,
        linear: solver.solve,
      }))!;
      expect([found.plan.value, found.bound], file).toEqual([Number(optimum), Number(optimum)]);
      const certificate = JSON.parse(
        JSON.stringify(certificateOf(source(vertices), rules, claimedMedian(found))),
      );
      expect(verifyCertificate(certificate, factsOfGraph(text)), file).toEqual({ kind: 'proven' });
    }
    solver.stop();
  });
});

describe.skipIf(!existsSync(landes))('the Landes of the hand-book', () => {
  const table = () => {
    const [head, ...indicators] = readFileSync(`${landes}/indicators.csv`, 'utf8').trim().split('\n');
    const columns = head!.split(',');
    const rates = new Map(indicators.map(line => [line.split(',')[0], line.split(',')]));
    const [, ...communes] = readFileSync(`${landes}/communes.csv`, 'utf8').trim().split('\n');
    const at = (code: string, name: string) => rates.get(code)![columns.indexOf(name)];
    return [
      'insee,nom,lat,lon,epci_siren,population,age_65_plus_pct,low_or_no_diploma_15_plus_pct',
      ...communes.map(line => {
        const [insee = '', nom, lat, lon, population, epci] = line.split(',');
        return [
          insee,
          nom,
          lat,
          lon,
          epci,
          population,
          at(insee, 'age_65_plus_pct'),
          at(insee, 'low_or_no_diploma_15_plus_pct'),
        ].join(',');
      }),
    ].join('\n');
  };

  it('thirty counsellors: the plan of the specification, proven by both readings of the data', async () => {
    const text = table();
    const places = readCommunes(text);
    const { persons, estimated } = demandOf(places);
    expect([places.length, persons.reduce((sum, need) => sum + need, 0), estimated.length]).toEqual([
      327, 131_870, 6,
    ]);
    const time = haversineTime(places);
    const instance = instanceOf(327, 327, (client, site) => persons[client]! * time(client, site));
    const solver = new HighsProcess(() => {});
    const rules = plain(30, 327);
    const found = (await solveMedian(instance, rules, {
      random: seededRandom(1),
      budget: () => true,
      linear: solver.solve,
    }))!;
    solver.stop();
    expect([found.plan.value, found.bound]).toEqual([7_830_578, 7_830_578]);
    const named = { labels: places.map(({ code }) => code), instance: { file: '', sha256: '' } };
    const certificate = JSON.parse(JSON.stringify(certificateOf(named, rules, claimedMedian(found))));
    expect(verifyCertificate(certificate, factsOfCommunes(text))).toEqual({ kind: 'proven' });
    certificate.proof.multipliers[0].u[5] += 40_000;
    certificate.bound += 1;
    expect(verifyCertificate(certificate, factsOfCommunes(text)).kind).toBe('refuted');
  });
});
