import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { type IdentityProviderTrial, identityProvider } from '../../../../tests/identity-provider.ts';
import { groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { readAs } from '../../../core/acting-as.ts';
import { buildSite } from '../../../core/http/app.ts';

const origin = 'http://localhost';
let base: TestDatabase;
let provider: IdentityProviderTrial;
let site: Hono;
let holder: Someone;

beforeAll(async () => {
  base = await testDatabase();
  provider = await identityProvider([`${origin}/se-connecter/retour/proconnect`]);
  const settings = {
    issuer: provider.issuer,
    clientId: 'airial',
    clientSecret: 'secret-de-trial-assez-long',
  };
  const ground = groundOf(base, () => new Date(), { settings: { proconnect: settings } });
  site = buildSite(ground, () => ({ jobs: true }));
  const now = new Date();
  const organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
  holder = await someone(base, now, { in: { organisation, roles: ['aidant'] } });
  const linked = await comeIn(holder.headers.Cookie, { relier: 'oui' });
  expect(linked.headers.get('location')).toBe('/compte/moyens?fait=relie');
});
afterAll(() => provider.stop());

interface Trip {
  /** Cookies of the browser, the thread included. */
  cookie: string;
  /** Where the provider is asked. */
  away: string;
}

async function leave(
  cookie: string,
  values: Record<string, string> = {},
): Promise<Trip & { answer: Response }> {
  const answer = await site.request(`${origin}/se-connecter/proconnect`, {
    method: 'POST',
    headers: { Origin: origin, Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(values).toString(),
  });
  const thread = answer.headers.getSetCookie().map(header => header.split(';')[0]!);
  return {
    answer,
    cookie: [cookie, ...thread].filter(Boolean).join('; '),
    away: answer.headers.get('location') ?? '',
  };
}

const comeBack = (address: string, cookie: string) => site.request(address, { headers: { Cookie: cookie } });

async function comeIn(cookie = '', values: Record<string, string> = {}): Promise<Response> {
  const trip = await leave(cookie, values);
  return await comeBack(await provider.visit(trip.away), trip.cookie);
}

const opens = (answer: Response) =>
  answer.headers.getSetCookie().some(header => /^__Host-airial=\w/.test(header));
const reasons = async () => {
  const rows = await readAs(base.db, { kind: 'job', ref: 'trial' }, transaction =>
    transaction
      .selectFrom('core.journal_entry')
      .select('facts')
      .where('event', '=', 'network.sign_in_refused')
      .orderBy('at')
      .execute(),
  );
  return rows.map(row => (row.facts as unknown as { reason: string }).reason);
};

describe('ProConnect', { shuffle: false }, () => {
  test('opens the professional space of an account that was linked, with two factors', async () => {
    const answer = await comeIn();
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/pro']);
    expect(opens(answer)).toBe(true);
  });

  test('keeps who they are as a proof, never in the profile', async () => {
    const account = await readAs(base.db, { kind: 'job', ref: 'trial' }, transaction =>
      transaction
        .selectFrom('network.account')
        .select('display_name')
        .where('id', '=', holder.account)
        .executeTakeFirst(),
    );
    expect(account?.display_name).toBe('Marie Dupouy');
  });

  test('never makes an account for somebody unknown', async () => {
    provider.person.claims = { sub: 'personne-inconnue' };
    const answer = await comeIn();
    provider.person.claims = { sub: 'personne-1' };
    expect([answer.status, opens(answer)]).toEqual([403, false]);
    expect(await answer.text()).toContain('Aucun compte n’est relié');
  });

  test('a level that is not enough does not open', async () => {
    provider.person.acr = 'low';
    const answer = await comeIn();
    provider.person.acr = 'eidas2';
    expect([answer.status, opens(answer)]).toEqual([403, false]);
  });

  test.each([
    ['another nonce', (away: URL) => away.searchParams.set('nonce', 'un-autre')],
    ['another state', (away: URL) => away.searchParams.set('state', 'un-autre')],
    ['another challenge', (away: URL) => away.searchParams.set('code_challenge', 'x'.repeat(43))],
  ])('%s is refused', async (_, change) => {
    const trip = await leave('');
    const away = new URL(trip.away);
    change(away);
    const answer = await comeBack(await provider.visit(away.href), trip.cookie);
    expect([answer.status, opens(answer)]).toEqual([403, false]);
  });

  test('a return used twice, in another browser, or with the code of another trip is refused', async () => {
    const first = await leave('');
    const back = await provider.visit(first.away);
    expect(opens(await comeBack(back, first.cookie))).toBe(true);
    expect((await comeBack(back, first.cookie)).status).toBe(403);
    const second = await leave('');
    const other = new URL(await provider.visit(second.away));
    expect((await comeBack(other.href, '')).status).toBe(403);
    other.searchParams.set('code', new URL(back).searchParams.get('code')!);
    expect((await comeBack(other.href, second.cookie)).status).toBe(403);
    expect(new Set(await reasons()).size).toBeGreaterThan(2);
  });

  test('its keys may change: the next sign-in knows the new ones', async () => {
    await provider.stop();
    // The connections that were kept open must be seen closed.
    await new Promise(done => setTimeout(done, 200));
    await provider.start();
    expect(opens(await comeIn())).toBe(true);
  });

  test('when it does not answer, the page says so and the password is there', async () => {
    await provider.stop();
    const { answer } = await leave('');
    const html = await answer.text();
    expect(html).toContain(
      'Le service ProConnect ne répond pas. Vous pouvez vous connecter avec votre mot de passe.',
    );
    expect(html).toContain('name="mot_de_passe"');
    await provider.start();
  });
});
