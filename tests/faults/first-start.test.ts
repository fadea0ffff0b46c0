import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, emptyFolder, type Running, startProduct, stopProduct, sweep } from '../running.ts';
import { healthy, question, until } from './ground.ts';

let data: string;
let running: Running | null = null;

beforeEach(async () => {
  data = await emptyFolder();
});

afterEach(async () => {
  if (running) await stopProduct(running, 'SIGKILL');
  running = null;
  await sweep(data);
});

const made = async () => (await readdir(data)).filter(name => name.startsWith('postgres.'));

test.each([
  ['le serveur se prépare', async () => (await made()).some(name => name.endsWith('.part'))],
  ['le serveur vient d’être préparé', async () => existsSync(join(data, 'postgres', 'PG_VERSION'))],
  [
    'les lieux se chargent',
    async () =>
      (await question<{ n: number }>(data, 'SELECT count(*)::int AS n FROM territory.area'))[0]!.n > 0,
  ],
])('tué net à la première installation, quand %s : il repart avec les 156 lieux', async (_, moment) => {
  const first = command(['run', '--port', '0', '--data', data]);
  await until('le moment', moment);
  first.process.kill('SIGKILL');
  await first.done;
  running = await startProduct(data);
  expect(await healthy(running)).toBe(true);
  const [count] = await question<{ n: number }>(
    data,
    'SELECT count(*)::int AS n FROM directory.source_record',
  );
  expect(count!.n).toBe(156);
  expect((await made()).sort()).toEqual(['postgres.log', 'postgres.port', 'postgres.secret']);
});
