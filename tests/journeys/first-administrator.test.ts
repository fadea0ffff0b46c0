import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, keepScreen, pageFaults, phone, shown, sidewaysScroll, useBrowser } from '../browser.ts';
import { lastMessage } from '../outbox.ts';
import { codeAt } from '../people.ts';
import {
  command,
  dayOfTheTrials,
  emptyFolder,
  type Running,
  startProduct,
  stopProduct,
  sweep,
} from '../running.ts';

let data: string;
let running: Running;
let path: string;
const browser = useBrowser(() => running.url);
const password = 'fougère tracteur bleu marmite';
const email = 'dominique@exemple.fr';

// An installation of its own: the one the journeys share has its administrator.
beforeAll(async () => {
  data = await emptyFolder();
  running = await startProduct(data);
});
afterAll(async () => {
  await stopProduct(running);
  await sweep(data);
});

const main = (page: Page) => shown(page.getByRole('main'));

describe('La première personne ouvre Airial', { shuffle: false }, () => {
  let secondFactor: Page;

  test('la commande donne un lien, qui s’ouvre sur un téléphone sans JavaScript', async () => {
    const ran = await command(['network', 'first-admin', email, '--data', data]).done;
    expect(ran.code).toBe(0);
    path = /\/installation\/\S+/.exec(ran.out)![0];
    const page = await browser.open(path, { size: phone });
    expect(await sidewaysScroll(page)).toBe(0);
    await keepScreen(page, 'installation');
    await page.getByLabel('Votre nom').fill('Dominique d’Artagnan');
    await page.getByLabel('Mot de passe').fill('motdepasse');
    await page.getByLabel('Organisation qui pilote').fill('Département des Landes');
    await page.getByRole('button', { name: 'Ouvrir Airial' }).click();
    // Too easy a password: said beside it, the rest is kept.
    expect(await page.getByLabel('Votre nom').inputValue()).toBe('Dominique d’Artagnan');
    expect(await page.locator('.field-error').count()).toBeGreaterThan(0);
    await keepScreen(page, 'installation-refus');
    secondFactor = page;
  });

  test('elle corrige, règle son application, note ses codes, et arrive sur son bureau', async () => {
    const page = secondFactor;
    await page.getByLabel('Mot de passe').fill(password);
    await page.getByLabel('Nature').selectOption({ label: 'Département' });
    await page.getByLabel('Commune', { exact: true }).fill('Mont-de-Marsan');
    await page.getByRole('button', { name: 'Ouvrir Airial' }).click();
    expect(new URL(page.url()).pathname).toBe('/compte/moyens/application');
    // No professional page before the second factor.
    await page.goto('/pro');
    expect(new URL(page.url()).pathname).toBe('/compte/moyens/application');
    const key = (await page.locator('main b.num').textContent())!.replace(/\s/g, '');
    await page.getByLabel('Code à 6').fill(codeAt(key, dayOfTheTrials));
    await page.locator('form[action="/compte/moyens/application"] button').click();
    expect(await page.locator('main ul b').count()).toBe(10);
    await keepScreen(page, 'installation-codes');
    await page.getByRole('link', { name: 'Continuer' }).click();
    expect(new URL(page.url()).pathname).toBe('/pro');
    expect(await main(page)).toContain('Département des Landes');
    await keepScreen(page, 'installation-bureau');
  });

  test('le lien ne sert plus, ni une seconde commande', async () => {
    const page = await browser.open(path);
    await keepScreen(page, 'installation-lien-servi');
    expect(await main(page)).not.toContain('Mot de passe');
    const again = await command(['network', 'first-admin', 'autre@exemple.fr', '--data', data]).done;
    expect(again.code).toBe(1);
    expect(again.err).toContain('déjà un administrateur');
  });

  test('elle ajoute une clé d’accès, revient avec elle, et ouvre une première structure', async () => {
    const page = await browser.visitor({ script: true, size: desk });
    const { cookies } = await secondFactor.context().storageState();
    await page.context().addCookies(cookies);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto('/compte/moyens');
    await page.getByLabel('Nom de cette clé').fill('Ordinateur');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await page.waitForURL('**/compte/moyens?fait=oui');
    await page.getByRole('button', { name: 'Quitter' }).click();
    await page.goto('/se-connecter');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.waitForURL('**/pro');
    await keepScreen(page, 'bureau-administrateur');
    expect(await pageFaults(page)).toEqual([]);
    await page.setViewportSize(desk);
    await page.goto('/pro/reseau/structures/nouvelle');
    await page.getByLabel('Nom de la structure').fill('CCAS de Mugron');
    await page.getByLabel('Nature').selectOption({ label: 'CCAS ou CIAS' });
    await page.getByLabel('Commune').fill('Mugron');
    await page.getByLabel('Nom du référent').fill('Odette Mugron');
    await page.getByLabel('Adresse mail du référent').fill('odette@exemple.fr');
    await page.getByRole('button', { name: 'Ouvrir' }).click();
    expect(await main(page)).toContain('CCAS de Mugron');
    const { link } = await lastMessage(data, 'odette@exemple.fr');
    expect(new URL(link).pathname).toMatch(/^\/invitation\//);
  });
});
