import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../tests/directory-site.ts';

const header = 'id,pivot,nom,commune,code_postal,code_insee,adresse,courriels,date_maj';
const row =
  'un,00000000000000,Espace,Dax,40100,40088,1 rue des Essais,sophie.martin@exemple.fr;contact@exemple.fr,2026-10-01';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  await importText(base.db, 'un.csv', `${header}\n${row}\n`, { source: 'Essai' });
});

it('writes the e-mail address of a person in no table of the database', async () => {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
    WHERE table_schema IN ('core', 'directory') AND table_type = 'BASE TABLE'`.execute(base.db);
  const holding: string[] = [];
  for (const { name } of tables) {
    const found =
      await sql`SELECT FROM ${sql.table(name)} AS kept WHERE kept::text ILIKE '%sophie.martin%'`.execute(
        base.db,
      );
    if (found.rows.length > 0) holding.push(name);
  }
  expect(tables.length).toBeGreaterThan(10);
  expect(holding).toEqual([]);
});

it('keeps the address of the structure, and says what was left out without repeating it', async () => {
  const place = await base.db
    .selectFrom('directory.place_version')
    .select(['emails', 'private_emails'])
    .executeTakeFirstOrThrow();
  expect(place).toEqual({ emails: ['contact@exemple.fr'], private_emails: [] });
  const issue = await base.db
    .selectFrom('directory.import_issue')
    .select(['raw', 'message_fr'])
    .where('code', '=', 'courriel_nominatif')
    .executeTakeFirstOrThrow();
  expect(issue.raw).toBe('s…@exemple.fr');
  expect(issue.message_fr).toContain('porte le nom d’une personne');
});

it('finds nothing new in the same file read again', async () => {
  const again = await importText(base.db, 'un.csv', `${header}\n${row}\n`, { source: 'Essai' });
  expect(again.counts).toMatchObject({ created: 0, changed: 0, untouched: 1 });
});
