import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner } from '../../../tests/signed-in.ts';
import { Refused } from '../../core/access.ts';
import { importIndicator, NothingKept, publishIndicator } from './importing.ts';
import { seed } from './seed.ts';
import { findImport, findImports, readObservations } from './store-indicators.ts';
import { indicatorOf } from './vocabulary.ts';

const now = new Date('2026-11-24T10:00:00Z');
const later = new Date('2026-11-25T10:00:00Z');
const poverty = indicatorOf('poverty_pct')!;
const columns = { code: 'insee', value: 'taux', numerator: null, denominator: null, population: null };
let base: TestDatabase;

const acting = (at = now) => ({
  database: base.db,
  actor: { kind: 'command', ref: 'essai' } as const,
  now: at,
});
const send = (text: string, more: Partial<Parameters<typeof importIndicator>[1]> = {}, at = now) =>
  importIndicator(acting(at), {
    indicator: poverty,
    vintage: '2021',
    columns,
    fileName: 'filosofi.csv',
    bytes: new TextEncoder().encode(text),
    ...more,
  });
const povertyOf = async (code: string) =>
  (await readObservations(base.db)).get('poverty_pct')?.byCommune.get(code)?.value ?? null;
const journal = async (event: string) =>
  await asOwner(base, async client => {
    const { rows } = await client.query<{ facts: unknown }>(
      'SELECT facts FROM core.journal_entry WHERE event = $1 ORDER BY at, id',
      [event],
    );
    return rows.map(({ facts }) => facts);
  });

beforeAll(async () => {
  base = await testDatabase();
  await seed({ database: base.db, now: () => now, say: () => {} });
});
beforeEach(() =>
  asOwner(base, async client => {
    await client.query(`DELETE FROM territory.observation WHERE indicator = 'poverty_pct'`);
    await client.query(`DELETE FROM territory.import WHERE indicator = 'poverty_pct'`);
  }),
);

describe('a file of an indicator', { shuffle: false }, () => {
  it('is kept and shown to nobody before it is published', async () => {
    const { id, isNew } = await send('insee;taux\n40088;15,5\n40107;12\n40001;130\n33063;9\n');
    expect(isNew).toBe(true);
    expect(await povertyOf('40088')).toBeNull();
    expect(await findImport(base.db, id)).toMatchObject({
      rowsRead: 4,
      rowsKept: 2,
      rowsRefused: 1,
      publishedAt: null,
      isInUse: false,
      kept: [
        { code: '40088', value: 15.5, status: 'observed' },
        { code: '40197', value: 12, status: 'merged' },
      ],
      report: {
        elsewhere: 1,
        mapped: [{ line: 3, from: '40107 Garrosse', to: '40197 Morcenx-la-Nouvelle' }],
        refused: [{ line: 4, typed: '130', why: 'la valeur doit être entre 0 et 100' }],
      },
    });
    expect(await publishIndicator(acting(), id)).toBe(true);
    expect(await povertyOf('40088')).toBe(15.5);
    expect(await publishIndicator(acting(), id)).toBe(false);
    expect(await findImport(base.db, id)).toMatchObject({
      isInUse: true,
      kept: [{ code: '40088' }, { code: '40197' }],
    });
    expect(await journal('territory.import_published')).toContainEqual({
      indicator: 'poverty_pct',
      vintage: '2021',
      communes: 2,
    });
  });

  it('sent twice is one import; with other columns it is read again and waits again', async () => {
    const text = 'insee;taux;autre\n40088;15;30\n';
    const first = await send(text);
    const entries = (await journal('territory.indicator_imported')).length;
    expect(await send(text, { fileName: 'copie.csv' }, later)).toEqual({ id: first.id, isNew: false });
    expect(await journal('territory.indicator_imported')).toHaveLength(entries);
    await publishIndicator(acting(), first.id);
    expect(await send(text)).toEqual({ id: first.id, isNew: false });
    const again = await send(text, { columns: { ...columns, value: 'autre' } });
    expect(again).toEqual({ id: first.id, isNew: true });
    expect(await povertyOf('40088')).toBe(15);
    await publishIndicator(acting(), first.id);
    expect(await povertyOf('40088')).toBe(30);
    // Another year is another import.
    expect((await send(text, { vintage: '2022' })).id).not.toBe(first.id);
  });

  it('takes the place of the file of the same year, and can come back', async () => {
    const first = await send('insee;taux\n40088;15\n40001;9\n');
    const second = await send('insee;taux\n40088;16\n');
    await publishIndicator(acting(), first.id);
    await publishIndicator(acting(), second.id);
    expect([await povertyOf('40088'), await povertyOf('40001')]).toEqual([16, null]);
    expect((await findImport(base.db, first.id))?.isInUse).toBe(false);
    expect(await send('insee;taux\n40088;15\n40001;9\n')).toEqual({ id: first.id, isNew: true });
    await publishIndicator(acting(), first.id);
    expect([await povertyOf('40088'), await povertyOf('40001')]).toEqual([15, 9]);
    expect(
      (await findImports(base.db, 50)).filter(({ indicator }) => indicator === 'poverty_pct'),
    ).toHaveLength(2);
  });

  it('that keeps nothing never takes away what was there', async () => {
    const good = await send('insee;taux\n40088;15\n');
    await publishIndicator(acting(), good.id);
    const empty = await send('insee;taux\n40088;cent\n');
    await expect(publishIndicator(acting(), empty.id)).rejects.toThrow(NothingKept);
    await expect(publishIndicator(acting(), 'nimporte')).rejects.toThrow(NothingKept);
    expect(await povertyOf('40088')).toBe(15);
  });

  it('is for the coordination: a visitor changes nothing', async () => {
    const visitor = { ...acting(), actor: { kind: 'visitor', ref: 'anonymous' } as const };
    const file = { indicator: poverty, vintage: '2021', columns, fileName: 'a.csv' };
    const bytes = new TextEncoder().encode('insee;taux\n40088;15\n');
    await expect(importIndicator(visitor, { ...file, bytes })).rejects.toThrow(Refused);
    const { id } = await send('insee;taux\n40088;15\n');
    await expect(publishIndicator(visitor, id)).rejects.toThrow(Refused);
  });

  it('sent by two people at once is one import', async () => {
    const both = await Promise.all([send('insee;taux\n40088;15\n'), send('insee;taux\n40088;15\n')]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });
});
