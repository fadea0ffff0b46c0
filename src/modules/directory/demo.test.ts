import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { directorySite, prepareTerritory } from '../../../tests/directory-site.ts';
import { addFictionalPlaces } from './demo.ts';
import { directoryRoutes } from './routes/index.ts';

const context = { now: () => new Date('2026-11-24T10:00:00Z'), say: () => {} };
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  await addFictionalPlaces({ database: test.db, ...context });
});

const page = async (path: string) => (await directorySite(test, directoryRoutes).request(path)).text();
const slugOf = async (name: string) => {
  const row = await test.db
    .selectFrom('directory.place')
    .select('slug')
    .where('folded_name', 'like', `%${name}%`)
    .executeTakeFirstOrThrow();
  return row.slug;
};

it('marks every invented place, and exports none', async () => {
  const html = await page(`/lieux/${await slugOf('pin')}`);
  expect(html).toContain('Lieu fictif, pour essayer Airial.');
  expect((await page('/lieux.csv')).trim().split('\n')).toHaveLength(1);
});

it('shows the next stops of the bus, and finds it from their commune', async () => {
  const html = await page(`/lieux/${await slugOf('bus numerique')}`);
  expect(html.replaceAll('\u00a0', ' ')).toContain('Mercredi 2 décembre, 14 h à 16 h 30');
  expect(await page('/lieux?commune=40085&rayon=5')).toContain('Bus numérique fictif');
});

it('announces a closure ahead, with its reason', async () => {
  expect(await page(`/lieux/${await slugOf('communal d action sociale')}`)).toMatch(/Fermé du .*\(congés\)/);
});

it('adds nothing the second time', async () => {
  const count = async () => (await test.db.selectFrom('directory.stop').select('id').execute()).length;
  const before = await count();
  await addFictionalPlaces({ database: test.db, ...context });
  expect(await count()).toBe(before);
});
