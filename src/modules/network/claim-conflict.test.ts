import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../tests/directory-site.ts';
import {
  asOwner,
  formOf,
  groundOf,
  openedOrganisation,
  type Someone,
  someone,
} from '../../../tests/signed-in.ts';
import { actAs } from '../../core/acting-as.ts';
import { sealForm } from '../../core/forms.ts';
import { buildSite } from '../../core/http/app.ts';
import { grantEditor } from '../directory/index.ts';

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: ReturnType<typeof buildSite>;
let holder: Someone;
let helper: Someone;
let claimant: Someone;
let slug: string;

beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  await importText(
    base.db,
    'lieux.csv',
    'id,nom,commune,code_insee\nm1,Médiathèque de Bougue,Bougue,40051\n',
  );
  const place = await base.db.selectFrom('directory.place').select(['id', 'slug']).executeTakeFirstOrThrow();
  slug = place.slug;
  const town = await openedOrganisation(base, now, 'Mairie de Bougue');
  const library = await openedOrganisation(base, now, 'Bibliothèque de Bougue');
  holder = await someone(base, now, {
    name: 'Anne',
    in: { organisation: town, roles: ['referent_structure'] },
  });
  helper = await someone(base, now, { name: 'Hugo', in: { organisation: town, roles: ['aidant'] } });
  claimant = await someone(base, now, {
    name: 'Bruno',
    in: { organisation: library, roles: ['referent_structure'] },
  });
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'command', ref: 'essai' });
    await grantEditor(transaction, now, {
      placeId: place.id,
      organisationId: town,
      claimId: null,
      grantedBy: null,
    });
  });
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
});

const claim = async (message: string) => {
  const { key } = sealForm(now);
  const form = { cle: key, ouvert: '0', preuve: 'decision', message };
  return (await site.request(`/lieux/${slug}/revendiquer`, formOf(form, claimant))).status;
};

describe('a claim on a page that is kept', { shuffle: false }, () => {
  it('tells who keeps the page, once, and who claims it; the members who cannot correct it are not told', async () => {
    expect(await claim('Nous y tenons la permanence.')).toBe(303);
    expect(await claim('Nous insistons.')).toBe(303);
    const { rows } = await asOwner(base, client =>
      client.query(
        `SELECT recipient_account AS account, subject, body FROM core.message
       WHERE template = 'directory.claim_contested' AND channel = 'onscreen'`,
      ),
    );
    expect(rows.map(({ account }) => account)).toEqual([holder.account]);
    expect(rows[0].body).toContain('Bibliothèque de Bougue demande à tenir');
    expect(helper.account).not.toBe(holder.account);
    const page = await site.request(`/lieux/${slug}/revendiquer`, { headers: claimant.headers });
    expect(await page.text()).toContain('Une autre structure tient déjà cette fiche.');
  });

  it('lets who keeps the page give it back by one button', async () => {
    const page = await site.request(`/pro/lieux/${slug}/rendre`, { headers: holder.headers });
    expect(page.status).toBe(200);
    const { key } = sealForm(now);
    const done = await site.request(`/pro/lieux/${slug}/rendre`, formOf({ cle: key, ouvert: '0' }, holder));
    expect(done.status).toBe(303);
    const live = await base.db
      .selectFrom('network.place_holder')
      .select('id')
      .where('until_at', 'is', null)
      .execute();
    expect(live).toEqual([]);
    const refused = await site.request(`/pro/lieux/${slug}/rendre`, { headers: holder.headers });
    expect(refused.status).not.toBe(200);
  });
});
