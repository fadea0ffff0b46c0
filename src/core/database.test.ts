import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { asOwner } from '../../tests/signed-in.ts';
import { openDatabase, openPool } from './database.ts';

let base: TestDatabase;
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
});

/** A database with one connection, and what it has prepared. */
function single() {
  const pool = openPool(base.connectionString, 1);
  const database = openDatabase(pool);
  const prepared = async () =>
    (await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements')).rows.map(
      row => row.statement,
    );
  return { pool, database, prepared };
}

describe('a question asked again', () => {
  it('is prepared from the third time, and answers each time for its own values', async () => {
    const { pool, database, prepared } = single();
    const mark = `essai ${++count}`;
    for (const value of [1, 2, 3, 4]) {
      const { rows } = await sql<
        Record<string, number>
      >`SELECT ${value}::int + ${value}::int + (SELECT count(*) FROM core.rate_hit)::int AS ${sql.id(mark)}`.execute(
        database,
      );
      expect(rows[0]![mark]).toBe(2 * value);
      expect((await prepared()).some(text => text.includes(mark))).toBe(value >= 3);
    }
    await pool.end();
  });

  it('still answers when its table has changed under it', async () => {
    const { pool, database } = single();
    await asOwner(base, client =>
      client.query('CREATE TABLE public.essai (a int); GRANT SELECT ON public.essai TO PUBLIC'),
    );
    const all = () => sql`SELECT * FROM public.essai WHERE ${1}::int = 1`.execute(database);
    const one = () => sql`SELECT a FROM public.essai WHERE ${1}::int = 1`.execute(database);
    for (let time = 0; time < 4; time++) await Promise.all([all(), one()]);
    await asOwner(base, client =>
      client.query('ALTER TABLE public.essai ADD b int; INSERT INTO essai VALUES (1, 2)'),
    );
    expect((await all()).rows).toEqual([{ a: 1, b: 2 }]);
    expect((await one()).rows).toEqual([{ a: 1 }]);
    await pool.end();
  });
});
