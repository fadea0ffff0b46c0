import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { type KeepingSite, keepingSite, memberOf } from '../../../../tests/keeping-site.ts';
import { brokenAnchors, inlineCode, unlabelledFields } from '../../../../tests/markup.ts';
import { readSound } from '../../../../tests/plan-site.ts';
import { asOwner } from '../../../../tests/signed-in.ts';
import { contextOf, type SignedIn } from '../../../core/access.ts';
import { sealForm } from '../../../core/forms.ts';
import { newId } from '../../../core/identifier.ts';
import { applyRetention } from '../../../core/retention/engine.ts';
import { workbookOf } from '../reading/workbook.fixture.ts';
import { territoryRetention } from '../retention.ts';
import { seed } from '../seed.ts';
import { readPublishedIndex } from '../store-index.ts';
import { readObservations } from '../store-indicators.ts';

const now = new Date('2026-11-24T10:00:00Z');
const root = '/territoire/imports';
const definitions = '/territoire/definitions';
const coordinator = memberOf({ id: newId(now), name: 'Département', isPilot: true }, ['coordinateur'], now);
const committee = memberOf({ id: newId(now), name: 'Préfecture' }, ['membre_copil'], now);
let base: TestDatabase;
let site: KeepingSite;

beforeAll(async () => {
  base = await testDatabase();
  await seed({ database: base.db, now: () => now, say: () => {} });
  site = keepingSite(base, () => now);
});

/** A page as the coordination reads it, sound in its markup; its main part. */
const read = (path: string) => readSound(site, path, coordinator);

/** Sends a file as a browser does. */
async function upload(
  file: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
  who: SignedIn = coordinator,
) {
  const seal = sealForm(new Date(Date.now() - 60_000));
  const body = new FormData();
  const values = {
    cle: seal.key,
    ouvert: String(seal.openedAt),
    contexte: contextOf({ kind: 'account', ref: who.id, account: who }),
    indicateur: 'poverty_pct',
    annee: '2021',
    col_code: 'insee',
    col_valeur: 'taux',
    ...more,
  };
  for (const [key, value] of Object.entries(values)) body.set(key, value);
  if (file.length > 0) body.set('fichier', new Blob([file]), more.nom ?? 'filosofi.csv');
  const whole = new Response(body);
  const response = await site.site.request(root, {
    method: 'POST',
    body: await whole.arrayBuffer(),
    headers: {
      ...site.cookieOf(who),
      Origin: 'http://localhost',
      'Content-Type': whole.headers.get('Content-Type')!,
    },
  });
  return { status: response.status, to: response.headers.get('Location'), text: await response.text() };
}

const pathOf = (to: string | null) => to!.split('?')[0]!;

describe('the imports of indicators', { shuffle: false }, () => {
  let path: string;

  it('are listed with what the installation came with', async () => {
    const page = await read(root);
    expect(page).toContain('Habitants de 65\u00a0ans et plus');
    expect(page).toContain('publié');
    expect(page).toContain('<option value="poverty_pct"');
  });

  it('tell what became of each row before anything is published', async () => {
    const sent = await upload('insee;taux\n40088;15,5\n40107;12\n40001;130\n33063;9\nTotal;<b>11</b>\n');
    expect(sent.to).toMatch(/^\/territoire\/imports\/[0-9a-f-]{36}\?fait=recu$/);
    path = pathOf(sent.to);
    const page = await read(sent.to!);
    expect(page).toContain('Rien n’est encore publié');
    expect(page).toMatch(/<th scope="row">4<\/th><td>130<\/td><td>la valeur doit être entre 0 et 100/);
    expect(page).toMatch(/<th scope="row">6<\/th><td>Total<\/td>/);
    expect(page).toMatch(/40107 Garrosse<\/td><td>40197 Morcenx-la-Nouvelle/);
    expect(page).toContain('Communes absentes (325)');
    expect(page).toContain('40001 Aire-sur-l');
    expect((await readObservations(base.db)).has('poverty_pct')).toBe(false);
    expect(await read(root)).toContain('à publier');
  });

  it('are published by a confirmed press, once', async () => {
    const confirm = `${path}/publier`;
    expect(await read(path)).toContain(`href="${confirm}"`);
    expect(await read(confirm)).toContain('Les valeurs de 2 communes deviennent celles de');
    expect((await site.send(confirm, {}, coordinator)).to).toBe(`${path}?fait=publie`);
    expect((await site.send(confirm, {}, coordinator)).to).toBe(`${path}?fait=deja`);
    expect((await readObservations(base.db)).get('poverty_pct')?.byCommune.get('40088')?.value).toBe(15.5);
    const page = await read(`${path}?fait=publie`);
    expect(page).toContain('Les valeurs sont publiées');
    // No definition that can be computed reads it.
    expect(page).not.toContain('Recalculer');
    expect((await site.read(confirm, coordinator)).headers.get('Location')).toBe(path);
  });

  it('are the same import when the file comes again', async () => {
    const text = 'insee;taux\n40088;15,5\n40107;12\n40001;130\n33063;9\nTotal;<b>11</b>\n';
    expect((await upload(text)).to).toBe(`${path}?fait=connu`);
  });

  it('read workbooks as well', async () => {
    const book = workbookOf([['Source'], [], ['insee', 'taux'], ['40088', 12.25], ['40279', 's']]);
    const sent = await upload(Uint8Array.from(book), { nom: 'filosofi.xlsx', annee: '2019' });
    const page = await read(sent.to!);
    expect(page).toMatch(/<dt[^>]*>1<\/dt><dd>communes avec une valeur publiée/);
    expect(page).toMatch(/<dt[^>]*>1<\/dt><dd>communes non publiées/);
  });

  it.each([
    ['no file', '', {}, 'Choisissez un fichier'],
    ['an impossible year', 'insee;taux\n40088;1\n', { annee: '21' }, 'Écrivez une année'],
    ['an unknown indicator', 'insee;taux\n40088;1\n', { indicateur: 'bonheur' }, 'Choisissez un indicateur'],
    ['a column that is not there', 'insee;x\n40088;1\n', {}, 'Colonnes du fichier\u00a0: insee, x'],
    ['half a ratio', 'insee;taux\n40088;1\n', { col_numerateur: 'taux' }, 'ou aucun des deux'],
    ['a picture', '\u0000\u0001', {}, 'ni un texte ni un classeur'],
    ['a bomb', 'bomb', {}, 'trop grand une fois ouvert'],
  ])('refuse %s, keep what was typed and say why', async (_, file, more, why) => {
    const bytes =
      file === 'bomb'
        ? Uint8Array.from(
            workbookOf([['insee', 'taux']], { 'xl/media.xml': new Uint8Array(80 * 1024 * 1024) }),
          )
        : file;
    const { status, text } = await upload(bytes, { col_habitants: 'pop_2021', ...more });
    expect(status).toBe(422);
    expect(text).toContain(why);
    expect(text).toContain('À corriger');
    expect(text).toContain('value="pop_2021"');
    expect([unlabelledFields(text), inlineCode(text), brokenAnchors(text)]).toEqual([[], [], []]);
  });

  it('that keep nothing are not published, and say so', async () => {
    const sent = await upload('insee;taux\n40088;beaucoup\n');
    expect(await read(pathOf(sent.to))).toContain('Aucune valeur n’est gardée');
    expect((await site.send(`${pathOf(sent.to)}/publier`, {}, coordinator)).to).toBe(pathOf(sent.to));
    expect((await site.send(`${root}/nimporte/publier`, {}, coordinator)).status).toBe(404);
    expect((await site.read(`${root}/x%27--`, coordinator)).status).toBe(404);
  });

  it('belong to the coordination', async () => {
    for (const page of [root, path, `${path}/publier`, definitions]) {
      expect((await site.read(page, committee)).status, page).toBe(403);
      expect((await site.read(page)).status, page).not.toBe(200);
    }
    expect((await site.send(`${definitions}/airial-1/publier`, {}, committee)).status).toBe(403);
    expect((await upload('insee;taux\n40088;1\n', {}, committee)).status).toBe(403);
  });
});

describe('the definitions of the index', { shuffle: false }, () => {
  it('say which is shown, and what the others lack', async () => {
    const page = await read(definitions);
    expect(page).toContain('affiché, à jour');
    expect(page).toContain('airial-senior-1');
    expect(page).toContain('il manque des données');
    expect(page).toContain('16-25\u00a0ans ni en emploi');
    expect(page).toContain('Aucune table nationale');
  });

  it('are computed again when their values changed, once', async () => {
    const before = (await readPublishedIndex(base.db, 'airial-1'))!;
    const sent = await upload('insee;taux\n40001;99\n40002;1\n', {
      indicateur: 'age_65_plus_pct',
      annee: '2030',
    });
    await site.send(`${pathOf(sent.to)}/publier`, {}, coordinator);
    expect((await readPublishedIndex(base.db, 'airial-1'))!.run).toBe(before.run);
    const report = await read(pathOf(sent.to));
    expect(report).toContain('L’indice n’est plus celui de ces valeurs');
    expect(report).toContain(`action="${definitions}/airial-1/publier"`);
    expect(await read(definitions)).toContain('à recalculer');
    const press = () => site.send(`${definitions}/airial-1/publier`, {}, coordinator);
    expect((await press()).to).toBe(`${definitions}?fait=calcule`);
    expect((await press()).to).toBe(`${definitions}?fait=deja`);
    expect((await readPublishedIndex(base.db, 'airial-1'))!.run).not.toBe(before.run);
    expect(await read(`${definitions}?fait=calcule`)).toContain('L’indice est recalculé et publié');
    expect(await read(pathOf(sent.to))).not.toContain('Recalculer');
  });

  it('of a variant come once its values are there, and have a version for each table', async () => {
    const codes = (
      await base.db
        .selectFrom('territory.area')
        .where('level', '=', 'commune')
        .where('code', 'like', '40%')
        .where('valid_to', 'is', null)
        .select('code')
        .execute()
    ).map(({ code }) => code);
    const table = (shift: number) =>
      `insee;taux\n${codes.map((code, at) => `${code};${((at * 7) % 60) + shift}`).join('\n')}\n`;
    for (const indicateur of [
      'poverty_50_plus_pct',
      'age_75_plus_pct',
      'one_person_households_50_plus_pct',
    ]) {
      const { to } = await upload(table(1), { indicateur });
      await site.send(`${pathOf(to)}/publier`, {}, coordinator);
    }
    const press = () => site.send(`${definitions}/airial-senior-1/publier`, {}, coordinator);
    expect((await press()).to).toBe(`${definitions}?fait=calcule`);
    expect((await press()).to).toBe(`${definitions}?fait=deja`);
    const first = (await readPublishedIndex(base.db, 'airial-senior-1'))!;
    expect(first.definition.version).toBe(1);
    expect(first.definition.reference.table.age_75_plus_pct).toHaveLength(21);
    const { to } = await upload(table(9), { indicateur: 'age_75_plus_pct', annee: '2022' });
    await site.send(`${pathOf(to)}/publier`, {}, coordinator);
    await press();
    expect((await readPublishedIndex(base.db, 'airial-senior-1'))!.definition.version).toBe(2);
    expect(await read(definitions)).toContain('table de référence');
    expect((await site.send(`${definitions}/airial-jeune-1/publier`, {}, coordinator)).to).toBe(
      `${definitions}#airial-jeune-1`,
    );
    expect((await site.send(`${definitions}/ifn/publier`, {}, coordinator)).status).toBe(404);
  });
});

it('forgets who loaded a file when their account has ended', async () => {
  const authors = async () =>
    (await base.db.selectFrom('territory.import').select('by').where('by', 'is not', null).execute()).length;
  const sent = await upload('insee;taux\n40088;17\n', { annee: '2015' });
  expect(sent.status).toBe(303);
  expect(await authors()).toBeGreaterThan(0);
  const job = { kind: 'job', ref: 'retention' } as const;
  await asOwner(base, async client => {
    await client.query(
      `INSERT INTO network.account (id, display_name, state, created_at, email, email_verified_at)
       VALUES ($1, 'Claude Lafitte', 'actif', $2, 'claude@landes.example', $2)`,
      [coordinator.id, now],
    );
  });
  await applyRetention(base.db, territoryRetention, job, now);
  expect(await authors()).toBeGreaterThan(0);
  await asOwner(base, client =>
    client.query(
      `UPDATE network.account SET state = 'clos', email = NULL, email_verified_at = NULL WHERE id = $1`,
      [coordinator.id],
    ),
  );
  await applyRetention(base.db, territoryRetention, job, now);
  expect(await authors()).toBe(0);
});
