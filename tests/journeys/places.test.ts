import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, openPool } from '../../src/core/database.ts';
import { desk, keepScreen, type Look, pageFaults, shown, sidewaysScroll, useBrowser } from '../browser.ts';
import type { TestDatabase } from '../database.ts';
import { ownerOf } from '../faults/ground.ts';
import { lastMessage } from '../outbox.ts';
import { firstAdministrator } from '../people.ts';
import {
  command,
  emptyFolder,
  dayOfTheTrials as now,
  type Running,
  startProduct,
  stopProduct,
  sweep,
} from '../running.ts';
import { openedOrganisation, type Someone, someone } from '../signed-in.ts';

// A product of its own: the directory changes here, and other trials compare its pages.
let running: Running;
let data: string;
let administrator: string;
const browser = useBrowser(() => running.url);
let base: TestDatabase;
let lead: Someone;
let folder: string;
/** A library of our own, with an address that answers. */
let place: string;

const columns =
  'id,nom,commune,code_postal,code_insee,adresse,telephone,courriels,horaires,services,date_maj';
const rows = (name: string) =>
  `${columns}\nj1,${name},Bougue,40090,40051,1 place de la Mairie,0558000000,accueil@bougue.example,Mo-Fr 09:00-12:00,Aide aux démarches administratives,2026-11-01\n`;

beforeAll(async () => {
  data = await emptyFolder();
  running = await startProduct(data);
  administrator = (await firstAdministrator(running.url, data, now)).walker.cookies;
  folder = await mkdtemp(join(tmpdir(), 'airial-lieux-'));
  const file = join(folder, 'lieux.csv');
  await writeFile(file, rows('Médiathèque des Essais'));
  const words = ['directory', 'import', file, '--source', 'essais', '--data', data];
  const ran = await command(words).done;
  expect(ran.code, ran.err).toBe(0);
  const ownerConnectionString = await ownerOf(data);
  const pool = openPool(ownerConnectionString, 3);
  base = { db: openDatabase(pool), pool, connectionString: ownerConnectionString, ownerConnectionString };
  const { slug } = await base.db
    .selectFrom('directory.place')
    .select('slug')
    .where('slug', 'like', 'mediatheque-des-essais%')
    .executeTakeFirstOrThrow();
  place = `/lieux/${slug}`;
  const organisation = await openedOrganisation(base, now, 'Mairie de Bougue');
  lead = await someone(base, now, {
    name: 'Claude Lafitte',
    in: { organisation, roles: ['referent_structure'] },
  });
}, 120_000);
afterAll(async () => {
  await base?.db.destroy();
  await rm(folder, { recursive: true, force: true });
  if (running) await stopProduct(running);
  await sweep(data);
});

/** Opens a page with the cookies of somebody signed in. */
const as =
  (cookies: string) =>
  (path: string, look: Look = {}): Promise<Page> =>
    browser.open(path, { ...look, cookies });
const town = (path: string, look?: Look) => as(lead.headers.Cookie)(path, look);
const coordination = (path: string, look?: Look) => as(administrator)(path, look);
const main = (page: Page) => shown(page.getByRole('main'));

/** Every process sees a change within a second. */
async function opened(page: Page, path: string) {
  await page.waitForTimeout(1200);
  await page.goto(path);
  return await main(page);
}

describe('Une mairie demande sa fiche et la corrige', { shuffle: false }, () => {
  test('sans compte, la page dit comment faire', async () => {
    const page = await browser.open(place);
    await page.getByRole('link', { name: 'C’est mon lieu' }).click();
    expect(await main(page)).toContain('Pour tenir une fiche');
    expect(await page.getByRole('link', { name: 'Se connecter' }).getAttribute('href')).toContain(
      '/se-connecter?suite=',
    );
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test('le code envoyé à l’adresse publiée lui donne la fiche, sans JavaScript', async () => {
    const page = await town(place);
    await page.getByRole('link', { name: 'C’est mon lieu' }).click();
    await page.getByLabel(/Par un code envoyé à a…@bougue.example/).check();
    await keepScreen(page, 'revendiquer');
    await page.getByRole('button', { name: 'Demander à tenir la fiche' }).click();
    const message = await lastMessage(data, 'accueil@bougue.example', {
      matching: /tenir votre fiche/,
    });
    await page.getByLabel('Les 6\u00a0chiffres reçus').fill(message.code === '123456' ? '654321' : '123456');
    await page.getByRole('button', { name: 'Vérifier le code' }).click();
    expect(await main(page)).toContain('Il reste 4\u00a0essais');
    await page.getByLabel('Les 6\u00a0chiffres reçus').fill(message.code);
    await page.getByRole('button', { name: 'Vérifier le code' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      'Corriger Médiathèque des Essais',
    );
  });

  test('elle corrige horaires et téléphone, voit l’aperçu, publie', async () => {
    const page = await town(`/pro${place}`);
    await page.getByLabel('Téléphone', { exact: true }).fill('05 58 12 34 56');
    await page.locator('#lu_de2').fill('14h');
    await page.locator('#lu_a2').fill('18h');
    await page.getByRole('button', { name: 'Appliquer lundi jusqu’à vendredi' }).click();
    await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
    expect(await main(page)).toContain('Vous serez affiché ainsi');
    await keepScreen(page, 'corriger-apercu');
    await page.getByRole('button', { name: 'Enregistrer, tout est exact' }).click();
    expect(await main(page)).toContain('la fiche est vérifiée aujourd’hui');
    const said = await opened(page, place);
    expect(said).toContain('05\u00a058\u00a012\u00a034\u00a056');
    expect(said).toMatch(/14\sh\s–\s18\sh/);
    expect(said).toContain('24\u00a0novembre');
  });

  test('le nom attend la coordination, une fermeture se voit tout de suite', async () => {
    const page = await town(`/pro${place}`);
    await page.getByLabel('Nom du lieu', { exact: true }).fill('Bibliothèque des Essais');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    expect(await main(page)).toContain('La coordination va relire\u00a0: nom');
    await page.getByRole('link', { name: 'Fermetures et ouvertures' }).click();
    await page.getByLabel('Le lieu ferme', { exact: true }).check();
    await page.getByLabel('Premier jour').fill('2026-11-26');
    await page.getByLabel('Dernier jour').fill('2026-11-27');
    await page.getByLabel('Travaux', { exact: true }).check();
    await page.getByRole('button', { name: 'Annoncer' }).click();
    expect(await main(page)).toContain('C’est annoncé.');
    const said = await opened(page, place);
    expect(said).toContain('travaux');
    expect(said).toContain('Médiathèque des Essais');
  });
});

describe('La coordination modère', { shuffle: false }, () => {
  test('elle publie la correction, revient dessus, refuse avec une raison', async () => {
    const page = await coordination('/pro/lieux/a-moderer', { size: desk });
    await keepScreen(page, 'a-moderer');
    await page.getByRole('link', { name: 'Médiathèque des Essais' }).first().click();
    expect(await main(page)).toContain('Bibliothèque des Essais');
    await page.getByRole('button', { name: 'Refuser' }).click();
    expect(await page.title()).toMatch(/^À corriger/);
    await page.getByRole('button', { name: 'Publier cette correction' }).click();
    expect(await main(page)).toContain('C’est décidé.');
    await page
      .getByRole('button', { name: /Revenir sur cette décision.*Essais/ })
      .first()
      .click();
    expect(await main(page)).toContain('La décision est reprise');
    expect(await opened(page, place)).toContain('Médiathèque des Essais');
  });

  test('elle règle un signalement, et la personne est remerciée', async () => {
    const visitor = await browser.open(`${place}/signaler`);
    await visitor.getByLabel('Les horaires', { exact: true }).check();
    await visitor.getByLabel(/pour la réponse/).fill('voisine@exemple.fr');
    await visitor.waitForTimeout(3200);
    await visitor.getByRole('button', { name: 'Envoyer' }).click();
    const reference = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await main(visitor))![0];
    const page = await coordination(`/pro/lieux/a-moderer/signalements/${reference}`);
    await page.getByLabel('Votre réponse').fill('C’est corrigé, merci.');
    await page.getByRole('button', { name: 'Régler le signalement' }).click();
    expect(await main(page)).toContain('C’est décidé.');
    const message = await lastMessage(data, 'voisine@exemple.fr');
    expect(message.text).toContain('C’est corrigé, merci.');
  });

  test('elle importe un fichier depuis la page, et lit ce qui a changé', async () => {
    const page = await coordination('/pro/lieux/imports');
    await page.getByLabel('Fichier', { exact: true }).setInputFiles({
      name: 'lieux.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `${rows('Médiathèque des Essais')}j2,Cyberbase des Essais,Sabres,40630,40246,place Gambetta,,,,,2026-11-01\n`,
      ),
    });
    await page.getByLabel('Nom de la source').fill('essais');
    await page.getByRole('button', { name: 'Envoyer le fichier' }).click();
    const deadline = performance.now() + 40_000;
    while (!(await main(page)).includes('Terminé') && performance.now() < deadline) {
      await page.waitForTimeout(1000);
      await page.reload();
    }
    expect(await main(page)).toMatch(/Terminé[\s\S]*1\s+Lieux ajoutés/);
    await keepScreen(page, 'import-fini');
  });
});

test('Ces pages se lisent avec une aide technique, et rien n’y dépasse', { timeout: 300_000 }, async () => {
  const found: string[] = [];
  for (const [page, paths] of [
    [
      await town('/pro', { script: true }),
      ['', '/versions', '/fermetures', '/passages', '/rendre'].map(suffix => `/pro${place}${suffix}`),
    ],
    [
      await coordination('/pro', { script: true }),
      ['/pro/lieux', '/pro/lieux/a-moderer', '/pro/lieux/doublons', '/pro/lieux/imports'],
    ],
    [
      await browser.visitor({ script: true }),
      ['/lieux/proposer', '/lieux/proposer/confirmer/faux', '/lieux/rappel/faux'],
    ],
  ] as const)
    for (const path of paths)
      found.push(...(await pageFaults(page, path)).map(fault => `${path} : ${fault}`));
  expect(found).toEqual([]);
});
