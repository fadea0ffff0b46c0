import { parse } from 'csv-parse/sync';
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
import { seedAreas } from '../../../../tests/territory.ts';
import { readAs } from '../../../core/acting-as.ts';
import { sealForm } from '../../../core/forms.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let site: Hono;
let sabres: string;
let coordinator: Someone;
let officer: Someone;
let lead: Someone;
let helper: Someone;

beforeAll(async () => {
  base = await testDatabase();
  await seedAreas({ database: base.db, now: () => now, say: () => {} });
  site = buildSite(
    groundOf(base, () => now),
    () => ({ jobs: true }),
  );
  sabres = await openedOrganisation(base, now, 'CCAS de Sabres');
  const luxey = await openedOrganisation(base, now, 'Médiathèque de Luxey');
  const pilot = await openedOrganisation(base, now, 'Département des Landes', true);
  coordinator = await someone(base, now, {
    name: 'Dominique Coordination',
    in: { organisation: pilot, roles: ['coordinateur'] },
  });
  officer = await someone(base, now, {
    name: 'Paule Protection',
    in: { organisation: pilot, roles: ['dpo'] },
  });
  lead = await someone(base, now, {
    name: 'Maylis Référente',
    in: { organisation: sabres, roles: ['referent_structure'] },
  });
  helper = await someone(base, now, {
    name: 'Hélène Œuvrard',
    in: { organisation: sabres, roles: ['aidant', 'formateur'], entitled: ['carte'] },
  });
  await someone(base, now, {
    name: '=HYPERLINK("http://mal.example";"Cliquez")',
    in: { organisation: luxey, roles: ['aidant'] },
  });
  await asOwner(base, async client => {
    await client.query(`UPDATE network.habilitation SET valid_until = '2026-12-10T10:00:00Z'`);
    await client.query(
      `UPDATE network.account SET last_signed_in_at = '2025-10-01T10:00:00Z' WHERE id = $1`,
      [helper.account],
    );
  });
});

const path = '/pro/reseau/personnes';
const ask = async (who: Someone, query: Record<string, string> = {}) => {
  const answer = await site.request(`${path}?${new URLSearchParams(query)}`, { headers: who.headers });
  return { status: answer.status, html: await answer.text() };
};
/** Names in the list, in order. */
const names = async (who: Someone, query: Record<string, string> = {}) =>
  [...(await ask(who, query)).html.matchAll(/<th scope="row"><a href="[^"]*\/membres\/[^"]*">([^<]*)</g)].map(
    ([, name]) => name!.replaceAll('&quot;', '"'),
  );

describe('the people of the network', () => {
  it('shows the whole network to the coordination and the officer, one’s own organisation to others', async () => {
    const everybody = [
      '=HYPERLINK("http://mal.example";"Cliquez")',
      'Dominique Coordination',
      'Hélène Œuvrard',
      'Maylis Référente',
      'Paule Protection',
    ];
    expect((await names(coordinator)).sort()).toEqual([...everybody].sort());
    expect((await names(officer)).sort()).toEqual([...everybody].sort());
    expect(await names(lead)).toEqual(['Hélène Œuvrard', 'Maylis Référente']);
    expect(await names(helper)).toEqual(['Hélène Œuvrard', 'Maylis Référente']);
  });

  it('says when somebody last came in to who looks after them only', async () => {
    for (const who of [coordinator, officer, lead])
      expect((await ask(who)).html).toContain('1er\u00a0octobre\u00a02025');
    const { html } = await ask(helper, { inactif: '11' });
    expect(html).not.toContain('octobre');
    expect(html).not.toContain('name="inactif"');
    expect(await names(helper, { inactif: '11' })).toHaveLength(2);
  });

  it('finds by name without accents, organisation, area, role, habilitation, end, and absence', async () => {
    expect(await names(coordinator, { q: 'helene oeuv' })).toEqual(['Hélène Œuvrard']);
    expect(await names(coordinator, { q: 'sabres' })).toEqual(['Hélène Œuvrard', 'Maylis Référente']);
    expect(await names(coordinator, { structure: sabres })).toHaveLength(2);
    expect(await names(coordinator, { lieu: 'Mont-de-Marsan' })).toHaveLength(5);
    expect(await names(coordinator, { lieu: 'CA Mont de Marsan Agglomération' })).toHaveLength(5);
    expect(await names(coordinator, { lieu: 'Dax' })).toEqual([]);
    expect(await names(coordinator, { role: 'formateur' })).toEqual(['Hélène Œuvrard']);
    expect(await names(coordinator, { habilitation: 'carte' })).toEqual(['Hélène Œuvrard']);
    expect(await names(coordinator, { fin: '16' })).toEqual(['Hélène Œuvrard']);
    expect(await names(coordinator, { fin: '15' })).toEqual([]);
    expect(await names(coordinator, { fin: '16', habilitation: 'mandat' })).toEqual([]);
    expect(await names(coordinator, { inactif: '11' })).toEqual(['Hélène Œuvrard']);
  });

  it.each([
    { q: "'; DROP TABLE network.account; --" },
    { q: '%_\\', lieu: '%' },
    { q: '\u0000\ud800', structure: "x' OR 1=1" },
    { q: 'x'.repeat(300) },
    { role: 'habitant', habilitation: '__proto__', fin: '-1', inactif: '1e9', page: '99999999' },
    { fin: '9999', inactif: 'NaN', page: '0' },
    { page: '9999' },
    { lieu: '<script>alert(1)</script>' },
  ])('answers a strange question plainly: %j', async query => {
    const { status, html } = await ask(coordinator, JSON.parse(JSON.stringify(query)));
    expect(status).toBe(200);
    expect(html).not.toContain('<script>alert');
  });

  it('never widens the reach by the address', async () => {
    const other = await readAs(base.db, { kind: 'command', ref: 'essai' }, transaction =>
      transaction
        .selectFrom('network.organisation')
        .select('id')
        .where('name', '=', 'Médiathèque de Luxey')
        .executeTakeFirstOrThrow(),
    );
    expect(await names(lead, { structure: other.id })).toEqual(['Hélène Œuvrard', 'Maylis Référente']);
    expect(await names(lead, { q: 'hyperlink' })).toEqual([]);
  });

  it('is not for visitors nor for people helped', async () => {
    const person = await someone(base, now, { name: 'Odette Lalanne' });
    expect((await site.request(path)).headers.get('location')).toContain('/se-connecter');
    expect((await ask(person)).status).not.toBe(200);
  });
});

describe('the file of the people', { shuffle: false }, () => {
  const take = async (who: Someone, query: Record<string, string> = {}) => {
    const { key, openedAt } = sealForm(now);
    const form = { cle: key, ouvert: String(openedAt), ...query };
    return await site.request(`${path}/export`, formOf(form, who));
  };

  it('opens in a real reader, with no cell that runs', async () => {
    const answer = await take(coordinator);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const rows = parse(await answer.text(), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(5);
    expect(rows.find(row => row.Personne === 'Hélène Œuvrard')).toEqual({
      Personne: 'Hélène Œuvrard',
      Structure: 'CCAS de Sabres',
      Commune: 'Mont-de-Marsan',
      Rôles: 'Aidant, aidante, Formateur, formatrice',
      Habilitations: 'Délivrer une carte, jusqu’au 2026-12-10',
      'Dernière connexion': '2025-10-01',
    });
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('keeps to the filters, and to the organisation of the référent', async () => {
    const mine = parse(await (await take(lead)).text(), { bom: true, columns: true }) as {
      Personne: string;
    }[];
    expect(mine.map(row => row.Personne)).toEqual(['Hélène Œuvrard', 'Maylis Référente']);
    const few = parse(await (await take(officer, { role: 'formateur' })).text(), {
      bom: true,
      columns: true,
    });
    expect(few).toHaveLength(1);
  });

  it('is refused to other members, and asks for a fresh proof', async () => {
    expect((await take(helper)).status).toBe(403);
    await asOwner(base, client =>
      client.query(`UPDATE core.session SET reauth_at = '2026-11-24T09:30:00Z' WHERE account_id = $1`, [
        officer.account,
      ]),
    );
    const answer = await take(officer);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toContain('/compte/confirmer');
  });

  it('is written in the journal, with counts and no name', async () => {
    const rows = await asOwner(base, client =>
      client.query(
        `SELECT facts FROM core.journal_entry WHERE event = 'network.people_exported' ORDER BY at, id`,
      ),
    );
    expect(rows.rows.map(({ facts }) => facts)).toContainEqual({ reach: 'network', people: 5 });
  });
});

it('shows fifty a page', async () => {
  const many = await openedOrganisation(base, now, 'Grande structure');
  await asOwner(base, async client => {
    for (let n = 0; n < 60; n++) {
      const account = newId(now);
      await client.query(
        `INSERT INTO network.account (id, display_name, email, email_verified_at, state, created_at)
         VALUES ($1::uuid, $2, $1::uuid || '@landes.example', $3, 'actif', $3)`,
        [account, `Personne ${String(n).padStart(2, '0')}`, now],
      );
      await client.query(
        `INSERT INTO network.membership (id, account_id, organisation_id, role, from_at) VALUES ($1, $2, $3, 'aidant', $4)`,
        [newId(now), account, many, now],
      );
    }
  });
  expect(await names(coordinator, { structure: many })).toHaveLength(50);
  const second = await names(coordinator, { structure: many, page: '2' });
  expect(second).toHaveLength(10);
  expect(second[0]).toBe('Personne 50');
  expect(await names(coordinator, { structure: many, page: '7' })).toHaveLength(50);
  await asOwner(base, client =>
    client.query('UPDATE network.membership SET until_at = $2 WHERE organisation_id = $1', [many, now]),
  );
});
