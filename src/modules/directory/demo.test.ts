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
    .where('slug', 'like', `%${name.replaceAll(' ', '-')}%`)
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
  expect(html.replaceAll('\u00a0', ' ')).toContain('Ouvert · ferme à 12 h');
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

it('shows a stop cancelled on the day, and looks past it for the next one', async () => {
  const stop = await test.db
    .selectFrom('directory.stop')
    .select('id')
    .where('label', '=', 'Mairie')
    .executeTakeFirstOrThrow();
  await test.db
    .insertInto('directory.stop_date')
    .values({
      id: '01a20000-0000-7000-8000-000000000001',
      stop_id: stop.id,
      starts_at: new Date('2026-11-24T08:30:00Z'),
      ends_at: new Date('2026-11-24T11:00:00Z'),
      cancelled: true,
    })
    .execute();
  const html = (await page(`/lieux/${await slugOf('bus numerique')}`)).replaceAll('\u00a0', ' ');
  expect(html).toContain('Labouheyre, place de la Mairie, Mairie (annulé)');
  await test.db.deleteFrom('directory.stop_date').execute();
});
