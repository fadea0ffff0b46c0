import type { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { Walker } from '../../../../tests/walker.ts';
import { actAs } from '../../../core/acting-as.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let base: TestDatabase;
let site: Hono;
let pilot: string;
let first: Someone;
let second: Someone;
let future: Someone;

/** A territory with two administrators and the one they think of. */
beforeEach(async () => {
  base ??= await testDatabase();
  site ??= buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  now = new Date(now.getTime() + 30 * 86_400_000);
  pilot ??= await openedOrganisation(base, now, 'Département', true);
  await asOwner(base, client =>
    client.query('UPDATE network.membership SET until_at = $1 WHERE until_at IS NULL', [now]),
  );
  first = await someone(base, now, {
    name: 'Ana Première',
    in: { organisation: pilot, roles: ['administrateur'] },
  });
  second = await someone(base, now, {
    name: 'Luc Deuxième',
    in: { organisation: pilot, roles: ['administrateur'] },
  });
  future = await someone(base, now, {
    name: 'Inès Future',
    in: { organisation: pilot, roles: ['coordinateur'] },
  });
});

const as = (who: Someone) => {
  const walker = new Walker('http://localhost', request => site.fetch(request));
  walker.remember(who.headers.Cookie);
  return walker;
};
const sheet = () => `/pro/reseau/structures/${pilot}/membres/${future.account}`;
const propose = async (who = first) => {
  const walker = as(who);
  return await walker.send(await walker.get(sheet()), `${sheet()}/territoire`, { role: 'dpo' });
};
const rows = async (text: string, values: unknown[] = []) =>
  (await asOwner(base, client => client.query(text, values))).rows;
const proposal = async () =>
  (
    await rows(
      'SELECT id, state FROM network.officer_proposal WHERE account_id = $1 ORDER BY proposed_at DESC',
      [future.account],
    )
  )[0];
const isOfficer = async () =>
  (
    await rows(
      `SELECT 1 FROM network.membership WHERE account_id = $1 AND role = 'dpo' AND until_at IS NULL`,
      [future.account],
    )
  ).length > 0;
const removeRole = (who: Someone) =>
  rows('UPDATE network.membership SET until_at = $2 WHERE account_id = $1 AND until_at IS NULL', [
    who.account,
    now,
  ]);

async function answer(who: Someone, reponse: string, walker = as(who)) {
  const { id } = await proposal();
  const page = await walker.get('/pro/reseau/delegue');
  return await walker.send(page, `/pro/reseau/delegue/${id}`, { reponse });
}

/** The same without the form of the page, as a forged request would. */
async function forged(who: Someone, reponse = 'oui') {
  const { id } = await proposal();
  return await site.request(`http://localhost/pro/reseau/delegue/${id}`, {
    method: 'POST',
    headers: { ...who.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ reponse }).toString(),
  });
}

describe('a data protection officer', () => {
  it('is proposed by one administrator and named by another, and everybody is told', async () => {
    expect((await propose()).html).toContain('C’est fait.');
    expect(await isOfficer()).toBe(false);
    expect((await as(second).get('/pro')).html).toContain('Inès Future est proposé comme délégué');
    for (const who of [first, future])
      expect((await as(who).get('/pro')).html).not.toContain('est proposé comme délégué');
    const done = await answer(second, 'oui');
    expect(done.html).toContain('le délégué est nommé');
    expect(await isOfficer()).toBe(true);
    const told = await rows(
      `SELECT template, recipient_account FROM core.message WHERE template LIKE 'network.officer%' AND channel = 'email' AND created_at = $1`,
      [now],
    );
    const of = (template: string) =>
      told
        .filter(row => row.template === template)
        .map(row => row.recipient_account)
        .sort();
    expect(of('network.officer_proposed')).toEqual([second.account, future.account].sort());
    expect(of('network.officer_confirmed')).toEqual([first.account, future.account].sort());
    const events = await rows(
      `SELECT event FROM core.journal_entry WHERE at >= $1 AND subject_ref =
         (SELECT ref FROM core.pseudonym WHERE target = $2) ORDER BY event`,
      [now, future.account],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'network.officer_confirmed',
      'network.officer_proposed',
      'network.territory_role_granted',
    ]);
  });

  it('is not named by who proposed, by oneself, by a coordinator, nor by a forged request', async () => {
    await propose();
    const page = await as(first).get('/pro/reseau/delegue');
    expect(page.html).toContain('un autre administrateur répond');
    expect(page.html).not.toContain('value="oui"');
    expect((await forged(first)).status).toBe(422);
    expect((await forged(future)).status).toBe(403);
    await rows(
      `INSERT INTO network.membership (id, account_id, organisation_id, role, from_at) VALUES ($1, $2, $3, 'administrateur', $4)`,
      [newId(now), future.account, pilot, now],
    );
    expect((await forged(future)).status).toBe(403);
    expect(await isOfficer()).toBe(false);
    expect(await proposal()).toMatchObject({ state: 'proposee' });
  });

  it('may be refused, and then proposed again', async () => {
    await propose();
    expect((await answer(second, 'non')).html).toContain('la proposition est refusée');
    expect([await isOfficer(), (await proposal()).state]).toEqual([false, 'refusee']);
    expect((await forged(second)).status).toBe(422);
    expect((await propose()).status).toBe(200);
    expect((await propose()).html).toContain('est déjà proposée');
  });

  it('is no longer confirmed after seven days', async () => {
    await propose();

    now = new Date(now.getTime() + 7 * 86_400_000);
    await rows(
      'UPDATE core.session SET idle_until = $2, ends_at = $2, reauth_at = $3 WHERE account_id = $1',
      [second.account, new Date(now.getTime() + 3_600_000), now],
    );
    expect((await as(second).get('/pro/reseau/delegue')).html).toContain('Aucune proposition');
    expect((await forged(second)).status).toBe(422);
    expect(await isOfficer()).toBe(false);
  });

  it('is void once whoever proposed no longer administers', async () => {
    await propose();
    const walker = as(second);
    const page = await walker.get('/pro/reseau/delegue');
    await removeRole(first);
    const { id } = await proposal();
    const late = await walker.send(page, `/pro/reseau/delegue/${id}`, { reponse: 'oui' });
    expect([late.status, await isOfficer()]).toEqual([422, false]);
    expect(late.html).toContain('n’est plus administrateur');
    expect((await as(second).get('/pro')).html).not.toContain('est proposé comme délégué');
  });

  it('confirmed by two administrators at once is named once', async () => {
    const third = await someone(base, now, { in: { organisation: pilot, roles: ['administrateur'] } });
    await propose();
    const walkers = [as(second), as(third)];
    const { id } = await proposal();
    const pages = await Promise.all(walkers.map(walker => walker.get('/pro/reseau/delegue')));
    const ends = await Promise.all(
      walkers.map((walker, index) =>
        walker.send(pages[index]!, `/pro/reseau/delegue/${id}`, { reponse: 'oui' }),
      ),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(
      await rows(`SELECT 1 FROM network.membership WHERE account_id = $1 AND role = 'dpo'`, [future.account]),
    ).toHaveLength(1);
  });

  it('cannot be proposed by an administrator who is alone: the page says what to do first', async () => {
    await removeRole(second);
    const page = await as(first).get(sheet());
    expect(page.html).toContain('Vous êtes le seul administrateur');
    const refused = await propose();
    expect([refused.status, await proposal()]).toEqual([422, undefined]);
    expect(refused.html).toContain('Il faut deux administrateurs, et vous êtes le seul');
    expect((await as(first).get('/pro/reseau/delegue')).html).toContain('Il n’y a qu’un administrateur');
  });

  it('is asked for under a fresh proof', async () => {
    await propose();
    await rows(`UPDATE core.session SET reauth_at = $2 WHERE account_id = $1`, [
      second.account,
      new Date(now.getTime() - 11 * 60_000),
    ]);
    expect((await answer(second, 'oui')).at).toMatch(/^\/compte\/confirmer/);
    expect(await isOfficer()).toBe(false);
  });
});

describe('the database alone', () => {
  const acting = (who: Someone, roles: readonly ('administrateur' | 'coordinateur')[]) => ({
    kind: 'account' as const,
    ref: who.account,
    account: {
      id: who.account,
      name: '',
      language: 'fr' as const,
      membership: {
        id: newId(now),
        organisation: { id: pilot, name: '', kind: '', isPilot: true, state: 'active' as const },
        roles,
        permissions: [],
        habilitations: [],
      },
      strength: 2 as const,
      provenAt: now,
      sharedComputer: false,
      session: '',
    },
  });
  const insertOfficer = (actor: Parameters<typeof actAs>[1]) =>
    base.db.transaction().execute(async transaction => {
      await actAs(transaction, actor);
      await transaction
        .insertInto('network.membership')
        .values({
          id: newId(now),
          account_id: future.account,
          organisation_id: pilot,
          role: 'dpo',
          from_at: now,
          until_at: null,
        })
        .execute();
    });

  it('lets nobody become an officer without two administrators, not even Airial', async () => {
    for (const actor of [acting(first, ['administrateur']), { kind: 'job', ref: 'essai' } as const])
      await expect(insertOfficer(actor)).rejects.toMatchObject({ constraint: 'membership_officer' });
  });

  it('lets nobody confirm their own proposal, nor rewrite an answer', async () => {
    await propose();
    const { id } = await proposal();
    const settle = (who: Someone, by: string, state: 'confirmee' | 'refusee') =>
      base.db.transaction().execute(async transaction => {
        await actAs(transaction, acting(who, ['administrateur']));
        const done = await transaction
          .updateTable('network.officer_proposal')
          .set({ state, settled_by: by, settled_at: now })
          .where('id', '=', id)
          .executeTakeFirst();
        return Number(done.numUpdatedRows);
      });
    expect(await settle(first, first.account, 'confirmee')).toBe(0);
    await expect(settle(second, first.account, 'confirmee')).rejects.toMatchObject({ code: '42501' });
    expect(await settle(second, second.account, 'refusee')).toBe(1);
    await expect(settle(second, second.account, 'confirmee')).rejects.toMatchObject({
      constraint: 'officer_proposal_settled',
    });
  });
});
