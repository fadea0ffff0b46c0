import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner, groundOf, someone } from '../../../../tests/signed-in.ts';
import { type Seen, Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';

let now = new Date('2026-11-24T22:30:00Z');
let base: TestDatabase;
let site: Hono;
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
});
beforeEach(() => {
  now = new Date(now.getTime() + 2 * 86_400_000);
});

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const browser = () => new Walker('http://localhost', request => site.fetch(request));
/** A number of one trial, as people write it, and as it is kept. */
function mobile() {
  const end = String(count++).padStart(4, '0');
  return { typed: `06 12 01 ${end.slice(0, 2)} ${end.slice(2)}`, kept: `+33612 01${end}`.replace(' ', '') };
}

const rowsOf = async (text: string, values: unknown[] = []) =>
  (await asOwner(base, client => client.query(text, values))).rows;
const codeTo = async (phone: string) => {
  const rows = await rowsOf(
    'SELECT body, state, next_try_at FROM core.message WHERE address = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [phone],
  );
  return /\d{6}/.exec(rows[0].body)![0];
};
const accountsOf = async (phone: string) =>
  await rowsOf(
    `SELECT display_name AS name, email, phone_verified_at IS NOT NULL AS verified FROM network.account
     WHERE phone = $1 ORDER BY id`,
    [phone],
  );

/** A form sent in less than three seconds is a robot's: its seal is that of a while ago. */
async function ask(walker: Walker, adresse: string, names = { prenom: 'Odette', nom: 'Lalanne' }) {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const page = await walker.get('/inscription');
    vi.setSystemTime(Date.now() + 10_000);
    return await walker.send(page, '/inscription', { ...names, adresse });
  } finally {
    vi.useRealTimers();
  }
}
async function prove(walker: Walker, number: { typed: string; kept: string }, names?: never): Promise<Seen> {
  const sent = await ask(walker, number.typed, names);
  expect(sent.at).toBe('/inscription/code');
  return await walker.send(sent, '/inscription/code', { code: await codeTo(number.kept) });
}
const proposedOn = (page: Seen) => /<p class="lead"><b>([^<]+)</.exec(page.html)![1]!;
async function openWith(number: { typed: string; kept: string }, phrase?: string) {
  const walker = browser();
  const page = await prove(walker, number);
  expect(page.at).toBe('/inscription/phrase');
  const words = proposedOn(page);
  const opened = await walker.send(page, '/inscription/phrase', { phrase: phrase ?? words });
  return { walker, page, opened, words };
}
const signIn = async (adresse: string, mot_de_passe: string, more: Record<string, string> = {}) => {
  const walker = browser();
  return await walker.send(await walker.get('/se-connecter'), '/se-connecter', {
    adresse,
    mot_de_passe,
    ...more,
  });
};

describe('an account opened by mobile phone', () => {
  it('opens with a code at any hour, then four words, and comes back with both', async () => {
    const number = mobile();
    const { walker, opened, words } = await openWith(number);
    expect(words.split(' ')).toHaveLength(4);
    expect([opened.at, opened.status]).toEqual(['/compte?ouvert=telephone', 200]);
    expect(opened.html).toContain('Votre compte est ouvert.');
    expect(opened.html).toContain('Odette Lalanne');
    expect(await accountsOf(number.kept)).toEqual([{ name: 'Odette Lalanne', email: null, verified: true }]);
    expect((await walker.get('/compte')).status).toBe(200);
    for (const spelling of [words, words.toUpperCase(), ` ${words.replaceAll(' ', '  ')} `])
      expect((await signIn(number.typed, spelling)).at).toBe('/compte');
    expect((await signIn(number.kept, words.normalize('NFD'))).at).toBe('/compte');
    expect((await signIn(number.typed, 'abaisser abandon abdiquer abeille')).status).toBe(422);
  });

  it('takes a password of their own, held to the usual rules, what was typed kept', async () => {
    const number = mobile();
    const walker = browser();
    const page = await prove(walker, number);
    for (const [phrase, said] of [
      ['', 'Écrivez un mot de passe.'],
      ['court', '12 signes au moins'],
      ['odettelalanne', 'se devine trop vite'],
      [`00${number.kept.slice(1)}`, 'se devine trop vite'],
    ]) {
      const refused = await walker.send(page, '/inscription/phrase', { phrase: phrase! });
      expect(refused.status).toBe(422);
      expect(refused.html).toContain(said);
      expect(refused.html).toContain(`value="${phrase}"`);
    }
    const own = 'Gabarit!77 vole sous la dune';
    expect((await walker.send(page, '/inscription/phrase', { phrase: own })).at).toBe(
      '/compte?ouvert=telephone',
    );
    expect((await signIn(number.typed, own)).at).toBe('/compte');
    expect((await signIn(number.typed, own.toLowerCase())).status).toBe(422);
  });

  it('opens once when the button is pressed twice', async () => {
    const number = mobile();
    const walker = browser();
    const page = await prove(walker, number);
    const both = browser();
    both.remember(walker.cookies);
    const phrase = proposedOn(page);
    const ends = await Promise.all([
      walker.send(page, '/inscription/phrase', { phrase }),
      both.send(page, '/inscription/phrase', { phrase }),
    ]);
    expect(ends.map(end => end.at)).toEqual(['/compte?ouvert=telephone', '/compte?ouvert=telephone']);
    expect(await accountsOf(number.kept)).toHaveLength(1);
    expect(
      await rowsOf(`SELECT 1 FROM core.journal_entry WHERE event = 'network.account_opened' AND at = $1`, [
        now,
      ]),
    ).toHaveLength(1);
  });

  it('proves once when the code is sent twice, and the number alone opens nothing', async () => {
    const number = mobile();
    const walker = browser();
    const sent = await ask(walker, number.typed);
    const code = await codeTo(number.kept);
    expect((await walker.send(sent, '/inscription/code', { code })).at).toBe('/inscription/phrase');
    expect((await walker.send(sent, '/inscription/code', { code })).at).toBe('/inscription/phrase');
    expect(await accountsOf(number.kept)).toEqual([]);
    expect((await walker.get('/compte')).at).toMatch(/^\/se-connecter/);
  });

  it('a number that has an account answers like one that has none, until it is proven', async () => {
    const taken = mobile();
    const free = mobile();
    await openWith(taken);
    later(1);
    const [first, second] = [browser(), browser()];
    const look = ({ html }: Seen) =>
      html.replaceAll(/0612\S*|06(?:[\s\u00a0]\d\d){4}/g, 'NUMERO').replaceAll(/value="[^"]*"/g, '');
    const ofTaken = await ask(first, taken.typed);
    const ofFree = await ask(second, free.typed);
    expect([ofTaken.at, ofTaken.status, look(ofTaken)]).toEqual([ofFree.at, ofFree.status, look(ofFree)]);
    const proven = await first.send(ofTaken, '/inscription/code', { code: await codeTo(taken.kept) });
    expect(proven.html).toContain('Ce numéro a déjà un compte.');
  });

  it('a code is of one browser, five tries, ten minutes', async () => {
    const number = mobile();
    const walker = browser();
    const sent = await ask(walker, number.typed);
    const code = await codeTo(number.kept);
    const elsewhere = browser();
    await ask(elsewhere, mobile().typed);
    expect((await elsewhere.send(sent, '/inscription/code', { code })).status).toBe(422);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tried = 1; tried < 5; tried++)
      expect((await walker.send(sent, '/inscription/code', { code: wrong })).status).toBe(422);
    const stopped = await walker.send(sent, '/inscription/code', { code: wrong });
    expect(stopped.html).toContain('trop d’essais');
    expect(stopped.html).toContain('value="Odette"');
    expect((await walker.send(sent, '/inscription/code', { code })).html).toContain('trop d’essais');
    const other = browser();
    const again = await ask(other, number.typed);
    const late = await codeTo(number.kept);
    later(11);
    expect((await other.send(again, '/inscription/code', { code: late })).html).toContain(
      'Ce code n’est plus valable',
    );
  });

  it('the code of who changes their number opens nothing here', async () => {
    const number = mobile();
    const marie = await someone(base, now);
    const holder = browser();
    holder.remember(marie.headers.Cookie);
    const asked = await holder.send(await holder.get('/compte/telephone'), '/compte/telephone', {
      telephone: number.typed,
    });
    expect(asked.at).toBe('/compte/telephone/code');
    const refused = await holder.send(asked, '/compte/telephone/code', { code: '' });
    expect(refused.status).toBe(422);
    const code = await codeTo(number.kept);
    const page = await browser().get('/inscription');
    expect(page.status).toBe(200);
    const tried = await holder.send(
      { ...asked, html: asked.html.replaceAll('/compte/telephone/code', '/inscription/code') },
      '/inscription/code',
      { code },
    );
    expect(tried.status).toBe(422);
    expect(await accountsOf(number.kept)).toEqual([]);
  });

  it('a landline, a foreign or a cut number is refused in words', async () => {
    for (const [typed, said] of [
      ['05 58 00 00 00', 'Ce numéro est un téléphone fixe.'],
      ['+34 612 345 678', 'd’un autre pays'],
      ['06 12 34', 'pas complet'],
      ['', 'Écrivez votre adresse mail, ou votre numéro de mobile.'],
      ['marie', 'Cette adresse n’est pas complète'],
    ]) {
      const page = await ask(browser(), typed!);
      expect(page.status).toBe(422);
      expect(page.html).toContain(said);
    }
  });

  it('a number gets three codes an hour, whoever asks', async () => {
    const number = mobile();
    for (let asked = 0; asked < 3; asked++)
      expect((await ask(browser(), number.typed)).at).toBe('/inscription/code');
    const fourth = await ask(browser(), number.typed);
    expect(fourth.status).toBe(429);
    expect(fourth.html).toContain('Attendez');
  });
});

describe('a telephone that several share', () => {
  it('the password tells whose account it is; the fourth is refused', async () => {
    const number = mobile();
    const first = await openWith(number);
    later(61);
    const second = await openWith(number);
    later(61);
    await openWith(number);
    expect((await signIn(number.typed, first.words)).at).toBe('/compte');
    expect((await signIn(number.typed, second.words)).at).toBe('/compte');
    expect(await accountsOf(number.kept)).toHaveLength(3);
    later(61);
    const fourth = await prove(browser(), number);
    expect(fourth.html).toContain('déjà à trois comptes');
    expect(fourth.html).toContain('value="Lalanne"');
    expect(await accountsOf(number.kept)).toHaveLength(3);
  });

  it('with the same password asks which one', async () => {
    const number = mobile();
    const own = 'Gabarit!77 vole sous la dune';
    await openWith(number, own);
    later(61);
    await openWith(number, own);
    const [first, second] = await rowsOf(
      `UPDATE network.account SET display_name = 'Jean ' || display_name WHERE id =
         (SELECT max(id::text)::uuid FROM network.account WHERE phone = $1) RETURNING id`,
      [number.kept],
    );
    expect(second).toBeUndefined();
    const asked = await signIn(number.typed, own);
    expect(asked.status).toBe(422);
    expect(asked.html).toContain('Quel compte ouvrir');
    expect(asked.html).toContain('Jean Odette');
    const chosen = await signIn(number.typed, own, { compte: first.id });
    expect([chosen.at, chosen.html.includes('Jean Odette')]).toEqual(['/compte', true]);
    expect((await signIn(number.typed, own, { compte: 'autre' })).status).toBe(422);
    const wrong = await signIn(number.typed, 'pas le bon du tout', { compte: first.id });
    expect(wrong.html).not.toContain('Jean Odette');
  });

  it('a number that nobody has is refused with the same words and as much work', async () => {
    const taken = mobile();
    await openWith(taken);
    const look = ({ html }: Seen) => html.replaceAll(/value="[^"]*"/g, '').replaceAll(/"cle"[^>]*>/g, '');
    const known = await signIn(taken.typed, 'un mot de passe faux');
    const unknown = await signIn(mobile().typed, 'un mot de passe faux');
    expect([known.status, look(known)]).toEqual([unknown.status, look(unknown)]);
    expect(known.html).toContain('Ce numéro et ce mot de passe ne vont pas ensemble.');
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let tried = 0; tried < 3; tried++)
      for (const [kind, number] of [
        ['known', taken],
        ['unknown', mobile()],
      ] as const) {
        later(20);
        const since = performance.now();
        await signIn(number.typed, 'un mot de passe faux');
        times[kind].push(performance.now() - since);
      }
    const [mine, nobodys] = [Math.min(...times.known), Math.min(...times.unknown)];
    // One hash of three would be a third of it, none nothing.
    expect(Math.abs(mine - nobodys) / Math.max(mine, nobodys)).toBeLessThan(0.5);
  });

  it('five wrong passwords slow the number down, ten tell its holders', async () => {
    const number = mobile();
    const { words } = await openWith(number);
    for (let tried = 0; tried < 5; tried++) await signIn(number.typed, 'un mot de passe faux');
    const slowed = await signIn(number.typed, words);
    expect(slowed.status).toBe(429);
    expect(slowed.html).toContain('lieu d’aide');
    for (let tried = 5; tried < 10; tried++) {
      later(0.5);
      await signIn(number.typed, 'un mot de passe faux');
    }
    expect(
      (
        await rowsOf(
          `SELECT channel FROM core.message WHERE address = $1 AND template = 'network.passwords_rest'`,
          [number.kept],
        )
      ).map(row => row.channel),
    ).toEqual(['sms']);
  });

  it('a lost phrase is not given back by SMS: where to go is said', async () => {
    const number = mobile();
    await openWith(number);
    const asked = await signIn(number.typed, '', { faire: 'lien' });
    expect(asked.status).toBe(422);
    expect(asked.html).toContain('jamais par SMS');
    expect(asked.html).toContain('lieu d’aide');
    expect((await signIn(mobile().typed, '', { faire: 'lien' })).status).toBe(422);
  });
});
