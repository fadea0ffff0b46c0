import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { messagesTo } from '../../../../tests/outbox.ts';
import { formOf, groundOf, openedOrganisation, type Someone, someone } from '../../../../tests/signed-in.ts';
import type { Actor } from '../../../core/access.ts';
import { actAs, asSystem } from '../../../core/acting-as.ts';
import { sealForm } from '../../../core/forms.ts';
import type { Ground } from '../../../core/ground.ts';
import { buildSite } from '../../../core/http/app.ts';
import { newId } from '../../../core/identifier.ts';
import { fileDrivers } from '../../../core/notify/drivers/file.ts';
import { notify } from '../../../core/notify/notify.ts';
import { recordReport } from '../../../core/notify/recording.ts';
import { sendMessage } from '../../../core/notify/sending.ts';
import { registerMessages } from '../../../core/notify/template.ts';

const now = new Date('2026-11-24T10:00:00Z');
const words = ({ what = '' }) => ({
  subject: `Votre carte : ${what}`,
  text: `Bonjour,\n\nVotre carte est ${what}.`,
  link: { label: 'Voir', href: 'https://landes.example/compte' },
  sms: `Airial : carte ${what}`,
});
registerMessages({
  templates: [
    {
      code: 'trial.card',
      version: 1,
      kind: 'securite',
      channels: ['sms', 'email', 'letter', 'onscreen'],
      texts: { fr: words, en: words },
    },
    {
      code: 'trial.paper',
      version: 1,
      kind: 'securite',
      channels: ['letter'],
      texts: { fr: words, en: words },
    },
    {
      code: 'trial.secret',
      version: 1,
      kind: 'securite',
      channels: ['email'],
      secret: true,
      texts: {
        fr: () => ({ subject: 'Votre code', text: 'Le code 424242.' }),
        en: () => ({ subject: 'Code', text: '424242' }),
      },
    },
  ],
});

let base: TestDatabase;
let folder: string;
let ground: Ground;
let site: Hono;
let sabres: string;
let dax: string;
let person: Someone;
let helper: Someone;
let lead: Someone;
let stranger: Someone;
let coordinator: Someone;

beforeAll(async () => {
  base = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'airial-post-'));
  ground = groundOf(base, () => now, { folder });
  site = buildSite(ground, () => ({ jobs: true }));
  sabres = await openedOrganisation(base, now, 'CCAS de Sabres');
  dax = await openedOrganisation(base, now, 'Mairie de Dax');
  const pilot = await openedOrganisation(base, now, 'Département des Landes', true);
  person = await someone(base, now, { name: 'Odette Lalanne' });
  helper = await someone(base, now, { name: 'Hugo Aidant', in: { organisation: sabres, roles: ['aidant'] } });
  lead = await someone(base, now, {
    name: 'Léa Référente',
    in: { organisation: sabres, roles: ['referent_structure'] },
  });
  stranger = await someone(base, now, { in: { organisation: dax, roles: ['referent_structure', 'aidant'] } });
  coordinator = await someone(base, now, { in: { organisation: pilot, roles: ['coordinateur'] } });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const url = (path: string) => `http://localhost${path}`;
const page = async (path: string, who?: Someone) => {
  const response = await site.request(url(path), who ? { headers: who.headers } : {});
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') };
};
const send = async (path: string, who: Someone, values: Record<string, string>) => {
  const seal = sealForm(new Date(Date.now() - 10_000));
  const response = await site.request(
    url(path),
    formOf({ cle: seal.key, ouvert: String(seal.openedAt), ...values }, who),
  );
  return { status: response.status, text: await response.text(), location: response.headers.get('Location') };
};

const causing = (who: Someone, organisation: string): Actor => ({
  kind: 'account',
  ref: who.account,
  account: {
    id: who.account,
    name: '',
    language: 'fr',
    strength: 2,
    provenAt: now,
    sharedComputer: false,
    session: '',
    membership: {
      id: organisation,
      organisation: { id: organisation, name: '', kind: 'association', isPilot: false, state: 'active' },
      roles: ['aidant'],
      permissions: [],
      habilitations: [],
    },
  },
});

/** The helper of Sabres tells the person something; what can leave leaves. */
async function tell(template: string, what: string, to: Someone = person): Promise<string[]> {
  const actor = causing(helper, sabres);
  const occurrence = newId(now);
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, actor);
    await notify(transaction, now, {
      template,
      to: { account: to.account },
      occurrence,
      values: { what },
      causedBy: actor,
    });
  });
  const ids = await base.db.transaction().execute(transaction =>
    asSystem(transaction, 'test', async () => {
      const rows = await transaction
        .selectFrom('core.message')
        .select(['id', 'channel'])
        .where('occurrence', '=', occurrence)
        .orderBy('channel')
        .execute();
      return rows;
    }),
  );
  for (const { id } of ids) await sendMessage(ground, id, fileDrivers(join(folder, 'outbox')));
  return ids.filter(({ channel }) => channel === 'email').map(({ id }) => id);
}

describe('my messages', { shuffle: false }, () => {
  it('are one line each whatever the ways, with their words, and nothing of a code', async () => {
    const reader = await someone(base, now);
    await tell('trial.card', 'prête', reader);
    await tell('trial.secret', '', reader);
    const { text } = await page('/compte/messages', reader);
    expect(text).toContain('Votre carte est prête.');
    expect(text.match(/<h2/g)).toHaveLength(2);
    expect(text).toMatch(/Mail\u00a0: envoyé ; Sur mon espace\u00a0: envoyé/);
    expect(text).not.toContain('424242');
    expect((await messagesTo(folder, reader.email)).map(({ subject }) => subject)).toContain('Votre code');
    expect((await page('/compte/messages', helper)).text).toContain('Airial ne vous a rien écrit');
    expect((await page('/compte/messages')).location).toContain('/se-connecter');
  });

  it('show on the home page until they are read', async () => {
    await tell('trial.card', 'remplacée');
    expect((await page('/', person)).text).toMatch(/messages? nouveaux?/);
    expect((await send('/compte/messages', person, {})).location).toBe('/compte/messages');
    expect((await page('/', person)).text).not.toMatch(/messages? nouveaux?/);
    expect((await page('/compte/messages', person)).text).toContain('Sur mon espace\u00a0: remis');
  });

  it('come by the ways chosen', async () => {
    const path = '/compte/messages/reglages';
    const order = { moyen1: 'onscreen', moyen2: 'email', moyen3: 'sms', moyen4: 'letter' };
    const refused = await send(path, person, { ...order, moyen4: 'email', gros: 'oui' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choisissez quatre moyens différents.');
    expect(refused.text).toMatch(/<option value="onscreen" selected/);
    expect(refused.text).toMatch(/name="gros"[^>]*checked/);
    expect((await send(path, person, order)).location).toBe(`${path}?enregistre=oui`);
    expect((await page(path, person)).text).toMatch(/<option value="onscreen" selected/);
  });
});

describe('messages I caused', { shuffle: false }, () => {
  it('say what became of them, to who caused them and to the référent, to nobody else', async () => {
    const [email] = await tell('trial.card', 'bloquée');
    await recordReport(ground, { kind: 'command', ref: 'messages bounce' }, email!, {
      delivered: false,
      detail: 'bounced',
    });
    const mine = await page('/pro/messages?etat=non-remis', helper);
    expect(mine.text).toContain('La boîte a renvoyé le message');
    expect(mine.text).toContain('Votre carte : bloquée');
    const theirs = await page('/pro/messages?etat=non-remis', lead);
    expect(theirs.text).toContain('La boîte a renvoyé le message');
    expect(theirs.text).not.toContain('Votre carte : bloquée');
    expect(theirs.text).not.toContain(person.email);
    expect((await page('/pro/messages', stranger)).text).toContain('Aucun message ici');
    expect((await page('/pro/messages', person)).status).not.toBe(200);
    const desk = await page('/pro', helper);
    expect(desk.text).toContain('Message non remis');
    expect((await send('/pro/messages', stranger, { message: email! })).status).toBe(303);
    expect((await page('/pro', helper)).text).toContain('Message non remis');
    await send('/pro/messages', helper, { message: email! });
    expect((await page('/pro', helper)).text).not.toContain('Message non remis');
  });
});

describe('letters to print', { shuffle: false }, () => {
  it('are those of the organisation, printed together, ticked; those of another do not exist', async () => {
    const alone = await someone(base, now, { name: 'Jean Sans Adresse' });
    await tell('trial.paper', 'à l’accueil', alone);
    const list = await page('/pro/courriers', helper);
    expect(list.text).toContain('Jean Sans Adresse');
    const id = /name="courrier" value="([0-9a-f-]{36})"/.exec(list.text)![1]!;
    const pdf = await site.request(url('/pro/courriers/a-imprimer.pdf'), { headers: helper.headers });
    expect([pdf.status, pdf.headers.get('Content-Type'), pdf.headers.get('Cache-Control')]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    const foreign = await page(`/pro/courriers/${id}/courrier.pdf`, stranger);
    const unknown = await page(`/pro/courriers/${newId(now)}/courrier.pdf`, stranger);
    expect(foreign.status).toBe(404);
    expect(foreign.text.replaceAll(id, '')).toBe(unknown.text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ''));
    expect((await page('/pro/courriers', stranger)).text).toContain('Aucun courrier à imprimer');
    const none = await send('/pro/courriers', helper, { geste: 'printed' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Cochez au moins un courrier.');
    expect((await send('/pro/courriers', stranger, { geste: 'handed', courrier: id })).location).toBe(
      '/pro/courriers?notes=0',
    );
    expect((await send('/pro/courriers', helper, { geste: 'handed', courrier: id })).location).toBe(
      '/pro/courriers?notes=1',
    );
    expect((await page('/pro/courriers', helper)).text).toContain('remis');
  });
});

describe('announcements', { shuffle: false }, () => {
  const sound = {
    titre: 'Fermeture',
    texte: 'L’accueil ferme mardi.',
    importance: 'information',
    du: '2026-11-24',
    au: '2026-12-01',
  };
  const publishing = (who: Someone, change: Record<string, string>) =>
    send('/pro/reseau/annonces', who, { ...sound, ...change });

  it('of an organisation are for its members, whatever the form says', async () => {
    const done = await publishing(lead, { titre: 'Réunion à Sabres', pour: 'tous' });
    expect(done.location).toBe('/pro/reseau/annonces?publiee=oui');
    expect((await page('/pro', helper)).text).toContain('Réunion à Sabres');
    expect((await page('/pro', stranger)).text).not.toContain('Réunion à Sabres');
    expect((await page('/')).text).not.toContain('Réunion à Sabres');
    expect((await page('/annonces', person)).text).not.toContain('Réunion à Sabres');
    expect((await publishing(helper, {})).status).toBe(403);
  });

  it('of the coordination are for those it names; one of information can be hidden, an important one stays', async () => {
    await publishing(coordinator, { titre: 'Fête du numérique', pour: 'tous' });
    await publishing(coordinator, { titre: 'Panne du téléphone', pour: 'tous', importance: 'important' });
    await publishing(coordinator, {
      titre: 'Pour les référents',
      pour: 'roles',
      roles: 'referent_structure',
    });
    const anybody = await page('/');
    expect(anybody.text).toContain('Fête du numérique');
    expect(anybody.text).not.toContain('Pour les référents');
    expect((await page('/annonces', lead)).text).toContain('Pour les référents');
    expect((await page('/annonces', helper)).text).not.toContain('Pour les référents');
    const home = await page('/', person);
    expect(home.text.match(/Ne plus montrer/g)).toHaveLength(1);
    const id = /name="annonce" value="([0-9a-f-]{36})"/.exec(home.text)![1]!;
    expect((await send('/annonces', person, { annonce: id })).location).toBe('/');
    const after = await page('/', person);
    expect(after.text).not.toContain('Fête du numérique');
    expect(after.text).toContain('Panne du téléphone');
    expect((await page('/annonces', person)).text).toContain('Fête du numérique');
    const anonymous = await site.request(
      url('/annonces'),
      formOf({ annonce: id }, { headers: { Cookie: '', Origin: 'http://localhost' } }),
    );
    const cookie = anonymous.headers.get('Set-Cookie')!.split(';')[0]!;
    const hidden = await (await site.request(url('/'), { headers: { Cookie: cookie } })).text();
    expect(hidden).not.toContain('Fête du numérique');
    expect(hidden).toContain('Panne du téléphone');
    expect((await page('/')).text).toContain('Fête du numérique');
  });

  it('are refused with everything said at once, and kept as typed', async () => {
    const refused = await publishing(coordinator, { titre: '', texte: 'Un texte gardé', au: '2026-11-01' });
    expect(refused.status).toBe(422);
    for (const said of ['Écrivez un titre.', 'Choisissez à qui', 'Cette date est passée', 'Un texte gardé'])
      expect(refused.text).toContain(said);
  });

  it('are taken back by who may, unknown to others', async () => {
    await publishing(lead, { titre: 'À retirer' });
    const id = /name="retirer" value="([0-9a-f-]{36})">Retirer<span class="sr">, À retirer/.exec(
      (await page('/pro/reseau/annonces', lead)).text,
    )![1]!;
    expect((await send('/pro/reseau/annonces', stranger, { retirer: id })).status).toBe(404);
    expect((await send('/pro/reseau/annonces', lead, { retirer: id })).location).toBe(
      '/pro/reseau/annonces?retiree=oui',
    );
    expect((await page('/pro', helper)).text).not.toContain('À retirer');
  });

  it('when important may be told by message, once each', async () => {
    await publishing(coordinator, {
      titre: 'Coupure demain',
      pour: 'habitants',
      importance: 'important',
      message: 'oui',
    });
    const rows = await base.db
      .transaction()
      .execute(transaction =>
        asSystem(transaction, 'test', () =>
          transaction
            .selectFrom('core.message')
            .select(['recipient_account', 'channel'])
            .where('template', '=', 'network.announcement')
            .execute(),
        ),
      );
    expect(rows.filter(({ recipient_account }) => recipient_account === person.account)).toHaveLength(1);
    expect(rows.some(({ recipient_account }) => recipient_account === helper.account)).toBe(false);
  });
});
