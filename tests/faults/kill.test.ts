import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../crawl.ts';
import {
  command,
  emptyFolder,
  postgresOf,
  type Ran,
  type Running,
  startProduct,
  stopProduct,
  sweep,
} from '../running.ts';
import { countPlaces, rowsOfTheTrial, until, writePlaces } from './ground.ts';

let data: string;
let file: string;
let running: Running;

beforeEach(async () => {
  data = await emptyFolder();
  file = join(data, 'pannes.csv');
  await writePlaces(file, rowsOfTheTrial);
  running = await startProduct(data);
});

afterEach(async () => {
  await stopProduct(running, 'SIGKILL');
  await sweep(data);
  await rm(data, { recursive: true, force: true });
});

const load = () => command(['directory', 'import', file, '--source', 'Pannes', '--data', data]);

/** Waits until some rows are written for good, and far from all. */
const underWay = () => until('des lignes écrites', async () => (await countPlaces(data)).acknowledged >= 500);

const noTrace = (ran: Ran) => expect(ran.err).not.toMatch(/\n\s+at \S+ \(/);

/** After the fault: nothing acknowledged is lost, nothing is written by halves, and one more import completes. */
async function expectNothingLost(acknowledged: number) {
  const after = await countPlaces(data);
  expect(after.records).toBeGreaterThanOrEqual(acknowledged);
  expect(after.whole).toBe(after.records);
  const again = await load().done;
  noTrace(again);
  expect(again.code, again.err).toBe(0);
  expect(await countPlaces(data)).toMatchObject({
    records: rowsOfTheTrial,
    whole: rowsOfTheTrial,
    places: rowsOfTheTrial,
  });
}

const healthy = async () => (await ask(`${running.url}/healthz`)).status === 200;

describe(`pendant un import de ${rowsOfTheTrial} lignes`, () => {
  test('le serveur tué net : l’import va au bout, le serveur repart', async () => {
    const importing = load();
    await underWay();
    await stopProduct(running, 'SIGKILL');
    const ran = await importing.done;
    expect(ran.code, ran.err).toBe(0);
    running = await startProduct(data);
    expect(await healthy()).toBe(true);
    await expectNothingLost(rowsOfTheTrial);
  });

  test('PostgreSQL tué net : le serveur le relance, rien d’écrit n’est perdu', async () => {
    const importing = load();
    await underWay();
    const { acknowledged } = await countPlaces(data);
    process.kill((await postgresOf(data))!, 'SIGKILL');
    await until('le serveur de nouveau en état', healthy, 40);
    const ran = await importing.done;
    noTrace(ran);
    if (ran.code !== 0) expect(ran.err).toMatch(/base de données|PostgreSQL|repren|interrompu|relanc/i);
    await expectNothingLost(acknowledged);
  });

  test('la commande tuée net : relancée, elle termine sans doublon', async () => {
    const importing = load();
    await underWay();
    importing.process.kill('SIGKILL');
    await importing.done;
    await expectNothingLost((await countPlaces(data)).acknowledged);
  });

  test('deux imports à la fois : l’un dit d’attendre ou tous deux passent, jamais de doublon', async () => {
    const both = [load(), load()];
    const [first, second] = (await Promise.all(both.map(one => one.done))) as [Ran, Ran];
    for (const ran of [first, second]) {
      noTrace(ran);
      if (ran.code !== 0) expect(ran.err).toMatch(/import/i);
    }
    expect(Math.min(first.code!, second.code!)).toBe(0);
    await expectNothingLost(rowsOfTheTrial);
  });
});
