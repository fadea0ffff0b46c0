import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { type IdentityProviderTrial, identityProvider } from '../../../../tests/identity-provider.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { readAs } from '../../../core/acting-as.ts';
import { buildSite } from '../../../core/http/app.ts';

const origin = 'http://localhost';
let base: TestDatabase;
let provider: IdentityProviderTrial;
let site: Hono;
let holder: Someone;

beforeAll(async () => {
  base = await testDatabase();
  provider = await identityProvider([
    `${origin}/se-connecter/retour/proconnect`,
    `${origin}/se-connecter/retour/franceconnect`,
  ]);
  const settings = {
    issuer: provider.issuer,
    clientId: 'airial',
    clientSecret: 'secret-de-trial-assez-long',
  };
  const ground = groundOf(base, () => new Date(), {
    settings: { proconnect: settings, franceconnect: settings },
  });
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
  service = 'proconnect',
): Promise<Trip & { answer: Response }> {
  const answer = await site.request(`${origin}/se-connecter/${service}`, {
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

async function comeIn(
  cookie = '',
  values: Record<string, string> = {},
  service = 'proconnect',
): Promise<Response> {
  const trip = await leave(cookie, values, service);
  return await comeBack(await provider.visit(trip.away), trip.cookie);
}

const opens = (answer: Response) =>
  answer.headers.getSetCookie().some(header => /^__Host-airial=[\w-]/.test(header));
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
  // Whoever came before, in whatever order.
  beforeAll(() => void Object.assign(provider.person, { acr: 'eidas2', claims: { sub: 'personne-1' } }));

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

  const hour = 3600;
  const seconds = () => Math.floor(Date.now() / 1000);
  test.each<[string, (claims: Record<string, unknown>) => void]>([
    ['another issuer', claims => Object.assign(claims, { iss: 'https://ailleurs.example' })],
    ['another audience', claims => Object.assign(claims, { aud: 'un-autre-site' })],
    ['several audiences of which none is ours', claims => Object.assign(claims, { aud: ['a', 'b'] })],
    [
      'an identity that has expired',
      claims => Object.assign(claims, { iat: seconds() - 2 * hour, exp: seconds() - hour }),
    ],
    ['no end', claims => void delete claims.exp],
    ['another nonce, signed', claims => Object.assign(claims, { nonce: 'un-autre' })],
    ['another person than the one it tells about', claims => Object.assign(claims, { sub: 'personne-2' })],
  ])('an identity with %s is refused, though well signed', async (_, forge) => {
    provider.forge = forge;
    const answer = await comeIn();
    provider.forge = null;
    expect([answer.status, opens(answer)]).toEqual([403, false]);
  });

  test('an identity that is forged without harm still opens: the trial above refuses for its own reason', async () => {
    provider.forge = claims => Object.assign(claims, { more: 'rien' });
    const answer = await comeIn();
    provider.forge = null;
    expect(opens(answer)).toBe(true);
  });

  test('another organisation than theirs does not open, and makes nothing', async () => {
    const counts = async () =>
      (
        await asOwner(base, client =>
          client.query(
            'SELECT (SELECT count(*) FROM network.organisation) AS o, (SELECT count(*) FROM network.membership) AS m, (SELECT count(*) FROM network.account) AS a',
          ),
        )
      ).rows[0];
    await asOwner(base, client =>
      client.query(`UPDATE network.organisation SET siret = '22400001800016' WHERE name = 'CCAS de Sabres'`),
    );
    const before = await counts();
    provider.person.claims = { sub: 'personne-1', siret: '13002526500013' };
    const other = await comeIn();
    provider.person.claims = { sub: 'personne-1', siret: '224 000 018 00016' };
    const own = await comeIn();
    provider.person.claims = { sub: 'personne-1' };
    expect([other.status, opens(other)]).toEqual([403, false]);
    expect(opens(own)).toBe(true);
    expect(await counts()).toEqual(before);
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
    // Connections of the sign-in before are closed under it: none is used again.
    for (let again = 0; again < 3; again++) {
      expect(opens(await comeIn())).toBe(true);
      await provider.stop();
      await provider.start();
    }
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

describe('FranceConnect', { shuffle: false }, () => {
  let resident: Someone;
  const claims = {
    sub: 'habitante-1',
    given_name: 'Angèle Françoise',
    family_name: 'DUPOUY',
    birthdate: '1950-02-01',
    birthplace: '40192',
    birthcountry: '99100',
    gender: 'female',
  };
  beforeAll(async () => {
    resident = await someone(base, new Date(), { name: 'Angèle' });
    Object.assign(provider.person, { acr: 'eidas1', claims });
  });
  const come = (cookie = '', values: Record<string, string> = {}) => comeIn(cookie, values, 'franceconnect');

  /** The provider's own session is ended first, then the browser is sent where it was going. */
  async function landing(answer: Response): Promise<string> {
    const out = new URL(answer.headers.get('location')!);
    expect(out.origin).toBe(provider.issuer);
    expect(out.pathname).toContain('session/end');
    expect(out.searchParams.get('id_token_hint')).toBeTruthy();
    const asked = await fetch(out, { redirect: 'manual' });
    expect(asked.status).toBe(200);
    const back = new URL(out.searchParams.get('post_logout_redirect_uri')!);
    back.searchParams.set('state', out.searchParams.get('state')!);
    return (await site.request(back.href)).headers.get('location')!;
  }

  test('opens nothing for who did not link it, and makes no account', async () => {
    const answer = await come();
    expect([answer.status, opens(answer)]).toEqual([403, false]);
  });

  test('is linked by its holder, opens their own space, and leaves the service', async () => {
    const linked = await come(resident.headers.Cookie, { relier: 'oui' });
    expect(await landing(linked)).toBe('/compte/moyens?fait=relie');
    const answer = await come();
    expect(opens(answer)).toBe(true);
    expect(await landing(answer)).toBe('/compte');
  });

  test('who they are is kept sealed as a proof, and the profile says what they chose', async () => {
    const { rows } = await asOwner(base, client =>
      client.query(
        `SELECT a.display_name, a.email, p.acr, p.sealed_claims FROM network.account a
         JOIN network.identity_proof p ON p.account_id = a.id WHERE a.id = $1`,
        [resident.account],
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ display_name: 'Angèle', email: resident.email, acr: 'eidas1' });
    const kept = rows[0].sealed_claims.toString('latin1');
    for (const said of ['DUPOUY', 'Fran', '1950']) expect(kept).not.toContain(said);
  });

  test('one factor never opens the space of professionals', async () => {
    const helper = await someone(base, new Date(), {
      in: {
        organisation: await openedOrganisation(base, new Date(), 'Mairie de Luxey'),
        roles: ['aidant'],
      },
    });
    provider.person.claims = { ...claims, sub: 'aidante-1' };
    await come(helper.headers.Cookie, { relier: 'oui' });
    const answer = await come();
    const cookie = answer.headers
      .getSetCookie()
      .map(header => header.split(';')[0])
      .join('; ');
    const desk = await site.request(`${origin}/pro`, { headers: { Cookie: cookie } });
    expect(desk.status).toBe(303);
    expect(desk.headers.get('location')).toMatch(/^\/(se-connecter|compte\/moyens)/);
    provider.person.claims = claims;
  });

  test('an identity of the other service is not theirs', async () => {
    const trip = await leave('', {}, 'franceconnect');
    const back = new URL(await provider.visit(trip.away));
    back.pathname = '/se-connecter/retour/proconnect';
    const answer = await comeBack(back.href, trip.cookie);
    expect([answer.status, opens(answer)]).toEqual([403, false]);
  });
});
