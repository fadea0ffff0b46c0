import type { Hono } from 'hono';
import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/database.ts';
import { directorySite } from '../../../../tests/directory-site.ts';
import { seed } from '../seed.ts';
import { territoryRoutes } from './index.ts';

let site: Hono;
beforeAll(async () => {
  const base = await testDatabase();
  await seed({ database: base.db, now: () => new Date('2026-11-24T10:00:00Z'), say: () => {} });
  site = directorySite(base, territoryRoutes);
}, 60_000);

const paper = async (path: string) => Buffer.from(await (await site.request(path)).arrayBuffer());

it('prints the sheet of a commune as PDF/UA-1, the same bytes for the same data', async () => {
  const file = await paper('/territoire/communes/40002/fiche.pdf');
  const clear = file.toString('latin1');
  expect(clear.startsWith('%PDF-')).toBe(true);
  expect(clear).toContain('pdfuaid');
  expect(clear).toMatch(/\/S \/TH\b/);
  expect([...clear.matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title)).toContain('Amou');
  expect(file.equals(await paper('/territoire/communes/40002/fiche.pdf'))).toBe(true);
});

it('prints the method as PDF/UA-1', async () => {
  const clear = (await paper('/territoire/methode/note.pdf')).toString('latin1');
  expect(clear).toContain('pdfuaid');
  expect([...clear.matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title)).toContain('La formule');
});

it('has no sheet for what has no index', async () => {
  for (const code of ['32027', '40999', '40302', 'x'])
    expect((await site.request(`/territoire/communes/${code}/fiche.pdf`)).status, code).toBe(404);
});
