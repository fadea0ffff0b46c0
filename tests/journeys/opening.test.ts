import { expect, inject, test } from 'vitest';
import { keepScreen, phone, shown, useBrowser } from '../browser.ts';
import { lastMessage } from '../outbox.ts';

const browser = useBrowser();

test.each([false, true])(
  'Une personne ouvre seule son compte, sur un téléphone (JavaScript : %s)',
  async script => {
    const email = `angele-${script}@exemple.fr`;
    const page = await browser.open('/se-connecter', { size: phone, script });
    await page.getByRole('link', { name: 'Ouvrir mon compte' }).click();
    await page.getByLabel('Votre prénom').fill('Angèle');
    await page.getByLabel('Votre nom').fill('D’Artagnan');
    await page.getByLabel('Votre adresse mail').fill(email);
    await keepScreen(page, 'inscription');
    // A form sent in less than three seconds is a robot's.
    await page.waitForTimeout(3200);
    await page.getByRole('button', { name: 'Recevoir le lien ou le code' }).click();
    expect(await shown(page.getByRole('main'))).toContain(`Un mail vient de partir vers ${email}.`);
    await keepScreen(page, 'inscription-mail');
    const { link } = await lastMessage(inject('productData'), email);
    await page.goto(new URL(link).pathname);
    await page.getByRole('button', { name: 'Entrer' }).click();
    const main = page.getByRole('main');
    expect(await shown(main)).toContain('Votre compte est ouvert.');
    expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Angèle D’Artagnan');
    await keepScreen(page, 'inscription-faite');
    await page.getByRole('link', { name: 'Choisir un mot de passe' }).click();
    expect(new URL(page.url()).pathname).toBe('/compte/moyens');
  },
);
