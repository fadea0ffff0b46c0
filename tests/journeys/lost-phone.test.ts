import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keepScreen, pageFaults, phone, placeOfTrials, shown, useBrowser } from '../browser.ts';
import { question } from '../faults/ground.ts';
import { lastMessage } from '../outbox.ts';
import { acceptAgreement, codeAt, openStructure, type Professional } from '../people.ts';
import { dayOfTheTrials } from '../running.ts';

const browser = useBrowser();

let lead: Professional;
/** Half a minute later: with a stopped clock the code of now has served, this one is accepted too. */
const next = new Date(dayOfTheTrials.getTime() + 30_000);

beforeAll(async () => {
  const structure = await openStructure(
    placeOfTrials(),
    { name: 'Espace de Mugron', commune: 'Mugron', lead: 'Solène Perdue', email: 'solene@exemple.fr' },
    dayOfTheTrials,
  );
  await acceptAgreement(structure);
  ({ lead } = structure);
});

/** A passkey of this machine, which answers at once. */
async function addAuthenticator(page: Page) {
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
}

/** Password first, then whatever is typed as second factor. */
async function comeIn(code: string) {
  const page = await browser.open('/se-connecter', { size: phone });
  await page.getByLabel('Votre adresse mail').fill(lead.email);
  await page.getByLabel('Votre mot de passe').fill(lead.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  expect(new URL(page.url()).pathname).toBe('/se-connecter/code');
  await page.getByLabel('Code de votre application').fill(code);
  await page.getByRole('button', { name: 'Continuer' }).click();
  return page;
}

const main = async (page: Awaited<ReturnType<typeof comeIn>>) => await shown(page.getByRole('main'));

describe('Une professionnelle a perdu son téléphone', { shuffle: false }, () => {
  let key: string;

  test('elle entre avec un code de secours, et le remplacement vient en premier', async () => {
    const page = await comeIn(lead.codes[0]!);
    expect(new URL(page.url()).pathname).toBe('/compte/moyens');
    await keepScreen(page, 'telephone-perdu');
    await page.getByRole('link', { name: 'Changer d’application' }).click();
    key = (await page.locator('main b.num').textContent())!.replace(/\s/g, '');
    expect(key).not.toBe(lead.key);
    await page.getByLabel('Code à 6').fill(codeAt(key, dayOfTheTrials));
    await page.locator('form[action="/compte/moyens/application"] button').click();
    expect(await main(page)).toContain('C’est fait');
  });

  test('qui avait le téléphone n’a plus rien : ni session, ni application, ni code utilisé', async () => {
    const held = await lead.walker.get('/pro');
    expect(held.at).toMatch(/^\/se-connecter/);
    for (const lost of [codeAt(lead.key, next), lead.codes[0]!]) {
      const page = await comeIn(lost);
      expect(new URL(page.url()).pathname).toBe('/se-connecter/code');
    }
  });

  test('elle est prévenue par mail de ce qui a changé', async () => {
    const { text } = await lastMessage(inject('productData'), lead.email, { matching: /moyen/i });
    expect(text).not.toContain(key);
    for (const code of lead.codes) expect(text).not.toContain(code);
  });

  test('elle entre comme d’habitude avec la nouvelle application', async () => {
    const page = await comeIn(codeAt(key, next));
    expect(new URL(page.url()).pathname).toBe('/pro');
    expect(await main(page)).toContain('Espace de Mugron');
  });

  test('le même code, vu par-dessus son épaule, ne sert pas deux fois', async () => {
    const page = await comeIn(codeAt(key, next));
    expect(await main(page)).toContain('a déjà servi');
    await keepScreen(page, 'code-rejoue');
  });

  test('elle fait de nouveaux codes de secours : les précédents ne servent plus', async () => {
    const page = await comeIn(lead.codes[1]!);
    await page.getByRole('button', { name: 'Faire dix nouveaux codes' }).click();
    const fresh = await page.locator('main ul b').allTextContents();
    expect(fresh).toHaveLength(10);
    const old = await comeIn(lead.codes[2]!);
    expect(new URL(old.url()).pathname).toBe('/se-connecter/code');
    const entered = await comeIn(fresh[0]!);
    expect(new URL(entered.url()).pathname).toBe('/compte/moyens');
    const { cookies } = await entered.context().storageState();
    const kept = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const withScripts = await browser.visitor({ script: true, cookies: kept });
    expect(await pageFaults(withScripts, '/compte/moyens?secours=oui')).toEqual([]);
  });
});

test('Qui a aussi une clé d’accès entre par elle, retire l’ancienne application, en met une autre', async () => {
  const structure = await openStructure(
    placeOfTrials(),
    { name: 'Espace de Geaune', commune: 'Geaune', lead: 'Inès Clavier', email: 'ines@exemple.fr' },
    dayOfTheTrials,
  );
  const { walker, key: lost } = structure.lead;
  const page = await browser.visitor({ script: true, size: phone, cookies: walker.cookies });
  await addAuthenticator(page);
  await page.goto('/compte/moyens');
  await page.getByLabel('Nom de cette clé').fill('Ordinateur du bureau');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.waitForURL('**/compte/moyens?fait=oui');
  await page.getByRole('button', { name: 'Quitter' }).click();
  // Whoever found the phone, already in somewhere else.
  const thief = await browser.visitor();
  await thief.goto('/se-connecter');
  await thief.getByLabel('Votre adresse mail').fill(structure.lead.email);
  await thief.getByLabel('Votre mot de passe').fill(structure.lead.password);
  await thief.getByRole('button', { name: 'Se connecter' }).click();
  await thief.getByLabel('Code de votre application').fill(codeAt(lost, next));
  await thief.getByRole('button', { name: 'Continuer' }).click();
  expect(new URL(thief.url()).pathname).toBe('/pro');
  await page.goto('/se-connecter');
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await page.waitForURL('**/pro');
  await question(
    inject('productData'),
    `UPDATE core.session SET reauth_at = reauth_at - interval '11 minutes' WHERE ended_at IS NULL AND account_id =
       (SELECT id FROM network.account WHERE email = '${structure.lead.email}')`,
  );
  await page.goto('/compte/moyens');
  await page.getByRole('button', { name: 'Retirer l’application' }).click();
  await page.waitForURL('**/compte/confirmer?**');
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await shown(page.getByRole('main'))).toContain('C’est fait');
  await thief.goto('/pro');
  expect(new URL(thief.url()).pathname).toBe('/se-connecter');
  await page.goto('/compte/moyens/application');
  const fresh = (await page.locator('main b.num').textContent())!.replace(/\s/g, '');
  expect(fresh).not.toBe(lost);
  await page.getByLabel('Code à 6').fill(codeAt(fresh, dayOfTheTrials));
  await page.locator('form[action="/compte/moyens/application"] button').click();
  expect(await shown(page.getByRole('main'))).toContain('C’est fait');
});
