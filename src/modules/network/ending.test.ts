import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import {
  asOwner,
  formOf,
  groundOf,
  openedOrganisation,
  type Someone,
  someone,
} from '../../../tests/signed-in.ts';
import { sealForm } from '../../core/forms.ts';
import { buildSite } from '../../core/http/app.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let base: TestDatabase;
let site: ReturnType<typeof buildSite>;
let helper: Someone;
let lead: Someone;
let coordinator: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  const sabres = await openedOrganisation(base, now, 'CCAS de Sabres');
  const pilot = await openedOrganisation(base, now, 'Département', true);
  const entitled = { organisation: sabres, roles: ['aidant'], entitled: ['carte'] } as const;
  helper = await someone(base, now, { name: 'Hugo Aidant', in: entitled });
  lead = await someone(base, now, {
    name: 'Maylis',
    in: { organisation: sabres, roles: ['referent_structure'] },
  });
  coordinator = await someone(base, now, {
    name: 'Dom',
    in: { organisation: pilot, roles: ['coordinateur'] },
  });
  await asOwner(base, client =>
    client.query(`UPDATE network.habilitation SET valid_until = '2026-11-24T10:15:00Z'`),
  );
});

const get = async (path: string, who: Someone) => {
  const answer = await site.request(path, { headers: who.headers });
  return { status: answer.status, html: await answer.text() };
};
const issue = async () => {
  const form = { cle: sealForm(now).key, ouvert: '0', personne: 'Odette', verification: 'piece_identite' };
  const answer = await site.request('/pro/cartes', formOf(form, helper));
  return { status: answer.status, type: answer.headers.get('content-type'), html: await answer.text() };
};

describe('a habilitation that ends', { shuffle: false }, () => {
  it('serves until its last second, and tells on the desk who must know', async () => {
    expect((await get('/pro/cartes', helper)).status).toBe(200);
    const desk = (await get('/pro', helper)).html;
    expect(desk).toContain('href="/pro/cartes"');
    expect(desk).toContain('Votre habilitation «\u00a0Délivrer une carte\u00a0» prend bientôt fin');
    for (const who of [lead, coordinator]) {
      const { html } = await get('/pro', who);
      expect(html).toContain('1 habilitation prend bientôt fin');
      expect(html).toContain('href="/pro/reseau/personnes?fin=30"');
    }
    expect((await issue()).type).toBe('application/pdf');
  });

  it('refuses the act the same second, with the sentence, and leaves no dead button', async () => {
    now = new Date('2026-11-24T10:15:00Z');
    const sentence = 'Votre habilitation «\u00a0Délivrer une carte\u00a0» a pris fin le 24\u00a0novembre.';
    const page = await get('/pro/cartes', helper);
    expect(page.status).toBe(403);
    expect(page.html).toContain(sentence);
    const refused = await issue();
    expect(refused.status).toBe(403);
    expect(refused.html).toContain(sentence);
    const desk = (await get('/pro', helper)).html;
    expect(desk).not.toContain('href="/pro/cartes"');
    expect(desk).toContain(sentence);
    expect((await get('/pro', lead)).html).not.toContain('prend bientôt fin');
  });

  it('says that it was withdrawn when it was, and nothing to who never had it', async () => {
    await asOwner(base, client =>
      client.query(`UPDATE network.habilitation SET valid_until = '2027-11-24T10:00:00Z', revoked_at = $1`, [
        now,
      ]),
    );
    const { html } = await get('/pro/cartes', helper);
    expect(html).toContain(
      'Votre habilitation «\u00a0Délivrer une carte\u00a0» a été retirée le 24\u00a0novembre.',
    );
    const never = await get('/pro/cartes', lead);
    expect(never.status).toBe(403);
    expect(never.html).not.toContain('Votre habilitation');
  });
});
