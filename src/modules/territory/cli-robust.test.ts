import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { AloneContext } from '../../core/verb.ts';
import { robustVerb } from './cli-robust.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airial-robust-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const header =
  'insee,nom,lat,lon,epci_siren,population,no_very_high_speed_pct,low_income_households_pct,age_65_plus_pct,low_or_no_diploma_15_plus_pct';
const rows = Array.from({ length: 8 }, (_, place) =>
  [
    `4000${place}`,
    `Lieu ${place}`,
    43.5 + ((place * 5) % 8) / 10,
    -1 + place / 10,
    'A',
    200 + 300 * ((place * 3) % 5),
    10 * place,
    place % 2 === 0 ? 20 + place : '',
    30 - place,
    40 + ((place * 7) % 10),
  ].join(','),
);

async function robust(lines: readonly string[], values: Record<string, string | boolean>) {
  const data = join(folder, 'table.csv');
  await writeFile(data, [header, ...lines].join('\n'));
  let written = '';
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += text;
    return true;
  });
  const context = { positionals: [], values: { data, ...values }, say: (text: string) => said.push(text) };
  const exit = await robustVerb.alone!(context as unknown as AloneContext);
  vi.restoreAllMocks();
  return { exit, written, said: said.join('\n') };
}

it('writes one line, whose shares are those of its draws, whatever the order of the table', async () => {
  const { exit, written, said } = await robust(rows, { p: '3', draws: '20', json: true });
  expect([exit, written.indexOf('\n'), said]).toEqual([
    0,
    written.length - 1,
    '10 hypothèses sur 20\n20 hypothèses sur 20',
  ]);
  const { seconds: _, ...result } = JSON.parse(written);
  expect(result).toMatchObject({ command: 'territory.robust', n: 8, p: 3, draws: 20, proven: 20, seed: 1 });
  for (const { insee, share } of result.sites) {
    const chosen = result.runs.filter(({ open }: { open: string[] }) => open.includes(insee));
    expect(share).toBe(chosen.length / 20);
  }
  expect(result.sites.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBeCloseTo(
    3,
    9,
  );
  expect(result.sites.filter(({ in_plan }: { in_plan: boolean }) => in_plan).length).toBeLessThanOrEqual(3);
  const turned = await robust(rows.toReversed(), { p: '3', draws: '20', json: true });
  const { seconds: __, ...same } = JSON.parse(turned.written);
  expect(same).toEqual(result);
});

it('writes a table for people', async () => {
  const { written } = await robust(rows, { p: '3', draws: '5' });
  expect(written).toMatch(/^5 hypothèses\u00a0: \d lieux toujours choisis/);
  expect(written).toMatch(/^4000\d {2} *\d+\u00a0% {2}/m);
});

it.each([
  ['no number of sites', rows, {}, 2, /--p 30/],
  ['more sites than communes', rows, { p: '9' }, 5, /9 lieux.*8 communes/],
  ['no draw', rows, { p: '2', draws: '0' }, 2, /--draws/],
  [
    'no published income',
    rows.map(row => row.replace(/,2\d,(?=\d+,\d+$)/, ',s,')),
    { p: '2' },
    4,
    /low_income_households_pct/,
  ],
])('refuses %s', async (_, lines, values, exit, said) => {
  expect(await robust(lines, values)).toEqual({ exit, written: '', said: expect.stringMatching(said) });
});
