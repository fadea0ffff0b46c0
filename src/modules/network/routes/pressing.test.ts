import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { giveCard, giveFactors, givePasskey, givePassword, words } from '../../../../tests/means.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';
import { totpAt } from '../domain/totp.ts';

const password = 'fougère tracteur bleu marmite';
const recovery = '0123456789';
let now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let organisation: string;
let marie: Someone;
let key: Buffer;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
});

/** A professional with everything, on a day of their own. */
beforeEach(async () => {
  now = new Date(now.getTime() + 86_400_000);
  marie = await someone(base, now, { in: { organisation, roles: ['aidant'] } });
  await asOwner(base, async client => {
    await givePassword(client, marie.account, password);
    key = await giveFactors(client, marie.account, recovery);
    await client.query('DELETE FROM core.session WHERE account_id = $1', [marie.account]);
  });
});

const browser = () => new Walker('http://localhost', request => site.fetch(request));
/** Another window that holds what this one holds now. */
const twin = (walker: Walker) => {
  const other = browser();
  if (walker.cookies) other.remember(walker.cookies);
  return other;
};

const rowsOf = async (text: string, account = marie.account) =>
  (await asOwner(base, client => client.query(text, [account]))).rows;
const sessions = () =>
  rowsOf('SELECT id_sha256 FROM core.session WHERE account_id = $1 AND ended_at IS NULL');
const refusals = () => rowsOf('SELECT 1 FROM network.sign_in_attempt WHERE account_id = $1 AND NOT accepted');

/** Address and password of who has a second factor. */
async function firstFactor(walker: Walker) {
  const page = await walker.get('/se-connecter');
  return await walker.send(page, '/se-connecter', { adresse: marie.email, mot_de_passe: password });
}

const codes: readonly [string, () => string, string][] = [
  ['the application', () => totpAt(key, now), '/pro'],
  ['a recovery code', () => recovery, '/compte/moyens?secours=oui'],
];

describe.each(codes)('the code of %s', (_, codeNow, landing) => {
  it('sent twice at once opens one session, and both answers lead there', async () => {
    const walker = browser();
    const page = await firstFactor(walker);
    expect(page.at).toBe('/se-connecter/code');
    const windows = [walker, twin(walker), twin(walker)];
    const ends = await Promise.all(
      windows.map(window => window.send(page, '/se-connecter/code', { code: codeNow() })),
    );
    expect(ends.map(({ at, status }) => [at, status])).toEqual(windows.map(() => [landing, 200]));
    expect(await sessions()).toHaveLength(1);
    expect(await refusals()).toEqual([]);
  });

  it('sent again a moment later, before the page came or after, leads there too', async () => {
    const walker = browser();
    const page = await firstFactor(walker);
    const code = codeNow();
    const before = twin(walker);
    await walker.send(page, '/se-connecter/code', { code });
    expect((await before.send(page, '/se-connecter/code', { code })).at).toBe(landing);
    expect((await walker.send(page, '/se-connecter/code', { code })).at).toBe(landing);
    expect(await sessions()).toHaveLength(1);
  });

  it('opens nothing to another browser, nor later, nor once its session is over', async () => {
    const walker = browser();
    const page = await firstFactor(walker);
    const code = codeNow();
    const late = twin(walker);
    await walker.send(page, '/se-connecter/code', { code });
    const elsewhere = browser();
    await elsewhere.get('/se-connecter');
    for (const thief of [elsewhere, browser()]) {
      expect((await thief.send(page, '/se-connecter/code', { code })).status).toBe(410);
      expect((await thief.get('/compte')).at).toMatch(/^\/se-connecter/);
    }
    const dead = twin(late);
    now = new Date(now.getTime() + 2 * 60_000 + 1);
    expect((await late.send(page, '/se-connecter/code', { code })).status).toBe(410);
    now = new Date(now.getTime() - 60_000);
    await rowsOf('UPDATE core.session SET ended_at = last_seen_at WHERE account_id = $1');
    expect((await dead.send(page, '/se-connecter/code', { code })).status).toBe(410);
    expect(await sessions()).toEqual([]);
  });
});

describe('pressed twice at once', () => {
  it('a password leads twice to the second factor, which opens one session', async () => {
    const walker = browser();
    const page = await walker.get('/se-connecter');
    const other = twin(walker);
    const typed = { adresse: marie.email, mot_de_passe: password };
    const ends = await Promise.all([walker, other].map(window => window.send(page, '/se-connecter', typed)));
    expect(ends.map(({ at }) => at)).toEqual(['/se-connecter/code', '/se-connecter/code']);
    expect((await walker.send(ends[0]!, '/se-connecter/code', { code: recovery })).status).toBe(200);
    expect(await sessions()).toHaveLength(1);
  });

  it('a password alone opens one session', async () => {
    await rowsOf('DELETE FROM network.credential_totp WHERE account_id = $1');
    const walker = browser();
    const page = await walker.get('/se-connecter');
    const typed = { adresse: marie.email, mot_de_passe: password };
    const ends = await Promise.all(
      [walker, twin(walker)].map(window => window.send(page, '/se-connecter', typed)),
    );
    expect(ends.map(({ status }) => status)).toEqual([200, 200]);
    expect(ends[0]!.at).toBe(ends[1]!.at);
    expect(await sessions()).toHaveLength(1);
    // The same page the next morning, brought back by the browser: another sign-in.
    now = new Date(now.getTime() + 3_600_000);
    expect((await twin(walker).send(page, '/se-connecter', typed)).status).toBe(200);
  });

  it('a link leads twice to the second factor, or opens one session', async () => {
    for (const [keeps, landing] of [
      [true, '/se-connecter/code'],
      [false, '/compte/moyens/application?suite=%2Fpro'],
    ] as const) {
      if (!keeps) await rowsOf('DELETE FROM network.credential_totp WHERE account_id = $1');
      const walker = browser();
      await walker.send(await walker.get('/se-connecter'), '/se-connecter', {
        adresse: marie.email,
        faire: 'lien',
      });
      now = new Date(now.getTime() + 1000);
      const [message] = await asOwner(base, async client => {
        const { rows } = await client.query(
          'SELECT link FROM core.message WHERE address = $1 ORDER BY created_at DESC LIMIT 1',
          [marie.email],
        );
        return rows;
      });
      const link = new URL(message.link).pathname;
      const page = await walker.get(link);
      const ends = await Promise.all([walker, twin(walker)].map(window => window.send(page, link, {})));
      expect(ends.map(({ at }) => at)).toEqual([landing, landing]);
      expect(await sessions()).toHaveLength(keeps ? 0 : 1);
      const other = browser();
      expect((await other.send(page, link, {})).status).toBe(410);
    }
  });

  it('a card opens one session', async () => {
    const number = await asOwner(base, client => giveCard(client, marie.account));
    const walker = browser();
    const page = await walker.get('/carte');
    const typed = { carte_secrete: number, mots: words.join(' ') };
    const ends = await Promise.all([walker, twin(walker)].map(window => window.send(page, '/carte', typed)));
    expect(ends.map(({ status }) => status)).toEqual([200, 200]);
    expect(ends[0]!.at).toBe(ends[1]!.at);
    expect(await sessions()).toHaveLength(1);
  });

  it('a passkey opens one session, and its answer opens nothing elsewhere', async () => {
    const signWith = await asOwner(base, client => givePasskey(client, marie.account));
    const walker = browser();
    const page = await walker.get('/se-connecter');
    const asked = await site.request('http://localhost/se-connecter/cle/demande', {
      method: 'POST',
      headers: { Origin: 'http://localhost', Cookie: walker.cookies },
    });
    const reponse = signWith((await asked.json()).get.challenge, 'http://localhost');
    const ends = await Promise.all(
      [walker, twin(walker)].map(window => window.send(page, '/se-connecter/cle', { reponse })),
    );
    expect(ends.map(({ at }) => at)).toEqual(['/pro', '/pro']);
    expect(await sessions()).toHaveLength(1);
    expect((await browser().send(page, '/se-connecter/cle', { reponse })).status).toBe(422);
    expect(await sessions()).toHaveLength(1);
  });
});
