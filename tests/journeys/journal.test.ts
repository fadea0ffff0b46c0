import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { cardGroups } from '../../src/modules/network/domain/card.ts';
import { desk, keepScreen, pageFaults, phone, placeOfTrials, shown, useBrowser } from '../browser.ts';
import {
  acceptAgreement,
  entitle,
  type HandedCard,
  handOverCard,
  openStructure,
  type Structure,
} from '../people.ts';
import { dayOfTheTrials } from '../running.ts';

const browser = useBrowser();
let structure: Structure;
let card: HandedCard;
let marthe: string;

const asLead = (path: string) => browser.open(path, { size: desk, cookies: structure.lead.walker.cookies });
const main = (page: Page) => shown(page.getByRole('main'));

/** Presses a button or a link that gives a paper: a tagged PDF that says it is PDF/UA-1. */
async function paperOf(page: Page, name: string | RegExp): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click(),
  ]);
  const paper = (await readFile(await download.path())).toString('latin1');
  expect(paper.slice(0, 5)).toBe('%PDF-');
  expect(paper, String(name)).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(paper).toContain('/MarkInfo');
  return paper;
}

beforeAll(async () => {
  const who = { name: 'CIAS de Pissos', commune: 'Pissos', lead: 'Yvette Labat', email: 'yvette@exemple.fr' };
  structure = await openStructure(placeOfTrials(), who, dayOfTheTrials);
  await acceptAgreement(structure);
  await entitle(structure, 'carte');
  card = await handOverCard(structure.lead.walker, inject('productData'), 'Marthe Dupouy');
});

describe('Une personne lit ce qui a été fait pour elle', { shuffle: false }, () => {
  test('avec sa carte, sur un téléphone, sans JavaScript : qui, quand, pour quelle structure', async () => {
    const page = await browser.open('/carte', { size: phone });
    await page.getByLabel('Numéro de la carte').fill(cardGroups(card.number).join(' '));
    await page.getByLabel('Vos quatre mots').fill(card.words.join(' '));
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.getByRole('link', { name: 'Mon journal' }).click();
    const text = await main(page);
    expect(text.match(/Yvette Labat, CIAS de Pissos/g)).toHaveLength(1);
    expect(text).toContain('vous a remis une carte');
    expect(text).toContain('Vous vous êtes connecté');
    await keepScreen(page, 'mon-journal');
    marthe = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  });

  test('elle ne montre que ce qu’a fait une structure', async () => {
    const page = await browser.open('/compte/journal', { size: phone, cookies: marthe });
    await page.locator('summary', { hasText: 'Choisir ce qui est montré' }).click();
    await page.getByLabel('Structure').selectOption({ label: 'CIAS de Pissos' });
    await page.getByRole('button', { name: 'Afficher' }).click();
    const text = await main(page);
    expect(text).toContain('vous a remis une carte');
    expect(text).not.toContain('Vous vous êtes connecté');
  });

  test('une ligne ne lui paraît pas normale : la structure répond', async () => {
    const page = await browser.open('/compte/journal', { size: phone, cookies: marthe });
    const line = page.getByRole('listitem').filter({ hasText: 'vous a remis une carte' });
    await line.getByRole('button', { name: /Cela ne me paraît pas normal/ }).click();
    expect(await main(page)).toContain('Nous vous répondrons dans les 72 heures.');
    expect(await shown(line)).toContain('Vous l’avez signalé, la réponse vient');
    const lead = await asLead('/pro');
    await lead
      .getByRole('link', { name: /trouve une ligne de son journal anormale/ })
      .first()
      .click();
    await lead.getByLabel('Votre réponse à la personne').fill('Nous avons fait votre carte ensemble, mardi.');
    await lead.getByRole('button', { name: 'Envoyer la réponse' }).click();
    expect(await main(lead)).toContain('La réponse est envoyée.');
    await page.goto('/compte/messages');
    expect(await main(page)).toContain('Nous avons fait votre carte ensemble, mardi.');
  });

  test('sur papier, il ne reste que les lignes', async () => {
    const page = await browser.open('/compte/journal', { size: desk, cookies: marthe });
    await page.emulateMedia({ media: 'print' });
    for (const name of ['Cela ne me paraît pas normal', 'Choisir ce qui est montré', 'Quitter'])
      expect(await page.getByText(name).and(page.locator(':visible')).count(), name).toBe(0);
    expect(await main(page)).toContain('vous a remis une carte');
    await keepScreen(page, 'mon-journal-imprime');
    await page.emulateMedia({ media: 'screen' });
    await paperOf(page, 'Imprimer (PDF)');
  });

  test('axe ne trouve aucun défaut à ces pages', async () => {
    const page = await browser.visitor({ script: true, cookies: marthe });
    expect(await pageFaults(page, '/compte/journal')).toEqual([]);
    const lead = await browser.visitor({ script: true, cookies: structure.lead.walker.cookies });
    expect(await pageFaults(lead, `${structure.path}/applications`)).toEqual([]);
    expect(await pageFaults(lead, '/pro/cartes/retrouver')).toEqual([]);
  });
});

describe('Chaque papier sort par son bouton', { shuffle: false }, () => {
  const papers: readonly [string, () => string, string | RegExp, ((page: Page) => Promise<unknown>)?][] = [
    ['la fiche d’un professionnel', () => '/pro/reseau', 'Imprimer ma fiche'],
    ['l’accord sur les données', () => `${structure.path}/reglages`, /l’accord \(PDF\)/],
    [
      'l’invitation de qui n’a pas d’adresse',
      () => `${structure.path}/invitations`,
      'Imprimer une invitation',
      async page => {
        await page.locator('summary', { hasText: 'Sans adresse mail' }).click();
        await page.getByLabel('Nom de la personne').fill('Roger d’Artagnan');
        const letter = page.locator('form').filter({ hasText: 'Imprimer une invitation' });
        await letter.getByLabel('Aidant', { exact: false }).first().check();
      },
    ],
    [
      'la carte et ses mots',
      () => '/pro/cartes',
      'Imprimer la carte',
      async page => {
        await page.getByLabel('Nom de la personne').fill('Lucienne Caule');
        await page.getByLabel('La structure la connaît').first().check();
      },
    ],
    [
      'les codes de secours',
      () => '/compte/moyens',
      'Imprimer la feuille',
      page => page.getByRole('button', { name: 'Faire dix nouveaux codes' }).click(),
    ],
    [
      'le courrier de qui n’a ni mail ni téléphone',
      () => '/pro/cartes',
      'Ouvrir le courrier (PDF)',
      async page => {
        await page.getByRole('button', { name: 'Bloquer la carte de Marthe Dupouy' }).click();
        await page.goto('/pro/courriers');
      },
    ],
  ];
  test.each(papers)('%s', async (_, path, button, before) => {
    const page = await asLead(path());
    await before?.(page);
    await paperOf(page, button);
  });
});
