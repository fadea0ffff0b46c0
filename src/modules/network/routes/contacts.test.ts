import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner, groundOf, type Someone, someone } from '../../../../tests/signed-in.ts';
import { Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';

let now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let marie: Someone;
let louis: Someone;
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
});

/** Each trial has people and a day of its own: limits forget. */
beforeEach(async () => {
  now = new Date(now.getTime() + 2 * 86_400_000);
  marie = await someone(base, now, { phone: mobile() });
  louis = await someone(base, now, { name: 'Louis Castets' });
});

const mobile = () => `+3361200${String(count++).padStart(4, '0')}`;
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const browser = () => new Walker('http://localhost', request => site.fetch(request));
function as(who: Someone): Walker {
  const walker = browser();
  walker.remember(who.headers.Cookie);
  return walker;
}

const rowsOf = async (text: string, values: unknown[]) =>
  (await asOwner(base, client => client.query(text, values))).rows;
const accountOf = async ({ account }: Pick<Someone, 'account'>) =>
  (await rowsOf('SELECT email, phone FROM network.account WHERE id = $1', [account]))[0];
const templatesTo = async (address: string) =>
  (
    await rowsOf(`SELECT template FROM core.message WHERE address = $1 AND state <> 'annule' ORDER BY id`, [
      address,
    ])
  ).map(row => row.template);
const told = async ({ account }: Pick<Someone, 'account'>) =>
  (
    await rowsOf(
      `SELECT channel FROM core.message WHERE recipient_account = $1 AND template = 'network.contact_changed'
       AND state <> 'annule' ORDER BY channel`,
      [account],
    )
  ).map(row => row.channel);
const linkTo = async (address: string) =>
  new URL(
    (
      await rowsOf(
        'SELECT link FROM core.message WHERE address = $1 AND link IS NOT NULL ORDER BY id DESC LIMIT 1',
        [address],
      )
    )[0].link,
  ).pathname;
const codeTo = async (phone: string) =>
  /\d{6}/.exec(
    (await rowsOf('SELECT body FROM core.message WHERE address = $1 ORDER BY id DESC LIMIT 1', [phone]))[0]
      .body,
  )![0];
const changes = async () =>
  await rowsOf(`SELECT facts FROM core.journal_entry WHERE event = 'network.contact_changed' AND at = $1`, [
    now,
  ]);

const askAddress = async (walker: Walker, adresse: string) =>
  await walker.send(await walker.get('/compte/adresse'), '/compte/adresse', { adresse });
const askPhone = async (walker: Walker, telephone: string) =>
  await walker.send(await walker.get('/compte/telephone'), '/compte/telephone', { telephone });

describe('a new e-mail address', () => {
  it('replaces the old one when its link is used: the old is told, other devices are out', async () => {
    const { headers } = await someoneElse(marie);
    const walker = as(marie);
    const sent = await askAddress(walker, 'Marie.Nouvelle@landes.example ');
    expect(sent.at).toBe('/compte/adresse/lien');
    expect((await accountOf(marie)).email).toBe(marie.email);
    const link = await linkTo('marie.nouvelle@landes.example');
    const page = await walker.get(link);
    expect(page.html).not.toContain('name="code"');
    const done = await walker.send(page, link, {});
    expect([done.at, done.status]).toEqual(['/compte?change=oui', 200]);
    expect(done.html).toContain('C’est changé.');
    expect((await accountOf(marie)).email).toBe('marie.nouvelle@landes.example');
    expect(await templatesTo(marie.email)).toEqual(['network.contact_left']);
    expect(await told(marie)).toEqual(['email', 'sms']);
    expect((await changes()).map(row => row.facts)).toEqual([{ fields: ['email'] }]);
    const other = browser();
    other.remember(headers.Cookie);
    expect((await other.get('/compte')).at).toMatch(/^\/se-connecter/);
    expect((await browser().get(link)).html).toContain('Ce lien a déjà servi.');
  });

  it('on another device asks for the number of the first screen', async () => {
    const sent = await askAddress(as(marie), 'ailleurs@landes.example');
    const number = /class="num">(\d\d)</.exec(sent.html)![1]!;
    const link = await linkTo('ailleurs@landes.example');
    const telephone = browser();
    const page = await telephone.get(link);
    const wrong = await telephone.send(page, link, { code: number === '10' ? '11' : '10' });
    expect([wrong.status, (await accountOf(marie)).email]).toEqual([422, marie.email]);
    const done = await telephone.send(page, link, { code: number });
    expect(done.html).toContain('Votre adresse est confirmée');
    expect((await accountOf(marie)).email).toBe('ailleurs@landes.example');
    expect((await telephone.get('/compte')).at).toMatch(/^\/se-connecter/);
  });

  it('that another account has: the same words, the same look, and its holder is told', async () => {
    const taken = await askAddress(as(marie), louis.email);
    const free = await askAddress(as(marie), 'libre@landes.example');
    const look = ({ html }: { html: string }) =>
      html
        .replaceAll(louis.email, 'ADRESSE')
        .replaceAll('libre@landes.example', 'ADRESSE')
        .replaceAll(/class="num">\d\d</g, '')
        .replaceAll(/value="[^"]*"/g, '');
    expect([taken.at, taken.status]).toEqual([free.at, free.status]);
    expect(look(taken)).toBe(look(free));
    expect(await templatesTo(louis.email)).toEqual(['network.address_taken']);
    expect((await accountOf(louis)).email).toBe(louis.email);
  });

  it('taken while the link waited is refused, and nothing changes', async () => {
    const walker = as(marie);
    await askAddress(walker, 'convoitee@landes.example');
    const link = await linkTo('convoitee@landes.example');
    const page = await walker.get(link);
    await rowsOf('UPDATE network.account SET email = $2 WHERE id = $1', [
      louis.account,
      'convoitee@landes.example',
    ]);
    const refused = await walker.send(page, link, {});
    expect(refused.status).toBe(410);
    expect((await accountOf(marie)).email).toBe(marie.email);
  });

  it('is refused with its reason, what was typed kept', async () => {
    const walker = as(marie);
    for (const [typed, said] of [
      ['m\u0430rie@landes.example', 'n’est pas possible dans une adresse mail'],
      ['marie', 'pas complète'],
      ['', 'Écrivez votre adresse mail'],
      [marie.email, 'C’est déjà votre adresse.'],
    ]) {
      const page = await askAddress(walker, typed!);
      expect(page.status).toBe(422);
      expect(page.html).toContain(said);
    }
  });

  it('asks for a fresh proof first', async () => {
    later(11);
    const walker = as(marie);
    const asked = await askAddress(walker, 'tard@landes.example');
    expect(asked.at).toMatch(/^\/compte\/confirmer/);
    expect(await templatesTo('tard@landes.example')).toEqual([]);
  });

  it('is worth nothing after 15 minutes, cut, or of another account', async () => {
    const walker = as(marie);
    await askAddress(walker, 'trop.tard@landes.example');
    const link = await linkTo('trop.tard@landes.example');
    for (const broken of [link.slice(0, -1), `${link}A`, '/compte/adresse/lien/x'])
      expect((await walker.get(broken)).status).toBe(410);
    const page = await walker.get(link);
    later(16);
    const late = await walker.send(page, link, {});
    expect([late.status, (await accountOf(marie)).email]).toEqual([410, marie.email]);
    expect((await as(louis).get('/compte/adresse/lien')).at).toBe('/compte/adresse');
  });

  it('pressed twice changes once', async () => {
    const walker = as(marie);
    await askAddress(walker, 'deux.fois@landes.example');
    const link = await linkTo('deux.fois@landes.example');
    const page = await walker.get(link);
    const ends = await Promise.all([walker.send(page, link, {}), walker.send(page, link, {})]);
    expect(ends.map(end => end.status).sort()).toEqual([200, 410]);
    expect(await changes()).toHaveLength(1);
  });
});

describe('a new telephone', () => {
  it('replaces the old one when its code is written: the old is told, other devices are out', async () => {
    const { headers } = await someoneElse(marie);
    const walker = as(marie);
    const number = mobile();
    const sent = await askPhone(walker, number);
    expect(sent.at).toBe('/compte/telephone/code');
    const code = await codeTo(number);
    const done = await walker.send(sent, '/compte/telephone/code', {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect(done.at).toBe('/compte?change=oui');
    expect((await accountOf(marie)).phone).toBe(number);
    expect(await templatesTo(marie.phone!)).toEqual(['network.contact_left']);
    expect(await told(marie)).toEqual(['email', 'sms']);
    const other = browser();
    other.remember(headers.Cookie);
    expect((await other.get('/compte')).at).toMatch(/^\/se-connecter/);
  });

  it('is added to an account that has none', async () => {
    const walker = as(louis);
    const number = mobile();
    const sent = await askPhone(walker, number);
    await walker.send(sent, '/compte/telephone/code', { code: await codeTo(number) });
    expect((await accountOf(louis)).phone).toBe(number);
    expect(await told(louis)).toEqual(['email', 'sms']);
  });

  it('the code of one is refused for the other', async () => {
    const shared = mobile();
    const [first, second] = [as(marie), as(louis)];
    await askPhone(first, shared);
    const ofFirst = await codeTo(shared);
    later(1);
    const page = await askPhone(second, shared);
    const ofSecond = await codeTo(shared);
    if (ofFirst !== ofSecond) {
      const refused = await second.send(page, '/compte/telephone/code', { code: ofFirst });
      expect([refused.status, (await accountOf(louis)).phone]).toEqual([422, null]);
    }
    // Even in a browser where both went: the step is that of its account.
    const borrowed = as(louis);
    borrowed.remember(
      first.cookies
        .split('; ')
        .filter(cookie => cookie.includes('-fil='))
        .join('; '),
    );
    const stolen = await borrowed.send(page, '/compte/telephone/code', { code: ofFirst });
    expect([stolen.status, (await accountOf(louis)).phone]).toEqual([422, null]);
    expect((await second.send(page, '/compte/telephone/code', { code: ofSecond })).at).toBe(
      '/compte?change=oui',
    );
  });

  it('a code has five tries, ten minutes and one use', async () => {
    const walker = as(marie);
    const number = mobile();
    const page = await askPhone(walker, number);
    const code = await codeTo(number);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tried = 1; tried < 5; tried++)
      expect((await walker.send(page, '/compte/telephone/code', { code: wrong })).html).toContain(
        'Ce code n’est pas le bon',
      );
    expect((await walker.send(page, '/compte/telephone/code', { code: wrong })).html).toContain(
      'trop d’essais',
    );
    expect((await walker.send(page, '/compte/telephone/code', { code })).html).toContain('trop d’essais');
    expect((await accountOf(marie)).phone).toBe(marie.phone);

    const late = await askPhone(walker, number);
    const second = await codeTo(number);
    later(11);
    const over = await walker.send(late, '/compte/telephone/code', { code: second });
    expect(over.html).toContain('Ce code n’est plus valable');
    expect((await accountOf(marie)).phone).toBe(marie.phone);
  });

  it('gets three codes an hour and six a day, whoever asks', async () => {
    const number = mobile();
    for (let asked = 0; asked < 3; asked++)
      expect((await askPhone(as(asked % 2 ? louis : marie), number)).at).toBe('/compte/telephone/code');
    const fourth = await askPhone(as(marie), number);
    expect(fourth.status).toBe(429);
    expect(fourth.html).toContain('Attendez');
    for (let hour = 0; hour < 3; hour++) {
      later(61);
      await rowsOf('UPDATE core.session SET reauth_at = $1, idle_until = $2 WHERE account_id = $3', [
        now,
        new Date(now.getTime() + 3_600_000),
        marie.account,
      ]);
      expect((await askPhone(as(marie), number)).at).toBe('/compte/telephone/code');
    }
    later(5);
    expect((await askPhone(as(marie), number)).status).toBe(429);
  });

  it('that is a landline, foreign or cut is refused in words', async () => {
    for (const [typed, said] of [
      ['05 58 00 00 00', 'Ce numéro est un téléphone fixe.'],
      ['+34 612 345 678', 'd’un autre pays'],
      ['06 12', 'pas complet'],
      ['', 'Écrivez votre numéro de mobile'],
      [marie.phone!, 'C’est déjà votre numéro.'],
    ]) {
      const page = await askPhone(as(marie), typed!);
      expect(page.status).toBe(422);
      expect(page.html).toContain(said);
    }
  });

  it('serves three accounts at most', async () => {
    const number = mobile();
    for (let holder = 0; holder < 3; holder++) await someone(base, now, { phone: number });
    const walker = as(marie);
    const page = await askPhone(walker, number);
    const refused = await walker.send(page, '/compte/telephone/code', { code: await codeTo(number) });
    expect(refused.html).toContain('déjà à trois comptes');
    expect((await accountOf(marie)).phone).toBe(marie.phone);
    await expect(someone(base, now, { phone: number })).rejects.toThrow(/phone/);
  });

  it('is taken away when the account still opens without it', async () => {
    const walker = as(marie);
    const page = await walker.get('/compte/telephone');
    const done = await walker.send(page, '/compte/telephone/retirer', {});
    expect([done.at, (await accountOf(marie)).phone]).toEqual(['/compte?change=oui', null]);
    expect(await templatesTo(marie.phone!)).toEqual(['network.contact_left']);

    const other = await someone(base, now, { phone: mobile() });
    await rowsOf(
      `INSERT INTO network.credential_password VALUES ($1, '$argon2id$v=19$m=65536,t=3,p=1$eA$eA', $2)`,
      [other.account, now],
    );
    await rowsOf('UPDATE network.account SET email = NULL, email_verified_at = NULL WHERE id = $1', [
      other.account,
    ]);
    const only = as(other);
    const refused = await only.send(await only.get('/compte/telephone'), '/compte/telephone/retirer', {});
    expect([refused.status, (await accountOf(other)).phone]).toEqual([422, other.phone]);
    expect(refused.html).toContain('votre seule façon d’entrer');
  });
});

/** Another device of the same account. */
async function someoneElse({ account }: Someone): Promise<{ headers: { Cookie: string } }> {
  const { headers, account: other } = await someone(base, now);
  await rowsOf('UPDATE core.session SET account_id = $1 WHERE account_id = $2', [account, other]);
  return { headers };
}
