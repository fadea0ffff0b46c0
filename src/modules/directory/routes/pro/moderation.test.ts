import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../../../tests/directory-site.ts';
import { fieldsOf, type KeepingSite, keepingSite, memberOf } from '../../../../../tests/keeping-site.ts';
import {
  brokenAnchors,
  formsWithoutKey,
  inlineCode,
  repeatedIds,
  unlabelledFields,
} from '../../../../../tests/markup.ts';
import { openOrganisations } from '../../../../../tests/signed-in.ts';
import { contextOf } from '../../../../core/access.ts';
import { sealForm } from '../../../../core/forms.ts';
import { newId } from '../../../../core/identifier.ts';
import { claimPlace, makeClaimLetter } from '../../claiming.ts';
import { doImport } from '../../requesting.ts';

const now = new Date('2026-11-24T10:00:00Z');
let test: TestDatabase;
let it_: KeepingSite;
let page: string;
const town = { id: newId(now), name: 'Mairie de Bougue' };
const keeper = memberOf(town, ['referent_structure'], now);
const coordinator = memberOf({ id: newId(now), name: 'Département', isPilot: true }, ['coordinateur'], now);
const queue = '/pro/lieux/a-moderer';

const file = `id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,courriels,horaires,services,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,43.9,-0.4,0558000000,contact@bougue.example,Mo-Fr 09:00-12:00,,2026-05-01
m2,,Médiathèque Bougue,Bougue,40090,40051,2 place de la Mairie,43.9,-0.4,,,,,2026-05-02
m3,,CYBERBASE DE SABRES,Sabres,40630,40246,place Gambetta,,,,,,,2026-05-01
`;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  await openOrganisations(test, now, [town]);
  await importText(test.db, 'lieux.csv', file, { at: new Date('2026-05-20T08:00:00Z') });
  const { slug } = await test.db
    .selectFrom('directory.place')
    .select('slug')
    .where('slug', 'like', 'mediatheque-de%')
    .executeTakeFirstOrThrow();
  page = `/lieux/${slug}`;
  it_ = keepingSite(test, () => now);
});

const mainOf = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
const read = async (path: string) => {
  const got = await it_.read(path, coordinator);
  const { text } = got;
  expect(
    [
      unlabelledFields(text),
      inlineCode(text),
      formsWithoutKey(mainOf(text)),
      brokenAnchors(text),
      repeatedIds(text),
    ],
    path,
  ).toEqual([[], [], [], [], []]);
  return got;
};
const linksOf = (html: string) => [...mainOf(html).matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);

// One story of the same places, in its order.
describe('the pages of the coordination', { shuffle: false }, () => {
  describe('the queue', { shuffle: false }, () => {
    it('is for the coordination alone', async () => {
      for (const path of [queue, '/pro/lieux/doublons', '/pro/lieux/imports'])
        expect([(await it_.read(path, keeper)).status, (await it_.read(path)).status], path).toEqual([
          403, 303,
        ]);
    });
    it('settles a report with an answer, and opens it again', async () => {
      await it_.send(`${page}/signaler`, { faux: 'hours', details: 'Fermé le lundi.' });
      const first = await read(queue);
      const href = linksOf(first.text).find(link => link.includes('/signalements/'))!;
      expect((await read(href)).text).toContain('Fermé le lundi.');
      expect((await it_.send(href, { reponse: ' ' }, coordinator)).status).toBe(422);
      expect((await it_.send(href, { reponse: 'Corrigé.' }, coordinator)).to).toBe(`${queue}?suite=fait`);
      expect((await it_.read(href, coordinator)).status).toBe(404);
      expect((await it_.send(`${href}/rouvrir`, {}, coordinator)).to).toBe(`${queue}?suite=repris`);
      expect((await it_.read(href, coordinator)).status).toBe(200);
    });
    it('gives a page after a letter: its code is shown once and opens the page', async () => {
      const actor = { kind: 'account', ref: keeper.id, account: keeper } as const;
      const { claim } = await claimPlace(
        { database: test.db, actor, now, secret: 'essai' },
        (
          await test.db
            .selectFrom('directory.place')
            .select('id')
            .where('slug', '=', page.slice(7))
            .executeTakeFirstOrThrow()
        ).id,
        { proof: 'letter', statement: 'Appelez l’accueil.' },
      );
      const waiting = await read(queue);
      const section = waiting.text.split('Demandes de tenir une fiche')[1]!;
      const href = /href="([^"]+)"/.exec(section)![1]!;
      expect((await read(href)).text).toContain('Appelez l’accueil.');
      const letter = await it_.send(`${href}/lettre`, {}, coordinator);
      expect(letter.headers.get('content-type')).toBe('application/pdf');
      expect(letter.text).toContain('<pdfuaid:part>1</pdfuaid:part>');
      // What is on paper is nowhere else: another letter is made where its code can be read.
      const coordination = { kind: 'account', ref: coordinator.id, account: coordinator } as const;
      const { code } = await makeClaimLetter(
        { database: test.db, actor: coordination, now, secret: 'essai' },
        claim,
      );
      const here = `${page}/revendiquer`;
      const form = fieldsOf((await it_.read(here, keeper)).text, here);
      expect((await it_.send(here, { ...form, code, action: 'code' }, keeper)).to).toBe(`/pro${page}`);
    });
    it('publishes what an editor asked, refuses with a reason, takes back', async () => {
      const path = `/pro${page}`;
      const fields = fieldsOf((await it_.read(path, keeper)).text, path);
      await it_.send(path, { ...fields, nom: 'Bibliothèque de Bougue', action: 'enregistrer' }, keeper);
      const section = (await read(queue)).text.split('Corrections à relire')[1]!;
      const href = /href="([^"]+)"/.exec(section)![1]!;
      const item = await read(href);
      expect(item.text).toContain('Bibliothèque de Bougue');
      const bare = await it_.send(href, { decision: 'refuser' }, coordinator);
      expect(bare.status).toBe(422);
      expect(bare.text).toContain('Dites pourquoi');
      expect((await it_.send(href, { decision: 'accepter' }, keeper)).status).toBe(403);
      await it_.send(href, { decision: 'accepter' }, coordinator);
      const { headers } = await it_.read(path, keeper);
      const renamed = headers.get('Location')!;
      expect((await it_.read(renamed, keeper)).text).toContain('value="Bibliothèque de Bougue"');
      expect((await it_.send(`${href}/reprendre`, {}, coordinator)).to).toBe(`${queue}?suite=repris`);
      const back = (await it_.read('/pro/lieux', keeper)).text;
      expect(back).toContain('Médiathèque de Bougue');
      await it_.send(href, { decision: 'refuser', motif: 'Le panneau dit médiathèque.' }, coordinator);
      expect((await it_.read(href, coordinator)).status).toBe(404);
    });
    it('puts a remark of an import aside until the record says something else', async () => {
      const notes = (text: string) => linksOf(text).filter(link => link.includes('/remarques/'));
      const before = notes((await read(queue)).text);
      expect(before.length).toBeGreaterThan(0);
      await read(before[0]!);
      await it_.send(before[0]!, {}, coordinator);
      expect(notes((await read(queue)).text)).not.toContain(before[0]);
    });
    it.each([
      '/pro/lieux/a-moderer/0197f0aa-0000-7000-8000-000000000000',
      '/pro/lieux/a-moderer/x%27--',
      `${queue}/signalements/ABCD-2345`,
      '/pro/lieux/doublons/a/b',
      '/pro/lieux/imports/nimporte',
    ])('knows nothing of %s', async path => {
      expect((await it_.read(path, coordinator)).status).toBe(404);
    });
  });

  describe('duplicates', () => {
    it('are compared side by side, made one field by field, and undone', async () => {
      const rows = await test.db
        .selectFrom('directory.place')
        .select(['id', 'slug', 'status'])
        .where('slug', 'like', 'mediatheque%')
        .execute();
      const [a, b] = [
        rows.find(row => row.slug.startsWith('mediatheque-de'))!,
        rows.find(row => row.slug.startsWith('mediatheque-b'))!,
      ];
      const href = `/pro/lieux/doublons/${a.id}/${b.id}`;
      const compared = await read(href);
      const fields = fieldsOf(compared.text, href);
      const merged = await it_.send(
        href,
        { ...fields, garder: a.id, champ_street: b.id, action: 'reunir' },
        coordinator,
      );
      expect(merged.to).toBe('/pro/lieux/doublons?fait=reunies');
      await new Promise(done => setTimeout(done, 1050));
      expect((await it_.read(page)).text).toContain('2 place de la Mairie');
      expect((await it_.read(`/lieux/${b.slug}`)).headers.get('Location')).toBe(page);
      const list = await read('/pro/lieux/doublons');
      const operation = /name="operation" value="([^"]+)"/.exec(list.text)![1]!;
      expect((await it_.send('/pro/lieux/doublons/annuler', { operation }, coordinator)).to).toContain(
        'annulee',
      );
      const again = await it_.send('/pro/lieux/doublons/annuler', { operation }, coordinator);
      expect(again.status).toBe(422);
      expect(again.text).toContain('Cette fusion est déjà annulée.');
      await new Promise(done => setTimeout(done, 1050));
      expect((await it_.read(page)).text).not.toContain('2 place de la Mairie');
    });
  });

  describe('an import from the page', () => {
    const upload = async (
      name: string,
      bytes: string | Uint8Array<ArrayBuffer>,
      more: Record<string, string> = {},
    ) => {
      const seal = sealForm(new Date(Date.now() - 60_000));
      const body = new FormData();
      for (const [key, value] of Object.entries({
        cle: seal.key,
        ouvert: String(seal.openedAt),
        contexte: contextOf({ kind: 'account', ref: coordinator.id, account: coordinator }),
        format: 'standard',
        ...more,
      }))
        body.set(key, value);
      body.set('fichier', new Blob([bytes]), name);
      const { headers } = await it_.read(queue, coordinator);
      expect(headers.get('Cache-Control')).toBe('private, no-store');
      // Whole before it leaves: a stream cut by a refusal is an error of its own here.
      const whole = new Response(body);
      const type = whole.headers.get('Content-Type')!;
      const response = await it_.site.request('/pro/lieux/imports', {
        method: 'POST',
        body: await whole.arrayBuffer(),
        headers: { ...it_.cookieOf(coordinator), Origin: 'http://localhost', 'Content-Type': type },
      });
      return { status: response.status, to: response.headers.get('Location'), text: await response.text() };
    };
    const run = (to: string) => doImport(it_.ground, /[0-9a-f-]{36}/.exec(to)![0]);
    it('keeps the file, works apart, reloads without a script, then tells what it did', async () => {
      const added = `${file}m4,,France services de Sabres,Sabres,40630,40246,place Gambetta,,,,,,,2026-05-01\nm5,,,Sabres,40630,40246,,,,,,,,\n`;
      const sent = await upload('lieux.csv', added);
      expect(sent.to).toMatch(/^\/pro\/lieux\/imports\/[0-9a-f-]{36}\?fait=recu$/);
      const progress = sent.to!.split('?')[0]!;
      expect((await read(progress)).headers.get('Refresh')).toBe('5');
      await run(sent.to!);
      const over = await read(progress);
      expect(over.headers.get('Refresh')).toBeNull();
      expect(over.text).toContain('Terminé');
      expect(over.text).toMatch(/<dt[^>]*>1<\/dt><dd>Lieux ajoutés/);
      expect(over.text).toContain('Lignes refusées');
      const kept = [];
      for await (const each of it_.ground.storage.list('imports/')) kept.push(each);
      expect(kept).toEqual([]);
    });
    it('says why a file is not one', async () => {
      expect((await upload('photo.png', 'x')).text).toContain('Enregistrez le tableau en CSV');
      const sent = await upload('vide.csv', 'a');
      await run(sent.to!);
      expect((await read(sent.to!.split('?')[0]!)).text).toContain('Arrêté');
    });
    it('refuses a file larger than 50 MB without keeping it', async () => {
      const big = await upload('gros.csv', new Uint8Array(51 * 1024 * 1024));
      expect(big.status).toBe(422);
      expect(big.text).toContain('pèse plus de 50\u00a0Mo');
    });
  });
});
