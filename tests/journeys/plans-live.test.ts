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
  'Un élu bouge les hypothèses d’un plan partagé et voit le plan changer, %s',
  {
    timeout: 240_000,
  },
  async (_, size) => {
    const office = await browser.visitor({ cookies: inject('administrator').cookies, size });
    await office.goto(`${plans}/nouveau`);
    await office.getByLabel('Nom du plan').fill(`À partager, ${size.width}`);
    await office.getByLabel('Nombre de lieux').fill('30');
    await office.getByRole('button', { name: 'Calculer' }).click();
    await office.getByText('Ce plan est le meilleur possible pour ces données.').waitFor();
    await office.getByRole('button', { name: /lien/ }).click();
    const link = /\/territoire\/positionnement\/partage\/[\w-]+/.exec(await office.content())![0];

    // Without a script: the same form, a button.
    const plain = await browser.visitor({ size });
    await plain.goto(link);
    await plain.getByLabel('Nombre de lieux').fill('20');
    await plain.getByRole('button', { name: 'Recalculer' }).click();
    const told = await shown(plain.locator('#essai [role=status]'));
    expect(told).toMatch(/Prouvé\s: aucun autre choix n’est meilleur\./);
    expect(await plain.locator('.spot.came').count()).toBeGreaterThan(0);
    await keepScreen(plain, 'positionnement-essai');

    // With one: the plan follows the hand, by keyboard too.
    const page = await browser.visitor({ script: true, size });
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', line => line.type() === 'error' && faults.push(line.text()));
    await bringAxe(page);
    await page.goto(link);
    const live = page.locator('.live');
    await page.getByLabel('Nombre de lieux').fill('20');
    await page
      .getByText(/Prouvé\s: aucun autre choix/)
      .first()
      .waitFor();
    expect(await shown(live)).toBe(told);
    await page.getByLabel('Nombre de lieux').fill('30');
    await expect.poll(() => shown(live)).toContain('Les lieux restent les mêmes.');
    expect(await page.locator('.spot.came').count()).toBe(0);
    const slider = page.getByRole('slider', { name: 'Personnes de 65 ans et plus' });
    await slider.focus();
    await page.keyboard.press('Home');
    const number = page.getByRole('spinbutton', { name: 'Personnes de 65 ans et plus, en nombre' });
    expect(await number.inputValue()).toBe('0');
    await expect.poll(() => shown(live)).toMatch(/Entrent\s:/);
    // The last word is said aloud, and only it.
    await expect.poll(() => page.locator('plan-live [role=status]').textContent()).toContain('Prouvé');
    await number.fill('100');
    await number.blur();
    expect(await slider.inputValue()).toBe('100');
    await page.getByLabel('Nombre de lieux').fill('0');
    await expect.poll(() => shown(live)).toContain('Écrivez un nombre entre 1 et 327.');
    await page.getByLabel('Nombre de lieux').fill('24');
    await expect.poll(() => shown(live)).toContain('24 lieux');
    await keepScreen(page, 'positionnement-curseurs');
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await pageFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  },
);

test('Quand le calcul de la page meurt, le bouton reste et la page le dit', {
  timeout: 120_000,
}, async () => {
  const page = await browser.visitor({ script: true, cookies: inject('administrator').cookies, size: desk });
  await page.goto(`${plans}/nouveau`);
  await page.getByLabel('Nom du plan').fill('Sans fil');
  await page.getByRole('button', { name: 'Calculer' }).click();
  await page.getByText('Ce plan est le meilleur possible').waitFor();
  await page.route('**/assets/plan-solver-*', route => route.abort());
  await page.getByLabel('Nombre de lieux').fill('12');
  await page.getByText('Le calcul sur cette page s’est arrêté.').first().waitFor();
  await page.getByRole('button', { name: 'Recalculer' }).click();
  await page.getByText('Aucun autre choix de 12 lieux').waitFor();
});
