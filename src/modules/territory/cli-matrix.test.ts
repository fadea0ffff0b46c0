import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { keepingSite } from '../../../tests/keeping-site.ts';
import type { Ground } from '../../core/ground.ts';
import type { VerbContext } from '../../core/verb.ts';
import { matrixVerb } from './cli-matrix.ts';
import { openTerritory } from './house.ts';
import { installedPlaces } from './installed.ts';
import { timesByRoad } from './osrm.ts';
import { seed } from './seed.ts';
import { matricesFor, matrixFile } from './travel-times.ts';

let base: TestDatabase;
let ground: Ground;
let folder: string;
const servers: Server[] = [];
beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-matrix-'));
  await seed({ database: base.db, now: () => new Date('2026-11-24T10:00:00Z'), say: () => {} });
  ground = keepingSite(base, () => new Date('2026-11-24T10:00:00Z')).ground;
}, 60_000);
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});
afterEach(() => vi.restoreAllMocks());

/** Seconds between two points that any server of these trials gives; asymmetric. */
const seconds = (from: string, to: string) => {
  const [lon, lat] = from.split(',').map(Number);
  const [otherLon, otherLat] = to.split(',').map(Number);
  return from === to
    ? 0
    : 60 + Math.round(3000 * Math.hypot(lon! - otherLon!, lat! - otherLat!)) + (lon! < otherLon! ? 6 : 0);
};

interface Table {
  points: string[];
  sources: number[];
  destinations: number[];
}

/** A server of routes; `spoil` may answer in its place. */
async function routes(
  spoil: (asked: number, table: Table) => { status?: number; body: string } | null = () => null,
) {
  const asked: string[] = [];
  let busy = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    most = Math.max(most, ++busy);
    const url = new URL(request.url!, 'http://localhost');
    asked.push(url.pathname + url.search);
    const numbers = (name: string) => url.searchParams.get(name)!.split(';').map(Number);
    const points = decodeURIComponent(url.pathname.split('/').at(-1)!).split(';');
    const table = { points, sources: numbers('sources'), destinations: numbers('destinations') };
    const durations = table.sources.map(one =>
      table.destinations.map(two => seconds(points[one]!, points[two]!)),
    );
    const { status = 200, body } = spoil(asked.length, table) ?? {
      body: JSON.stringify({ code: 'Ok', durations }),
    };
    await new Promise(done => setTimeout(done, 5));
    busy--;
    response.writeHead(status).end(body);
  });
  servers.push(server);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    most: () => most,
  };
}

const points = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    code: String(40_000 + at),
    lat: 43.5 + (at % 17) / 40,
    lon: -1 + at / 400,
  }));
const road = (url: string, count = 230, waits = [1, 1], into = folder) =>
  timesByRoad({ url, places: points(count), folder: into, waits });

it('asks for blocks of a hundred, four at a time, and puts them together', async () => {
  const server = await routes();
  const into = await mkdtemp(join(folder, 'blocs-'));
  const times = await road(server.url, 230, [1, 1], into);
  expect(server.asked).toHaveLength(9);
  expect(server.most()).toBeLessThanOrEqual(4);
  expect(Math.max(...server.asked.map(path => path.split('?')[0]!.split(';').length))).toBe(200);
  const places = points(230);
  const name = (at: number) => `${places[at]!.lon},${places[at]!.lat}`;
  for (const [one, two] of [
    [0, 1],
    [5, 229],
    [229, 5],
    [120, 120],
    [99, 100],
  ] as const)
    expect(times[one * 230 + two]).toBe(Math.round(seconds(name(one), name(two)) / 6));
  expect(await readdir(into)).toEqual([]);
});

it('tries again what a busy server refuses, and an answer cut short', async () => {
  const right = await road((await routes()).url);
  const server = await routes(asked =>
    asked === 2
      ? { status: 503, body: '' }
      : asked === 4
        ? { body: '{"code":"Ok","dur' }
        : asked === 6
          ? { body: '{"code":"NoTable"}' }
          : null,
  );
  expect(await road(server.url)).toEqual(right);
  expect(server.asked).toHaveLength(12);
});

it('goes on after an interruption with what it has, and never mixes two servers', async () => {
  let broken = true;
  const server = await routes(asked => (broken && asked > 5 ? { status: 500, body: '' } : null));
  await expect(road(server.url, 230, [1])).rejects.toThrow('le serveur répond 500, après 2 essais');
  broken = false;
  const before = server.asked.length;
  const times = await road(server.url);
  expect(server.asked.length - before).toBeLessThan(9);
  expect(times).toEqual(await road((await routes()).url));
});

it('keeps pairs without a road as such, and refuses times that are none', async () => {
  const none = await routes((_, { sources, destinations }) => ({
    body: JSON.stringify({ code: 'Ok', durations: sources.map(() => destinations.map(() => null)) }),
  }));
  const times = await road(none.url, 3);
  expect([...times]).toEqual([0, Infinity, Infinity, Infinity, 0, Infinity, Infinity, Infinity, 0]);
  for (const wrong of [-1, '12', 36_001 * 6]) {
    const server = await routes((_, { sources, destinations }) => ({
      body: JSON.stringify({ code: 'Ok', durations: sources.map(() => destinations.map(() => wrong)) }),
    }));
    await expect(road(server.url, 3)).rejects.toThrow(/de 40000 à 40000, le serveur donne/);
  }
});

async function run(values: Record<string, string | boolean>) {
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const exit = await matrixVerb.run!({
    ground,
    database: base.db,
    values,
    positionals: [],
    say: (line: string) => said.push(line),
    now: () => new Date('2026-11-24T10:00:00Z'),
    data: folder,
    actor: { kind: 'command', ref: 'territory matrix' },
  } as VerbContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

it('is kept once for the communes installed, and read back the same', async () => {
  const server = await routes();
  const out = join(folder, 'temps.csv');
  const first = await run({ osrm: server.url, json: true, out });
  expect(first.exit).toBe(0);
  const { sha256, n, missing } = JSON.parse(first.written);
  expect([n, missing]).toEqual([327, 0]);
  const again = await run({ file: out, json: true });
  expect(JSON.parse(again.written).sha256).toBe(sha256);
  const places = installedPlaces(await openTerritory(ground));
  expect((await matricesFor(ground, places)).map(each => each.sha256)).toEqual([sha256]);
  expect((await matrixFile(ground, sha256))!.text).toBe(await readFile(out, 'utf8'));
  expect(await matricesFor(ground, places.slice(1))).toEqual([]);
  await expect(
    base.db.updateTable('territory.travel_matrix').set({ model: 'csv' }).execute(),
  ).rejects.toThrow('ne changent pas');
}, 60_000);

it('says what is wrong with a file, line by line, and with its own words', async () => {
  const file = join(folder, 'faux.csv');
  await writeFile(file, 'from,to,minutes\n40001,40002,-3\n40001,40003,abc\n40002,40001,700\n99999,40001,5\n');
  const wrong = await run({ file });
  expect(wrong.exit).toBe(4);
  expect(wrong.said).toContain('ligne 2\u00a0: «\u00a0-3\u00a0»');
  expect(wrong.said).toContain('ligne 4\u00a0: «\u00a0700\u00a0»');
  expect(wrong.said).toContain('3 lignes à corriger');
  await writeFile(file, 'from,to,minutes\n40001,40002,3\n');
  const holes = await run({ file, missing: 'refuse' });
  expect([holes.exit, holes.said]).toEqual([4, expect.stringContaining('106601 paires manquent')]);
  expect((await run({})).exit).toBe(2);
  expect((await run({ osrm: 'nulle part' })).exit).toBe(2);
});
