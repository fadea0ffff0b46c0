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
import { sealForm } from '../../../core/forms.ts';
import type { Ground } from '../../../core/ground.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';
import { applyRetention, rulesOf } from '../../../core/retention/engine.ts';

const start = new Date('2026-01-31T10:00:00Z');
let now = start;
let base: TestDatabase;
let ground: Ground;
let site: Hono;
let angele: Someone;
let officer: Someone;
let lead: Someone;
let admin: Someone;

beforeAll(async () => {
  base = await testDatabase();
  ground = groundOf(base, () => now);
  site = buildSite(ground, () => ({ jobs: true }));
  const ccas = await openedOrganisation(base, start, 'CCAS de Sabres');
  const pilot = await openedOrganisation(base, start, 'Département', true);
  angele = await someone(base, start, { name: 'Angèle D’Artagnan', phone: '+33612345678' });
  lead = await someone(base, start, { in: { organisation: ccas, roles: ['referent_structure'] } });
  officer = await someone(base, start, { name: 'Dora Dpo', in: { organisation: pilot, roles: ['dpo'] } });
  admin = await someone(base, start, { in: { organisation: pilot, roles: ['administrateur'] } });
});

const get = async (path: string, who: Someone) => {
  const answer = await site.request(path, { headers: who.headers });
  return { status: answer.status, html: (await answer.text()).replaceAll('\u00a0', ' ') };
};
const post = (path: string, who: Someone, values: Record<string, string>, key = sealForm(now).key) =>
  site.request(path, formOf({ cle: key, ouvert: '0', ...values }, who));

const requestsIn = async () =>
  (
    await asOwner(base, client =>
      client.query('SELECT *, due_on::text AS due FROM network.rights_request ORDER BY id'),
    )
  ).rows;
/** Everybody has just proved who they are, whatever the clock of the trial. */
async function at(instant: string) {
  now = new Date(instant);
  await asOwner(base, client =>
    client.query('UPDATE core.session SET reauth_at = $1, last_seen_at = $1, idle_until = $2, ends_at = $2', [
      now,
      new Date(now.getTime() + 3_600_000),
    ]),
  );
}

describe('a request about one’s data', { shuffle: false }, () => {
  let id: string;
  beforeAll(() => at('2026-01-31T10:00:00Z'));

  it('is received once, however often the button is pressed, with its term and its message', async () => {
    const { key } = sealForm(now);
    const values = { genre: 'rectification', texte: 'Mon nom est mal écrit. <script>alert(1)</script>' };
    const answers = await Promise.all([
      post('/compte/donnees', angele, values, key),
      post('/compte/donnees', angele, values, key),
    ]);
    // A month after 31 January is the last day of February.
    for (const answer of answers)
      expect(answer.headers.get('location')).toBe('/compte/donnees?terme=2026-02-28');
    const rows = await requestsIn();
    expect(rows.map(row => [row.kind, row.due, row.account_id])).toEqual([
      ['rectification', '2026-02-28', angele.account],
    ]);
    id = rows[0].id;
    const { html } = await get('/compte/donnees?terme=2026-02-28', angele);
    expect(html).toContain('Vous aurez une réponse avant le samedi 28 février');
    expect(html).toContain('&lt;script&gt;');
    const messages = await asOwner(base, client =>
      client.query(
        `SELECT DISTINCT recipient_account FROM core.message WHERE template = 'network.rights_asked'`,
      ),
    );
    expect(messages.rows.map(row => row.recipient_account)).toEqual([officer.account]);
  });

  it.each([
    ['no kind', { texte: 'Bonjour' }, 'Choisissez ce que vous voulez.'],
    ['a kind that is none', { genre: 'tout', texte: 'Bonjour' }, 'Choisissez ce que vous voulez.'],
    ['too many words', { genre: 'acces', texte: 'a'.repeat(1001) }, '1 000 signes au plus'],
  ])('with %s is said to be wrong, what was typed kept', async (_, values: Record<string, string>, words) => {
    const answer = await post('/compte/donnees', angele, values);
    expect(answer.status).toBe(422);
    const html = (await answer.text()).replaceAll('\u00a0', ' ');
    expect(html).toContain(words);
    expect(html).toContain(values.texte!);
    expect(await requestsIn()).toHaveLength(1);
  });

  it('is on the desk of the officer with its clock, and nobody else’s', async () => {
    const { html } = await get('/pro/dpo', officer);
    expect(html).toContain('Angèle D’Artagnan');
    expect(html).toContain('Dans 28 jours');
    expect((await get('/pro', officer)).html).toContain('Une demande de droits attend une réponse');
    for (const who of [lead, admin]) {
      expect((await get('/pro/dpo', who)).status).toBe(403);
      expect((await get(`/pro/dpo/demandes/${id}`, who)).html).not.toContain('Angèle');
      expect((await post(`/pro/dpo/demandes/${id}`, who, { votre_reponse: 'Non' })).status).toBe(403);
    }
    expect((await get('/compte/donnees', lead)).html).not.toContain('mal écrit');
    expect((await get(`/pro/dpo/demandes/${newId(now)}`, officer)).status).toBe(404);
    expect((await get('/pro/dpo/demandes/1', officer)).status).toBe(404);
  });

  it('is extended once, with a reason, within the term', async () => {
    await at('2026-02-20T10:00:00Z');
    expect((await post(`/pro/dpo/demandes/${id}/prolonger`, officer, { raison: ' ' })).status).toBe(422);
    // Both forms of the page hold one key: extending is not answering.
    const { key } = sealForm(now);
    const raison = 'Recherches longues';
    const answer = await post(`/pro/dpo/demandes/${id}/prolonger`, officer, { raison }, key);
    expect(answer.status).toBe(303);
    expect((await post(`/pro/dpo/demandes/${id}`, officer, { votre_reponse: '' }, key)).status).toBe(422);
    expect((await requestsIn())[0].due).toBe('2026-04-30');
    const again = await post(`/pro/dpo/demandes/${id}/prolonger`, officer, { raison: 'Encore' });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('déjà été prolongé')]);
    expect((await get('/compte/donnees', angele)).html).toContain('Recherches longues');
  });

  it('is answered once: the second of two officers sees the first answer', async () => {
    await at('2026-03-03T10:00:00Z');
    const [one, two] = await Promise.all([
      post(`/pro/dpo/demandes/${id}`, officer, { votre_reponse: 'Votre nom est corrigé.' }),
      post(`/pro/dpo/demandes/${id}`, officer, { votre_reponse: 'Refusé.' }),
    ]);
    expect([one.status, two.status].sort()).toEqual([303, 409]);
    const [row] = await requestsIn();
    const late = await (one.status === 409 ? one : two).text();
    expect(late).toContain('déjà sa réponse');
    expect(late).toContain(row.answer);
    expect((await get('/compte/donnees', angele)).html).toContain(row.answer);
    const { rows } = await asOwner(base, client =>
      client.query(`SELECT facts FROM core.journal_entry WHERE event = 'rights.request_answered'`),
    );
    expect(rows.map(entry => entry.facts)).toEqual([{ kind: 'rectification', late: false }]);
    expect((await get('/pro/dpo', officer)).html).toContain('Aucune demande n’attend.');
  });

  it('received on paper is recorded for somebody without an account, and can no longer be extended late', async () => {
    const wrong = await post('/pro/dpo/demandes', officer, {
      nom: 'Odette',
      genre: 'acces',
      recue: '2026-03-04',
    });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('jour passé')]);
    const answer = await post('/pro/dpo/demandes', officer, {
      nom: 'Odette Lalanne',
      genre: 'acces',
      recue: '2026-01-15',
      texte: '',
    });
    const path = answer.headers.get('location')!.split('?')[0]!;
    const { html } = await get(path, officer);
    expect(html).toContain('En retard');
    expect(html).not.toContain('/prolonger"');
    const late = await post(`${path}/prolonger`, officer, { raison: 'Trop tard' });
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('ne peut plus')]);
  });

  it('asks for a fresh proof', async () => {
    await asOwner(base, client => client.query('UPDATE core.session SET reauth_at = $1', [start]));
    for (const [path, who] of [
      ['/compte/donnees', angele],
      ['/compte/donnees/copie', angele],
      [`/pro/dpo/demandes/${id}`, officer],
    ] as const)
      expect((await post(path, who, { genre: 'acces' })).headers.get('location')).toContain(
        '/compte/confirmer',
      );
  });
});

describe('the copy of one’s data', () => {
  it('holds what is kept, no secret, nothing of somebody else', async () => {
    await at('2026-03-03T10:00:00Z');
    const answer = await post('/compte/donnees/copie', angele, {});
    expect(answer.headers.get('content-disposition')).toContain('mes-donnees.json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    const { titulaire, parties } = JSON.parse(text);
    expect(titulaire).toBe('Angèle D’Artagnan');
    expect(parties.compte.lignes).toMatchObject([{ nom: 'Angèle D’Artagnan', telephone: '+33612345678' }]);
    expect(parties.appareils.lignes.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/argon2|sha256|hash|secret|Dora/i);
  });
});

describe('the desk of the officer', () => {
  it('tells every purpose, on screen and as a file without formulas', async () => {
    const { html } = await get('/pro/dpo/registre', officer);
    for (const words of ['Prouver qui a fait quoi', 'Demandes de droits : 5 ans après leur réponse.'])
      expect(html).toContain(words);
    const file = await site.request('/pro/dpo/registre.csv', { headers: officer.headers });
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect((await file.text()).split('\n').length).toBeGreaterThan(7);
    expect((await get('/pro/dpo/registre', admin)).status).toBe(403);
  });

  it('shows what would go, what went, and a certificate whose digest is computed again', async () => {
    await at('2026-03-03T10:00:00Z');
    await asOwner(base, client =>
      client.query(
        `INSERT INTO core.kept_form (id, account_id, sealed, expires_at) VALUES ($1, $2, 'x', '2026-01-01')`,
        [newId(now), angele.account],
      ),
    );
    expect((await get('/pro/dpo/effacements', officer)).html).toMatch(
      /Formulaires gardés pendant une reconnexion : 30 minutes\.<\/th><td class="n">1</,
    );
    const run = await applyRetention(base.db, rulesOf(ground), { kind: 'job', ref: 'core:retention' }, now);
    const path = `/pro/dpo/effacements/${run!.id}`;
    expect((await get('/pro/dpo/effacements', officer)).html).toContain(path);
    const { html } = await get(path, officer);
    expect(html).toContain(run!.digest);
    expect(html).toContain('la même');
    const paper = await site.request(`${path}/papier`, { headers: officer.headers });
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect((await get(`/pro/dpo/effacements/${newId(now)}`, officer)).status).toBe(404);
    await asOwner(base, async client => {
      await client.query('ALTER TABLE core.retention_run DISABLE TRIGGER append_only');
      await client.query('UPDATE core.retention_run SET results = $1 WHERE id = $2', [
        JSON.stringify([{ rule: 'core.kept_forms', rows: 2 }]),
        run!.id,
      ]);
      await client.query('ALTER TABLE core.retention_run ENABLE TRIGGER append_only');
    });
    expect((await get(path, officer)).html).toContain('elle ne correspond pas');
  });
});
