import { expect, inject, test } from 'vitest';
import { keepScreen, phone, shown, useBrowser } from '../browser.ts';
import { lastMessage } from '../outbox.ts';

const browser = useBrowser();

test('Une personne sans adresse mail ouvre son compte avec son mobile, le quitte et revient', async () => {
  const page = await browser.open('/inscription', { size: phone, script: false });
  const main = page.getByRole('main');
  await page.getByLabel('Votre prénom').fill('Odette');
  await page.getByLabel('Votre nom').fill('Lalanne');
  await page.getByLabel('Votre adresse mail ou votre téléphone mobile').fill('06 12 34 56 01');
  // A form sent in less than three seconds is a robot's.
  await page.waitForTimeout(3200);
  await page.getByRole('button', { name: 'Recevoir le lien ou le code' }).click();
  expect(await shown(main)).toContain('Un SMS vient de partir');
  await keepScreen(page, 'inscription-code');
  const { code } = await lastMessage(inject('productData'), '+33612345601');
  await page.getByLabel('Code à 6 chiffres').fill(code);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await keepScreen(page, 'inscription-phrase');
  const phrase = await page.getByLabel('Votre phrase').inputValue();
  expect(phrase.split(' ')).toHaveLength(4);
  await page.getByRole('button', { name: 'Ouvrir mon compte' }).click();
  expect(await shown(main)).toContain('Votre compte est ouvert.');
  await keepScreen(page, 'inscription-telephone-faite');
  await page.getByRole('button', { name: 'Quitter' }).first().click();
  expect(await shown(main)).toContain('Vous êtes déconnecté.');
  await page.goto('/se-connecter');
  await page.getByLabel('Votre adresse mail ou votre téléphone').fill('06.12.34.56.01');
  await page.getByLabel('Votre mot de passe').fill(phrase.toUpperCase());
  await page.getByRole('button', { name: 'Se connecter' }).click();
  expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Odette Lalanne');
});
