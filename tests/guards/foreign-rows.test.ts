import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/core/access.ts';
import { actAs } from '../../src/core/acting-as.ts';
import { newId } from '../../src/core/identifier.ts';
import { type Role, roleCodes, roles } from '../../src/core/roles.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { floors } from '../floors.ts';
import { asOwner, openedOrganisation, someone } from '../signed-in.ts';
import reach from './foreign-rows.json' with { type: 'json' };
import given from './foreign-rows-given.json' with { type: 'json' };

/*
 * The policies taken out: what row-level security alone leaves to somebody of another organisation, in every table that
 * has it. One row of somebody else in each table, made from the types of its columns: a new table is tried by itself.
 */

const now = new Date('2026-11-24T10:00:00Z');
const professional = roleCodes.filter(role => role !== 'habitant') as Exclude<Role, 'habitant'>[];

interface Column {
  table: string;
  name: string;
  type: string;
  needed: boolean;
}

let base: TestDatabase;
let tables: string[];
let columns: readonly Column[];
let here: string;
let pilot: string;
let there: string;
let theirs: string;
/** The row of somebody else in each table, as it is copied by who would write one in their name. */
let theirRows: Map<string, string>;

beforeAll(async () => {
  base = await testDatabase();
  here = await openedOrganisation(base, now, 'CCAS de Sabres');
  pilot = await openedOrganisation(base, now, 'Département', true);
  there = await openedOrganisation(base, now, 'Médiathèque de Luxey');
  const { account } = await someone(base, now, { in: { organisation: there, roles: ['aidant'] } });
  theirs = account;
  await asOwner(base, lowerTheGuards);
  tables = await fillFor({ account, organisation: there });
  theirRows = new Map(
    await asOwner(base, async client => {
      const kept: [string, string][] = [];
      for (const table of tables) {
        const owned = columns
          .filter(column => column.table === table && isOwning(column))
          .map(({ name }) => name);
        const mine = owned.find(name => /account|_by$|target|concerns/.test(name));
        const { rows } = await client.query<{ row: string }>(
          `SELECT to_json(t)::text AS row FROM ${table} AS t ${mine ? `WHERE "${mine}"::text = $1` : ''} LIMIT 1`,
          mine ? [account] : [],
        );
        if (rows[0]) kept.push([table, rows[0].row]);
      }
      return kept;
    }),
  );
});

/** Only the walls are tried here: shapes, references and triggers have their own trials. */
async function lowerTheGuards(client: pg.ClientBase): Promise<void> {
  const found = await client.query<Column>(
    `SELECT nspname || '.' || relname AS "table", attname AS name, format_type(atttypid, NULL) AS type,
       attnotnull AND NOT atthasdef AND attidentity = '' AS needed
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND relrowsecurity AND attnum > 0 AND NOT attisdropped
       AND attgenerated = '' AND nspname = ANY($1) ORDER BY 1, attnum`,
    [['core', ...floors]],
  );
  columns = found.rows;
  const names = [...new Set(columns.map(({ table }) => table))];
  const { rows: checks } = await client.query<{ it: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS it FROM pg_constraint
     WHERE contype = 'c' AND conrelid::regclass::text = ANY($1) AND coninhcount = 0`,
    [names],
  );
  for (const { it } of checks) await client.query(it);
  for (const table of names) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
}

/** One row in every table with a second wall, of this account in this organisation; gives the tables. */
async function fillFor(owner: { account: string; organisation: string }): Promise<string[]> {
  return await asOwner(base, async client => {
    const membership = await client.query<{ id: string }>(
      'SELECT id FROM network.membership WHERE account_id = $1',
      [owner.account],
    );
    const names = [...new Set(columns.map(({ table }) => table))];
    await client.query(`SET session_replication_role = replica`);
    for (const table of names) {
      const filled = columns.filter(column => column.table === table && (column.needed || isOwning(column)));
      const values = filled.map(({ name, type }) => {
        if (type.endsWith('[]')) return '{}';
        if (type === 'uuid' || isOwning({ name }))
          return /organisation/.test(name)
            ? owner.organisation
            : /membership/.test(name)
              ? membership.rows[0]!.id
              : isOwning({ name })
                ? owner.account
                : newId(now);
        if (/timestamp|^date$/.test(type)) return now;
        if (type === 'bytea') return randomBytes(32);
        if (/json/.test(type)) return '{}';
        if (/int|numeric|real|double/.test(type)) return 1;
        if (type === 'boolean') return false;
        return `a${randomBytes(6).toString('hex')}`;
      });
      await client.query(
        `INSERT INTO ${table} (${filled.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${values.map((_, n) => `$${n + 1}`).join(', ')})`,
        values,
      );
    }
    return names;
  });
}

const isOwning = ({ name }: Pick<Column, 'name'>) =>
  /account|organisation|membership|_by$|^target$|^concerns$/.test(name);

function actorOf(role: Role | null, id = newId(now)): Actor {
  const organisation = {
    id: role && roles[role].held === 'territory' ? pilot : here,
    name: '',
    kind: '',
    isPilot: false,
    state: 'active',
  } as const;
  const membership = role && {
    id: newId(now),
    organisation,
    roles: [role],
    permissions: [],
    habilitations: [],
  };
  const account = {
    id,
    name: '',
    language: 'fr',
    membership,
    strength: 2,
    provenAt: now,
  } as const;
  return { kind: 'account', ref: account.id, account: { ...account, sharedComputer: false, session: '' } };
}

class Undone extends Error {}

/** Which of reading, changing, deleting and adding reaches a row of this table; nothing is kept. */
async function reachOf(actor: Actor, table: string): Promise<string> {
  const column = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute WHERE attrelid = ${table}::regclass AND attnum > 0
      AND attgenerated = '' AND NOT attisdropped AND attidentity <> 'a' ORDER BY attnum LIMIT 1`.execute(
    base.db,
  );
  const first = sql.ref(column.rows[0]!.name);
  const names = sql.join(
    columns.filter(it => it.table === table && it.name !== 'index').map(({ name }) => sql.ref(name)),
  );
  const attempts = {
    read: sql`SELECT 1 FROM ${sql.table(table)}`,
    // Blind: nothing is read, so that the wall of writing is tried alone; an empty value is refused behind it.
    change: sql`UPDATE ${sql.table(table)} SET ${first} = NULL`,
    delete: sql`DELETE FROM ${sql.table(table)}`,
    // The same row again, in the name of the same somebody: behind the wall, only its key would refuse it.
    add: sql`INSERT INTO ${sql.table(table)} (${names}) SELECT ${names} FROM json_populate_record(NULL::${sql.table(table)}, ${theirRows.get(table) ?? '{}'}::json)`,
  };
  const reached: string[] = [];
  for (const [verb, attempt] of Object.entries(attempts))
    if (await reaches(actor, attempt)) reached.push(verb);
  return reached.join(' ');
}

/** True when this touches a row, or is refused by something else than the wall; nothing is kept. */
async function reaches(actor: Actor, attempt: RawBuilder<unknown>): Promise<boolean> {
  let touched = 0;
  await base.db
    .transaction()
    .execute(async transaction => {
      await actAs(transaction, actor);
      const { rows, numAffectedRows } = await attempt.execute(transaction);
      touched = rows.length + Number(numAffectedRows ?? 0);
      throw new Undone();
    })
    .catch((error: Error & { code?: string }) => {
      // 42501: the right itself, or the wall, refuses. Anything else happened behind the wall.
      if (!(error instanceof Undone) && error.code !== '42501') touched = 1;
    });
  return touched > 0;
}

// The rows of the second trial are of those who try the first.
describe('sans les règles', { shuffle: false }, () => {
  test('la base seule ne laisse à chacun que ce que la spécification lui ouvre', async () => {
    expect(tables.length).toBeGreaterThan(20);
    const found: Record<string, Record<string, string>> = {};
    for (const role of [null, ...professional]) {
      for (const table of tables) {
        const reached = await reachOf(actorOf(role), table);
        if (reached) found[role ?? 'compte'] = { ...found[role ?? 'compte'], [table]: reached };
      }
    }
    expect(found).toEqual(reach);
  }, 120_000);

  test('personne ne passe ce qui est à lui au nom de quelqu’un d’ailleurs', async () => {
    const found: Record<string, string[]> = {};
    for (const role of [null, ...professional]) {
      const organisation = role && roles[role].held === 'territory' ? pilot : here;
      const mine = await someone(base, now, { in: { organisation, roles: ['aidant'] } });
      await fillFor({ account: mine.account, organisation });
      const actor = actorOf(role, mine.account);
      for (const table of tables) {
        const owning = columns.filter(
          column => column.table === table && isOwning(column) && !column.type.endsWith('[]'),
        );
        const values = owning.flatMap(({ name }) =>
          /membership/.test(name)
            ? []
            : [sql`${sql.ref(name)} = ${/organisation/.test(name) ? there : theirs}`],
        );
        if (values.length === 0) continue;
        if (await reaches(actor, sql`UPDATE ${sql.table(table)} SET ${sql.join(values)}`))
          found[role ?? 'compte'] = [...(found[role ?? 'compte'] ?? []), table];
      }
    }
    expect(found).toEqual(given);
  }, 120_000);
});
