import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { houses } from '../../../tests/houses.ts';
import type { AloneContext, Verb } from '../../core/verb.ts';
import { exportVerb } from './cli-export.ts';
import { positionVerb } from './cli-position.ts';
import { robustVerb } from './cli-robust.ts';
import { verifyVerb } from './cli-verify.ts';
import type { PlanAsked } from './domain/plans/asked.ts';
import { askPlan } from './planning.ts';
import { seed } from './seed.ts';

let base: TestDatabase;
let connection: string;
let folder: string;
beforeAll(async () => {
  base = await testDatabase();
  connection = base.ownerConnectionString;
  folder = await mkdtemp(join(tmpdir(), 'airial-installed-'));
  await seed({ database: base.db, now: () => new Date('2026-11-24T10:00:00Z'), say: () => {} });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function run(verb: Verb, positionals: string[], values: Record<string, string | boolean>) {
  vi.stubEnv('DATABASE_URL', connection);
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const context = { positionals, values, modules: houses, say: (text: string) => said.push(text) };
  const exit = await verb.alone!({ ...context, data: folder } as unknown as AloneContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

/** A plan that was asked for: its identifier. */
async function keptPlan(name: string, changed: Partial<PlanAsked>): Promise<string> {
  const problem: PlanAsked = {
    model: 'p-median',
    p: 6,
    radius: 15,
    max_time: null,
    fixed_open: [],
    fixed_closed: [],
    per_epci: null,
    weights: { age65Plus: 0.5, lowDiploma: 0.2, everybody: 6 },
    equity: 0.5,
    keep: 0,
    adopted: [],
    ...changed,
  };
  const actor = { kind: 'command', ref: 'test' } as const;
  return await askPlan(
    { database: base.db, actor, now: new Date('2026-11-24T10:00:00Z') },
    { name, problem, parent: null, inputsSha256: '0'.repeat(64) },
  );
}

it('positions on the installed territory, and verifies against it: only its own certificates', async () => {
  const certificate = join(folder, 'plan.json');
  const { exit, written } = await run(positionVerb, [], { p: '12', json: true, certificate, data: folder });
  expect(exit).toBe(0);
  expect(JSON.parse(written)).toMatchObject({ status: 'optimal', n: 327 });
  expect((await run(verifyVerb, [certificate], { data: folder })).exit).toBe(0);
  const changed = JSON.parse(await readFile(certificate, 'utf8'));
  changed.problem.instance.sha256 = '0'.repeat(64);
  await writeFile(certificate, JSON.stringify(changed));
  expect((await run(verifyVerb, [certificate], { data: folder })).exit).toBe(1);
});

it('tries the plan of the installed territory with other hypotheses', async () => {
  const { exit, written } = await run(robustVerb, [], { p: '8', draws: '3', json: true, data: folder });
  expect(exit).toBe(0);
  expect(JSON.parse(written)).toMatchObject({ n: 327, p: 8, draws: 3, proven: 3 });
});

it('tries a plan that is kept, by its name, with its own constraints', async () => {
  const id = await keptPlan('Sans Dax', { p: 6, fixed_closed: ['40088'] });
  const { exit, written } = await run(robustVerb, ['Sans Dax'], { draws: '2', json: true, data: folder });
  expect(exit).toBe(0);
  const result = JSON.parse(written);
  expect(result).toMatchObject({ n: 327, p: 6, draws: 2 });
  expect(result.sites.map(({ insee }: { insee: string }) => insee)).not.toContain('40088');
  expect((await run(robustVerb, [id], { draws: '2', json: true, data: folder })).exit).toBe(0);
  const unknown = await run(robustVerb, ['Rien'], { data: folder });
  expect([unknown.exit, unknown.said]).toEqual([4, 'Aucun plan ne s’appelle «\u00a0Rien\u00a0».']);
  expect((await run(robustVerb, ['Sans Dax'], { p: '6', data: folder })).exit).toBe(2);
  await keptPlan('Centre', { model: 'p-center', p: 6 });
  expect((await run(robustVerb, ['Centre'], { data: folder })).exit).toBe(2);
});

it('writes the open file of the index, and says which forms it knows', async () => {
  const { exit, written } = await run(exportVerb, [], { data: folder });
  expect(exit).toBe(0);
  expect(parse(written, { columns: true })).toHaveLength(327);
  expect(
    JSON.parse((await run(exportVerb, [], { format: 'geojson', data: folder })).written).features,
  ).toHaveLength(327);
  const wrong = await run(exportVerb, [], { format: 'pdf', data: folder });
  expect([wrong.exit, wrong.said]).toEqual([
    2,
    '--format\u00a0: choisissez parmi csv, csv-fr, json, geojson.',
  ]);
});
