import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { projectRoot } from '../../../core/config.ts';
import { coverageRoutes } from './coverage.tsx';

let base: TestDatabase;
let site: Hono;
beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  const libraries = readFileSync(join(projectRoot, 'data/landes/places-libraries.csv'));
  await importText(base.db, 'places-libraries.csv', libraries, { format: 'libraries' });
  site = directorySite(base, coverageRoutes);
});

const page = async (path: string) => (await site.request(path)).text();
const table = async (path: string): Promise<Record<string, string>[]> =>
  parse(await page(path), { columns: true });

describe('/lieux/couverture', () => {
  it('says the shares of the département, its EPCI and its white zones', async () => {
    const html = await page('/lieux/couverture');
    expect(html).toMatch(/Couverture du territoire/);
    expect(html).toMatch(/9\d,\d\u00a0%/);
    expect(html).toContain('CC d&#39;Aire-sur-l&#39;Adour');
    expect(html).toMatch(/Arx<\/a><\/th><td class="n">15,2\u00a0km<\/td><td class="n">57/);
    expect(html).toContain('Bibliothèque');
  });

  it('leaves aside the two libraries that receive nobody', async () => {
    const [row] = await table('/lieux/couverture.csv?niveau=departement');
    expect(row).toMatchObject({ nom: 'Landes', habitants: '433570', type_BIB: '136' });
  });

  it('shows the communes of one EPCI, and lets choose it first', async () => {
    expect(await page('/lieux/couverture?niveau=commune')).toMatch(/niveau=commune&amp;epci=200030435/);
    const html = await page('/lieux/couverture?niveau=commune&epci=200030435');
    expect(html).toContain('/lieux/commune/40001');
    expect(html).not.toContain('/lieux/commune/40088');
    expect(
      (await table('/lieux/couverture.csv?niveau=commune')).filter(row => row.code!.startsWith('40')),
    ).toHaveLength(327);
  });

  it('counts by service, and invents no distance when no place gives it', async () => {
    const html = await page('/lieux/couverture?service=loisirs_et_creations_numeriques');
    expect(html).toContain('Aucun lieu publié ne propose ce service');
    expect(html).not.toMatch(/Infinity|NaN/);
  });

  it('ignores values that mean nothing', async () => {
    const odd = await site.request('/lieux/couverture?niveau=%00&epci=<b>&service=rien');
    expect(odd.status).toBe(200);
  });

  it('stays light: the page without its sheet under 6 kB', async () => {
    for (const path of [
      '/lieux/couverture',
      '/lieux/couverture?niveau=commune',
      '/lieux/couverture?niveau=commune&epci=244000675',
    ])
      expect(gzipSync(await page(path)).length, path).toBeLessThan(6000);
  });

  it('sees a change of the places', async () => {
    const before = await table('/lieux/couverture.csv?niveau=departement');
    await importText(
      base.db,
      'un.csv',
      'id,pivot,nom,commune,code_postal,code_insee,adresse,services,date_maj\nun,00000000000000,Espace,Dax,40100,40088,1 rue des Essais,Parentalité et éducation avec le numérique,2026-10-01\n',
      { source: 'Essai' },
    );
    await new Promise(done => setTimeout(done, 1100));
    const after = await table('/lieux/couverture.csv?niveau=departement');
    expect(Number(after[0]!.lieux)).toBe(Number(before[0]!.lieux) + 1);
    expect(after[0]!.service_parentalite_et_education_avec_le_numerique).toBe('1');
    const html = await page('/lieux/couverture?service=parentalite_et_education_avec_le_numerique');
    expect(html).toContain('Les 30 plus éloignées');
    expect(gzipSync(html).length).toBeLessThan(6000);
  });
});
