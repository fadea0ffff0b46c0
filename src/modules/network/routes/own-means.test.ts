import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { type IdentityProviderTrial, identityProvider } from '../../../../tests/identity-provider.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { type Seen, Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';

const origin = 'http://localhost';
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
let base: TestDatabase;
let provider: IdentityProviderTrial;
let site: Hono;
let bare: Hono;
let sabres: string;

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
  const of = (ground: ReturnType<typeof groundOf>) => buildSite(ground, () => ({ jobs: true }));
  site = of(groundOf(base, now, { settings: { proconnect: settings, franceconnect: settings } }));
  bare = of(groundOf(base, now));
  sabres = await openedOrganisation(base, now(), 'CCAS de Sabres');
});
afterAll(() => provider.stop());

function as({ headers }: Pick<Someone, 'headers'>, at: () => Hono = () => site): Walker {
  // The trip to the service is made on the way, as a browser does.
  const walker: Walker = new Walker(origin, async request => {
    const answer = await at().fetch(request);
    const to = answer.headers.get('location');
    if (!to?.startsWith(provider.issuer) || to.includes('session/end')) return answer;
    const back = await provider.visit(to);
    return new Response(null, {
      status: 303,
      headers: [...answer.headers.entries()].map(([name, value]): [string, string] =>
        name === 'location' ? [name, back] : [name, value],
      ),
    });
  });
  walker.remember(headers.Cookie);
  return walker;
}
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await asOwner(base, client => client.query(text, values))).rows;
/** What the journal says of the last act of this name. */
const facts = async (event: string) =>
  (await rowsOf('SELECT facts FROM core.journal_entry WHERE event = $1 ORDER BY at DESC LIMIT 1', [event]))[0]
    .facts;
const told = async (account: string, template: string) =>
  (
    await rowsOf(
      `SELECT channel FROM core.message WHERE recipient_account = $1 AND template = $2 AND state <> 'annule' ORDER BY channel`,
      [account, template],
    )
  ).map(row => row.channel);
/** Another device of the same account. */
async function otherDevice(who: Someone): Promise<Walker> {
  const other = await someone(base, now());
  await rowsOf('UPDATE core.session SET account_id = $1 WHERE account_id = $2', [who.account, other.account]);
  return as(other);
}
const isOut = (page: Seen) => /^\/se-connecter/.test(page.at);

async function linked(who: Someone, sub: string): Promise<{ walker: Walker; done: Seen }> {
  Object.assign(provider.person, { acr: 'eidas2', claims: { sub } });
  const walker = as(who);
  const page = await walker.get('/compte/moyens');
  expect(page.html).toContain('Relier mon identité ProConnect');
  return { walker, done: await walker.send(page, '/se-connecter/proconnect', {}) };
}

describe('an identity of another service', () => {
  it('is linked by a button: it is told, other devices are out, and the button gives place to another', async () => {
    const marie = await someone(base, now());
    const other = await otherDevice(marie);
    const { walker, done } = await linked(marie, 'marie-1');
    expect(done.at).toBe('/compte/moyens?fait=relie');
    expect(done.html).toContain('Retirer mon identité ProConnect');
    expect(done.html).not.toContain('Relier mon identité ProConnect');
    expect(done.html).toContain('Relier mon identité FranceConnect');
    expect(await facts('network.factor_added')).toEqual({ means: 'proconnect' });
    expect(await told(marie.account, 'network.means_changed')).toEqual(['email', 'onscreen']);
    expect(isOut(await other.get('/compte'))).toBe(true);

    const second = await otherDevice(marie);
    const gone = await walker.send(done, '/compte/moyens/retirer', { identite: 'proconnect' });
    expect(gone.html).toContain('Relier mon identité ProConnect');
    expect(await facts('network.factor_removed')).toEqual({ means: 'proconnect' });
    expect(isOut(await second.get('/compte'))).toBe(true);
    expect(
      await rowsOf('SELECT 1 FROM network.credential_federated WHERE account_id = $1', [marie.account]),
    ).toEqual([]);
  });

  it('that another account has is not linked, and it is said', async () => {
    await linked(await someone(base, now()), 'a-deux');
    const { done } = await linked(await someone(base, now()), 'a-deux');
    expect(done.html).toContain('déjà reliée');
    expect(done.html).not.toContain('C’est fait.');
  });

  it('is asked for by who was seen a moment ago only', async () => {
    const marie = await someone(base, now());
    const walker = as(marie);
    const page = await walker.get('/compte/moyens');
    ahead += 11 * 60_000;
    const asked = await walker.send(page, '/se-connecter/proconnect', {});
    expect(asked.at).toMatch(/^\/compte\/confirmer/);
    const removing = await walker.send(
      { ...page, html: page.html.replace('/se-connecter/proconnect', '/compte/moyens/retirer') },
      '/compte/moyens/retirer',
      { identite: 'proconnect' },
    );
    expect(removing.at).toMatch(/^\/compte\/confirmer/);
  });

  it('stays when it is the only way in, or the only second factor of a professional', async () => {
    const marie = await someone(base, now());
    const { walker, done } = await linked(marie, 'seule-1');
    await rowsOf('UPDATE network.account SET email = NULL, email_verified_at = NULL WHERE id = $1', [
      marie.account,
    ]);
    const refused = await walker.send(done, '/compte/moyens/retirer', { identite: 'proconnect' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('votre seul moyen d’entrer');

    const helper = await someone(base, now(), { in: { organisation: sabres, roles: ['aidant'] } });
    const pro = await linked(helper, 'pro-1');
    const kept = await pro.walker.send(pro.done, '/compte/moyens/retirer', { identite: 'proconnect' });
    expect(kept.status).toBe(422);
    expect(kept.html).toContain('votre seul second moyen');
    expect(
      await rowsOf('SELECT provider FROM network.credential_federated WHERE account_id = ANY ($1)', [
        [marie.account, helper.account],
      ]),
    ).toHaveLength(2);
  });

  it('is not spoken of where no service is set up', async () => {
    const page = await as(await someone(base, now()), () => bare).get('/compte/moyens');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('Connect');
  });
});

const giveCard = async (account: string, by?: Someone, organisation = sabres) =>
  await rowsOf(
    `INSERT INTO network.credential_card (id, account_id, number_sha256, words_hash, issued_at, issued_by, organisation_id, identity_check)
     VALUES ($1, $2, sha256($3), '$argon2id$v=19$m=65536,t=3,p=1$eA$eA', $4, $5, $6, 'piece_identite')`,
    [randomUUID(), account, Buffer.from(randomUUID()), now(), by?.account ?? null, organisation],
  );

describe('a card', () => {
  it('is blocked by its holder: it is told, other devices are out', async () => {
    const odette = await someone(base, now());
    await giveCard(odette.account);
    const other = await otherDevice(odette);
    const walker = as(odette);
    const done = await walker.send(await walker.get('/compte/moyens'), '/compte/moyens/carte', {});
    expect(done.html).toContain('Votre carte est bloquée.');
    expect(done.html).not.toContain('Bloquer ma carte');
    expect(await facts('network.card_blocked')).toEqual({ reason: 'holder' });
    expect(await told(odette.account, 'network.card_blocked')).toEqual(['email', 'onscreen']);
    expect(isOut(await other.get('/compte'))).toBe(true);
    expect((await walker.get('/compte')).at).toBe('/compte');
    expect(
      (
        await rowsOf('SELECT blocked_at FROM network.credential_card WHERE account_id = $1', [odette.account])
      )[0].blocked_at,
    ).toBeInstanceOf(Date);
  });

  it('is blocked after a fresh proof, and nobody is offered to block one they have not', async () => {
    const odette = await someone(base, now());
    expect((await as(odette).get('/compte/moyens')).html).not.toContain('Bloquer ma carte');
    await giveCard(odette.account);
    const walker = as(odette);
    const page = await walker.get('/compte/moyens');
    ahead += 11 * 60_000;
    expect((await walker.send(page, '/compte/moyens/carte', {})).at).toMatch(/^\/compte\/confirmer/);
  });

  it('the eleventh of a day by one helper is seen by the référent and the coordination, by nobody else', async () => {
    const pilot = await openedOrganisation(base, now(), 'Département des Landes', true);
    const dax = await openedOrganisation(base, now(), 'Mairie de Dax');
    const inside = (organisation: string, role: 'aidant' | 'referent_structure' | 'coordinateur') =>
      someone(base, now(), { name: `Hugo ${role}`, in: { organisation, roles: [role] } });
    const helper = await inside(sabres, 'aidant');
    const lead = await inside(sabres, 'referent_structure');
    const elsewhere = await inside(dax, 'referent_structure');
    const coordinator = await inside(pilot, 'coordinateur');
    const title = 'Hugo aidant a remis 11 cartes en un jour';
    for (let given = 0; given < 10; given++) await giveCard((await someone(base, now())).account, helper);
    expect((await as(lead).get('/pro?tout=oui')).html).not.toContain('cartes en un jour');
    await giveCard((await someone(base, now())).account, helper);
    for (const [who, sees] of [
      [lead, true],
      [coordinator, true],
      [helper, false],
      [elsewhere, false],
    ] as const)
      expect((await as(who).get('/pro?tout=oui')).html.includes(title)).toBe(sees);
  });
});

describe('few recovery codes', () => {
  it('are said on the desk and at home, from two left down, to who has a second factor', async () => {
    const helper = await someone(base, now(), { in: { organisation: sabres, roles: ['aidant'] } });
    const walker = as(helper);
    const few = 'Il vous reste peu de codes de secours.';
    const said = async () => [
      (await walker.get('/pro')).html.includes(few),
      (await walker.get('/compte')).html.includes(few),
    ];
    expect(await said()).toEqual([false, false]);
    await rowsOf(`INSERT INTO network.credential_totp VALUES ($1, $2, 0, $3)`, [
      helper.account,
      Buffer.alloc(48),
      now(),
    ]);
    for (const code of ['a', 'b', 'c'])
      await rowsOf('INSERT INTO network.credential_recovery VALUES ($1, sha256($2), $3)', [
        helper.account,
        Buffer.from(code),
        now(),
      ]);
    expect(await said()).toEqual([false, false]);
    await rowsOf(
      'UPDATE network.credential_recovery SET used_at = $2 WHERE account_id = $1 AND code_hash = sha256($3)',
      [helper.account, now(), Buffer.from('a')],
    );
    expect(await said()).toEqual([true, true]);
  });
});
