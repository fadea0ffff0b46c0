import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { AloneContext, Verb } from '../../core/verb.ts';
import { orlibVerb } from './cli-orlib.ts';
import { positionVerb } from './cli-position.ts';
import { verifyVerb } from './cli-verify.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airial-position-'));
  await writeFile(at('communes.csv'), communes);
  await writeFile(at('times.csv'), times);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** Four communes in a row, the need of each a fifth of its people. */
const communes = `insee,nom,lat,lon,epci_siren,population,age_65_plus_pct,low_or_no_diploma_15_plus_pct
40001,Un,44,-1,1,100,20,20
40002,Deux,44,-0.9,1,200,20,20
40003,Trois,44,-0.8,2,300,20,20
40004,Quatre,44,-0.5,2,50,20,20
`;
const rows = [
  '40001,40002,10',
  '40002,40001,12',
  '40002,40003,10',
  '40003,40002,10',
  '40003,40004,30',
  '40004,40003,30',
];
const times = `from,to,minutes\n${rows.join('\n')}\n`;

async function run(verb: Verb, positionals: string[], values: Record<string, string | boolean>) {
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const context = { positionals, values, say: (text: string) => said.push(text) };
  const exit = await verb.alone!(context as unknown as AloneContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

const position = (values: Record<string, string | boolean>) =>
  run(positionVerb, [], { data: at('communes.csv'), ...values });

it.each(['p-median', 'p-center', 'mclp', 'capacitated'])(
  '%s: a plan in one line of JSON, and a certificate that holds for the same data only',
  async model => {
    const certificate = at(`${model}.json`);
    const matrix = at('times.csv');
    const { exit, written } = await position({ model, p: '2', matrix, certificate, json: true, seed: '1' });
    expect(exit).toBe(0);
    expect(JSON.parse(written)).toMatchObject({ model, n: 4, p: 2, status: 'optimal', gap: 0 });
    const checked = await run(verifyVerb, [certificate], { instance: at('communes.csv'), matrix });
    expect(checked.exit).toBe(model === 'capacitated' ? 3 : 0);
    await writeFile(at('other.csv'), times.replace('30', '29'));
    const other = { instance: at('communes.csv'), matrix: at('other.csv') };
    expect((await run(verifyVerb, [certificate], other)).exit).toBe(1);
    expect((await run(verifyVerb, [certificate], { instance: at('communes.csv') })).exit).toBe(2);
  },
);

it('says what a matrix lacks, and refuses it when asked to', async () => {
  const matrix = at('times.csv');
  const { said } = await position({ p: '2', matrix, json: true });
  expect(said).toContain('6 paires manquent, dont 40001 → 40003');
  expect(said).toContain('1 paires n’ont pas le même temps');
  expect((await position({ p: '2', matrix, missing: 'refuse' })).exit).toBe(4);
  await writeFile(at('wrong.csv'), 'from,to,minutes\n40001,40002,-4\n40002,40003,vite\n');
  const wrong = await position({ p: '2', matrix: at('wrong.csv') });
  expect([wrong.exit, wrong.written]).toEqual([4, '']);
  expect(wrong.said).toMatch(/ligne 2.*«\s-4\s».*\n.*ligne 3.*«\svite\s»/);
});

it('says contradictions before computing, and names who is too far', async () => {
  expect(await position({ p: '1', 'per-epci': '1:' })).toMatchObject({
    exit: 5,
    said: 'Vous demandez 2 lieux au moins (1 par intercommunalité) mais seulement 1 conseillers.',
  });
  expect((await position({ p: '2', 'fixed-open': '40001', 'fixed-closed': '40001' })).said).toContain(
    '40001 Un',
  );
  const alone = await position({
    p: '2',
    matrix: at('times.csv'),
    'max-time': '20',
    'fixed-closed': '40004',
  });
  expect(alone).toMatchObject({ exit: 5, written: '' });
  expect(alone.said).toContain(
    'à 20\u00a0min ou moins ne peut accueillir les habitants de cette commune\u00a0: 40004 Quatre.',
  );
  const few = await position({ p: '1', matrix: at('times.csv'), 'max-time': '10' });
  expect(few).toMatchObject({ exit: 5, written: '' });
  expect(few.said).toContain('1 lieux ne suffisent pas');
  expect(few.said).toContain('40004 Quatre');
});

it('reads wrong words as such', async () => {
  for (const values of [
    { p: '2', model: 'autre' },
    { p: '2', model: 'mclp', radius: 'loin' },
    { p: '2', matrix: at('times.csv'), missing: 'autre' },
    { p: '2', model: 'capacitated', gap: '3' },
    {},
  ])
    expect((await position(values as Record<string, string>)).exit, JSON.stringify(values)).toBe(2);
});

it('the p-center of a graph: nobody farther than 5 with two sites', async () => {
  await writeFile(at('graph.txt'), '5 4 2\n1 2 5\n2 3 5\n3 4 9\n4 5 4\n');
  const values = { model: 'p-center', json: true, certificate: at('graph.json') };
  const { written } = await run(orlibVerb, [at('graph.txt')], values);
  expect(JSON.parse(written)).toMatchObject({ objective: 5, bound: 5, proof: { kind: 'cover-packing' } });
  expect((await run(verifyVerb, [at('graph.json')], { instance: at('graph.txt') })).exit).toBe(0);
});

it('plans rounds, and says how many counsellors the bases allow', async () => {
  const few = await position({ data: at('communes.csv'), model: 'itinerant', p: '1' });
  expect([few.exit, few.said]).toEqual([
    5,
    'Il y a 2 bases, une par intercommunalité\u00a0: demandez de 2 à 12 conseillers, et non 1.',
  ]);
  const { exit, written } = await position({
    data: at('communes.csv'),
    model: 'itinerant',
    p: '2',
    json: true,
  });
  const result = JSON.parse(written);
  expect(exit).toBe(0);
  expect(result.bases).toEqual([
    { code: '40002', counsellors: 1 },
    { code: '40003', counsellors: 1 },
  ]);
  expect(result.conflicts).toEqual([]);
  expect(result.gap).toBeLessThanOrEqual(0.005);
  expect(
    (await position({ data: at('communes.csv'), model: 'itinerant', p: '2', 'half-days': '9' })).exit,
  ).toBe(2);
  const told = await position({ data: at('communes.csv'), model: 'itinerant', p: '2' });
  expect(told.written).toMatch(/Conflits\u00a0: 0/);
  expect(told.written).toMatch(/Conseiller 1, base Deux\n {2}(lundi|mardi|mercredi|jeudi|vendredi) /);
});
