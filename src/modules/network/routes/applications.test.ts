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
import { problemSchema } from '../../../core/api/problem.ts';
import { sealForm } from '../../../core/forms.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';
import { calls } from '../api/calls.ts';
import { tellCalls } from '../jobs-api.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let base: TestDatabase;
let site: Hono;
let sabres: string;
let luxey: string;
let lead: Someone;
let neighbour: Someone;

beforeAll(async () => {
  base = await testDatabase();
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  sabres = await openedOrganisation(base, start, 'CCAS de Sabres');
  luxey = await openedOrganisation(base, start, 'Médiathèque de Luxey');
  lead = await someone(base, start, {
    name: 'Maylis Référente',
    in: { organisation: sabres, roles: ['referent_structure'] },
  });
  neighbour = await someone(base, start, {
    name: 'Nadia Voisine',
    in: { organisation: luxey, roles: ['referent_structure', 'aidant'] },
  });
});
beforeEach(async () => {
  now = start;
  await base.db.deleteFrom('core.rate_hit').execute();
});

const page = (organisation: string) => `/pro/reseau/structures/${organisation}/applications`;

/** Links an application by its form; the page that answers. */
const link = (
  who: Someone,
  values: Record<string, string | string[]>,
  key = sealForm(now).key,
  where = sabres,
) => site.request(page(where), formOf({ cle: key, ouvert: '0', ...values }, who));

/** An application that reads all of this, and the key shown once. */
async function linked(
  droits = ['structures', 'lieux_activite', 'utilisateurs'],
  nom = 'Tableau de bord',
  [who, where] = [lead, sabres],
) {
  const html = await (await link(who, { nom, droits, mois: '3' }, sealForm(now).key, where)).text();
  return /<code>([0-9a-f-]{36}:[\w-]{43})<\/code>/.exec(html)![1]!;
}
const ask = (path: string, bearer: string) =>
  site.request(path, { headers: { Authorization: `Bearer ${bearer}` } });
const problem = async (answer: Response) => problemSchema.parse(await answer.json());

describe('the key of an application', () => {
  it('is shown once, the same to a second press, and only its hash is kept', async () => {
    const { key } = sealForm(now);
    const values = { nom: 'Statistiques', droits: ['structures'], mois: '12' };
    const [one, two] = await Promise.all([link(lead, values, key), link(lead, values, key)]);
    const shown = async (answer: Response) => /<code>([^<]+:[^<]+)<\/code>/.exec(await answer.text())![1]!;
    const bearer = await shown(one);
    expect(await shown(two)).toBe(bearer);
    expect(one.headers.get('cache-control')).toContain('no-store');
    const [id, secret] = bearer.split(':');
    const dump = await asOwner(base, client =>
      client.query(
        `SELECT (SELECT json_agg(c)::text FROM network.api_client c) || (SELECT json_agg(i)::text FROM core.idempotency i)
          || (SELECT json_agg(e)::text FROM core.journal_entry e) AS all`,
      ),
    );
    expect(dump.rows[0].all).toContain(id);
    expect(dump.rows[0].all).not.toContain(secret);
    const list = await (await site.request(page(sabres), { headers: lead.headers })).text();
    expect(list).toContain('Statistiques');
    expect(list).not.toContain(secret);
    expect(list.match(/>Statistiques</g)).toHaveLength(1);
  });

  it.each([
    ['no name', { nom: ' ', droits: ['structures'] }, 'Donnez un nom'],
    ['a name too long', { nom: 'a'.repeat(101), droits: ['structures'] }, 'trop long'],
    ['nothing to read', { nom: 'Outil', droits: [] }, 'Choisissez au moins une chose'],
    ['an unknown scope', { nom: 'Outil', droits: ['mandats'] }, 'Choisissez au moins une chose'],
  ])('is not made with %s, which is said beside it', async (_, values, words) => {
    const answer = await link(lead, values);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
  });

  it('asks for a fresh proof', async () => {
    now = new Date(start.getTime() + 11 * 60_000);
    const answer = await link(lead, { nom: 'Outil', droits: ['structures'] });
    expect(answer.headers.get('location')).toContain('/compte/confirmer');
  });

  it('is the business of the lead of that organisation only', async () => {
    const theirs = await site.request(page(sabres), { headers: neighbour.headers });
    const none = await site.request(page(newId(now)), { headers: neighbour.headers });
    expect([theirs.status, none.status]).toEqual([404, 404]);
    const bearer = await linked(['structures'], 'À garder');
    const [id] = bearer.split(':');
    const withdraw = (who: Someone, organisation: string, application: string) =>
      site.request(
        `${page(organisation)}/retirer`,
        formOf({ cle: sealForm(now).key, ouvert: '0', application }, who),
      );
    expect((await withdraw(neighbour, sabres, id!)).status).toBe(404);
    // Their own page, the identifier of another organisation's key.
    expect((await withdraw(neighbour, luxey, id!)).status).toBe(404);
    expect((await withdraw(neighbour, luxey, newId(now))).status).toBe(404);
    expect((await ask('/api/v1/structures', bearer)).status).toBe(200);
  });
});

describe('an application', () => {
  it('reads what is its organisation’s, nothing of another', async () => {
    const bearer = await linked();
    const organisations = calls.organisations.answer.parse(
      await (await ask('/api/v1/structures', bearer)).json(),
    );
    expect(organisations.data.map(({ id, attributes }) => [id, attributes.nom])).toEqual([
      [sabres, 'CCAS de Sabres'],
    ]);
    const members = calls.members.answer.parse(await (await ask('/api/v1/utilisateurs', bearer)).json());
    expect(members.data.map(({ attributes }) => [attributes.nom, attributes.roles])).toEqual([
      ['Maylis Référente', ['referent_structure']],
    ]);
    expect(JSON.stringify(members)).not.toMatch(/@|\+33/);
    const places = calls.places.answer.parse(await (await ask('/api/v1/lieux-activite', bearer)).json());
    expect(places.data).toEqual([]);
    expect((await ask('/api/v1/structures', bearer)).headers.get('cache-control')).toBe('private, no-store');
  });

  it('is refused what it was not given, in the words of programs', async () => {
    const bearer = await linked(['structures'], 'Peu');
    const answer = await ask('/api/v1/utilisateurs', bearer);
    expect([answer.status, (await problem(answer)).title]).toEqual([403, 'Pas pour cette clé']);
  });

  it.each([
    ['no key', () => ''],
    ['a cut key', (bearer: string) => bearer.slice(0, -1)],
    ['the secret of another', (bearer: string) => `${newId(now)}:${bearer.split(':')[1]}`],
    ['no secret', (bearer: string) => `${bearer.split(':')[0]}:`],
    ['something else', () => 'Marie Dupouy'],
  ])('with %s is not known', async (_, spoil) => {
    const answer = await ask('/api/v1/structures', spoil(await linked()));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    await problem(answer);
  });

  it('cannot use the session of somebody, nor its key open a page', async () => {
    expect((await site.request('/api/v1/utilisateurs', { headers: lead.headers })).status).toBe(401);
    const answer = await ask(page(sabres), await linked());
    expect(answer.headers.get('location')).toContain('/se-connecter');
  });

  it('is stopped by the end of its key, by the lead, and with its organisation', async () => {
    const bearer = await linked(['structures'], 'Bientôt finie');
    now = new Date('2027-02-24T10:00:00Z');
    expect((await ask('/api/v1/structures', bearer)).status).toBe(401);
    now = start;
    const [id] = bearer.split(':');
    const withdraw = () =>
      site.request(
        `${page(sabres)}/retirer`,
        formOf({ cle: sealForm(now).key, ouvert: '0', application: id! }, lead),
      );
    expect((await withdraw()).headers.get('location')).toContain('fait=oui');
    expect((await withdraw()).headers.get('location')).toContain('fait=deja');
    expect((await ask('/api/v1/structures', bearer)).status).toBe(401);
    const other = await linked();
    await asOwner(base, client =>
      client.query(`UPDATE network.organisation SET state = 'suspendue' WHERE id = $1`, [sabres]),
    );
    expect((await ask('/api/v1/structures', other)).status).toBe(401);
    await asOwner(base, client =>
      client.query(`UPDATE network.organisation SET state = 'active' WHERE id = $1`, [sabres]),
    );
  });

  it('calls six hundred times a minute at most, each counted, each hour told once in the journal', async () => {
    const bearer = await linked(['structures'], 'Pressée');
    const [id] = bearer.split(':');
    for (let batch = 0; batch < 6; batch++) {
      const many = await Promise.all(Array.from({ length: 100 }, () => ask('/api/v1/structures', bearer)));
      expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const answer = await ask('/api/v1/structures', bearer);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const told = async () =>
      (
        await asOwner(base, client =>
          client.query(
            `SELECT facts FROM core.journal_entry WHERE event = 'api.called' AND object_ref = $1`,
            [id],
          ),
        )
      ).rows.map(row => row.facts);
    await tellCalls(base.db, now);
    expect(await told()).toEqual([]);
    const later = new Date(start.getTime() + 3_600_000);
    await Promise.all([tellCalls(base.db, later), tellCalls(base.db, later)]);
    expect(await told()).toEqual([{ calls: 601, hour: '2026-11-24T10Z' }]);
  }, 60_000);

  it('reads by pages that miss and repeat nothing', async () => {
    const many = await openedOrganisation(base, start, 'Espace aux nombreux aidants');
    const head = await someone(base, start, { in: { organisation: many, roles: ['referent_structure'] } });
    for (let n = 0; n < 7; n++)
      await someone(base, new Date(start.getTime() - n * 86_400_000), {
        name: `Aidant ${n}`,
        in: { organisation: many, roles: ['aidant'] },
      });
    const bearer = await linked(undefined, undefined, [head, many]);
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const query: string = `page[size]=3${after ? `&page[after]=${after}` : ''}`;
      const part = calls.members.answer.parse(
        await (await ask(`/api/v1/utilisateurs?${query}`, bearer)).json(),
      );
      expect(part.meta).toMatchObject({ total_count: 8, items_per_page: 3, total_pages: 3 });
      seen.push(...part.data.map(one => one.id));
      after = part.meta.suivant;
    }
    expect(new Set(seen).size).toBe(8);
    const recent = await (
      await ask('/api/v1/utilisateurs?filter[creation][depuis]=2026-11-24', bearer)
    ).json();
    expect(recent.data).toHaveLength(2);
    for (const [query, name] of [
      ['page[size]=501', 'page[size]'],
      ['page[after]=zzz', 'page[after]'],
      ['filter[creation][depuis]=hier', 'filter[creation][depuis]'],
      ['couleur=bleu', 'couleur'],
    ]) {
      const answer = await ask(`/api/v1/utilisateurs?${query}`, bearer);
      expect([answer.status, (await problem(answer)).erreurs?.[0]?.parametre]).toEqual([400, name]);
    }
  });
});
