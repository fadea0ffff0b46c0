import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bringAxe, desk, keepScreen, pageFaults, shown, sidewaysScroll, useBrowser } from '../browser.ts';
import { crawl, isPage } from '../crawl.ts';
import { allRoutes } from '../houses.ts';

const browser = useBrowser();

/** One address of each page, and the states people meet: nothing found, errors, easy-to-read, English. */
let addresses: string[];

beforeAll(async () => {
  const exempt = allRoutes
    .filter(route => route.method === 'GET' && route.reach !== 'linked' && !route.path.includes(':'))
    .map(route => route.path);
  const seen = (await crawl(inject('product'), allRoutes, ['/', ...exempt])).filter(
    one => isPage(one) && one.status === 200,
  );
  const oneEach = new Map(seen.reverse().map(one => [one.pattern ?? one.address, one.address]));
  addresses = [
    ...oneEach.values(),
    '/lieux?commune=40088',
    '/lieux?q=40300',
    '/lieux?q=zzzxqwk',
    '/lieux?commune=40088&ouvert=maintenant&service=maitrise_des_outils_numeriques_du_quotidien',
    '/lieux/inconnu-au-bataillon',
  ];
}, 120_000);

test('axe ne trouve aucun défaut, au téléphone et à l’ordinateur, clair et sombre, et rien ne dépasse sur le côté', {
  timeout: 600_000,
}, async () => {
  const found: string[] = [];
  const page = await browser.visitor({ script: true });
  await bringAxe(page);
  for (const address of addresses)
    found.push(...(await pageFaults(page, address)).map(fault => `${address} : ${fault}`));
  expect(addresses.length).toBeGreaterThan(10);
  expect(found).toEqual([]);
});

test('axe verrait un défaut s’il y en avait', async () => {
  const page = await browser.open('/', { script: true });
  await page.evaluate(
    "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\"><input>')",
  );
  const found = await pageFaults(page);
  expect(found.join()).toMatch(/image-alt/);
  expect(found.join()).toMatch(/label/);
});

test.each([
  ['texte très grand', 'texte=tres-grand'],
  ['facile à lire', 'langue=falc'],
])('rien ne dépasse sur le côté au téléphone, %s', { timeout: 300_000 }, async (_, choice) => {
  const page = await browser.visitor();
  await page.goto(`/?${choice}`);
  const wide: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    const over = await sidewaysScroll(page);
    if (over > 0) wide.push(`${address} : ${over} px`);
  }
  expect(wide).toEqual([]);
});

describe('Une personne sans souris', () => {
  /** Presses Tab until what has the focus answers to this name. */
  async function tabTo(page: Page, name: RegExp, most = 60) {
    for (let press = 0; press < most; press++) {
      await page.keyboard.press('Tab');
      const label = (await page.evaluate(
        "(() => { const at = document.activeElement; return [at.getAttribute('aria-label'), at.labels && at.labels[0] && at.labels[0].textContent, at.textContent].filter(Boolean).join(' '); })()",
      )) as string;
      if (name.test(label)) return;
    }
    throw new Error(`le clavier n’arrive pas à ${name}`);
  }

  test('trouve un lieu et son téléphone au clavier seul', async () => {
    const page = await browser.open('/', { size: desk });
    await page.keyboard.press('Tab');
    expect(await shown(page.locator(':focus'))).toContain('Aller au contenu');
    await tabTo(page, /commune/i);
    await page.keyboard.type('Sabres');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/lieux/);
    const first = await shown(page.locator('.places h3 a').first());
    await tabTo(page, new RegExp(first.slice(0, 12).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')), 120);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/lieux\/[^?]+/);
    expect(await shown(page.getByRole('heading', { level: 1 }))).toBe(first);
  });

  test('voit toujours où elle est', async () => {
    const page = await browser.open('/lieux?commune=40088', { size: desk });
    for (let press = 0; press < 25; press++) {
      await page.keyboard.press('Tab');
      const ring = (await page.evaluate(
        "(() => { const style = getComputedStyle(document.activeElement); return [style.outlineStyle, style.outlineWidth, style.boxShadow].join(' '); })()",
      )) as string;
      expect(ring).not.toMatch(/^none 0px none$/);
    }
  });
});

describe('Texte et langue', () => {
  test('« Facile à lire » reste d’une page à l’autre, et se quitte', async () => {
    const page = await browser.open('/');
    await page.locator('details.drop summary').click();
    await page.getByRole('link', { name: 'Facile à lire' }).click();
    expect(await page.locator('html').getAttribute('class')).toContain('falc');
    await keepScreen(page, 'accueil-falc');
    await page.goto('/lieux');
    expect(await page.locator('html').getAttribute('class')).toContain('falc');
    await page.getByRole('link', { name: 'Revenir au texte habituel' }).click();
    expect((await page.locator('html').getAttribute('class')) ?? '').not.toContain('falc');
    await page.goto('/lieux?langue=falc');
    await page.locator('details.drop summary').click();
    await page.getByRole('link', { name: 'Texte habituel', exact: true }).click();
    expect((await page.locator('html').getAttribute('class')) ?? '').not.toContain('falc');
  });

  test('l’anglais change la page et la langue annoncée', async () => {
    const page = await browser.open('/');
    await page.locator('details.drop summary').click();
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await shown(page.getByRole('heading', { level: 1 }))).not.toContain('De quoi');
    await page.goto('/lieux?commune=40088');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await shown(page.getByRole('main'))).not.toContain('Ouvert ·');
  });

  test('le texte plus grand est plus grand, et garde la recherche en cours', async () => {
    const page = await browser.open('/lieux?commune=40088&ouvert=samedi');
    const size = async () =>
      Number.parseFloat((await page.evaluate('getComputedStyle(document.body).fontSize')) as string);
    const before = await size();
    await page.locator('details.drop summary').click();
    await page.getByRole('link', { name: 'Texte plus grand' }).click();
    await page.waitForLoadState('load');
    expect(page.url()).toContain('commune=40088');
    expect(page.url()).toContain('ouvert=samedi');
    expect(await size()).toBeCloseTo(before * 1.25, 0);
  });
});

test.runIf(process.env.AIRIAL_ALL)('les pages principales, en image, pour les yeux', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const size of [{ width: 390, height: 844 }, desk]) {
      const page = await browser.visitor({ size, scheme });
      for (const [address, name] of [
        ['/', 'accueil'],
        ['/lieux?commune=40246', 'lieux'],
        ['/lieux/couverture', 'couverture'],
        ['/lieux/donnees', 'donnees'],
      ] as const) {
        const answer = await page.goto(address);
        expect(answer!.status(), address).toBe(200);
        await keepScreen(page, scheme === 'dark' ? `${name}-sombre` : name);
      }
    }
  }
});
