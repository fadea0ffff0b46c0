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
  'La coordination prépare les tournées de trente conseillers et imprime leurs fiches, %s',
  {
    timeout: 120_000,
  },
  async (_, size) => {
    const page = await browser.visitor({ cookies: inject('administrator').cookies, size });
    await page.goto(`${plans}/nouveau`);
    await page.getByLabel('Nom du plan').fill(`Tournées, ${size.width}`);
    await page.getByLabel('Ce qu’on cherche').selectOption({ label: 'Tournées' });
    await page.getByLabel('Nombre de lieux').fill('12');
    await page.getByRole('button', { name: 'Calculer' }).click();
    expect(await shown(page.locator('.summary'))).toContain('entre 18');
    await page.getByLabel('Nombre de lieux').fill('30');
    await page.getByRole('button', { name: 'Calculer' }).click();
    await page.getByText('demi-journées par semaine hors des bases').first().waitFor();
    expect(
      await page.getByRole('table', { name: 'La semaine de chaque conseiller' }).locator('tbody tr').count(),
    ).toBe(30);
    await keepScreen(page, 'tournees');
    expect(await sidewaysScroll(page)).toBe(0);
    const sheet = await page.getByRole('link', { name: 'Conseiller 1', exact: true }).getAttribute('href');
    const paper = await page.request.get(sheet!);
    expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await page.getByRole('link', { name: 'Adopter ces tournées' }).click();
    await page.getByRole('button', { name: 'Adopter ces tournées' }).click();
    await page.getByText('Ces tournées sont adoptées.').waitFor();
    const open = await browser.visitor({ script: true, cookies: inject('administrator').cookies });
    await bringAxe(open);
    expect(await pageFaults(open, page.url())).toEqual([]);
  },
);
