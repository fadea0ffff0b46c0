import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type Actor, everybodyMay } from '../src/core/access.ts';
import { act, type Change } from '../src/core/act.ts';
import { defineEvents } from '../src/core/events.ts';
import { integrateOnce, type Turn } from '../src/core/journal/integrating.ts';
import { localKey } from '../src/core/journal/keys.ts';
import { type Verification, verifyJournal } from '../src/core/journal/verifying.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const now = new Date('2026-11-23T10:00:00Z');

export const { trial: trialEvent } = defineEvents('trial', {
  trial: { policy: everybodyMay('A00', 'Essai'), fr: 'Essai', en: 'Trial', facts: ['count', 'year'] },
});

export const system: Actor = { kind: 'job', ref: 'trial' };

/** A database with a journal of its own and a key in a folder; for one test file. */
export function journalTrial() {
  let test: TestDatabase;
  let owner: pg.Client;
  let integrator: pg.Client;
  let folder = '';
  beforeAll(async () => {
    test = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'airial-journal-'));
    owner = new pg.Client({ connectionString: test.ownerConnectionString });
    integrator = new pg.Client({ connectionString: test.connectionString });
    await Promise.all([owner.connect(), integrator.connect()]);
  });
  afterAll(async () => {
    await Promise.all([owner.end(), integrator.end()]);
    await rm(folder, { recursive: true, force: true });
  });
  const key = () => ({ file: join(folder, 'journal.key'), name: 'annuaire.exemple.fr/journal' });
  return {
    key,
    base: () => test,
    owner: () => owner,
    folder: () => folder,
    /** One act with one entry. */
    async write(change: Partial<Change<null>> & { actor?: Actor; at?: Date } = {}) {
      const { actor = system, at = now, ...rest } = change;
      await act(test.db, at, {
        event: trialEvent,
        actor,
        change: async () => ({
          answer: null,
          object: { type: 'trial', ref: 'x' },
          facts: { count: 1 },
          ...rest,
        }),
      });
    },
    /** Entries straight into the table, as quickly as the database can: for sizes. */
    async fill(count: number) {
      await owner.query(
        `WITH written AS (
           INSERT INTO core.journal_entry (id, at, actor_ref, actor_role, event, object_type, object_ref, facts)
           SELECT gen_random_uuid(), $1::timestamptz + n * interval '1 millisecond', 'trial', 'job', 'trial.trial', 'trial', n::text,
             jsonb_build_object('count', n) FROM generate_series(1, $2) AS n
           RETURNING id, at)
         INSERT INTO core.journal_pending SELECT id, at FROM written`,
        [now, count],
      );
    },
    /** Until nothing waits; the last checkpoint says it all. */
    async integrate(): Promise<Turn> {
      for (;;) {
        const turn = await integrateOnce(integrator, key(), null);
        if (turn.mine && !turn.more && turn.checkpointIn === null) return turn;
        // The second between two checkpoints need not be waited for.
        await owner.query(`UPDATE core.journal_head SET at = at - interval '1 second'`);
      }
    },
    /** What the triggers forbid, done by somebody who can switch them off. */
    async tamper(...statements: string[]) {
      await owner.query('SET session_replication_role = replica');
      for (const statement of statements) await owner.query(statement);
      await owner.query('SET session_replication_role = DEFAULT');
    },
    async verify(asked: Partial<Verification> = {}) {
      return await verifyJournal(owner, { anchor: await localKey(key().file), ...asked });
    },
    async note(): Promise<string> {
      return (await owner.query('SELECT note FROM core.journal_head')).rows[0].note;
    },
  };
}
