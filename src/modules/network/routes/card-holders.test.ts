import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import {
  asOwner,
  formOf,
  groundOf,
  openedOrganisation,
  type Someone,
  someone,
} from '../../../../tests/signed-in.ts';
import { sealForm } from '../../../core/forms.ts';
import { buildSite } from '../../../core/http/app.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let base: TestDatabase;
let site: Hono;
let helper: Someone;
let other: Someone;
let odette: Someone;
let angele: Someone;
let professional: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  const sabres = await openedOrganisation(base, start, 'CCAS de Sabres');
  const luxey = await openedOrganisation(base, start, 'Médiathèque de Luxey');
  const roles = ['aidant'] as const;
  helper = await someone(base, start, {
    name: 'Hugo Aidant',
    in: { organisation: sabres, roles, entitled: ['carte'] },
  });
  other = await someone(base, start, {
    name: 'Nadia Voisine',
    in: { organisation: luxey, roles, entitled: ['carte'] },
  });
  angele = await someone(base, start, { name: 'Angèle D’Artagnan', phone: '+33612345678' });
  professional = await someone(base, start, {
    name: 'Paul Référent',
    phone: '+33600000009',
    in: { organisation: luxey, roles: ['referent_structure'] },
  });
  // Odette got her card elsewhere.
  await press('/pro/cartes', other, { personne: 'Odette Lalanne', verification: 'piece_identite' });
  const [card] = await liveCards();
  odette = { ...angele, account: card.account_id };
});
beforeEach(async () => {
  now = start;
  await base.db.deleteFrom('core.rate_hit').execute();
});

const press = (path: string, who: Someone, values: Record<string, string>) =>
  site.request(path, formOf({ cle: sealForm(now).key, ouvert: '0', ...values }, who));
const liveCards = async () =>
  (
    await asOwner(base, client =>
      client.query(
        'SELECT account_id, issued_by FROM network.credential_card WHERE ended_at IS NULL ORDER BY id',
      ),
    )
  ).rows;

/** Accounts that a search shows, with the mark of each. */
async function seek(qui: string, who = helper) {
  const answer = await press('/pro/cartes/retrouver', who, { qui });
  const html = (await answer.text()).replaceAll('\u00a0', ' ');
  const found = [
    ...html.matchAll(
      /action="\/pro\/cartes\/([0-9a-f-]{36})" class="panel flow">[\s\S]*?name="trouve" value="([^"]+)"/g,
    ),
  ].map(([, account, mark]) => ({ account: account!, mark: mark! }));
  return { status: answer.status, html, found };
}

describe('somebody whose card or phrase is lost', { shuffle: false }, () => {
  it.each([
    ['06 12 34 56 78', () => angele],
    ['odette lalanne', () => odette],
  ])(
    'is found by « %s », whichever organisation knows them, and each search is in the journal',
    async (qui, who) => {
      const { status, found } = await seek(qui);
      expect([status, found.map(({ account }) => account)]).toEqual([200, [who().account]]);
      const { rows } = await asOwner(base, client =>
        client.query(
          `SELECT facts FROM core.journal_entry WHERE event = 'network.card_holder_sought' ORDER BY at DESC LIMIT 1`,
        ),
      );
      expect(rows[0].facts.found).toBe(1);
      expect(JSON.stringify(rows)).not.toMatch(/odette|612/i);
    },
  );

  it.each([
    ['a name that never had a card', 'Angèle D’Artagnan'],
    ['part of a name', 'Odette'],
    ['a professional', '06 00 00 00 09'],
    ['nobody', 'personne@exemple.fr'],
  ])('is not %s', async (_, qui) => {
    const { found, html } = await seek(qui);
    expect(found).toEqual([]);
    expect(html).toContain('Nous ne trouvons personne.');
    expect(html).toContain(`value="${qui}"`);
  });

  it('is not reached by an identifier alone, another helper’s mark, that of another, or an old one', async () => {
    const before = await liveCards();
    const [theirs] = (await seek('06 12 34 56 78', other)).found;
    const [hit] = (await seek('06 12 34 56 78')).found;
    const refused = async (account: string, trouve: string) => {
      const answer = await press(`/pro/cartes/${account}`, helper, {
        trouve,
        verification: 'piece_identite',
      });
      expect(answer.status).toBe(404);
    };
    await refused(angele.account, '');
    await refused(angele.account, theirs!.mark);
    await refused(odette.account, hit!.mark);
    await refused(professional.account, hit!.mark);
    const proven = (at: Date) =>
      asOwner(base, client => client.query('UPDATE core.session SET reauth_at = $1', [at]));
    now = new Date(start.getTime() + 16 * 60_000);
    await proven(now);
    await refused(angele.account, hit!.mark);
    await proven(start);
    expect(await liveCards()).toEqual(before);
  });

  it('gets a card that ends the former one and the sessions, and is told', async () => {
    const [hit] = (await seek('+33 6 12 34 56 78')).found;
    const paper = await press(`/pro/cartes/${hit!.account}`, helper, {
      trouve: hit!.mark,
      verification: 'deux_professionnels',
    });
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(await liveCards()).toContainEqual({ account_id: angele.account, issued_by: helper.account });
    expect((await site.request('/compte', { headers: angele.headers })).status).toBe(303);
    const told = await asOwner(base, client =>
      client.query(
        `SELECT channel FROM core.message WHERE template = 'network.card_issued' AND recipient_account = $1`,
        [angele.account],
      ),
    );
    expect(told.rows.length).toBeGreaterThan(1);

    const [lost] = (await seek('Odette Lalanne')).found;
    await press(`/pro/cartes/${lost!.account}`, helper, {
      trouve: lost!.mark,
      verification: 'piece_identite',
    });
    const hers = (await liveCards()).filter(card => card.account_id === odette.account);
    expect(hers).toEqual([{ account_id: odette.account, issued_by: helper.account }]);
  });

  it('is sought twenty times an hour by one helper at most', async () => {
    for (let n = 0; n < 20; n++) expect((await seek('Odette Lalanne')).status).toBe(200);
    expect((await seek('Odette Lalanne')).status).toBe(429);
    expect((await seek('Odette Lalanne', other)).status).toBe(200);
  });
});
