import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CutLine } from '../../../../tests/cut-line.ts';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { giveFactors } from '../../../../tests/means.ts';
import { asOwner, groundOf, openedOrganisation, someone } from '../../../../tests/signed-in.ts';
import { type Seen, Walker } from '../../../../tests/walker.ts';
import { appConnectionString, type Database, openDatabase, openPool } from '../../../core/database.ts';
import { buildSite } from '../../../core/http/app.ts';
import { totpAt } from '../domain/totp.ts';
import { fingerprint, seal } from '../keys/sealing.ts';
import { atTheDoor, begin } from '../store/challenges.ts';

/*
 * The second factor, the program gone before or after each of the statements it sends: what was shown is spent with the
 * session or not at all, and the same button brings in, once.
 */

const now = new Date('2026-11-24T10:00:00Z');
const recovery = '0123456789';
let base: TestDatabase;
let line: CutLine;
let through: Database;
let site: Hono;
let organisation: string;

beforeAll(async () => {
  base = await testDatabase();
  line = await CutLine.before(appConnectionString(base.ownerConnectionString));
  const pool = openPool(line.connectionString, 5);
  through = openDatabase(pool);
  site = buildSite(
    groundOf({ ...base, db: through, pool }, () => now),
    () => ({ jobs: true }),
  );
  organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
});
afterAll(async () => {
  await through.destroy();
  line.close();
});

/** Somebody who has just shown a first factor, before the page of the second, and what was kept of them since. */
async function atTheSecondFactor() {
  const { account } = await someone(base, now, { in: { organisation, roles: ['aidant'] } });
  const thread = randomBytes(32).toString('base64url');
  const wishes = { shared: false, kept: false, suite: null, form: null };
  const sealed = seal('essai', 'second factor', Buffer.from(JSON.stringify({ means: 'password', wishes })));
  await atTheDoor(base.db, transaction =>
    begin(transaction, now, {
      kind: 'second_factor',
      account,
      browser: fingerprint(thread),
      sealed,
      seconds: 600,
    }),
  );
  const key = await asOwner(base, async client => {
    await client.query('DELETE FROM core.session WHERE account_id = $1', [account]);
    return await giveFactors(client, account, recovery);
  });
  const walker = new Walker('http://localhost', request => site.fetch(request));
  walker.remember(`__Host-airial-fil=${thread}`);
  const kept = async () => {
    const { rows } = await asOwner(base, client =>
      client.query(
        `SELECT
          (SELECT count(*)::int FROM core.session WHERE account_id = $1) AS sessions,
          (SELECT count(*)::int FROM network.credential_recovery WHERE account_id = $1 AND used_at IS NOT NULL)
            + (SELECT count(*)::int FROM network.credential_totp WHERE account_id = $1 AND last_step > 0) AS spent,
          (SELECT count(*)::int FROM network.challenge WHERE account_id = $1 AND used_at IS NOT NULL) AS steps,
          (SELECT count(*)::int FROM network.sign_in_attempt WHERE account_id = $1 AND accepted) AS attempts,
          (SELECT coalesce(string_agg(event, ' ' ORDER BY event), '') FROM core.journal_entry
            WHERE subject_ref = (SELECT ref FROM core.pseudonym WHERE target = $1)) AS entries`,
        [account],
      ),
    );
    return rows[0];
  };
  return { walker, page: await walker.get('/se-connecter/code'), key, kept };
}

/** The servers of the cut line let go of what they held as soon as they see it. */
async function settled() {
  await asOwner(base, async client => {
    for (let tries = 0; tries < 200; tries++) {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND backend_type = 'client backend' AND state <> 'idle'`,
      );
      if (rows.length === 0) return;
      await client.query('SELECT pg_sleep(0.01)');
    }
    throw new Error('une transaction reste ouverte');
  });
}

const nothing = { sessions: 0, spent: 0, steps: 0, attempts: 0, entries: '' };
const all = { sessions: 1, spent: 1, steps: 1, attempts: 1 };

test.each([
  ['a recovery code', 'before', 'network.recovery_code_used network.signed_in', () => recovery],
  ['the application', 'after', 'network.signed_in', (key: Buffer) => totpAt(key, now)],
] as const)(
  '%s is spent with the session it opens, the program gone %s any statement',
  { timeout: 120_000 },
  async (_, when, entries, codeOf) => {
    const seen = { nothing: 0, all: 0 };
    for (let statement = 1, ended = false; !ended; statement++) {
      const { walker, page, key, kept } = await atTheSecondFactor();
      const where = `${when} ${statement}`;
      const press = (): Promise<Seen> => walker.send(page, '/se-connecter/code', { code: codeOf(key) });
      line.begin({ statement, when });
      const first = await press();
      ended = line.statements < statement;
      line.begin(null);
      await settled();
      const left = await kept();
      const isAll = left.sessions > 0;
      expect(left, where).toEqual(isAll ? { ...all, entries } : nothing);
      expect(first.status, where).toBe(ended ? 200 : 500);
      expect(first.html, where).toMatch(/<html lang="fr"/);
      const again = await press();
      expect([again.status, again.html.includes('Marie Dupouy')], where).toEqual([200, true]);
      expect(await kept(), where).toEqual({ ...all, entries });
      seen[isAll ? 'all' : 'nothing']++;
    }
    // Both ends were met: the pages after the session are asked for through the same line.
    expect(seen.nothing).toBeGreaterThan(15);
    expect(seen.all).toBeGreaterThan(2);
  },
);
