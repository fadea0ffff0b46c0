import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { fieldsOf } from '../../../../tests/keeping-site.ts';
import { asOwner, groundOf, openedOrganisation, someone } from '../../../../tests/signed-in.ts';
import { hiddenFields, type Seen, Walker } from '../../../../tests/walker.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';

/*
 * Two tabs, two organisations: a form opened for one and sent while acting for the other writes nothing and loses
 * nothing (product/network.md §3.7).
 */

const now = new Date('2026-11-24T10:00:00Z');
const sentence =
  'Vous êtes passé à une autre structure dans un autre onglet. Rien n’a été enregistré\u00a0; vos réponses sont gardées ci-dessous.';
let base: TestDatabase;
let site: Hono;
let walker: Walker;
let pilot: string;
let town: string;
let place: string;

beforeAll(async () => {
  base = await testDatabase();
  await prepareTerritory(base.db);
  const file = `id,pivot,nom,commune,code_postal,code_insee,adresse,telephone,courriels,horaires,services,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,0558000000,contact@bougue.example,Mo-Fr 09:00-12:00,,2026-05-01
`;
  await importText(base.db, 'lieux.csv', file, { at: new Date('2026-05-20T08:00:00Z') });
  const { slug } = await base.db.selectFrom('directory.place').select('slug').executeTakeFirstOrThrow();
  place = `/pro/lieux/${slug}`;
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  pilot = await openedOrganisation(base, now, 'Département', true);
  town = await openedOrganisation(base, now, 'CCAS de Sabres');
  const person = await someone(base, now, {
    in: { organisation: pilot, roles: ['coordinateur', 'administrateur'] },
  });
  await asOwner(base, client =>
    client.query(
      `INSERT INTO network.membership (id, account_id, organisation_id, role, from_at)
       VALUES ($1, $2, $3, 'referent_structure', $4)`,
      [newId(now), person.account, town, now],
    ),
  );
  walker = new Walker('http://localhost', request => site.fetch(request));
  walker.remember(person.headers.Cookie);
});

const actFor = async (structure: string) => {
  const seen = await walker.send(await walker.get('/contexte'), '/contexte', { structure });
  expect(seen.status).toBe(200);
};

/** Sends a form as a browser does: with its files when it may hold one. */
async function send(
  page: Seen,
  action: string,
  values: Record<string, string | readonly string[]>,
): Promise<Seen> {
  if (!/enctype="multipart\/form-data"/.test(page.html)) return await walker.send(page, action, values);
  const body = new FormData();
  for (const [name, value] of hiddenFields(page.html, action))
    if (!(name in values)) body.append(name, value);
  for (const [name, value] of Object.entries(values))
    for (const one of [value].flat()) body.append(name, one as string);
  const answer = await site.request(`http://localhost${action}`, {
    method: 'POST',
    headers: { Origin: 'http://localhost', Cookie: walker.cookies },
    body,
  });
  const to = answer.headers.get('location');
  if (to) return await walker.get(to);
  return { status: answer.status, at: action, html: await answer.text(), bytes: Buffer.alloc(0) };
}

interface Case {
  /** The organisation the form is for. */
  context: () => string;
  page: () => string;
  values: Record<string, string>;
  /** How many times it was recorded. */
  count: string;
}

const cases: Record<string, Case> = {
  'the settings of an organisation': {
    context: () => town,
    page: () => `/pro/reseau/structures/${town}/reglages`,
    values: { nom: 'CCAS de Sabres & Luglon', conservation: '24', mail: 'accueil@sabres.example' },
    count: `SELECT count(*)::int AS n FROM network.organisation WHERE name = 'CCAS de Sabres & Luglon' AND version = 2`,
  },
  'the sheet of a place': {
    context: () => pilot,
    page: () => place,
    values: {
      action: 'enregistrer',
      telephone: '05 58 00 00 09',
      presentation_resume: 'Ouvert à <tous>, sans rendez-vous.',
    },
    count: `SELECT count(*)::int AS n FROM directory.place_version WHERE to_jsonb(place_version)::text LIKE '%Ouvert à <tous>%'`,
  },
  'the settings of the territory, sent with a file': {
    context: () => pilot,
    page: () => '/pro/admin/reglages',
    values: { nom: 'Landes d’essai', devise: 'Le numérique « pour tous »', heures: 'lundi, 9 h' },
    count: `SELECT count(*)::int AS n FROM core.journal_entry WHERE event = 'administration.settings_changed'`,
  },
};

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe.each(Object.entries(cases))('%s', (_, { context, page: at, values, count }) => {
  const recorded = async () => (await asOwner(base, client => client.query(count))).rows[0].n;

  it('is refused whole in another context, and goes once in the right one', async () => {
    await actFor(context());
    const page = await walker.get(at());
    expect(page.status).toBe(200);
    const filled = { ...(fieldsOf(page.html, at()) as Record<string, string>), ...values };
    await actFor(context() === pilot ? town : pilot);
    const refused = await send(page, at(), filled);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain(sentence);
    for (const [name, value] of Object.entries(filled).filter(([name]) => name !== 'version'))
      for (const one of [value].flat().filter(text => text.trim() !== ''))
        expect(refused.html, name).toContain(escaped(one));
    expect(await recorded()).toBe(0);

    await actFor(context());
    const again = await walker.get(at());
    const [first, second] = [await send(again, at(), filled), await send(again, at(), filled)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await recorded()).toBe(1);
  });

  it('is refused in the same words in one’s personal space', async () => {
    await actFor(context());
    const page = await walker.get(at());
    const filled = { ...(fieldsOf(page.html, at()) as Record<string, string>), ...values };
    const before = await recorded();
    await actFor('personnel');
    const refused = await send(page, at(), filled);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain(sentence);
    expect(await recorded()).toBe(before);
  });
});
