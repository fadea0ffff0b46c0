import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { fieldsOf, type KeepingSite, keepingSite, memberOf } from '../../../../tests/keeping-site.ts';
import { openOrganisations } from '../../../../tests/signed-in.ts';
import { readAs } from '../../../core/acting-as.ts';
import { newId } from '../../../core/identifier.ts';
import { decide } from '../moderating.ts';
import { remindPlaces } from '../reminding.ts';
import { settleReport } from '../reporting.ts';
import { findOpenItems } from '../store/moderation.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let test: TestDatabase;
let it_: KeepingSite;
let page: string;
const machine = { kind: 'command', ref: 'essai' } as const;
const town = { id: newId(start), name: 'Mairie de Bougue' };
const keeper = memberOf(town, ['referent_structure'], start);
const helper = memberOf(town, ['aidant'], start);
const coordinator = memberOf(
  { id: newId(start), name: 'Département', isPilot: true },
  ['coordinateur'],
  start,
);
const coordination = { kind: 'account', ref: coordinator.id, account: coordinator } as const;

const file = `id,pivot,nom,commune,code_postal,code_insee,adresse,telephone,courriels,horaires,services,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,0558000000,contact@bougue.example,Mo-Fr 09:00-12:00,,2026-05-01
m2,,Cyberbase de Sabres,Sabres,40630,40246,place Gambetta,,,,,2026-05-01
`;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  await openOrganisations(test, start, [town]);
  await importText(test.db, 'lieux.csv', file, { at: new Date('2026-05-20T08:00:00Z') });
  const { slug } = await test.db
    .selectFrom('directory.place')
    .select('slug')
    .where('slug', 'like', 'mediatheque%')
    .executeTakeFirstOrThrow();
  page = `/lieux/${slug}`;
  it_ = keepingSite(test, () => now);
});

/** The words of the last message to an address: what a person reads in their mailbox. */
async function mailTo(address: string, about = /(?:)/) {
  const rows = await readAs(test.db, { kind: 'job', ref: 'core:essai' }, async transaction => {
    const { rows } = await sql<{ subject: string; body: string; link: string | null }>`
      SELECT subject, body, link FROM core.message WHERE address = ${address} ORDER BY created_at DESC, id DESC`.execute(
      transaction,
    );
    return rows;
  });
  // Two messages of one stopped instant have no order.
  return rows.find(({ subject }) => about.test(subject));
}

const pathOf = (link: string) => new URL(link).pathname;
const seen = async () => {
  await new Promise(done => setTimeout(done, 1050));
  return (await it_.read(page)).text;
};

// One story of one place, in its order.
describe('what anybody asks of the directory', { shuffle: false }, () => {
  describe('a report', () => {
    it('is settled, and who left an address is thanked there', async () => {
      const bad = await it_.send(`${page}/signaler`, { faux: 'hours', contact: 'ma voisine' });
      expect(bad.status).toBe(422);
      expect(bad.text).toContain('value="ma voisine"');
      const sent = await it_.send(`${page}/signaler`, {
        faux: 'hours',
        details: 'Fermé le lundi.',
        contact: 'Voisine@exemple.fr',
      });
      const reference = /ref=(.*)$/.exec(sent.to!)![1]!;
      await settleReport(
        { database: test.db, actor: coordination, now: () => now },
        reference,
        'C’est corrigé.',
      );
      const mail = await mailTo('voisine@exemple.fr');
      expect(mail?.body).toContain('C’est corrigé.');
      expect(mail?.body).toContain(reference);
    });
  });

  describe('a proposed place', () => {
    it('goes through four short pages, a link and the coordination, then is found', async () => {
      const action = '/lieux/proposer';
      let { text } = await it_.read(action);
      expect(text).toContain('Étape 1 sur 4');
      const next = async (values: Record<string, string | string[]>) => {
        const sent = await it_.send(action, { ...fieldsOf(text, action), ...values });
        text = sent.text;
        return sent;
      };
      expect((await next({ nom: 'Repair café', commune: 'Nulle-Part', vers: 'suite' })).status).toBe(422);
      expect(text).toContain('value="Repair café"');
      await next({ commune: 'Sabres', adresse: '3 rue du Stade', vers: 'suite' });
      await next({ typologie: ['ASSO'], vers: 'suite' });
      expect(text).toContain('Étape 3 sur 4');
      await next({ vers: 'retour' });
      expect(text).toMatch(/value="ASSO"[^>]*checked|checked[^>]*value="ASSO"/);
      await next({ vers: 'suite' });
      await next({ telephone: '05 58 07 07 07', frais: ['gratuit'], vers: 'suite' });
      expect((await next({ email: 'pas une adresse', vers: 'suite' })).status).toBe(422);
      const sent = await next({ email: 'claire@exemple.fr', vers: 'suite' });
      expect(sent.to).toMatch(/^\/lieux\/proposer\/merci\?ref=/);
      const mail = await mailTo('claire@exemple.fr', /Confirmez/);
      const link = pathOf(mail!.link!);
      // A scanner of mails opens it: nothing happens.
      expect((await it_.read(link)).text).toContain('Repair café');
      const waiting = () => readAs(test.db, machine, transaction => findOpenItems(transaction, now));
      expect((await waiting()).filter(item => item.kind === 'proposal')).toEqual([]);
      expect((await it_.send(link, { reponse: 'oui' })).to).toBe(link);
      expect((await it_.read(link)).text).toContain('C’est confirmé.');
      const [item] = (await waiting()).filter(({ kind }) => kind === 'proposal');
      await decide({ database: test.db, actor: coordination, now }, item!.id, {
        accept: true,
        reason: null,
        origin: 'https://essai',
      });
      const published = pathOf((await mailTo('claire@exemple.fr', /publié/))!.link!);
      await new Promise(done => setTimeout(done, 1050));
      const found = (await it_.read(published)).text;
      expect(found).toContain('Repair café');
      expect(found).toContain('05\u00a058\u00a007\u00a007\u00a007');
    });
    it('answers a wrong or old link with what to do', async () => {
      const over = await it_.read('/lieux/proposer/confirmer/nimporte');
      expect(over.status).toBe(410);
      expect(over.text).toContain('Ce lien ne sert plus.');
    });
  });

  describe('a claim by the published address', () => {
    it('tells a visitor how, refuses who has not the role', async () => {
      expect((await it_.read(`${page}/revendiquer`)).text).toContain('/se-connecter?suite=');
      expect((await it_.read(`${page}/revendiquer`, helper)).text).toContain('Demandez à votre référent');
      expect(
        (await it_.send(`${page}/revendiquer`, { action: 'demander', preuve: 'email' }, helper)).status,
      ).toBe(403);
    });
    it('gives the page at once to who copies the code, after a wrong one', async () => {
      const here = `${page}/revendiquer`;
      expect((await it_.send(here, { action: 'demander' }, keeper)).status).toBe(422);
      const sent = await it_.send(here, { action: 'demander', preuve: 'email' }, keeper);
      expect(sent.to).toBe(here);
      const code = /code à recopier\u00a0: (\d{6})/.exec((await mailTo('contact@bougue.example'))!.body)![1]!;
      const form = fieldsOf((await it_.read(here, keeper)).text, here);
      expect((await it_.read(here, keeper)).text).toContain('c…@bougue.example');
      const wrong = await it_.send(
        here,
        { ...form, code: code === '000000' ? '111111' : '000000', action: 'code' },
        keeper,
      );
      expect(wrong.text).toContain('Il reste 4\u00a0essais');
      const right = await it_.send(
        here,
        { ...form, code: `${code.slice(0, 3)} ${code.slice(3)}`, action: 'code' },
        keeper,
      );
      expect(right.to).toBe(`/pro${page}`);
      expect((await it_.read(`/pro${page}`, keeper)).status).toBe(200);
      expect((await it_.read(page, keeper)).text).toContain(`href="/pro${page}"`);
      expect((await it_.read(here, keeper)).headers.get('Location')).toBe(`/pro${page}`);
    });
  });

  describe('the reminder of six months', () => {
    it('asks; only the button answers, and once', async () => {
      now = new Date('2026-12-02T08:00:00Z');
      // Nobody keeps the page of Sabres, which publishes no address: one message leaves, to Bougue.
      await remindPlaces({ database: test.db, now, origin: 'https://essai' });
      const mail = await mailTo('contact@bougue.example');
      const link = pathOf(mail!.link!);
      expect(mail!.subject).toContain('toujours exacte');
      await it_.read(link);
      await it_.read(link);
      expect(await seen()).not.toContain('2\u00a0décembre');
      const sent = await it_.send(link, { reponse: 'exact' });
      expect(sent.to).toBe(link);
      expect(await seen()).toMatch(/vérifiées? le .*2\u00a0décembre/);
      expect((await it_.read(link)).text).toContain('La fiche est vérifiée aujourd’hui');
      expect((await it_.send(link, { reponse: 'ferme' })).status).toBe(410);
      now = start;
    });
    it('is told that the place has closed: the coordination decides, and can go back', async () => {
      now = new Date('2027-06-10T08:00:00Z');
      await remindPlaces({ database: test.db, now, origin: 'https://essai' });
      const link = pathOf((await mailTo('contact@bougue.example'))!.link!);
      await it_.send(link, { reponse: 'ferme' });
      expect((await it_.read(page)).status).toBe(200);
      const items = await readAs(test.db, machine, transaction => findOpenItems(transaction, now));
      const closure = items.find(({ kind }) => kind === 'closure')!;
      await decide({ database: test.db, actor: coordination, now }, closure.id, {
        accept: true,
        reason: null,
        origin: '',
      });
      await new Promise(done => setTimeout(done, 1050));
      const gone = await it_.read(page);
      expect(gone.status).toBe(410);
      now = start;
    });
    it('says when a link is wrong', async () => {
      expect((await it_.read('/lieux/rappel/faux')).status).toBe(410);
    });
  });
});
