import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { houses } from '../../../tests/houses.ts';
import type { AloneContext, Verb, VerbContext } from '../../core/verb.ts';
import { loadVerb } from './cli.ts';
import { indexVerb } from './cli-index.ts';

import { seed } from './seed.ts';
import { readPublishedIndex } from './store-index.ts';
import { readObservations } from './store-indicators.ts';

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let folder: string;
beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-load-'));
  await seed({ database: base.db, now: () => now, say: () => {} });
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs a verb; what it writes and says. */
async function run(verb: Verb, positionals: string[], values: Record<string, string | boolean>) {
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const context = {
    positionals,
    values,
    database: base.db,
    actor: { kind: 'command', ref: 'territory load' },
    now: () => now,
    modules: houses,
    say: (text: string) => said.push(text),
  };
  const exit = verb.alone
    ? await verb.alone(context as unknown as AloneContext)
    : await verb.run!(context as unknown as VerbContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

/** Loads this text as a file of an indicator. */
async function load(text: string, values: Record<string, string | boolean> = {}) {
  const file = join(folder, 'seniors.csv');
  await writeFile(file, text);
  return await run(loadVerb, [file], { indicator: 'age_75_plus_pct', vintage: '2021', ...values });
}

it('tells what became of each row, and publishes only when it is asked to', async () => {
  const text = 'insee;age_75_plus_pct\n40088;15,5\n40107;12\n40001;130\n33063;9\nTotal;11\n';
  const { exit, written, said } = await load(text);
  expect(exit).toBe(0);
  expect(said).toBe('seniors.csv\u00a0: lecture');
  expect(written).toContain('5 lignes lues, 2 communes gardées (1 publiées, 1 calculées, 0 non publiées)');
  expect(written).toContain('Lignes d’autres départements, laissées de côté\u00a0: 1');
  expect(written).toContain('ligne 3\u00a0: 40107 Garrosse → 40197 Morcenx-la-Nouvelle');
  expect(written).toContain('ligne 4\u00a0: «\u00a0130\u00a0», la valeur doit être entre 0 et 100');
  expect(written).toContain('Communes absentes\u00a0: 325');
  expect(written).toContain('Rien n’est publié');
  expect((await readObservations(base.db)).has('age_75_plus_pct')).toBe(false);
  const published = await load(text, { publish: true, json: true });
  expect(published.written.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(published.written)).toMatchObject({
    command: 'territory.load',
    is_new: false,
    published: true,
    rows_read: 5,
    rows_kept: 2,
    rows_refused: 2,
    elsewhere: 1,
    communes: 2,
  });
  expect((await readObservations(base.db)).get('age_75_plus_pct')?.byCommune.get('40088')?.value).toBe(15.5);
});

it.each([
  [
    'an indicator nobody knows',
    'insee;x\n',
    { indicator: 'bonheur' },
    2,
    /«\u00a0bonheur\u00a0» n’est pas connu.*age_75/,
  ],
  ['no year', 'insee;x\n', { vintage: '21' }, 2, /--vintage 2021/],
  [
    'a column that is not there',
    'insee;x\n40001;5\n',
    {},
    4,
    /Il manque la colonne «\u00a0age_75_plus_pct\u00a0»/,
  ],
  ['half a ratio', 'insee;x\n40001;5\n', { value: 'x', numerator: 'x' }, 4, /ou aucun des deux/],
  ['an empty file', '', {}, 4, /vide/],
  ['nothing to publish', 'insee;x\n40001;cinq\n', { value: 'x', publish: true }, 4, /rien n’est publié/],
])('refuses %s, and says why', async (_, text, values, exit, said) => {
  expect(await load(text, values)).toMatchObject({ exit, written: '', said: expect.stringMatching(said) });
});

it('says that a file is not there', async () => {
  const missing = join(folder, 'ailleurs.csv');
  const { exit, said } = await run(loadVerb, [missing], { indicator: 'poverty_pct', vintage: '2021' });
  expect(exit).toBe(4);
  expect(said).toContain('ailleurs.csv');
});

it('computes the index of the installed territory, and publishes it when asked', async () => {
  vi.stubEnv('DATABASE_URL', base.ownerConnectionString);
  const { exit, written } = await run(indexVerb, [], { data: folder, json: true, draws: '50' });
  expect(exit).toBe(0);
  const shown = (await readPublishedIndex(base.db, 'airial-1'))!;
  const result = JSON.parse(written);
  expect(result.scores).toHaveLength(327);
  expect(result.inputs_sha256).toBe(shown.inputsSha256);
  await load('insee;x\n40001;99\n40002;1\n', {
    indicator: 'age_65_plus_pct',
    vintage: '2030',
    value: 'x',
    publish: true,
  });
  const fresh = await run(indexVerb, [], { data: folder, publish: true });
  expect(fresh.said).toContain('Indice publié.');
  expect((await readPublishedIndex(base.db, 'airial-1'))!.inputsSha256).not.toBe(shown.inputsSha256);
  expect((await run(indexVerb, [], { data: folder, publish: true })).said).toContain('déjà publié');
});

it('does not compute a variant whose indicators are not loaded, nor publishes other draws than its own', async () => {
  vi.stubEnv('DATABASE_URL', base.ownerConnectionString);
  const young = await run(indexVerb, [], { data: folder, definition: 'airial-jeune-1' });
  expect(young).toMatchObject({ exit: 4, said: expect.stringContaining('no_4g_pct, poverty_under_30_pct') });
  expect((await run(indexVerb, [], { data: folder, publish: true, draws: '50' })).exit).toBe(2);
});
