import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { desk, keepScreen, type Look, phone, shown, useBrowser } from '../browser.ts';

const browser = useBrowser();

const looks: [string, Look][] = [
  ['au téléphone, sans JavaScript', { size: phone, script: false }],
  ['au téléphone, avec JavaScript', { size: phone, script: true }],
  ['à l’ordinateur, sans JavaScript', { size: desk, script: false }],
];

async function search(page: Page, words: string) {
  await page
    .getByRole('main')
    .locator(
      'form:not([method="post"]) input:not([type="hidden"]):not([type="checkbox"]):not([type="radio"])',
    )
    .first()
    .fill(words);
  await Promise.all([page.waitForURL(/[?&](q|ou|commune)=/), page.keyboard.press('Enter')]);
}

const names = async (page: Page) => await page.locator('.places h3').allInnerTexts();

describe.each(looks)('Une personne trouve un lieu près de chez elle, %s', (_, look) => {
  test('elle écrit « Dax », choisit un lieu, appelle', async () => {
    const page = await browser.open('/', look);
    expect(await shown(page.getByRole('heading', { level: 1 }))).toMatch(/De quoi avez.vous besoin/);
    await page
      .getByLabel(/commune/i)
      .first()
      .fill('Dax');
    await page.getByRole('button', { name: /Trouver de l’aide/ }).click();
    await page.waitForURL(/\/lieux/);
    expect(await shown(page.getByRole('heading', { level: 1 }))).toContain('Dax');
    const list = await names(page);
    expect(list.length).toBeGreaterThan(1);
    expect(await shown(page.locator('.places li').first())).toMatch(/Dax/);
    await keepScreen(page, 'lieux-dax');
    // The nearest place that gives a number: every card says where, and its state in words.
    const called = page.locator('.places li', { has: page.locator('a[href^="tel:"]') }).first();
    const name = await shown(called.locator('h3'));
    await called.locator('h3 a').click();
    expect(await shown(page.getByRole('heading', { level: 1 }))).toBe(name);
    const tel = page.getByRole('main').locator('a[href^="tel:+33"]').first();
    expect(await shown(tel)).toMatch(/0\d\u00a0\d\d\u00a0\d\d\u00a0\d\d\u00a0\d\d/);
    await keepScreen(page, 'lieu-dax');
  });
});

test('Les lieux les plus proches viennent d’abord, avec leur distance à vol d’oiseau', async () => {
  const page = await browser.open('/lieux?commune=40246');
  const text = await shown(page.locator('.places').first());
  const distances = [...text.matchAll(/(\d+(?:,\d+)?)\u00a0km/g)].map(match =>
    Number(match[1]!.replace(',', '.')),
  );
  expect(distances.length).toBeGreaterThan(3);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  expect(await shown(page.getByRole('main'))).toContain('à vol d’oiseau');
});

describe('La recherche comprend ce que les gens écrivent', () => {
  test.each([
    ['mont de marsn', /Mont-de-Marsan/],
    ['st paul les dax', /Saint-Paul-lès-Dax/],
    ['SABRES', /Sabres/],
    ['garrosse', /Morcenx-la-Nouvelle/],
    ['40107', /Garrosse, commune de Morcenx-la-Nouvelle/],
  ])('« %s »', async (words, expected) => {
    const page = await browser.open('/lieux');
    await search(page, words);
    expect(await shown(page.getByRole('main'))).toMatch(expected);
    expect((await names(page)).length).toBeGreaterThan(0);
  });

  // Another journey may import places between two of these counts: one more try then.
  test('« mediatheque » trouve les médiathèques, avec ou sans accent, au singulier ou au pluriel', {
    retry: 2,
  }, async () => {
    const counts = [];
    for (const words of ['mediatheque', 'médiathèque', 'médiathèques', 'MÉDIATHÈQUE']) {
      const page = await browser.open(`/lieux?q=${encodeURIComponent(words)}`);
      expect((await names(page)).some(name => /m[ée]diath[èe]que/i.test(name))).toBe(true);
      counts.push(await shown(page.locator('h2').first()));
    }
    expect(new Set(counts).size).toBe(1);
  });
});

test('Un code postal de plusieurs communes demande laquelle', async () => {
  const page = await browser.open('/');
  await page
    .getByLabel(/commune/i)
    .first()
    .fill('40300');
  await page.getByRole('button', { name: /Trouver de l’aide/ }).click();
  await page.waitForURL(/\/lieux/);
  const choices = page.getByRole('main').getByRole('link', {
    name: /Peyrehorade|Labatut|Cauneille|Orthevielle|Port-de-Lanne|Saint-Lon-les-Mines/,
  });
  expect(await choices.count()).toBeGreaterThan(3);
  const peyrehorade = page
    .getByRole('main')
    .getByRole('link', { name: /^Peyrehorade/ })
    .first();
  await peyrehorade.click();
  expect(await shown(page.getByRole('heading', { level: 1 }))).toContain('Peyrehorade');
  expect((await names(page)).length).toBeGreaterThan(0);
});

describe('Une personne choisit parmi les lieux', () => {
  test('un choix se lit dans l’adresse, se retire d’un lien, et « retour » le rend', async () => {
    const page = await browser.open('/lieux?commune=40088');
    const before = await shown(page.getByRole('main'));
    await page.locator('details.filter summary').first().click();
    await page
      .getByRole('checkbox', { name: /samedi/i })
      .first()
      .check();
    await page.locator('details.filter form').getByRole('button').first().click();
    await page.waitForURL(/ouvert=samedi/);
    expect(await shown(page.getByRole('main'))).not.toBe(before);
    const remove = page
      .getByRole('main')
      .getByRole('link', { name: /samedi/i })
      .first();
    await remove.click();
    expect(page.url()).not.toContain('ouvert=samedi');
    expect(page.url()).toContain('40088');
    await page.goBack();
    expect(page.url()).toContain('ouvert=samedi');
  });

  test('un choix inconnu est dit et n’empêche rien', async () => {
    const page = await browser.open('/lieux?commune=40088&service=voyance&rayon=douze&page=-4');
    expect((await names(page)).length).toBeGreaterThan(0);
    expect(await page.locator('.note, .info').first().isVisible()).toBe(true);
  });

  test.each([
    "'; DROP TABLE directory.place; --",
    '<script>alert(1)</script>',
    '%',
    '_'.repeat(300),
    '\\',
    'a&b|c!:*',
    '🙂',
    '()',
  ])('« %s » est une recherche comme une autre', async words => {
    const page = await browser.visitor();
    const answer = await page.goto(`/lieux?q=${encodeURIComponent(words)}`);
    expect(answer!.status()).toBe(200);
    expect(await page.locator('main script').count()).toBe(0);
  });
});

test('Aucune recherche n’est une impasse', async () => {
  const page = await browser.open(
    '/lieux?q=zzzxqwk&commune=40088&service=acces_internet_et_materiel_informatique',
  );
  const main = page.getByRole('main');
  const empty = main.locator('.empty');
  expect(await empty.isVisible()).toBe(true);
  expect(await shown(empty)).not.toMatch(/^Aucun résultat\.?$/);
  expect(await main.getByRole('link').count()).toBeGreaterThan(1);
  expect(await main.locator('a[href*="/lieux"]').count()).toBeGreaterThan(0);
});

test('La carte mène aux communes, et la liste dit la même chose', async () => {
  const page = await browser.open('/lieux/carte', { size: desk });
  expect(await shown(page.getByRole('heading', { level: 1 }))).toMatch(/carte/i);
  expect(await page.getByRole('main').getByRole('link', { name: /Dax/ }).count()).toBeGreaterThan(0);
  await keepScreen(page, 'carte');
});

test('La page ne demande rien à aucun autre site', () => {
  expect(browser.strangers).toEqual([]);
});
