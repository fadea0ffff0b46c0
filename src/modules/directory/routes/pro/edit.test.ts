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
import { act } from '../../../../core/act.ts';
import { newId } from '../../../../core/identifier.ts';
import { directoryEvents } from '../../events.ts';
import { grantEditor } from '../../holding.ts';

const start = new Date('2026-11-24T10:00:00Z');
let now = start;
let test: TestDatabase;
let it_: KeepingSite;
let path: string;
let placeId: string;
const town = { id: newId(start), name: 'Mairie de Bougue' };
const keeper = memberOf(town, ['referent_structure'], start);
const colleague = memberOf(town, ['conseiller_numerique'], start);
const stranger = memberOf({ id: newId(start), name: 'Mairie de Sabres' }, ['referent_structure'], start);
const coordination = memberOf(
  { id: newId(start), name: 'Département', isPilot: true },
  ['coordinateur'],
  start,
);

const file = `id,pivot,nom,commune,code_postal,code_insee,adresse,telephone,courriels,horaires,services,date_maj
m1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,0558000000,contact@bougue.example,Mo-Fr 09:00-12:00,,2026-05-01
m2,,Cyberbase de Sabres,Sabres,40630,40246,place Gambetta,,,,,2026-05-01
`;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  await openOrganisations(test, start, [town]);
  await importText(test.db, 'lieux.csv', file, { at: new Date('2026-05-20T08:00:00Z') });
  const place = await test.db
    .selectFrom('directory.place')
    .select(['id', 'slug'])
    .where('slug', 'like', 'mediatheque%')
    .executeTakeFirstOrThrow();
  placeId = place.id;
  path = `/pro/lieux/${place.slug}`;
  it_ = keepingSite(test, () => now);
  await act(test.db, start, {
    event: directoryEvents.place_released,
    actor: { kind: 'command', ref: 'essai' },
    change: async transaction => {
      await grantEditor(transaction, start, {
        placeId,
        organisationId: town.id,
        claimId: null,
        grantedBy: null,
      });
      return { answer: null, object: { type: 'place', ref: placeId } };
    },
  });
});

/** The part of a page that is its own. */
const mainOf = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));

const form = async (who = keeper) => fieldsOf((await it_.read(path, who)).text, path);

describe('the page that corrects', () => {
  it('is not there for a stranger, as an address that never was', async () => {
    const foreign = await it_.read(path, stranger);
    const unknown = await it_.read('/pro/lieux/jamais-vu-40051-aaaa', stranger);
    expect(foreign.status).toBe(404);
    expect(foreign.text.replaceAll(path, '')).toBe(
      unknown.text.replaceAll('/pro/lieux/jamais-vu-40051-aaaa', ''),
    );
    expect((await it_.send(path, { ...(await form()), telephone: '0500000009' }, stranger)).status).toBe(404);
    expect((await it_.read(path)).headers.get('Location')).toMatch(/^\/se-connecter/);
  });
  it('is well made, and sent back as it is changes nothing', async () => {
    for (const suffix of ['', '/versions', '/fermetures', '/passages', '/fermer', '/rendre']) {
      const { status, text } = await it_.read(`${path}${suffix}`, keeper);
      expect(status, suffix).toBe(200);
      expect(
        [
          unlabelledFields(text),
          inlineCode(text),
          formsWithoutKey(mainOf(text)),
          brokenAnchors(text),
          repeatedIds(text),
        ],
        suffix,
      ).toEqual([[], [], [], [], []]);
    }
    expect(await it_.send(path, { ...(await form()), action: 'enregistrer' }, keeper)).toMatchObject({
      status: 303,
      to: `${path}?fait=rien`,
    });
  });
  it('keeps what was typed when something is to correct, and says it beside the field', async () => {
    const sent = await it_.send(
      path,
      {
        ...(await form()),
        telephone: 'au bureau',
        presentation_resume: 'Bienvenue.',
        ma_de: '18h',
        ma_a: '9h',
        action: 'enregistrer',
      },
      keeper,
    );
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('value="au bureau"');
    expect(sent.text).toContain('Bienvenue.');
    expect(sent.text).toContain('id="telephone-erreur"');
    expect(sent.text).toContain('La fin est avant le début.');
    expect(sent.text).toContain('À corriger');
  });
  it('shows how the place will be shown, and copies Monday, without writing', async () => {
    const before = (await form()).version;
    const preview = await it_.send(
      path,
      { ...(await form()), lu_de: '10', lu_a: '18', action: 'copier' },
      keeper,
    );
    expect(preview.text).toMatch(/id="ve_a"[^>]*value="18"|value="18"[^>]*id="ve_a"/);
    const shown = await it_.send(path, { ...fieldsOf(preview.text, path), action: 'apercu' }, keeper);
    expect(shown.text).toContain('Vous serez affiché ainsi');
    expect(shown.text).toContain('10\u00a0h');
    expect((await form()).version).toBe(before);
  });
  it('shows both versions to the second of two people, and loses neither', async () => {
    const [first, second] = [await form(), await form(colleague)];
    expect(
      await it_.send(path, { ...first, telephone: '05 58 00 00 01', action: 'enregistrer' }, keeper),
    ).toMatchObject({ to: `${path}?fait=publie` });
    const late = await it_.send(
      path,
      {
        ...second,
        telephone: '05 58 00 00 02',
        presentation_resume: 'Ouvert à tous.',
        action: 'enregistrer',
      },
      colleague,
    );
    expect(late.status).toBe(409);
    expect(late.text).toContain('Une autre personne a corrigé');
    expect(late.text).toContain('05\u00a058\u00a000\u00a000\u00a001');
    expect(late.text).toContain('Ouvert à tous.');
    const again = fieldsOf(late.text, path);
    expect(again.telephone).toBe('05\u00a058\u00a000\u00a000\u00a002');
    expect(await it_.send(path, { ...again, action: 'enregistrer' }, colleague)).toMatchObject({
      to: `${path}?fait=publie`,
    });
    await it_.read(path, keeper);
    expect((await it_.read(path.slice(4))).text).toContain('Ouvert à tous.');
  });
  it('refuses the next act of somebody whose role was taken away, and gives back what they typed', async () => {
    const typed = {
      ...(await form()),
      presentation_detail: 'Un long texte écrit avec soin.',
      action: 'enregistrer',
    };
    const demoted = { ...keeper, membership: { ...keeper.membership!, roles: ['aidant' as const] } };
    const sent = await it_.send(path, typed, demoted);
    expect(sent.status).toBe(403);
    expect(sent.text).toContain('Un long texte écrit avec soin.');
    expect(sent.text).toContain('Votre rôle ne permet pas cette action');
    expect((await form()).presentation_detail).not.toContain('avec soin');
  });
  it.each([
    '<script>alert(1)</script>',
    '\u202Eabc',
    "Robert'); DROP TABLE directory.place;--",
    'x'.repeat(5000),
  ])('holds out against %#', async hostile => {
    const sent = await it_.send(
      path,
      { ...(await form()), presentation_detail: hostile, complement_adresse: hostile, action: 'enregistrer' },
      keeper,
    );
    expect([303, 422]).toContain(sent.status);
    const page = (await it_.read(path.slice(4))).text;
    expect(page).not.toContain('<script>alert(1)');
  });
  it('keeps the name for the coordination, tells so, and goes back to an older version', async () => {
    const sent = await it_.send(
      path,
      { ...(await form()), nom: 'Bibliothèque de Bougue', action: 'enregistrer' },
      keeper,
    );
    expect(sent.to).toBe(`${path}?fait=relecture`);
    expect((await it_.read(`${path}?fait=relecture`, keeper)).text).toContain('La coordination va relire');
    expect((await it_.read(path, keeper)).text).toContain('En attente de relecture');
    const restored = await it_.send(`${path}/versions`, { version: '1' }, coordination);
    expect(restored.to).toBe(`${path}?fait=version`);
    expect((await form()).telephone).toBe('05\u00a058\u00a000\u00a000\u00a000');
  });
});

describe('days and passages', () => {
  it('announce a closing for some days: seen on the page, over by itself', async () => {
    const refused = await it_.send(
      `${path}/fermetures`,
      { genre: 'closed', du: '2026-12-24', au: '2026-12-21' },
      keeper,
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="2026-12-24"');
    const sent = await it_.send(
      `${path}/fermetures`,
      {
        genre: 'closed',
        du: '2026-12-21',
        au: '2026-12-24',
        raison: 'conges',
        remplace: 'cyberbase de sabres',
      },
      keeper,
    );
    expect(sent.to).toBe(`${path}/fermetures?fait=annonce`);
    now = new Date('2026-12-14T10:00:00Z');
    await new Promise(done => setTimeout(done, 1100));
    const announced = (await it_.read(path.slice(4))).text;
    expect(announced).toContain('congés');
    expect(announced).toContain('allez à ce lieu\u00a0: Cyberbase de Sabres');
    now = new Date('2026-12-28T10:00:00Z');
    expect((await it_.read(path.slice(4))).text).not.toContain('congés');
    now = start;
  });
  it('cancel one passage in two presses: every page says it', async () => {
    const added = await it_.send(
      `${path}/passages`,
      {
        nom: 'Bus',
        commune: 'sabres',
        adresse: 'la halle',
        rythme: 'every',
        jour: '2',
        de: '14h',
        a: '16h30',
        action: 'ajouter',
      },
      keeper,
    );
    expect(added.to).toBe(`${path}/passages?fait=ajoute`);
    const page = (await it_.read(`${path}/passages`, keeper)).text;
    const [, stop, debut, fin] =
      /name="arret" value="([^"]+)"[\s\S]*?name="debut" value="([^"]+)"[\s\S]*?name="fin" value="([^"]+)"/.exec(
        page,
      )!;
    const sent = await it_.send(
      `${path}/passages`,
      { arret: stop!, debut: debut!, fin: fin!, action: 'annuler' },
      keeper,
    );
    expect(sent.to).toBe(`${path}/passages?fait=annule`);
    await new Promise(done => setTimeout(done, 1100));
    expect((await it_.read(path.slice(4))).text).toContain('annulé');
  });
});
