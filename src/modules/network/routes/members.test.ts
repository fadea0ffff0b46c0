import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let town: string;
let leads: Someone[];

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  town = await openedOrganisation(base, now, 'CCAS de Sabres');
  const lead = { in: { organisation: town, roles: ['referent_structure'] } } as const;
  leads = [await someone(base, now, lead), await someone(base, now, lead)];
});

/** Each trial has a member of its own. */
async function aMember() {
  const { account } = await someone(base, now, { in: { organisation: town, roles: ['aidant'] } });
  const path = `/pro/reseau/structures/${town}/membres/${account}`;
  const roles = async () =>
    (
      await asOwner(base, client =>
        client.query(
          'SELECT role FROM network.membership WHERE account_id = $1 AND until_at IS NULL ORDER BY role',
          [account],
        ),
      )
    ).rows.map(({ role }) => role);
  return { path, roles };
}

const as = (who: Someone) => {
  const walker = new Walker('http://localhost', request => site.fetch(request));
  walker.remember(who.headers.Cookie);
  return walker;
};

describe('the roles of a member, changed by two référents', () => {
  it('show both versions to the second one, who decides', async () => {
    const { path, roles } = await aMember();
    const [one, two] = leads.map(as) as [Walker, Walker];
    const pages = [await one.get(path), await two.get(path)] as const;
    await one.send(pages[0], `${path}/roles`, { roles: ['aidant', 'formateur'] });
    const late = await two.send(pages[1], `${path}/roles`, { roles: ['aidant', 'technicien'] });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Une autre personne vient de changer');
    expect(late.html).toMatch(/<td[^>]*>Aidant, aidante, Formateur, formatrice</);
    expect(late.html).toMatch(/<td[^>]*>Aidant, aidante, Technicien, technicienne</);
    expect(await roles()).toEqual(['aidant', 'formateur']);
    const decided = await two.send(late, `${path}/roles`, { roles: ['aidant', 'technicien'] });
    expect(decided.status).toBe(200);
    expect(await roles()).toEqual(['aidant', 'technicien']);
  });

  it('are changed by one of them when both press at once', async () => {
    const { path, roles } = await aMember();
    const walkers = leads.map(as);
    const pages = await Promise.all(walkers.map(walker => walker.get(path)));
    const wanted = [
      ['aidant', 'formateur'],
      ['aidant', 'technicien'],
    ];
    const ends = await Promise.all(
      walkers.map((walker, index) => walker.send(pages[index]!, `${path}/roles`, { roles: wanted[index]! })),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(wanted).toContainEqual(await roles());
  });

  it('are changed again by the same page after going back to it', async () => {
    const { path, roles } = await aMember();
    const walker = as(leads[0]!);
    const page = await walker.get(path);
    const changed = await walker.send(page, `${path}/roles`, { roles: ['aidant', 'formateur'] });
    expect(changed.status).toBe(200);
    // The page of before says what was before: both versions are shown, and nothing is said to be done.
    const back = await walker.send(page, `${path}/roles`, { roles: ['aidant', 'technicien'] });
    expect(back.status).toBe(409);
    // Another form of that page is another act.
    const suspended = await walker.send(page, `${path}/suspension`, { suspendre: 'oui' });
    expect(suspended.status).toBe(200);
    const restored = await walker.send(page, `${path}/suspension`, { suspendre: 'non' });
    expect(restored.html).toContain('Suspendre son compte');
    expect(await roles()).toEqual(['aidant', 'formateur']);
  });
});

describe('the settings of an organisation', () => {
  it('sent again by the same page with other words, after going back to it, are never said to be saved in vain', async () => {
    const walker = as(leads[0]!);
    const path = `/pro/reseau/structures/${town}/reglages`;
    const page = await walker.get(path);
    expect((await walker.send(page, path, { nom: 'CCAS de Luglon', conservation: '12' })).status).toBe(200);
    const back = await walker.send(page, path, { nom: 'CCAS de Garein', conservation: '12' });
    expect(back.status).toBe(409);
    expect(back.html).toContain('CCAS de Luglon');
    expect(back.html).toContain('CCAS de Garein');
    // The very same press again is done already.
    expect((await walker.send(page, path, { nom: 'CCAS de Luglon', conservation: '12' })).status).toBe(200);
  });
});
