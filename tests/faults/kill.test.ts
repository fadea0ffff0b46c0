import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  emptyFolder,
  postgresOf,
  type Ran,
  type Running,
  startProduct,
  stopProduct,
  sweep,
} from '../running.ts';
import {
  countPlaces,
  expectNoTrace,
  expectNothingLost,
  healthy,
  load,
  rowsOfTheTrial,
  underWay,
  until,
  writePlaces,
} from './ground.ts';

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

describe(`pendant un import de ${rowsOfTheTrial} lignes`, () => {
  test('le serveur tué net : l’import va au bout, le serveur repart', async () => {
    const importing = load(data, file);
    await underWay(data);
    await stopProduct(running, 'SIGKILL');
    const ran = await importing.done;
    expect(ran.code, ran.err).toBe(0);
    running = await startProduct(data);
    expect(await healthy(running)).toBe(true);
    await expectNothingLost(data, file, rowsOfTheTrial);
  });

  test('PostgreSQL tué net : le serveur le relance, rien d’écrit n’est perdu', async () => {
    const importing = load(data, file);
    await underWay(data);
    const { acknowledged } = await countPlaces(data);
    process.kill((await postgresOf(data))!, 'SIGKILL');
    await until('le serveur de nouveau en état', () => healthy(running), 40);
    const ran = await importing.done;
    expectNoTrace(ran.err);
    if (ran.code !== 0) expect(ran.err).toMatch(/base de données|PostgreSQL|repren|interrompu|relanc/i);
    await expectNothingLost(data, file, acknowledged);
  });

  test('la commande tuée net : relancée, elle termine sans doublon', async () => {
    const importing = load(data, file);
    await underWay(data);
    importing.process.kill('SIGKILL');
    await importing.done;
    await expectNothingLost(data, file, (await countPlaces(data)).acknowledged);
  });

  test('deux imports à la fois : l’un dit d’attendre ou tous deux passent, jamais de doublon', async () => {
    const both = [load(data, file), load(data, file)];
    const [first, second] = (await Promise.all(both.map(one => one.done))) as [Ran, Ran];
    for (const ran of [first, second]) {
      expectNoTrace(ran.err);
      if (ran.code !== 0) expect(ran.err).toMatch(/import/i);
    }
    expect(Math.min(first.code!, second.code!)).toBe(0);
    await expectNothingLost(data, file, rowsOfTheTrial);
  });
});
