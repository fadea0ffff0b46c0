import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import {
  asOwner,
  formOf,
  groundOf,
  openedOrganisation,
  type Someone,
  someone,
} from '../../../../tests/signed-in.ts';
import { keyOfAct, sealForm } from '../../../core/forms.ts';
import { buildSite } from '../../../core/http/app.ts';
import { sheetCode } from '../role-sheets.ts';

let now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let sabres: string;
let helper: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  sabres = await openedOrganisation(base, now, 'CCAS de Sabres');
  helper = await someone(base, now, {
    name: 'Hugo Aidant',
    phone: '+33600000001',
    in: { organisation: sabres, roles: ['aidant'], entitled: ['carte'] },
  });
});

/** Prints the sheet; gives the PDF and the code that is on it. */
async function print(who: Someone, key = sealForm(now).key) {
  const answer = await site.request('/pro/reseau/ma-fiche', formOf({ cle: key, ouvert: '0' }, who));
  const pdf = Buffer.from(await answer.arrayBuffer());
  const code = sheetCode({ secret: 'essai' }, keyOfAct(key, [who.account, sabres]));
  return { status: answer.status, headers: answer.headers, pdf, code };
}
const verify = async (code: string) => {
  const answer = await site.request(`/reseau/verifier/${code}`);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

describe('the sheet of a professional', { shuffle: false }, () => {
  let first: string;
  let second: string;

  it('is a PDF/UA, the same for a second press, and only a hash of its code is kept', async () => {
    const { key } = sealForm(now);
    const sheet = await print(helper, key);
    expect(sheet.status).toBe(200);
    expect(sheet.headers.get('cache-control')).toBe('no-store');
    const clear = sheet.pdf.toString('latin1');
    expect(clear).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(clear).toContain('/Lang (fr)');
    expect(clear).toMatch(/\/MarkInfo <<\s*\/Marked true/);
    const again = await print(helper, key);
    expect(again.pdf.equals(sheet.pdf)).toBe(true);
    first = sheet.code;
    expect(first).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const { rows } = await asOwner(base, client => client.query('SELECT * FROM network.role_sheet'));
    expect(rows).toHaveLength(1);
    const answers = await asOwner(base, client => client.query('SELECT answer::text FROM core.idempotency'));
    expect(JSON.stringify([rows, answers.rows])).not.toContain(first);
  });

  it('says to anybody that it is valid, and what it allows, never an address', async () => {
    const { status, html, headers } = await verify(first);
    expect(status).toBe(200);
    expect(html).toContain('Cette fiche est valable aujourd’hui.');
    for (const said of ['Hugo Aidant', 'CCAS de Sabres', 'Aidant, aidante', 'Délivrer une carte'])
      expect(html).toContain(said);
    expect(html).toContain('Remettre une carte Airial à une personne présente.');
    expect(html).toContain('jusqu’au 24\u00a0novembre\u00a02027');
    expect(html).not.toContain(helper.email);
    expect(html).not.toMatch(/0600000001|06\s?00/);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('reads the code as people type it', async () => {
    const typed = `${first.slice(0, 4).toLowerCase()} ${first.slice(4, 13)}-${first.slice(13)}`;
    const answer = await site.request(`/reseau/verifier?code=${encodeURIComponent(typed)}`);
    expect(answer.headers.get('location')).toBe(`/reseau/verifier/${first}`);
    expect((await verify(encodeURIComponent(typed))).html).toContain('valable aujourd’hui');
  });

  it('does not know a truncated, longer, strange or unknown code', async () => {
    for (const code of [
      first.slice(0, 25),
      `${first}0`,
      first.replace(/.$/, sign => (sign === '0' ? '1' : '0')),
      '%F0%9F%98%80',
      "' OR 1=1 --",
      'x'.repeat(3000),
    ]) {
      const { status, html } = await verify(code);
      expect(status, code).toBe(404);
      expect(html, code).toContain('Nous ne connaissons pas cette fiche.');
      expect(html).not.toContain('Hugo');
    }
  });

  it('ends when it is printed again', async () => {
    now = new Date('2026-11-25T10:00:00Z');
    helper = await signedInAgain(helper);
    second = (await print(helper)).code;
    expect(second).not.toBe(first);
    const old = await verify(first);
    expect(old.html).toContain('Cette fiche n’est plus valable depuis le 25\u00a0novembre.');
    expect(old.html).not.toContain('Hugo');
    expect((await verify(second)).html).toContain('valable aujourd’hui');
  });

  it('leaves out a habilitation that ended, and stops with the account, the membership, or after a year', async () => {
    await asOwner(base, client => client.query(`UPDATE network.habilitation SET revoked_at = $1`, [now]));
    const without = (await verify(second)).html;
    expect(without).toContain('valable aujourd’hui');
    expect(without).not.toContain('Délivrer une carte');
    const state = (to: string) =>
      asOwner(base, client => client.query('UPDATE network.account SET state = $1', [to]));
    await state('suspendu');
    expect((await verify(second)).html).toContain('Cette fiche n’est plus valable.');
    await state('actif');
    now = new Date('2027-11-24T10:00:00Z');
    expect((await verify(second)).html).toContain('n’est plus valable depuis le 24\u00a0novembre');
    now = new Date('2026-12-02T10:00:00Z');
    await asOwner(base, client =>
      client.query(`UPDATE network.membership SET until_at = '2026-12-01T10:00:00Z'`),
    );
    const left = (await verify(second)).html;
    expect(left).toContain('n’est plus valable depuis le 1er\u00a0décembre');
    expect(left).not.toContain('Hugo');
  });

  it('slows who tries many codes', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 61; n++) answers.push((await verify('0'.repeat(26))).status);
    expect(answers.at(-1)).toBe(429);
    expect(answers[0]).toBe(404);
  });

  it('is not for somebody who works nowhere', async () => {
    const person = await someone(base, now, { name: 'Odette Lalanne' });
    const refused = await print(person);
    // One factor is asked to show the second; nothing is printed.
    expect(refused.status).toBe(303);
    expect(refused.headers.get('location')).toContain('/se-connecter/code');
  });
});

/** The same person, in a session of the new day. */
async function signedInAgain(who: Someone): Promise<Someone> {
  await asOwner(base, client =>
    client.query(
      `UPDATE core.session SET idle_until = $2::timestamptz + interval '1 hour', ends_at = $2::timestamptz + interval '1 hour',
         last_seen_at = $2, reauth_at = $2 WHERE account_id = $1`,
      [who.account, now],
    ),
  );
  return who;
}
