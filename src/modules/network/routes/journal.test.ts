import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { formOf, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import { type Actor, everybodyMay } from '../../../core/access.ts';
import { act } from '../../../core/act.ts';
import { defineEvents } from '../../../core/events.ts';
import { sealForm } from '../../../core/forms.ts';
import type { Ground } from '../../../core/ground.ts';
import { buildSite } from '../../../core/http/app.ts';
import { integrateOnce } from '../../../core/journal/integrating.ts';
import { listKeys } from '../../../core/journal/keys.ts';
import { writeVerifier } from '../../../core/journal/note.ts';
import { checkProofs } from '../../../core/journal/outside.ts';
import { registerMessages } from '../../../core/notify/template.ts';
import { sendCheckpoint } from '../jobs-journal.ts';
import { journalTemplates } from '../templates-journal.ts';

const now = new Date('2026-11-24T10:00:00Z');
const { account_suspended: suspended } = defineEvents('network', {
  account_suspended: { policy: everybodyMay('A00', 'Essai'), fr: 'Essai', en: 'Trial' },
});

let base: TestDatabase;
let ground: Ground;
let site: Hono;
let folder: string;
let ccas: string;
let marie: Someone;
let jeanne: Someone;
let lead: Someone;
let stranger: Someone;
let officer: Someone;
let admin: Someone;

beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-journal-'));
  ground = groundOf(base, () => now, { folder });
  registerMessages({ templates: journalTemplates });
  site = buildSite(ground, () => ({ jobs: true }));
  ccas = await openedOrganisation(base, now, 'CCAS de Dax');
  const other = await openedOrganisation(base, now, 'Mairie de Sabres');
  const pilot = await openedOrganisation(base, now, 'Pilote', true);
  marie = await someone(base, now, { name: 'Marie Dupouy' });
  jeanne = await someone(base, now, {
    name: 'Jeanne Aidante',
    in: { organisation: ccas, roles: ['aidant'] },
  });
  lead = await someone(base, now, {
    name: 'Luc Référent',
    in: { organisation: ccas, roles: ['referent_structure'] },
  });
  stranger = await someone(base, now, {
    name: 'Paul Ailleurs',
    in: { organisation: other, roles: ['referent_structure'] },
  });
  officer = await someone(base, now, { name: 'Dora Dpo', in: { organisation: pilot, roles: ['dpo'] } });
  admin = await someone(base, now, {
    name: 'Alain Admin',
    in: { organisation: pilot, roles: ['administrateur'] },
  });
  await done(jeanne, 'aidant');
  await act(base.db, now, {
    event: suspended,
    actor: { kind: 'job', ref: 'trial' },
    change: async () => ({
      answer: null,
      object: { type: 'trial', ref: 'x' },
      person: marie.account,
      details: { name: 'Marie Dupouy' },
    }),
  });
  const client = new pg.Client({ connectionString: base.connectionString });
  await client.connect();
  await integrateOnce(client, { file: join(folder, 'journal.key'), name: 'trial/journal' }, null);
  await client.end();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An act of a member on Marie's account. */
async function done(by: Someone, role: 'aidant') {
  const actor: Actor = {
    kind: 'account',
    ref: by.account,
    account: {
      id: by.account,
      name: 'x',
      language: 'fr',
      strength: 2,
      provenAt: now,
      sharedComputer: false,
      session: '',
      membership: {
        id: by.account,
        organisation: { id: ccas, name: 'CCAS de Dax', kind: 'association', isPilot: false, state: 'active' },
        roles: [role],
        permissions: [],
        habilitations: [],
      },
    },
  };
  await act(base.db, new Date(now.getTime() - 60_000), {
    event: suspended,
    actor,
    change: async () => ({ answer: null, object: { type: 'trial', ref: 'x' }, person: marie.account }),
  });
}

const get = async (path: string, who: Someone) => {
  const answer = await site.request(path, { headers: who.headers });
  return {
    status: answer.status,
    text: (await answer.text()).replaceAll('\u00a0', ' '),
    headers: answer.headers,
  };
};
const post = (path: string, who: Someone, values: Record<string, string>) =>
  site.request(path, formOf({ ...values, ...sealed() }, who));
const sealed = (): Record<string, string> => {
  const seal = sealForm(now);
  return { cle: seal.key, ouvert: String(seal.openedAt) };
};

describe('mon journal', () => {
  it('tells what was done to me, who did it and for whom, the newest first', async () => {
    const { status, text } = await get('/compte/journal', marie);
    expect(status).toBe(200);
    expect(text).toContain('<h1>Mon journal</h1>');
    expect(text).toContain('Mardi 24 novembre');
    expect(text.match(/Votre compte a été suspendu\./g)).toHaveLength(2);
    expect(text.indexOf('Airial</span>')).toBeLessThan(text.indexOf('Jeanne Aidante, CCAS de Dax'));
    expect(text).toContain('Cela ne me paraît pas normal');
  });

  it('keeps to what was chosen', async () => {
    const { text } = await get(`/compte/journal?structure=${ccas}`, marie);
    expect(text.match(/Votre compte a été suspendu\./g)).toHaveLength(1);
    expect((await get('/compte/journal?service=directory', marie)).text).toContain(
      'Aucune ligne ne correspond',
    );
  });

  it('is empty for who nobody acted on, and asks a visitor to sign in', async () => {
    expect((await get('/compte/journal', stranger)).text).toContain('Personne n’a rien fait en votre nom.');
    expect((await site.request('/compte/journal')).status).toBe(303);
  });

  it('is printed as the page shows it, all its pages, for oneself only', async () => {
    const paper = async (query = '', who = marie) => {
      const answer = await site.request(`/compte/journal/papier${query}`, { headers: who.headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
      return { headings: [...pdf.matchAll(/\/Title /g)].length, size: pdf.length };
    };
    const [all, chosen, none] = [await paper(), await paper('?service=directory'), await paper('', stranger)];
    // One day more than a journal with nothing.
    expect([all.headings, chosen.headings]).toEqual([none.headings + 1, none.headings]);
    expect(all.size).toBeGreaterThan(chosen.size);
    expect((await site.request('/compte/journal/papier')).headers.get('location')).toContain('/se-connecter');
  });

  it('is taken away with proofs that anybody checks', async () => {
    const { text, headers } = await get('/compte/journal/copie', marie);
    expect(headers.get('Content-Disposition')).toContain('attachment');
    await writeFile(join(folder, 'copie.jsonl'), text);
    const [key] = await listKeys(base.pool);
    const { entries, wrong } = await checkProofs(join(folder, 'copie.jsonl'), key!);
    expect([entries.length, wrong]).toEqual([2, null]);
    expect(writeVerifier(key!)).toMatch(/^trial\/journal\+/);
    expect(text).toContain('Marie Dupouy');
  });
});

describe('« cela ne me paraît pas normal »', () => {
  const lineOf = async () =>
    /name="ligne" value="([^"]+)"/.exec((await get(`/compte/journal?structure=${ccas}`, marie)).text)?.[1];

  it('goes from the person to who answers, and back', async () => {
    const line = (await lineOf())!;
    expect((await post('/compte/journal', stranger, { ligne: line })).status).toBe(404);
    expect((await post('/compte/journal', marie, { ligne: line })).headers.get('Location')).toBe(
      '/compte/journal?signale=oui',
    );
    await post('/compte/journal', marie, { ligne: line });
    expect((await get('/compte/journal', marie)).text).toContain('la réponse vient');
    const owner = new pg.Client({ connectionString: base.ownerConnectionString });
    await owner.connect();
    const { rows } = await owner.query(
      `SELECT DISTINCT recipient_account AS who FROM core.message WHERE template = 'network.journal_alert'`,
    );
    await owner.end();
    expect(rows.map(row => row.who).sort()).toEqual([lead.account, officer.account].sort());
    expect((await get('/pro/alertes', stranger)).text).toContain('Aucune alerte');
    expect((await get('/pro/alertes', jeanne)).status).toBe(403);
    const alert = /name="alerte" value="([^"]+)"/.exec((await get('/pro/alertes', officer)).text)![1]!;
    expect((await get('/pro/alertes', lead)).text).toContain(alert);
    const empty = await post('/pro/alertes', officer, { alerte: alert, reponse: ' ' });
    expect([empty.status, await empty.text()]).toEqual([
      422,
      expect.stringContaining('Écrivez une réponse.'),
    ]);
    expect(
      (await post('/pro/alertes', stranger, { alerte: alert, reponse: 'Rien' })).headers.get('Location'),
    ).toContain('deja');
    expect(
      (await post('/pro/alertes', officer, { alerte: alert, reponse: 'C’était une erreur.' })).headers.get(
        'Location',
      ),
    ).toContain('envoyee');
    expect((await get('/pro/alertes', lead)).text).toContain('Aucune alerte');
    expect((await get('/compte/journal', marie)).text).toContain('la réponse est dans vos messages');
  });
});

describe('the journal of an organisation', () => {
  const path = () => `/pro/reseau/structures/${ccas}/journal`;

  it('names its members and not the persons helped', async () => {
    const { status, text } = await get(path(), lead);
    expect(status).toBe(200);
    expect(text).toContain('Jeanne Aidante');
    expect(text).toMatch(/Personne [0-9a-f]{8}/);
    expect(text).not.toContain('Marie Dupouy');
  });

  it('does not exist for another organisation, and is not for who is not its lead', async () => {
    const unknown = await get(`/pro/reseau/structures/${crypto.randomUUID()}/journal`, stranger);
    const theirs = await get(path(), stranger);
    expect([theirs.status, unknown.status]).toEqual([404, 404]);
    expect((await get(path(), jeanne)).status).toBe(403);
  });

  it('refuses a day that is not one, and keeps it', async () => {
    const { status, text } = await get(`${path()}?du=2026-02-31`, lead);
    expect([status, text]).toEqual([422, expect.stringContaining('2026-02-31')]);
    expect((await get(`${path()}?du=2026-11-25`, lead)).text).toContain('Aucune ligne');
    expect((await get(`${path()}?du=2026-11-24&au=2026-11-24`, lead)).text).toContain('Jeanne Aidante');
  });
});

describe('the journal of the territory', () => {
  it('is whole for the officer, who searches it', async () => {
    const { text } = await get('/pro/dpo/journal', officer);
    expect(text).toContain('Jeanne Aidante');
    expect(text).toContain('Marie Dupouy');
    expect((await get('/pro/dpo/journal?objet=unknown', officer)).text).toContain('Aucune ligne');
  });

  it('is technical only for an administrator', async () => {
    const { status, text } = await get('/pro/dpo/journal', admin);
    expect(status).toBe(200);
    expect(text).not.toContain('Marie Dupouy');
    expect(text).not.toContain('suspendu');
  });

  it('is for nobody else', async () => {
    for (const who of [lead, jeanne]) expect((await get('/pro/dpo/journal', who)).status).toBe(403);
  });
});

it('the signed state of the journal goes each morning to the officer, once', async () => {
  const later = new Date('2026-11-25T05:30:00Z');
  expect(await sendCheckpoint(base.db, later)).toBe(1);
  await sendCheckpoint(base.db, later);
  const owner = new pg.Client({ connectionString: base.ownerConnectionString });
  await owner.connect();
  const { rows } = await owner.query(
    `SELECT recipient_account AS who, body FROM core.message WHERE template = 'network.journal_checkpoint'`,
  );
  await owner.end();
  expect(rows).toEqual([{ who: officer.account, body: expect.stringContaining('— trial/journal ') }]);
});
