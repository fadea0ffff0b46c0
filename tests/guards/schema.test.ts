import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { faultsOfFrench } from '../../src/core/proofreading.ts';
import { applyRetention, rehearseRetention, rulesOf } from '../../src/core/retention/engine.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { floors } from '../floors.ts';
import { houses } from '../houses.ts';

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
  const ended = new Set(rulesOf({ modules: houses }).flatMap(rule => rule.columns));
  const suspects = (await columns()).filter(column => personal.test(column.split('.')[2]!));
  expect(suspects.filter(column => !ended.has(column)).sort()).toEqual(Object.keys(reasons).sort());
  for (const [column, reason] of Object.entries(reasons)) expect(reason, column).toMatch(/\S.{14,}/);
});

test('chaque règle de conservation parle de colonnes qui existent, et s’exécute', async () => {
  const rules = rulesOf({ modules: houses });
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  const known = new Set(await columns());
  expect(rules.flatMap(rule => rule.columns).filter(column => !known.has(column))).toEqual([]);
  expect(rules.flatMap(({ fr }) => faultsOfFrench(fr))).toEqual([]);
  const now = new Date('2036-11-24T10:00:00Z');
  const actor = { kind: 'job', ref: 'trial' } as const;
  const counts = await rehearseRetention(base.db, rules, actor, now);
  expect(counts.map(({ rule }) => rule)).toEqual(rules.map(({ code }) => code));
  expect(await applyRetention(base.db, rules, actor, now)).toBeNull();
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
