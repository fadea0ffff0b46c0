import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { floors } from '../../../tests/floors.ts';
import { type Actor, everybodyMay, visitor } from '../access.ts';
import { act, type Change } from '../act.ts';
import { readAs } from '../acting-as.ts';
import { defineEvents } from '../events.ts';
import { newId } from '../identifier.ts';
import { migrateIn } from '../migrations.ts';
import { commitmentOf } from './entry.ts';
import { eraseMeaning } from './writing.ts';

const now = new Date('2026-11-23T10:00:00Z');
const { trial } = defineEvents('trial', {
  trial: { policy: everybodyMay('A00', 'Essai'), fr: 'Essai', en: 'Trial', facts: ['count'] },
});
const system: Actor = { kind: 'job', ref: 'trial' };

let test: TestDatabase;
let owner: pg.Pool;
beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Pool({ connectionString: test.ownerConnectionString });
  return () => owner.end();
});

function account(id: string, organisation?: string): Actor {
  return {
    kind: 'account',
    ref: id,
    account: {
      id,
      name: 'Camille',
      language: 'fr',
      strength: organisation ? 2 : 1,
      provenAt: null,
      sharedComputer: false,
      session: '',
      membership: organisation
        ? {
            id: randomUUID(),
            organisation: {
              id: organisation,
              name: 'CCAS',
              kind: 'ccas_cias',
              isPilot: false,
              state: 'active',
            },
            roles: ['referent_structure', 'aidant'],
            permissions: [],
            habilitations: [],
          }
        : null,
    },
  };
}

async function hit(actor: Actor, change: Partial<Change<null>> = {}, at = now) {
  const object = { type: 'trial', ref: randomUUID() };
  await act(test.db, at, {
    event: trial,
    actor,
    request: object.ref,
    change: async () => ({ answer: null, object, facts: { count: 1 }, ...change }),
  });
  const { rows } = await owner.query(
    `SELECT e.*, d.payload, d.salt, d.concerns FROM core.journal_entry e LEFT JOIN core.journal_detail d ON d.entry_id = e.id
     WHERE request_ref = $1`,
    [object.ref],
  );
  return rows[0];
}

async function pseudonymOf(target: string): Promise<string> {
  const { rows } = await owner.query('SELECT ref FROM core.pseudonym WHERE target = $1', [target]);
  return rows[0]?.ref;
}

describe('an entry', () => {
  it('names a visitor, a command and a job as what they are', async () => {
    expect(await hit(visitor)).toMatchObject({
      actor_ref: 'anonymous',
      actor_role: 'visitor',
      organisation_ref: null,
    });
    expect(await hit({ kind: 'command', ref: 'backup' })).toMatchObject({
      actor_ref: 'backup',
      actor_role: 'command',
    });
  });

  it('names accounts by a pseudonym that is not their identifier, always the same', async () => {
    const [me, you, organisation] = [randomUUID(), randomUUID(), randomUUID()];
    const first = await hit(account(me, organisation), { person: you });
    expect(first).toMatchObject({ actor_role: 'aidant+referent_structure', organisation_ref: organisation });
    expect(first.actor_ref).not.toBe(me);
    expect(first.subject_ref).toBe(await pseudonymOf(you));
    const second = await hit(account(you), { person: me, object: { type: 'account', ref: me } });
    expect(second).toMatchObject({
      actor_role: 'habitant',
      actor_ref: first.subject_ref,
      subject_ref: first.actor_ref,
      object_ref: first.actor_ref,
    });
  });

  it('holds of its details their commitment only', async () => {
    const you = randomUUID();
    const row = await hit(visitor, {
      person: you,
      details: { name: 'Éva', order: { b: 1, a: [0.5, null] } },
    });
    expect(row.payload).toEqual({ name: 'Éva', order: { a: [0.5, null], b: 1 } });
    expect(row.commitment).toEqual(commitmentOf(row.salt, row.payload));
    expect(row.concerns).toBe(await pseudonymOf(you));
    expect(row.salt).toHaveLength(32);
  });

  it('is written whatever the clock says, and waits to be integrated', async () => {
    for (const at of [
      '1970-01-01',
      '1999-12-31',
      '2026-01-01',
      '2032-12-31T23:59:59.999Z',
      '2077-06-01',
      '9999-01-01',
    ]) {
      const row = await hit(visitor, {}, new Date(at));
      expect(row.at).toEqual(new Date(at));
      const { rowCount } = await owner.query('SELECT FROM core.journal_pending WHERE entry_id = $1', [
        row.id,
      ]);
      expect(rowCount).toBe(1);
    }
  });

  it('gives somebody one pseudonym, even asked for by many at once', async () => {
    const people = Array.from({ length: 6 }, () => randomUUID());
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        hit(account(people[index % 6]!), { person: people[(index * 5 + 1) % 6]! }),
      ),
    );
    expect(new Set(await Promise.all(people.map(pseudonymOf))).size).toBe(6);
  });

  it('fails the act when it cannot be written', async () => {
    await expect(hit(visitor, { details: { much: Number.NaN } })).rejects.toThrow(/ne garde pas/);
    await expect(hit(visitor, { object: { type: '', ref: 'x' } })).rejects.toThrow(/check/);
  });
});

describe('what is written stays', () => {
  const tables = ['entry', 'entry_2026', 'entry_other', 'leaf', 'node', 'checkpoint', 'key'].map(
    name => `core.journal_${name}`,
  );
  const columnOf = (table: string) =>
    table.includes('entry')
      ? 'event'
      : table.endsWith('key')
        ? 'name'
        : table.endsWith('point')
          ? 'note'
          : 'hash';
  beforeAll(async () => {
    await hit(visitor);
    await hit(visitor, {}, new Date('1990-01-01'));
    await owner.query(`INSERT INTO core.journal_leaf VALUES (0, gen_random_uuid(), now(), sha256(''), sha256(''));
      INSERT INTO core.journal_node VALUES (1, 0, sha256(''));
      INSERT INTO core.journal_checkpoint VALUES (1, sha256(''), now(), 'x');
      INSERT INTO core.journal_key VALUES (1, 'x', sha256(''), now())`);
  });

  it.each(tables)('%s: no change, no deletion, no emptying, as the owner', async table => {
    for (const attempt of [
      `UPDATE ${table} SET ${columnOf(table)} = ${columnOf(table)}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ])
      await expect(owner.query(attempt), attempt).rejects.toThrow(/ne se modifie pas/);
  });

  it.each(tables)('%s: the application may not even ask', async table => {
    for (const attempt of [
      `UPDATE ${table} SET ${columnOf(table)} = ${columnOf(table)}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ])
      await expect(test.pool.query(attempt), attempt).rejects.toThrow(/permission denied|droit refusé/);
  });

  it('a year added later is closed too', async () => {
    expect((await owner.query('SELECT core.add_journal_year(2050) AS made')).rows[0].made).toBe(true);
    expect((await owner.query('SELECT core.add_journal_year(2050) AS made')).rows[0].made).toBe(false);
    expect((await owner.query('SELECT core.add_journal_year(1990) AS made')).rows[0].made).toBe(false);
    await hit(visitor, {}, new Date('2050-02-02'));
    for (const attempt of ['DELETE FROM core.journal_entry_2050', 'TRUNCATE core.journal_entry_2050'])
      await expect(owner.query(attempt)).rejects.toThrow(/ne se modifie pas/);
  });
});

describe('the meaning', () => {
  const visible = (actor: Actor, target: string) =>
    readAs(test.db, actor, async transaction => ({
      pseudonyms: (await sql`SELECT FROM core.pseudonym WHERE target = ${target}`.execute(transaction)).rows
        .length,
      details: (
        await sql`SELECT FROM core.journal_detail WHERE payload->>'of' = ${target}`.execute(transaction)
      ).rows.length,
    }));

  it('is seen by the person concerned and by Airial itself, by nobody else', async () => {
    const [me, you] = [randomUUID(), randomUUID()];
    await hit(account(me, randomUUID()), { person: you, details: { of: you } });
    expect(await visible(account(you), you)).toEqual({ pseudonyms: 1, details: 1 });
    expect(await visible(system, you)).toEqual({ pseudonyms: 1, details: 1 });
    for (const actor of [account(me), account(me, randomUUID()), account(randomUUID()), visitor])
      expect(await visible(actor, you)).toEqual({ pseudonyms: 0, details: 0 });
    expect((await test.pool.query('SELECT FROM core.pseudonym')).rowCount).toBe(0);
    expect((await test.pool.query('SELECT FROM core.journal_detail')).rowCount).toBe(0);
  });

  it('is erased, for one person only, and only by who may', async () => {
    const [me, you] = [randomUUID(), randomUUID()];
    await hit(account(me), { person: you, details: { of: you } });
    await hit(account(me), { details: { of: me } });
    const erase = (actor: Actor) =>
      act(test.db, now, {
        event: trial,
        actor,
        change: async transaction => ({
          answer: await eraseMeaning(transaction, you),
          object: { type: 'trial', ref: 'x' },
        }),
      });
    expect(await erase(account(me))).toEqual({ pseudonyms: 0, details: 0 });
    expect(await erase(system)).toEqual({ pseudonyms: 1, details: 1 });
    expect(await pseudonymOf(you)).toBeUndefined();
    expect(await visible(account(me), me)).toEqual({ pseudonyms: 1, details: 1 });
  });
});

it('the migration keeps what the earlier journal held, under the names of today', async () => {
  const name = `airial_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: inject('postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await migrateIn(client, url.href, floors, new Set(['core/0001_ground.sql', 'core/0002_access.sql']));
    const rows = [
      ['directory.place.merged', 'command', 'directory merge', 'directory.place_merged'],
      ['directory.vocabulary.loaded.again', 'job', 'seed', 'directory.vocabulary_loaded_again'],
      ['core.trial', 'visitor', 'anonymous', 'core.trial'],
    ] as const;
    for (const [index, [event, kind, ref]] of rows.entries())
      await client.query(
        `INSERT INTO core.journal_entry VALUES ($1, $2, $3, $4, $5, 'place', 'x', '{"count": 2}', 'K7-204')`,
        [newId(new Date(now.getTime() + index)), now, kind, ref, event],
      );
    await migrateIn(client, url.href, floors);
    const { rows: after } = await client.query('SELECT * FROM core.journal_entry ORDER BY id');
    expect(after).toMatchObject(
      rows.map(([, actor_role, actor_ref, event]) => ({
        at: now,
        actor_role,
        actor_ref,
        event,
        object_type: 'place',
        object_ref: 'x',
        facts: { count: 2 },
        request_ref: 'K7-204',
        subject_ref: null,
      })),
    );
    expect((await client.query('SELECT FROM core.journal_pending')).rowCount).toBe(3);
  } finally {
    await client.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
});
