import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { buildSite } from '../../core/http/app.ts';

let now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let officer: Someone;
let coordinator: Someone;
let curious: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  const pilot = await openedOrganisation(base, now, 'Département des Landes', true);
  const organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
  officer = await someone(base, now, { in: { organisation: pilot, roles: ['dpo'] } });
  coordinator = await someone(base, now, { in: { organisation: pilot, roles: ['coordinateur'] } });
  curious = await someone(base, now, { name: 'Curieux Untel', in: { organisation, roles: ['aidant'] } });
});

const desk = async (who: Someone) => await (await site.request('/pro', { headers: who.headers })).text();
const tryIt = async (address: string) => (await site.request(address, { headers: curious.headers })).status;

const alert = 'refusé';

describe('acts refused again and again', { shuffle: false }, () => {
  it('twenty refusals in an hour are on the desk of the officer, who is not named there, for an hour', async () => {
    for (let times = 0; times < 19; times++)
      expect(await tryIt('/pro/admin?secret=06+12+34+56+78')).toBe(403);
    expect(await desk(officer)).not.toContain(alert);
    expect(await tryIt('/pro/dpo/journal')).toBe(403);
    const seen = await desk(officer);
    expect(seen).toContain(alert);
    expect(seen).toContain('20');
    expect(seen).not.toContain('Curieux');
    expect(await desk(coordinator)).not.toContain(alert);
    now = new Date(now.getTime() + 61 * 60_000);
    expect(await desk(officer)).not.toContain(alert);
  });

  it('the journal holds the sentence and the pattern of the page, nothing of what was sent', async () => {
    const { rows } = await asOwner(base, client =>
      client.query(
        `SELECT facts::text, object_ref FROM core.journal_entry WHERE event = 'network.access_refused'`,
      ),
    );
    expect(rows).toHaveLength(20);
    expect(rows.map(row => row.object_ref)).toContain('A61');
    expect(JSON.stringify(rows)).not.toMatch(/06|secret/);
  });
});
