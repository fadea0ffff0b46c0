import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import {
  bringAxe,
  desk,
  keepScreen,
  pageFaults,
  phone,
  shown,
  sidewaysScroll,
  useBrowser,
} from '../browser.ts';

const browser = useBrowser();
const plans = '/territoire/positionnement';

test.each([
  ['au téléphone', phone],
  ['à l’ordinateur', desk],
])(
  'La coordination place trente conseillers, prouve le plan et l’éprouve, sans JavaScript, %s',
  {
    timeout: 240_000,
  },
  async (_, size) => {
    const page = await browser.visitor({ cookies: inject('administrator').cookies, size });
    await page.goto('/pro');
    await page.goto(plans);
    await page.getByRole('link', { name: 'Chercher un plan' }).click();
    const name = `Trente lieux, ${size.width}`;
    await page.getByLabel('Nom du plan').fill(name);
    await page.getByLabel('Nombre de lieux').fill('400');
    await page.getByRole('button', { name: 'Calculer' }).click();
    expect(await shown(page.locator('.summary'))).toContain('327 seulement peuvent ouvrir');
    expect(await page.getByLabel('Nom du plan').inputValue()).toBe(name);
    await page.getByLabel('Nombre de lieux').fill('30');
    await page.getByRole('button', { name: 'Calculer' }).click();
    await page.getByText('Ce plan est le meilleur possible pour ces données.').waitFor();
    const at = page.url();
    expect(await page.locator('circle.site').count()).toBe(30);
    await keepScreen(page, 'positionnement');
    expect(await sidewaysScroll(page)).toBe(0);

    await page.getByRole('button', { name: 'Faire les 100 essais' }).click();
    await page.getByText(/Sur 100 essais/).waitFor({ timeout: 120_000 });
    expect(await shown(page.locator('main'))).toMatch(/\d+ des 30 lieux sont toujours choisis/);

    await page.getByRole('link', { name: 'Vérifier la preuve' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger le certificat' }).click(),
    ]);
    const file = await download.path();
    const anybody = await browser.visitor({ size });
    await anybody.goto(`${plans}/verifier`);
    await anybody.getByLabel('Certificat (.json)').setInputFiles(file);
    await anybody.getByRole('button', { name: 'Vérifier' }).click();
    expect(await shown(anybody.locator('main'))).toMatch(/Prouvé\s: le plan et sa borne sont justes/);
    await keepScreen(anybody, 'positionnement-verifier');

    await page.goto(at);
    await page.getByLabel('Nombre de lieux').fill('12');
    await page.getByRole('button', { name: 'Recalculer' }).click();
    await page.getByText('Aucun autre choix de 12 lieux').waitFor();

    await page.goto(plans);
    await page.getByLabel('Plan de départ').selectOption({ label: name });
    await page.getByLabel('Autre plan').selectOption({ label: '12 lieux' });
    await page.getByRole('button', { name: 'Comparer' }).click();
    await page.getByRole('heading', { name: 'Comparer deux plans' }).waitFor();
    expect(await page.locator('.spot').count()).toBeGreaterThan(12);
    await keepScreen(page, 'positionnement-comparer');
    expect(await sidewaysScroll(page)).toBe(0);
  },
);

test('axe ne trouve aucun défaut aux pages des plans, et rien n’y dépasse sur le côté', {
  timeout: 240_000,
}, async () => {
  const cookies = inject('administrator').cookies;
  const page = await browser.visitor({ script: true, cookies });
  await bringAxe(page);
  await page.goto(`${plans}/nouveau`);
  await page.getByLabel('Nom du plan').fill('Pour axe');
  await page.getByRole('button', { name: 'Calculer' }).click();
  await page.getByText('Ce plan est le meilleur possible').waitFor();
  const path = new URL(page.url()).pathname;
  const found: string[] = [];
  for (const address of [
    plans,
    `${plans}/nouveau`,
    `${plans}/verifier`,
    path,
    `${path}/certificat`,
    `${path}/adopter`,
    await comparison(page),
  ])
    found.push(...(await pageFaults(page, address)).map(fault => `${address} : ${fault}`));
  expect(found).toEqual([]);
});

/** Two plans side by side, whatever they are. */
async function comparison(page: Page): Promise<string> {
  await page.goto(plans);
  const [a, b] = await page
    .getByLabel('Autre plan')
    .locator('option')
    .evaluateAll(options => options.map(option => (option as HTMLOptionElement).value));
  return `${plans}/comparer?a=${a}&b=${b}`;
}
