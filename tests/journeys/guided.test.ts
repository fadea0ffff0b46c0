import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { keepScreen, shown, useBrowser } from '../browser.ts';

const browser = useBrowser();

/** Answers one question of the wizard, whether the answers are links or picks. */
async function answer(page: Page, choice: RegExp) {
  const main = page.getByRole('main');
  const link = main.getByRole('link', { name: choice }).first();
  if (await link.count()) return await link.click();
  await main.locator('label', { hasText: choice }).first().click();
  await main.getByRole('button').first().click();
}

const title = async (page: Page) => await shown(page.getByRole('heading', { level: 1 }));

describe.each([
  ['sans JavaScript', false],
  ['avec JavaScript', true],
])('Une personne se laisse guider en trois questions, %s', (_, script) => {
  test('de quoi, où, comment : au plus trois lieux devant, chacun avec sa raison', async () => {
    const page = await browser.open('/lieux/aide', { script });
    expect(await title(page)).toMatch(/De quoi avez.vous besoin/);
    await keepScreen(page, 'aide-1');
    await answer(page, /arnaques|mots de passe/i);
    expect(await title(page)).toMatch(/Où habitez.vous/);
    await page
      .getByLabel(/commune|habitez/i)
      .first()
      .fill('Sabres');
    await page.getByRole('main').getByRole('button').first().click();
    expect(await title(page)).toMatch(/Comment préférez.vous/);
    await keepScreen(page, 'aide-3');
    await answer(page, /peu importe/i);
    await page.waitForURL(/comment=|\/lieux\?/);
    const front = page.locator('.places').first().locator('> li');
    expect(await front.count()).toBeGreaterThan(0);
    expect(await front.count()).toBeLessThanOrEqual(3);
    for (const card of await front.all()) expect(await shown(card)).toMatch(/\bkm\b|Sabres|ouvert|gratuit/i);
    // Behind the three, the whole list by its address.
    expect(await page.getByRole('main').locator('a[href*="/lieux?"]').count()).toBeGreaterThan(0);
    await keepScreen(page, 'aide-reponse');
  });
});

test('Revenir en arrière garde les réponses, et rien n’est gardé ailleurs que dans l’adresse', async () => {
  const page = await browser.open('/lieux/aide');
  await answer(page, /imprimer|scanner/i);
  const second = page.url();
  await page
    .getByLabel(/commune|habitez/i)
    .first()
    .fill('Mimizan');
  await page.getByRole('main').getByRole('button').first().click();
  await page.waitForURL(/ou=Mimizan/);
  await page.goBack();
  expect(page.url()).toBe(second);
  expect(await page.context().cookies()).toEqual([]);
});

test('Une commune inconnue est redemandée, avec ce qui a été écrit', async () => {
  const page = await browser.open('/lieux/aide');
  await answer(page, /je ne sais pas/i);
  const field = page.getByLabel(/commune|habitez/i).first();
  await field.fill('Xyzabc');
  await page.getByRole('main').getByRole('button').first().click();
  expect(await title(page)).toMatch(/Où habitez.vous/);
  expect(
    await page
      .getByLabel(/commune|habitez/i)
      .first()
      .inputValue(),
  ).toBe('Xyzabc');
  expect(await shown(page.getByRole('main'))).toMatch(/Xyzabc/);
});

test('Sans rien écrire, la question dit quoi faire', async () => {
  const page = await browser.open('/lieux/aide');
  await answer(page, /je ne sais pas/i);
  await page.getByRole('main').getByRole('button').first().click();
  expect(await shown(page.getByRole('main'))).toContain('Écrivez le nom de votre commune');
});
