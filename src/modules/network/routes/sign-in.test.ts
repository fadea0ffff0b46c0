import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let base: TestDatabase;
let site: Hono;
let marie: Someone;
let louis: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
});

/** Each trial has people of its own, on a day of its own: limits forget. */
beforeEach(async () => {
  now = new Date(now.getTime() + 86_400_000);
  marie = await someone(base, now);
  louis = await someone(base, now, { name: 'Louis Castets' });
});

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const browser = () => new Walker('http://localhost', request => site.fetch(request));

const askFrom = async (walker: Walker, adresse: string) =>
  await walker.send(await walker.get('/se-connecter'), '/se-connecter', { adresse, faire: 'lien' });

/** The last link written to this address. */
async function linkOf({ email }: Pick<Someone, 'email'>): Promise<string> {
  const { rows } = await asOwner(base, client =>
    client.query(
      'SELECT link FROM core.message WHERE address = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
      [email],
    ),
  );
  return new URL(rows[0].link).pathname;
}

async function comeInBy(walker: Walker, who: Someone) {
  await askFrom(walker, who.email);
  const link = await linkOf(who);
  return await walker.send(await walker.get(link), link, {});
}

describe('a link received by e-mail', () => {
  it('opens, in the browser that asked, with one button', async () => {
    const walker = browser();
    const sent = await askFrom(walker, marie.email);
    expect(sent.at).toBe('/se-connecter/lien');
    const link = await linkOf(marie);
    const page = await walker.get(link);
    expect(page.html).not.toContain('name="code"');
    const entered = await walker.send(page, link, {});
    expect(entered.at).toBe('/compte');
    expect(entered.html).toContain('Marie Dupouy');
  });

  it('is not used up by a machine that opens it, nor by the page alone', async () => {
    const walker = browser();
    await askFrom(walker, marie.email);
    const link = await linkOf(marie);
    for (let opened = 0; opened < 3; opened++) {
      const scanner = browser();
      expect((await scanner.get(link)).status).toBe(200);
      expect((await scanner.get('/compte')).at).toMatch(/^\/se-connecter/);
    }
    expect((await walker.send(await walker.get(link), link, {})).at).toBe('/compte');
  });

  it('asks another browser for the number of the first screen, three times at most', async () => {
    const sent = await askFrom(browser(), marie.email);
    const number = /class="num">(\d\d)</.exec(sent.html)![1]!;
    const other = String(((Number(number) - 10 + 1) % 90) + 10);
    const link = await linkOf(marie);
    const telephone = browser();
    const page = await telephone.get(link);
    const wrong = await telephone.send(page, link, { code: other });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Ce nombre ne va pas');
    expect((await telephone.send(page, link, { code: ` ${number[0]} ${number[1]} ` })).at).toBe('/compte');

    await askFrom(browser(), louis.email);
    const second = await linkOf(louis);
    const guesser = browser();
    const guessed = await guesser.get(second);
    for (let tried = 0; tried < 3; tried++) await guesser.send(guessed, second, { code: '00' });
    const stopped = await guesser.send(guessed, second, { code: '00' });
    expect(stopped.status).toBe(410);
    expect(stopped.html).toContain('trop d’essais');
  });

  it('serves once, and the form for another one is ready', async () => {
    const walker = browser();
    await comeInBy(walker, marie);
    const again = await browser().get(await linkOf(marie));
    expect(again.status).toBe(410);
    expect(again.html).toContain('Ce lien a déjà servi. Demandez-en un autre.');
    expect(again.html).toContain('name="adresse"');
  });

  it('serves once when its button is pressed twice at the same time', async () => {
    const walker = browser();
    await askFrom(walker, marie.email);
    const link = await linkOf(marie);
    const page = await walker.get(link);
    const both = browser();
    both.remember(walker.cookies);
    const ends = await Promise.all([walker.send(page, link, {}), both.send(page, link, {})]);
    expect(ends.map(({ at }) => at)).toEqual(['/compte', '/compte']);
    expect((await browser().send(page, link, { code: '00' })).status).toBe(410);
  });

  it('dies after 15 minutes', async () => {
    const walker = browser();
    await askFrom(walker, marie.email);
    const link = await linkOf(marie);
    const page = await walker.get(link);
    later(16);
    const late = await walker.send(page, link, {});
    expect(late.status).toBe(410);
    expect(late.html).toContain('Ce lien est trop ancien');
    expect((await walker.get('/compte')).at).toMatch(/^\/se-connecter/);
  });

  it('is nothing when it was cut, lengthened or invented', async () => {
    await askFrom(browser(), marie.email);
    const link = await linkOf(marie);
    for (const broken of [link.slice(0, -1), `${link}A`, `${link.slice(0, -1)}-`, '/se-connecter/lien/x']) {
      const page = await browser().get(broken);
      expect(page.status).toBe(410);
      expect(page.html).toContain('n’est pas complet ou n’existe pas');
    }
  });

  it('tells nobody whether an address has an account', async () => {
    const plain = (html: string, address: string) =>
      html.replaceAll(address, '…').replace(/class="num">\d\d</, 'class="num">…<');
    const known = await askFrom(browser(), marie.email);
    const unknown = await askFrom(browser(), 'personne@landes.example');
    expect(unknown.status).toBe(200);
    expect(plain(unknown.html, 'personne@landes.example')).toBe(plain(known.html, marie.email));
    const written = await asOwner(base, client =>
      client.query('SELECT template, link FROM core.message WHERE address = $1', ['personne@landes.example']),
    );
    expect(written.rows).toEqual([
      { template: 'network.sign_in_unknown', link: 'http://localhost/inscription' },
    ]);
  });

  it('is asked for three times an hour at most', async () => {
    for (let asked = 0; asked < 3; asked++)
      expect((await askFrom(browser(), marie.email)).at).toBe('/se-connecter/lien');
    const fourth = await askFrom(browser(), marie.email.toUpperCase());
    expect(fourth.status).toBe(429);
    later(61);
    expect((await askFrom(browser(), marie.email)).at).toBe('/se-connecter/lien');
  });
});

describe('a form whose sender is no longer signed in', () => {
  /** Somebody wrote another name on « Mon compte », and went for a coffee. */
  async function coffee() {
    const walker = browser();
    const page = await comeInBy(walker, marie);
    later(13 * 60);
    return { walker, door: await walker.send(page, '/compte', { nom: 'Marie d’Artagnan' }) };
  }

  const nameOf = async ({ account }: Someone) =>
    (
      await asOwner(base, client =>
        client.query('SELECT display_name FROM network.account WHERE id = $1', [account]),
      )
    ).rows[0].display_name;

  /** Signs in by a link from the page of the door, with what it carries. */
  async function goOn(walker: Walker, door: Awaited<ReturnType<Walker['get']>>, who: Someone) {
    await walker.send(door, '/se-connecter', { adresse: who.email, faire: 'lien' });
    const link = await linkOf(who);
    return await walker.send(await walker.get(link), link, {});
  }

  it('waits for the same person, and is sent when they say so', async () => {
    const { walker, door } = await coffee();
    expect(door.at).toMatch(/^\/se-connecter\?suite=.*formulaire=/);
    expect(await nameOf(marie)).toBe('Marie Dupouy');
    const back = await goOn(walker, door, marie);
    expect(back.at).toMatch(/^\/reprendre\//);
    expect(back.html).toContain('Marie d’Artagnan');
    expect(await nameOf(marie)).toBe('Marie Dupouy');
    const sent = await walker.send(back, '/compte', {});
    expect(sent.at).toBe('/compte?enregistre=oui');
    expect(await nameOf(marie)).toBe('Marie d’Artagnan');
  });

  it('is nothing to somebody else who signs in there', async () => {
    const { walker, door } = await coffee();
    const back = await goOn(walker, door, louis);
    expect(back.html).not.toContain('Artagnan');
    expect(await nameOf(louis)).toBe('Louis Castets');
    const kept = /formulaire=([0-9a-f-]{36})/.exec(door.at)![1]!;
    expect((await walker.get(`/reprendre/${kept}`)).html).not.toContain('Artagnan');
  });
});

describe('a role removed while its owner is working', () => {
  it('refuses the act, says who can, and keeps what was typed', async () => {
    const organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
    const lead = await someone(base, now, { in: { organisation, roles: ['referent_structure'] } });
    const walker = browser();
    walker.remember(lead.headers.Cookie);
    const path = `/pro/reseau/structures/${organisation}/reglages`;
    const page = await walker.get(path);
    expect(page.status).toBe(200);
    await asOwner(base, async client => {
      await client.query('UPDATE network.membership SET until_at = $2 WHERE account_id = $1', [
        lead.account,
        now,
      ]);
    });
    const refused = await walker.send(page, path, { nom: 'CCAS de Sabres et Luglon', conservation: '12' });
    expect([refused.status, refused.html]).toEqual([
      403,
      expect.stringContaining('CCAS de Sabres et Luglon'),
    ]);
    expect(refused.html).toContain('Votre rôle ne permet pas cette action');
    const { rows } = await asOwner(base, client =>
      client.query('SELECT name FROM network.organisation WHERE id = $1', [organisation]),
    );
    expect(rows[0].name).toBe('CCAS de Sabres');
  });
});

describe('an account opened alone', () => {
  let count = 0;
  const fresh = () => `ouverte-${++count}@landes.example`;
  const open = async (
    walker: Walker,
    values: Record<string, string>,
    page?: Awaited<ReturnType<Walker['get']>>,
  ) =>
    await walker.send(page ?? (await walker.get('/inscription')), '/inscription', {
      prenom: 'Ève',
      nom: 'O’Neill-Ćirić',
      // As if the page had been read for ten seconds.
      ouvert: String(Date.now() - 10_000),
      ...values,
    });
  const accountsOf = async (email: string) =>
    (
      await asOwner(base, client =>
        client.query('SELECT display_name, email_verified_at, state FROM network.account WHERE email = $1', [
          email,
        ]),
      )
    ).rows;

  it('opens with the link, not before, and they are in', async () => {
    const walker = browser();
    const email = fresh();
    const sent = await open(walker, { adresse: ` ${email.toUpperCase()} ` });
    expect(sent.at).toBe('/se-connecter/lien');
    expect(await accountsOf(email)).toEqual([]);
    const link = await linkOf({ email });
    const page = await walker.get(link);
    expect(await accountsOf(email)).toEqual([]);
    const entered = await walker.send(page, link, {});
    expect(entered.at).toBe('/compte?ouvert=oui');
    expect(entered.html).toContain('Votre compte est ouvert.');
    expect(await accountsOf(email)).toEqual([
      { display_name: 'Ève O’Neill-Ćirić', email_verified_at: now, state: 'actif' },
    ]);
    expect((await browser().get(link)).html).toContain('Ce lien a déjà servi');
  });

  it('opens once, whatever is pressed twice', async () => {
    const email = fresh();
    const walkers = [browser(), browser()];
    const ends = [];
    for (const walker of walkers) {
      // The last message is told by its instant.
      later(1);
      await open(walker, { adresse: email });
      const link = await linkOf({ email });
      ends.push({ walker, link, page: await walker.get(link) });
    }
    const answers = await Promise.all(
      [...ends, ends[1]!].map(({ walker, link, page }) => walker.send(page, link, {})),
    );
    expect(await accountsOf(email)).toHaveLength(1);
    for (const { status } of answers) expect([200, 410]).toContain(status);
    expect(answers.some(({ at }) => at.startsWith('/compte'))).toBe(true);
  });

  it('says the same of an address that has one already, which receives a link to come in', async () => {
    const plain = (html: string, address: string) =>
      html.replaceAll(address, '…').replace(/class="num">\d\d</, 'class="num">…<');
    const email = fresh();
    const unknown = await open(browser(), { adresse: email });
    const walker = browser();
    const known = await open(walker, { adresse: marie.email, prenom: 'Autre', nom: 'Nom' });
    expect(plain(known.html, marie.email)).toBe(plain(unknown.html, email));
    const link = await linkOf(marie);
    expect((await walker.send(await walker.get(link), link, {})).html).toContain('Marie Dupouy');
    expect(await accountsOf(marie.email)).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no name', { prenom: ' ', nom: '' }, 'Écrivez votre prénom.'],
    ['a name of 201 letters', { nom: 'a'.repeat(201) }, '199 signes au plus'],
    ['two names of 100 letters', { prenom: 'a'.repeat(100), nom: 'b'.repeat(100) }, '199 signes au plus'],
    ['no address', { adresse: '' }, 'Écrivez votre adresse mail'],
    ['half an address', { adresse: 'eve@' }, 'Cette adresse n’est pas complète'],
    ['a letter that looks like another', { adresse: 'm\u0430rie@landes.example' }, 'signe'],
    ['a robot', { site_internet_bis: 'https://exemple.fr' }, 'Appuyez encore une fois'],
  ])('with %s asks again beside the field, and keeps the rest', async (_, values, said) => {
    const page = await open(browser(), { adresse: fresh(), ...values });
    expect(page.status).toBe(422);
    expect(page.html).toContain(said);
    if (!('nom' in values)) expect(page.html).toContain('value="O’Neill-Ćirić"');
  });

  it('takes names of one letter, and of two hundred in all', async () => {
    for (const [prenom, nom] of [
      ['É', 'Ô'],
      ['a', 'b'.repeat(198)],
    ] as const) {
      const walker = browser();
      const email = fresh();
      later(61);
      await open(walker, { adresse: email, prenom, nom });
      const link = await linkOf({ email });
      await walker.send(await walker.get(link), link, {});
      expect(await accountsOf(email)).toMatchObject([{ display_name: `${prenom} ${nom}` }]);
    }
  });
});
