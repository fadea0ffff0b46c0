import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../database.ts';
import { floors } from '../floors.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});

/** Names under which a datum about a person usually hides. */
const personal =
  /mail|phone|tel(?:ephone)?$|contact|address|street|birth|gender|first_?name|last_?name|person|author|actor|verified_by|reporter|ip$|who|signature|note|text$|comment|message|details|answer|raw$|reasons?$/;

/** The tables of the ground and of the houses, never those of the queue. */
async function columns(): Promise<string[]> {
  const { rows } = await sql<{ column: string }>`
    SELECT table_schema || '.' || table_name || '.' || column_name AS column FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND NOT (SELECT relispartition FROM pg_class
      WHERE oid = format('%I.%I', table_schema, table_name)::regclass) AND table_schema = ANY(${['core', ...floors]})`.execute(
    base.db,
  );
  return rows.map(row => row.column);
}

/** A new column with such a name is added with the reason why it identifies nobody, or with its retention rule. */
test('chaque colonne qui pourrait parler d’une personne est justifiée', async () => {
  const reasons: Record<string, string> = JSON.parse(
    readFileSync('tests/guards/personal-columns.json', 'utf8'),
  );
  const suspects = (await columns()).filter(column => personal.test(column.split('.')[2]!));
  expect(suspects.sort()).toEqual(Object.keys(reasons).sort());
  for (const [column, reason] of Object.entries(reasons)) expect(reason, column).toMatch(/\S.{14,}/);
});

test('le programme ne possède aucune table et ne peut pas en créer', async () => {
  const { rows } = await sql<{
    owned: number;
  }>`SELECT count(*)::int AS owned FROM pg_tables WHERE tableowner = current_user`.execute(base.db);
  expect(rows[0]!.owned).toBe(0);
  await expect(sql`CREATE TABLE core.intruder (id int)`.execute(base.db)).rejects.toThrow(/denied|refus/);
});

test('le journal ne se réécrit pas et ne s’efface pas', async () => {
  await expect(sql`UPDATE core.journal_entry SET event = 'autre.chose'`.execute(base.db)).rejects.toThrow(
    /denied|refus/,
  );
  await expect(sql`DELETE FROM core.journal_entry`.execute(base.db)).rejects.toThrow(/denied|refus/);
});
