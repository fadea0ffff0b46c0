/**
 * Measures the sliders of a plan in a browser: `./airial bench sliders [MOVES]` (60 by default). From the movement of a
 * hypothesis of the Landes to its plan on screen, pause of 150 ms included, in chromium; then with the page, not its
 * worker, four times slower. Chromium slows no worker: the last line is worked out, all but the pause taken four times.
 */
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { chromium } from 'playwright-core';
import { browserAtHand, browserIsMissing } from '../scripts/chromium.ts';
import { buildSite } from '../src/core/http/app.ts';
import { type Installation, openInstallation } from '../src/core/installation.ts';
import { openTerritory } from '../src/modules/territory/house.ts';
import { installedPlaces, installedTable } from '../src/modules/territory/installed.ts';
import { askPlan, doPlan, sharePlan } from '../src/modules/territory/planning.ts';
import { houses } from '../tests/houses.ts';
import { noise } from './positioning/command.ts';

const moves = Number(process.argv[2] ?? 60) || 60;
const executablePath = browserAtHand();
if (!executablePath) {
  console.error(browserIsMissing);
  process.exit(1);
}
// The scripts of pages are those of the build.
if (spawnSync('node', ['scripts/build.ts'], { stdio: 'inherit' }).status !== 0) process.exit(1);

const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
await chmod(folder, 0o755);
const installation = await openInstallation({ data: folder, modules: houses, say: () => {} });
const server = createAdaptorServer({ fetch: buildSite(installation.ground, () => ({ jobs: true })).fetch });
try {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await measure(
    `http://127.0.0.1:${port}/territoire/positionnement/partage/${await sharedPlan(installation)}`,
  );
} finally {
  server.close();
  await installation.close();
  await rm(folder, { recursive: true, force: true });
}

/** Thirty places in the Landes, shared: the secret of the link. */
async function sharedPlan({ ground }: Installation): Promise<string> {
  const acting = {
    database: ground.database,
    actor: { kind: 'command', ref: 'bench sliders' } as const,
    now: new Date(),
  };
  const places = installedPlaces(await openTerritory(ground));
  const id = await askPlan(acting, {
    name: 'Mesure',
    problem: {
      model: 'p-median',
      p: 30,
      radius: 15,
      max_time: null,
      fixed_open: [],
      fixed_closed: [],
      per_epci: null,
      weights: { age65Plus: 0.5, lowDiploma: 0.2, everybody: 6 },
      equity: 0,
      keep: 0,
      adopted: [],
    },
    parent: null,
    inputsSha256: installedTable(places).sha256,
  });
  await doPlan(ground, { scenario: id });
  return await sharePlan(acting, id);
}

async function measure(address: string) {
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ locale: 'fr-FR' });
    await page.goto(address);
    console.log(`${noise()}`);
    console.log(`${moves} moves a line${' '.repeat(24)}min   median      p95      max ms   proven   asked`);
    const median = await series('as it is', 'median < 300 ms');
    const debug = await page.context().newCDPSession(page);
    await debug.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await series('page four times slower', '');
    console.log(
      `${'all four times slower'.padEnd(39)}${(150 + 4 * (median - 150)).toFixed(0).padStart(9)}${' '.repeat(33)}median < 1 500 ms`,
    );
    async function series(title: string, asked: string) {
      const rows = await page.evaluate(movesOf, { moves, seed: 7 });
      const times = rows.map(({ ms }) => ms).sort((a, b) => a - b);
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
      const proven = rows.filter(row => row.proven).length;
      console.log(
        `${title.padEnd(30)}${[at(0), at(0.5), at(0.95), at(1)].map(ms => ms.toFixed(0).padStart(9)).join('')}   ${proven}/${moves}   ${asked}`,
      );
      return at(0.5);
    }
  } finally {
    await browser.close();
  }
}

/** In the page: moves one of the first three sliders, or the number of places, and waits for its plan. */
async function movesOf({
  moves,
  seed,
}: {
  moves: number;
  seed: number;
}): Promise<{ ms: number; proven: boolean }[]> {
  let state = seed;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const fields = ['age', 'diploma', 'everybody', 'p'].map(
    name => document.querySelector<HTMLInputElement>(`plan-live [name=${name}]`)!,
  );
  const rows: { ms: number; proven: boolean }[] = [];
  for (let move = 0; move < moves; move++) {
    const field = fields[random(4)]!;
    const value =
      field.name === 'p' ? 20 + random(21) : field.name === 'everybody' ? 1 + random(20) : 5 * random(21);
    const began = performance.now();
    field.value = String(value);
    const shown = new Promise<void>(done => {
      const box = document.querySelector('plan-live .live')!;
      const watch = new MutationObserver(() => {
        if (box.getAttribute('aria-busy')) return;
        watch.disconnect();
        done();
      });
      watch.observe(box, { childList: true, subtree: true });
    });
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await shown;
    rows.push({
      ms: performance.now() - began,
      proven: document.querySelector('plan-live .live b')?.textContent?.startsWith('Prouvé') ?? false,
    });
  }
  return rows;
}
