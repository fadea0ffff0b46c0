import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  desk,
  keepScreen,
  type Look,
  pageFaults,
  phone,
  placeOfTrials,
  shown,
  useBrowser,
} from '../browser.ts';
import { lastMessage } from '../outbox.ts';
import { codeAt, openStructure, type Professional } from '../people.ts';
import { dayOfTheTrials } from '../running.ts';

const browser = useBrowser();
const data = () => inject('productData');

/** Follows the path of a link received, on this product. */
const pathOf = (link: string) => new URL(link).pathname;

/** A browser already signed in as somebody whose cookies are known. */
const asSomebody = (cookies: string, look: Look = {}): Promise<Page> => browser.visitor({ ...look, cookies });

let lead: Professional;
beforeAll(async () => {
  const who = {
    name: 'CCAS de Sabres',
    commune: 'Sabres',
    lead: 'Maylis Référente',
    email: 'maylis@exemple.fr',
  };
  ({ lead } = await openStructure(placeOfTrials(), who, dayOfTheTrials));
});

describe('Un référent ouvre sa structure et invite', () => {
  test('il accepte l’accord, la structure s’ouvre', async () => {
    const page = await asSomebody(lead.walker.cookies);
    await page.goto('/pro');
    await page.getByRole('link', { name: 'Ouvrir la structure' }).click();
    await page.getByLabel('Durée de conservation').fill('24');
    await page.getByRole('checkbox', { name: /Accepter l’accord/ }).check();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    expect(await shown(page.getByRole('main'))).toContain('C’est fait.');
    expect(await page.getByLabel('Durée de conservation').inputValue()).toBe('24');
    await keepScreen(page, 'structure-reglages');
  });

  test('deux personnes changent les mêmes réglages : la seconde voit les deux', async () => {
    const [one, two] = [await asSomebody(lead.walker.cookies), await asSomebody(lead.walker.cookies)];
    for (const page of [one, two]) {
      await page.goto('/pro/reseau');
      await page.getByRole('link', { name: 'Ma structure' }).click();
      await page.getByRole('link', { name: 'Réglages' }).click();
    }
    await one.getByLabel('Téléphone de la structure').fill('05 58 00 00 01');
    await one.getByRole('button', { name: 'Enregistrer' }).click();
    await two.getByLabel('Téléphone de la structure').fill('05 58 00 00 02');
    await two.getByRole('button', { name: 'Enregistrer' }).click();
    const text = await shown(two.getByRole('main'));
    expect(text).toContain('Une autre personne vient de changer');
    expect(text).toContain('+33558000001');
    expect(text).toContain('+33558000002');
    expect(await two.getByLabel('Téléphone de la structure').inputValue()).toBe('05 58 00 00 02');
    await two.getByRole('button', { name: 'Enregistrer mon texte' }).click();
    expect(await shown(two.getByRole('main'))).toContain('C’est fait.');
  });

  test('il invite plusieurs personnes, chaque adresse a sa réponse', async () => {
    const page = await asSomebody(lead.walker.cookies);
    await page.goto('/pro/reseau');
    await page.getByRole('link', { name: 'Ma structure' }).click();
    await page.getByRole('link', { name: 'Inviter' }).click();
    await page
      .getByLabel('Adresses mail')
      .fill('lea@exemple.fr\npas une adresse\nMAYLIS@exemple.fr\nc\u0430mille@exemple.fr');
    await page.locator('form').filter({ hasText: 'Adresses mail' }).getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Envoyer les invitations' }).click();
    const text = await shown(page.getByRole('main'));
    expect(text).toContain('1 invitation est partie.');
    expect(text).toContain('Cette personne fait déjà partie de la structure.');
    expect(text).toContain('signe inhabituel');
    expect(await page.locator('#adresses').inputValue()).not.toContain('lea@exemple.fr');
    await keepScreen(page, 'structure-invitations');
  });
});

describe('Un aidant accepte son invitation', () => {
  test('il choisit un mot de passe, une application et une clé d’accès, puis entre avec sa clé', async () => {
    const { link } = await lastMessage(data(), 'lea@exemple.fr', { matching: /vous invite/ });
    const page = await browser.open(pathOf(link), { script: true, size: phone });
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
    await keepScreen(page, 'invitation');
    await page.getByLabel('Votre nom').fill('Léa d’Artagnan');
    await page.getByLabel('Mot de passe').fill('fougère tracteur bleu marmite');
    await page.getByRole('button', { name: 'Accepter et ouvrir mon compte' }).click();
    // No professional page before a second factor.
    await page.goto('/pro');
    expect(new URL(page.url()).pathname).toBe('/compte/moyens/application');
    const key = (await page.locator('main b.num').textContent())!.replace(/\s/g, '');
    await page.getByLabel('Code à 6').fill(codeAt(key, dayOfTheTrials));
    await page.locator('form[action="/compte/moyens/application"] button').click();
    expect(await page.locator('main ul b').count()).toBe(10);
    await page.getByRole('link', { name: 'Continuer' }).click();
    expect(new URL(page.url()).pathname).toBe('/pro');
    expect(await shown(page.getByRole('main'))).toContain('CCAS de Sabres');
    await page.goto('/compte/moyens');
    await page.getByLabel('Nom de cette clé').fill('Téléphone');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await page.waitForURL('**/compte/moyens?fait=oui');
    expect(await shown(page.getByRole('main'))).toContain('Téléphone');
    await keepScreen(page, 'moyens');
    await page.getByRole('button', { name: 'Quitter' }).click();
    await page.goto('/se-connecter');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.waitForURL('**/pro');
    expect(await shown(page.getByRole('main'))).toContain('CCAS de Sabres');
  });

  test('le même lien ne sert plus', async () => {
    const { link } = await lastMessage(data(), 'lea@exemple.fr', { matching: /vous invite/ });
    const page = await browser.open(pathOf(link));
    expect(await shown(page.getByRole('main'))).toContain('Cette invitation a déjà eu sa réponse.');
    const cut = await browser.open(pathOf(link).slice(0, -4));
    expect(await shown(cut.getByRole('main'))).toContain('Nous ne trouvons pas cette invitation.');
  });
});

describe('Un ordinateur partagé', () => {
  async function comeIn(code: string): Promise<Page> {
    const page = await browser.visitor({ script: true, size: desk });
    await page.clock.install();
    await page.goto('/se-connecter');
    await page.getByLabel('Votre adresse mail').fill(lead.email);
    await page.getByLabel('Votre mot de passe').fill(lead.password);
    await page.getByRole('checkbox', { name: /Ordinateur partagé/ }).check();
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByLabel('Code de votre application').fill(code);
    await page.getByRole('button', { name: 'Continuer' }).click();
    return page;
  }

  test('après « Quitter et effacer », il ne reste rien', async () => {
    const page = await comeIn(lead.codes[0]!);
    const opened = await page.goto('/compte');
    expect(await opened!.headerValue('refresh')).toBe('605; url=/se-connecter');
    expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Maylis Référente');
    await keepScreen(page, 'ordinateur-partage');
    // Whatever a page could have left is put there, so that finding nothing means something.
    await page.evaluate(
      `localStorage.setItem('trace', 'Maylis'); sessionStorage.setItem('trace', 'Maylis');
      Promise.all([caches.open('trace'), new Promise(done => { indexedDB.open('trace').onsuccess = event => { event.target.result.close(); done(); }; })]).then(() => {})`,
    );
    const kept = page.context();
    await page.getByRole('button', { name: 'Quitter et effacer' }).click();
    expect(await shown(page.getByRole('main'))).toContain('Cet ordinateur a tout oublié');
    expect(await kept.cookies()).toEqual([]);
    await expect
      .poll(() =>
        page.evaluate(
          'Promise.all([caches.keys(), indexedDB.databases()]).then(all => [localStorage.length, sessionStorage.length, ...all.map(found => found.length)])',
        ),
      )
      .toEqual([0, 0, 0, 0]);
    await page.goBack().catch(() => {});
    await page.waitForLoadState();
    expect(await page.content()).not.toContain('Maylis');
  });

  test('à neuf minutes la page prévient, un bouton laisse finir ; sans personne, elle revient à la porte', async () => {
    const page = await comeIn(lead.codes[1]!);
    await page.goto('/compte');
    const warning = page.getByRole('alert').filter({ hasText: 'Il reste une minute' });
    await page.getByLabel('Nom affiché').fill('Maylis en cours de frappe');
    await page.clock.fastForward('08:50');
    expect(await warning.isVisible()).toBe(false);
    await page.clock.fastForward('00:15');
    await warning.waitFor();
    await keepScreen(page, 'ordinateur-partage-bientot');
    expect(await pageFaults(page)).toEqual([]);
    await warning.getByRole('button', { name: 'Rester connecté' }).click();
    await warning.waitFor({ state: 'hidden' });
    await page.clock.fastForward('02:00');
    expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Maylis en cours de frappe');
    await page.clock.fastForward('08:10');
    await page.waitForURL('**/se-connecter');
  });
});
