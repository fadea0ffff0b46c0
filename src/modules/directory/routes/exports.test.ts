import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { projectRoot } from '../../../core/config.ts';
import { fileBreaches } from '../domain/standard/validate.ts';
import { exportRoutes } from './exports.ts';
import { sitemapRoutes } from './sitemap.ts';

let test: TestDatabase;
let site: Hono;
const tables = [
  ['libraries', 'places-libraries.csv'],
  ['france-services', 'places-france-services.csv'],
  ['laposte', 'places-laposte.csv'],
] as const;

/** What the real tables do not have: formulas, several lines, quotes, no street, pieces of XML. */
const hardRows = `id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,telephone,courriels,presentation_resume,source,services,date_maj
h1,,=SOMME(A1:A2),Dax,40100,40088,,Bâtiment B,+33558000000,accueil@exemple.fr|marie.dupont@exemple.fr,"Deux
lignes, et des ""guillemets""",<Ville> & cie,Accès internet et matériel informatique|Aide aux démarches administratives,2026-02-03
h2,,Lieu sans adresse,Sabres,,40246,,,,,,,,
`;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  for (const [format, file] of tables) {
    const text = await readFile(join(projectRoot, 'data/landes', file));
    await importText(test.db, file, text, { format, at: new Date('2026-11-20T10:00:00Z') });
  }
  await importText(test.db, 'dur.csv', hardRows, { source: 'essai', at: new Date('2026-11-21T10:00:00Z') });
  await importText(
    test.db,
    'faux.csv',
    hardRows.replaceAll(/^h/gm, 'f').replaceAll('Lieu sans', 'Faux lieu sans'),
    { source: 'fictif' },
  );
  await test.db
    .updateTable('directory.source')
    .set({ fictional: true })
    .where('name', '=', 'fictif')
    .execute();
  site = directorySite(test, [...exportRoutes, ...sitemapRoutes]);
});

const text = async (address: string) => await (await site.request(address)).text();
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

describe('the standard file', () => {
  it('holds every published place and passes the schema and the stricter check', async () => {
    const rows = rowsOf(await text('/lieux.csv'));
    expect(rows).toHaveLength(158);
    expect(fileBreaches(rows)).toEqual([]);
    const bare = rows.find(row => row.nom === 'Lieu sans adresse')!;
    expect(bare).toMatchObject({
      pivot: '00000000000000',
      code_postal: '40630',
      adresse: 'Adresse non communiquée',
      date_maj: '2026-11-21',
    });
    const hard = rows.find(row => row.nom!.startsWith('=SOMME'))!;
    expect(hard).toMatchObject({
      adresse: 'Bâtiment B',
      telephone: '+33558000000',
      date_maj: '2026-02-03',
      courriels: 'accueil@exemple.fr',
    });
  });

  it('never holds a fictional place, filtered or not', async () => {
    for (const address of [
      '/lieux.csv',
      '/lieux.json',
      '/lieux.geojson',
      '/lieux.atom',
      '/donnees/landes-config.csv',
      '/lieux.csv?q=sabres',
      '/sitemap.xml',
    ])
      expect(await text(address), address).not.toMatch(/faux.lieu/i);
  });

  it('changes nothing when it is imported where it comes from', async () => {
    for (const [name, address] of [
      ['lieux.csv', '/lieux.csv'],
      ['lieux.json', '/lieux.json'],
    ] as const) {
      const before = await text('/lieux.csv');
      const { counts } = await importText(test.db, name, await text(address), {
        at: new Date('2026-12-24T10:00:00Z'),
      });
      expect(counts, name).toMatchObject({ rows: 158, rejected: 0, created: 0, changed: 0, untouched: 158 });
      expect(await text('/lieux.csv')).toBe(before);
    }
  });

  it('comes out byte for byte of an empty database that imported it', async () => {
    const file = await text('/lieux.csv');
    const other = await testDatabase();
    await prepareTerritory(other.db);
    const { counts } = await importText(other.db, 'lieux.csv', file, {
      at: new Date('2027-01-05T10:00:00Z'),
    });
    expect(counts).toMatchObject({ rows: 158, created: 158, rejected: 0 });
    const again = directorySite(other, exportRoutes);
    expect(await (await again.request('/lieux.csv')).text()).toBe(file);
    expect(await (await again.request('/lieux.json')).text()).toBe(await text('/lieux.json'));
  });

  it('disarms formulas only for a spreadsheet', async () => {
    expect(await text('/lieux.csv')).toContain(',=SOMME(A1:A2),');
    const answer = await site.request('/lieux.csv?tableur=1');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toContain(",'=SOMME(A1:A2),");
    expect(bytes.toString()).toContain(",'+33558000000,");
  });

  it('takes the filters of the list', async () => {
    const dax = rowsOf(await text('/lieux.csv?commune=40088&rayon=5'));
    expect(dax.length).toBeGreaterThan(1);
    expect(dax.length).toBeLessThan(30);
    expect(rowsOf(await text('/lieux.csv?type=RFS')).every(row => row.typologie!.includes('RFS'))).toBe(true);
  });
});

describe('other shapes', () => {
  it('JSON is a list of standard objects, numbers for the point', async () => {
    const objects = JSON.parse(await text('/lieux.json'));
    expect(objects).toHaveLength(158);
    expect(
      objects.filter((one: { latitude?: unknown }) => typeof one.latitude === 'number').length,
    ).toBeGreaterThan(100);
    expect(await text('/lieux.json?q=zzzzzzzzz')).toBe('[\n\n]\n');
  });

  it('GeoJSON says its licence', async () => {
    const collection = JSON.parse(await text('/lieux.geojson'));
    expect(collection).toMatchObject({
      type: 'FeatureCollection',
      license: 'Licence Ouverte 2.0',
      attribution: 'Sources\u00a0: essai.',
    });
    expect(collection.features).toHaveLength(158);
    const [lon, lat] = collection.features.find((one: { geometry: unknown }) => one.geometry !== null)
      .geometry.coordinates;
    expect([lon < 1, lon > -2, lat > 43, lat < 45]).toEqual([true, true, true, true]);
  });

  it('the collector’s file has its 23 columns', async () => {
    const rows = rowsOf(await text('/donnees/landes-config.csv'));
    expect(rows).toHaveLength(158);
    expect(Object.keys(rows[0]!)).toHaveLength(23);
  });

  it('the feed begins with what changed last', async () => {
    const feed = await text('/lieux.atom');
    const days = [...feed.matchAll(/<entry>[\s\S]*?<updated>([^<]+)/g)].map(match => match[1]!);
    expect(days).toHaveLength(100);
    expect(days).toEqual([...days].sort().reverse());
    expect(feed).toContain('&quot;guillemets&quot;');
  });

  it('the site map lists communes with places, their EPCI and every place', async () => {
    const map = await text('/sitemap.xml');
    const addresses = [...map.matchAll(/<loc>([^<]+)/g)].map(match => new URL(match[1]!).pathname);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).toContain('/lieux/commune/40088');
    expect(
      addresses.filter(path => /^\/lieux\/[a-z0-9-]+$/.test(path) && path !== '/lieux/donnees'),
    ).toHaveLength(158);
    expect(addresses.filter(path => path.startsWith('/lieux/epci/')).length).toBeGreaterThan(10);
  });
});

describe('being asked again', () => {
  it('answers 304 to who has the file, by its tag or its date, and is readable from any site', async () => {
    for (const address of ['/lieux.csv', '/lieux.atom', '/lieux.json?type=RFS']) {
      const first = await site.request(address);
      expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(first.headers.get('Link')).toContain('rel="license"');
      const tag = first.headers.get('ETag')!;
      const again = await site.request(address, { headers: { 'If-None-Match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const date = await site.request(address, {
        headers: { 'If-Modified-Since': first.headers.get('Last-Modified')! },
      });
      expect(date.status).toBe(304);
      const other = await site.request(address, {
        headers: { 'If-None-Match': 'W/"autre"', 'If-Modified-Since': first.headers.get('Last-Modified')! },
      });
      expect(other.status).toBe(200);
    }
  });

  it('two addresses have two tags; what depends on the minute has no date', async () => {
    const tag = async (address: string) => (await site.request(address)).headers.get('ETag');
    expect(await tag('/lieux.csv')).not.toBe(await tag('/lieux.csv?tableur=1'));
    expect((await site.request('/lieux.csv?ouvert=maintenant')).headers.get('Last-Modified')).toBeNull();
  });

  it('compresses the stream for who accepts it', async () => {
    const answer = await site.request('/lieux.csv', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers.get('Content-Encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(await text('/lieux.csv'));
  });
});
