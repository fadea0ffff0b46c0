import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, startProduct } from '../running.ts';
import { healthy, onTrial, question, until } from './ground.ts';

const trial = onTrial(async () => null, { each: true });

const made = async () => (await readdir(trial.data)).filter(name => name.startsWith('postgres.'));

test.each([
  ['le serveur se prépare', async () => (await made()).some(name => name.endsWith('.part'))],
  ['le serveur vient d’être préparé', async () => existsSync(join(trial.data, 'postgres', 'PG_VERSION'))],
  [
    'les lieux se chargent',
    async () =>
      (await question<{ n: number }>(trial.data, 'SELECT count(*)::int AS n FROM territory.area'))[0]!.n > 0,
  ],
])('tué net à la première installation, quand %s : il repart avec les 156 lieux', async (_, moment) => {
  const first = command(['run', '--port', '0', '--data', trial.data]);
  await until('le moment', moment);
  first.process.kill('SIGKILL');
  await first.done;
  trial.running = await startProduct(trial.data);
  expect(await healthy(trial.running)).toBe(true);
  const [count] = await question<{ n: number }>(
    trial.data,
    'SELECT count(*)::int AS n FROM directory.source_record',
  );
  expect(count!.n).toBe(156);
  expect((await made()).sort()).toEqual(['postgres.log', 'postgres.port', 'postgres.secret']);
});

test('ce qu’une première installation tuée avait lancé écrit encore : il démarre, et n’en garde rien', async () => {
  // A number no process has: the kernel gives none so high.
  const left = join(trial.data, 'postgres.99999999.part');
  await mkdir(join(left, 'base'), { recursive: true });
  const script = `const { writeFileSync } = require('node:fs');
    const until = Date.now() + 20_000;
    for (let n = 0; Date.now() < until; n++) writeFileSync(process.argv[1] + '/base/' + n, '');`;
  const writer = spawn(process.execPath, ['-e', script, left], { stdio: 'ignore' });
  const ended = new Promise(done => writer.once('exit', done));
  await until('la première ligne écrite', async () => (await readdir(join(left, 'base'))).length > 0);
  trial.running = await startProduct(trial.data);
  expect(await healthy(trial.running)).toBe(true);
  expect(await ended).not.toBe(0);
  expect((await made()).sort()).toEqual(['postgres.log', 'postgres.port', 'postgres.secret']);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s pendant la première installation : PostgreSQL s’arrête avec elle, et la suite reprend',
  async (signal, code) => {
    const first = command(['run', '--port', '0', '--data', trial.data]);
    const postmaster = join(trial.data, 'postgres', 'postmaster.pid');
    await until('le chargement', async () => {
      const areas = await question<{ n: number }>(
        trial.data,
        'SELECT count(*)::int AS n FROM territory.area',
      );
      return areas[0]!.n > 0;
    });
    expect(existsSync(postmaster)).toBe(true);
    first.process.kill(signal);
    const ran = await first.done;
    expect(ran.code).toBe(code);
    expect(existsSync(postmaster)).toBe(false);
    expect(ran.err).toContain('La même commande reprendra');
    expect(ran.err).not.toMatch(/ne répond pas|imprévu/);
    trial.running = await startProduct(trial.data);
    expect(await healthy(trial.running)).toBe(true);
  },
);
