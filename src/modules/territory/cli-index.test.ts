import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { AloneContext } from '../../core/verb.ts';
import { indexVerb } from './cli-index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airial-index-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const header =
  'insee;population;no_very_high_speed_pct;low_income_households_pct;age_65_plus_pct;low_or_no_diploma_15_plus_pct';

/** Runs the verb on this table; what it writes and says. */
async function indexOf(table: string, values: Record<string, string | boolean> = {}) {
  const data = join(folder, 'table.csv');
  await writeFile(data, table);
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const context = {
    positionals: [],
    values: { data, draws: '50', ...values },
    say: (text: string) => said.push(text),
  };
  const exit = await indexVerb.alone!(context as unknown as AloneContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

it('reads decimal commas, and what is not published in all the ways producers write it', async () => {
  const { exit, written } = await indexOf(
    `${header}\n40001;100;12,5;20;30;50\n40002;200;0;s;25;n.c.\n40003;0;100;;20;55\n40004;50;33;18;22;nd\n`,
    { json: true },
  );
  expect(exit).toBe(0);
  const { scores } = JSON.parse(written);
  expect(scores.map((score: { missing: string[] }) => score.missing)).toEqual([
    [],
    ['low_income_households_pct', 'low_or_no_diploma_15_plus_pct'],
    ['low_income_households_pct'],
    ['low_or_no_diploma_15_plus_pct'],
  ]);
  expect(scores[1].z.no_very_high_speed_pct).toBe(0);
  // Unticked, not guessed.
  expect(scores[1].compat_ifn_2022.points).toEqual([-3, null, 0, null]);
});

it('writes a table whose ranks have their bounds, and the same scores as a file', async () => {
  const csv = join(folder, 'scores.csv');
  const { written } = await indexOf(`${header}\n40001;100;12,5;20;30;50\n40002;200;0;s;25;40\n`, { csv });
  expect(written).toMatch(/low_income_households_pct\u00a0: non publié pour 1 commune$/m);
  expect(written).toMatch(/^ {4}1 {2}.* à .*40001/m);
  const [head, first] = (await readFile(csv, 'utf8')).split('\n');
  expect(head).toContain('insee,value,value10,lo90,hi90,rank,rank_lo90,rank_hi90,p_top,contribution_');
  expect(first).toMatch(/^40001,/);
});

it.each([
  [
    'a percentage over 100',
    `${header}\n40001;100;120;20;30;50\n`,
    4,
    /ligne 2.*«\u00a0120\u00a0».*entre 0 et 100/,
  ],
  ['a word', `${header}\n40001;100;12;20;vingt;50\n`, 4, /ligne 2.*vingt/],
  ['no inhabitants told', `${header}\n40001;;12;20;30;50\n`, 4, /ligne 2.*population est vide/],
  ['a commune twice', `${header}\n40001;1;1;20;30;50\n40001;1;1;20;30;50\n`, 4, /ligne 3.*deux fois/],
  ['a code that is none', `${header}\nDax;1;1;20;30;50\n`, 4, /«\u00a0Dax\u00a0» n’est pas un code/],
  ['a missing column', 'insee;population\n40001;1\n', 4, /il manque les colonnes no_very_high_speed_pct/],
  ['nothing published', `${header}\n40001;1;1;s;30;50\n`, 4, /Aucune commune n’a de valeur pour low_income/],
  ['an empty file', '', 4, /aucune commune/],
])('refuses %s, and says where', async (_, table, exit, said) => {
  expect(await indexOf(table)).toEqual({ exit, written: '', said: expect.stringMatching(said) });
});

it('refuses a definition that is not known, and too few draws', async () => {
  const table = `${header}\n40001;100;12,5;20;30;50\n`;
  expect(await indexOf(table, { definition: 'ifn' })).toMatchObject({
    exit: 2,
    said: expect.stringContaining('airial-1'),
  });
  expect((await indexOf(table, { draws: '3' })).exit).toBe(2);
});
