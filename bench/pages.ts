/**
 * Measures the pages of the directory: `./airial bench pages [PLACES] [REQUESTS]`.
 * The real Landes first, then as many synthetic places as asked (20,000 by default). Each page is asked in process,
 * compressed, three times over, so that the noise shows; then over HTTP from another process, pinned to one core.
 * Each request names another host, so that its page is made anew; « kept » lines ask one host again, as a crowd does.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import type { Ground } from '../src/core/ground.ts';
import { buildSite } from '../src/core/http/app.ts';
import { type Installation, openInstallation } from '../src/core/installation.ts';
import { importFile } from '../src/modules/directory/importing.ts';
import { directory } from '../src/modules/directory/index.ts';
import { loadTerritory, territory } from '../src/modules/territory/index.ts';
import { writePlaces } from './pages/places.ts';

const modules = [territory, directory];
const rounds = 3;

/** The codings that browsers accept. */
const browser = 'gzip, deflate, br, zstd';

let hosts = 0;

/** A Tuesday at 14:20 in Paris, when most places are open; the clock then goes on as it should. */
const start = Date.UTC(2026, 10, 24, 13, 20);
const now = () => new Date(start + performance.now());

const [first, second] = process.argv.slice(2);
if (first === '--serve') await serve();
else await measure(Number(first ?? 20_000) || 20_000, Number(second ?? 300) || 300);

async function measure(places: number, requests: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
  await chmod(folder, 0o755);
  const installation = await openInstallation({ data: folder, modules, say: () => {} });
  try {
    await series(installation, requests);
    const { database } = installation.ground;
    const file = join(folder, 'lieux.csv');
    await writePlaces(file, places, (await loadTerritory(database)).communes);
    const actor = { kind: 'command', ref: 'bench pages' } as const;
    await importFile({ database, actor, file, source: 'Mesure', now, say: () => {} });
    await sql`ANALYZE directory.place`.execute(database).catch(() => {});
    await series(installation, requests);
  } finally {
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const filters = 'service=aide_aux_demarches_administratives&ouvert=maintenant&frais=gratuit';

interface Asked {
  title: string;
  path: string;
  /** The same page, made before in this minute. */
  kept?: boolean;
}

function hostOf({ kept }: Asked): string {
  return kept ? 'localhost' : `h${++hosts}.localhost`;
}

/** The addresses asked, by what the table calls them. */
async function addresses({ database }: Ground): Promise<Asked[]> {
  const { rows } = await sql<{ slug: string }>`
    SELECT slug FROM directory.place WHERE status = 'published' AND commune_insee = '40088'
    ORDER BY slug LIMIT 1`.execute(database);
  const lists = [
    ['list, plain', '/lieux'],
    ['list, Dax', '/lieux?q=Dax'],
    ['list, Dax and 3 filters', `/lieux?commune=40088&${filters}`],
  ] as const;
  const pages = [
    ['home', '/'],
    ...lists,
    ['list, mediatheque', '/lieux?q=mediatheque'],
    ['list, text and 3 filters', `/lieux?q=mediatheque&${filters}`],
    ['list, imprimer dax', '/lieux?q=imprimer+dax'],
    ['list, misspelt', '/lieux?q=bibliot%C3%A8que+mont+de+marsn'],
    ['list, last page', '/lieux?tri=nom&page=9'],
    ['place', `/lieux/${rows[0]!.slug}`],
    ['API, recherche', '/api/v1/recherche?q=dax'],
  ] as const;
  return [
    ...pages.map(([title, path]) => ({ title, path })),
    ...lists.map(([title, path]) => ({ title: `${title}, kept`, path, kept: true })),
  ];
}

interface Figures {
  min: number;
  median: number;
  p95: number;
  max: number;
  /** Processor time of this process and of PostgreSQL, µs a request. */
  cpu: number;
  postgres: number;
  bytes: number;
}

async function series(installation: Installation, requests: number) {
  const ground = { ...installation.ground, now };
  const site = buildSite(ground, () => ({ jobs: true }));
  const asked = await addresses(ground);
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM directory.place WHERE status = 'published'`.execute(ground.database);
  const ask = async (page: Asked) => {
    const { path } = page;
    const answer = await site.fetch(
      // A key of the API is not counted against the common limit.
      new Request(`http://${hostOf(page)}${path}`, {
        headers: { 'Accept-Encoding': browser, 'X-Api-Key': 'bench' },
      }),
    );
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return bytes;
  };
  ground.config = { ...ground.config, apiKeys: ['bench'] };
  const load = loadavg().map(value => value.toFixed(1));
  console.log(
    `\n${rows[0]!.n} places, ${requests} requests a line, compressed, load average ${load.join(' ')} on this machine`,
  );
  console.log(
    'Each request makes its page anew; lines « kept » ask again for a page made in the same minute.',
  );
  console.log(
    `${'in process'.padEnd(26)}     min  median     p95     max ms   CPU µs  PostgreSQL µs  pages/s on one core   bytes`,
  );
  for (const page of asked) for (let warm = 0; warm < 100; warm++) await ask(page);
  for (let round = 1; round <= rounds; round++) {
    for (const page of asked) line(page.title, await figures(ground, () => ask(page), requests));
    console.log('');
  }
  const hour = 3_600_000;
  const later: Ground = { ...ground, now: () => new Date(now().getTime() + hour * ++hours) };
  let hours = 0;
  const laterSite = buildSite(later, () => ({ jobs: true }));
  const path = `http://localhost${asked[1]!.path}`;
  for (let warm = 0; warm < 3; warm++) await (await laterSite.fetch(new Request(path))).arrayBuffer();
  line(
    'list, first of an hour',
    await figures(
      later,
      async () => {
        const answer = await laterSite.fetch(new Request(path, { headers: { 'Accept-Encoding': browser } }));
        return (await answer.arrayBuffer()).byteLength;
      },
      10,
    ),
  );
  await overHttp(installation, asked, requests);
}

function line(title: string, { min, median, p95, max, cpu, postgres, bytes }: Figures) {
  const ms = [min, median, p95, max].map(value => value.toFixed(2).padStart(7)).join(' ');
  console.log(
    `${title.padEnd(26)} ${ms}    ${cpu.toFixed(0).padStart(7)}  ${postgres.toFixed(0).padStart(13)}  ${(1e6 / cpu).toFixed(0).padStart(19)}  ${String(bytes).padStart(6)}`,
  );
}

async function figures(ground: Ground, ask: () => Promise<number>, requests: number): Promise<Figures> {
  const times: number[] = [];
  let bytes = 0;
  const servers = await serverProcesses(ground);
  const postgresBefore = processorTimes(servers);
  const before = process.cpuUsage();
  for (let request = 0; request < requests; request++) {
    const at = performance.now();
    bytes = await ask();
    times.push(performance.now() - at);
  }
  const { user, system } = process.cpuUsage(before);
  let postgres = 0;
  for (const [id, time] of processorTimes(servers)) postgres += (time - postgresBefore.get(id)!) / requests;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return {
    min: times[0]!,
    median: at(0.5),
    p95: at(0.95),
    max: times.at(-1)!,
    cpu: (user + system) / requests,
    postgres,
    bytes,
  };
}

/** The processes of PostgreSQL that answer us. */
async function serverProcesses({ database }: Ground): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    SELECT pid FROM pg_stat_activity WHERE usename = current_user`.execute(database);
  return rows.map(({ pid }) => pid);
}

/** Processor time of each of these processes that is still there, in µs; the clock of the system ticks 100 times a second. */
function processorTimes(processes: readonly number[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const id of processes) {
    try {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]!.split(' ');
      times.set(id, (Number(fields[11]) + Number(fields[12])) * 10_000);
    } catch {
      // It has left, or this system has no /proc.
    }
  }
  return times;
}

/** The child: the site over HTTP, telling its processor time when asked. */
async function serve() {
  const { ground } = await openInstallation({ data: undefined, modules, say: () => {} });
  ground.config = { ...ground.config, apiKeys: ['bench'] };
  const site = buildSite({ ...ground, now }, () => ({ jobs: true }));
  const server = createAdaptorServer({ fetch: site.fetch });
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
  process.on('message', () => process.send!(process.cpuUsage()));
  process.once('disconnect', () => process.exit(0));
}

async function overHttp({ postgres }: Installation, asked: readonly Asked[], requests: number) {
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  const command = [process.execPath, process.argv[1]!, '--serve'];
  const [program, ...words] = pinned ? ['taskset', '-c', '0', ...command] : command;
  const child = spawn(program!, words, {
    env: { ...process.env, DATABASE_URL: postgres!.connectionString },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    console.log(
      `\n${`over HTTP, ${pinned ? 'one core' : 'not pinned'}`.padEnd(26)}  median     p95 ms   CPU µs  pages/s by CPU  pages/s seen (4 connections)`,
    );
    for (const page of asked) {
      const { title } = page;
      await hammer(port, page, 100);
      const before = await cpuOf(child);
      const at = performance.now();
      const times = await hammer(port, page, requests);
      const seconds = (performance.now() - at) / 1000;
      const cpu = ((await cpuOf(child)) - before) / requests;
      const share = (part: number) => times[Math.floor(times.length * part)]!.toFixed(2).padStart(7);
      console.log(
        `${title.padEnd(26)} ${share(0.5)} ${share(0.95)}    ${cpu.toFixed(0).padStart(7)}  ${(1e6 / cpu).toFixed(0).padStart(14)}  ${(requests / seconds).toFixed(0).padStart(12)}`,
      );
    }
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

/** Asks over four kept connections; gives the times, sorted, in ms. */
async function hammer(port: number, page: Asked, requests: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const headers = { 'Accept-Encoding': browser, 'X-Api-Key': 'bench' };
  const times: number[] = [];
  let left = requests;
  const caller = async () => {
    while (left-- > 0) {
      const at = performance.now();
      await new Promise<void>((done, fail) => {
        const { path } = page;
        const named = { ...headers, Host: hostOf(page) };
        get({ port, host: '127.0.0.1', path, agent, headers: named }, answer => {
          if (answer.statusCode !== 200) fail(new Error(`${path} answered ${answer.statusCode}`));
          answer.resume().once('end', done);
        }).once('error', fail);
      });
      times.push(performance.now() - at);
    }
  };
  await Promise.all([caller(), caller(), caller(), caller()]);
  agent.destroy();
  return times.sort((a, b) => a - b);
}
