import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { visitor } from '../../src/core/access.ts';
import { actAs } from '../../src/core/acting-as.ts';
import { openDatabase, openPool } from '../../src/core/database.ts';
import { newId } from '../../src/core/identifier.ts';
import { notify } from '../../src/core/notify/notify.ts';
import { registerMessages } from '../../src/core/notify/template.ts';
import { desk, keepScreen, type Look, pageFaults, shown, useBrowser } from '../browser.ts';
import type { TestDatabase } from '../database.ts';
import { ownerOf } from '../faults/ground.ts';
import { lastMessage } from '../outbox.ts';
import { openedOrganisation, type Someone, someone } from '../signed-in.ts';

const browser = useBrowser();
/** The stopped clock of the product. */
const now = new Date('2026-11-24T13:20:00Z');

const words = ({ what = '' }) => ({
  subject: 'Votre carte a été remplacée',
  text: `Bonjour,\n\nUne nouvelle carte vous a été remise\u00a0: ${what}.`,
  link: { label: 'Voir', href: 'https://landes.example/compte' },
});
registerMessages({
  templates: [
    // The product knows this one, its words here are those of the trial.
    {
      code: 'network.habilitation_revoked',
      version: 1,
      kind: 'securite',
      channels: ['email', 'onscreen'],
      texts: { fr: words, en: words },
    },
    {
      code: 'network.announcement',
      version: 1,
      kind: 'echeance',
      channels: ['letter'],
      texts: { fr: words, en: words },
    },
  ],
});

let base: TestDatabase;
let person: Someone;
let helper: Someone;
let lead: Someone;

beforeAll(async () => {
  const ownerConnectionString = await ownerOf(inject('productData'));
  const pool = openPool(ownerConnectionString, 3);
  base = { db: openDatabase(pool), pool, connectionString: ownerConnectionString, ownerConnectionString };
  const organisation = await openedOrganisation(base, now, 'CCAS des Messages');
  person = await someone(base, now, { name: 'Odette Lalanne' });
  helper = await someone(base, now, { name: 'Hugo Lesbats', in: { organisation, roles: ['aidant'] } });
  lead = await someone(base, now, {
    name: 'Léa Dubourg',
    in: { organisation, roles: ['referent_structure'] },
  });
  await tell('network.habilitation_revoked', null);
  await tell('network.announcement', organisation);
});
afterAll(() => base.db.destroy());

async function tell(template: string, organisation: string | null) {
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, visitor);
    await notify(transaction, now, {
      template,
      to: { account: person.account },
      occurrence: newId(now),
      values: { what: 'la 7K3F' },
      causedBy: visitor,
      ...(organisation ? { organisation } : {}),
    });
  });
}

/** Opens a page as somebody signed in. */
const as =
  (who: Someone) =>
  (path: string, look: Look = {}): Promise<Page> =>
    browser.open(path, { ...look, cookies: who.headers.Cookie });

const main = (page: Page) => shown(page.getByRole('main'));

describe('Une personne lit ce qu’Airial lui a écrit', { shuffle: false }, () => {
  test('le message est parti par le travail de fond, et se lit dans le mail', async () => {
    const message = await lastMessage(inject('productData'), person.email);
    expect(message).toMatchObject({ channel: 'email', subject: 'Votre carte a été remplacée' });
    expect(message.link).toBe('https://landes.example/compte');
  });

  test('l’accueil le dit, la page le montre, un bouton l’enlève', async () => {
    const page = await as(person)('/');
    expect(await main(page)).toContain('1\u00a0message nouveau');
    await keepScreen(page, 'accueil-messages');
    await page.getByRole('link', { name: 'Lire mes messages' }).click();
    expect(await main(page)).toContain('Une nouvelle carte vous a été remise');
    await keepScreen(page, 'mes-messages');
    await page.getByRole('button', { name: 'J’ai tout lu' }).click();
    expect(await main(page)).not.toContain('Nouveau');
    await page.goto('/');
    expect(await main(page)).not.toContain('message nouveau');
  });

  test('elle choisit comment les recevoir', async () => {
    const page = await as(person)('/compte/messages/reglages');
    await page.getByLabel('En premier').selectOption('onscreen');
    await page.getByRole('button', { name: 'Enregistrer mes choix' }).click();
    expect(await page.title()).toMatch(/^À corriger/);
    expect(await main(page)).toContain('Choisissez quatre moyens différents.');
    await page.getByLabel('En dernier').selectOption('sms');
    await page.getByRole('button', { name: 'Enregistrer mes choix' }).click();
    expect(await main(page)).toContain('Vos choix sont enregistrés.');
    await keepScreen(page, 'reglages-messages');
  });
});

describe('Un référent publie une annonce pour sa structure', { shuffle: false }, () => {
  test('il l’écrit, un aidant la voit sur son bureau et la cache', async () => {
    const page = await as(lead)('/pro/reseau/annonces', { size: desk });
    await page.getByLabel('Titre').fill('Réunion d’équipe');
    await page.getByLabel('Texte').fill('Elle a lieu jeudi à 14 h, salle des Pins.');
    await page.getByLabel('Jusqu’au').fill('2026-12-01');
    await page.getByRole('button', { name: 'Publier l’annonce' }).click();
    expect(await main(page)).toContain('L’annonce est publiée.');
    await keepScreen(page, 'annonces-publiees');
    const other = await as(helper)('/pro', { size: desk });
    expect(await main(other)).toContain('Réunion d’équipe');
    await keepScreen(other, 'bureau-annonce');
    await other.getByRole('button', { name: /Ne plus montrer/ }).click();
    expect(new URL(other.url()).pathname).toBe('/pro');
    expect(await main(other)).not.toContain('Réunion d’équipe');
    await other.goto('/annonces');
    expect(await main(other)).toContain('Réunion d’équipe');
  });
});

test('Un courrier qui attend se coche quand il est remis', async () => {
  const page = await as(helper)('/pro/courriers', { size: desk });
  expect(await main(page)).toContain('Odette Lalanne');
  await keepScreen(page, 'courriers');
  await page.getByRole('checkbox', { name: /Odette Lalanne/ }).check();
  await page.getByRole('button', { name: 'Remis en main propre' }).click();
  expect(await main(page)).toContain('1\u00a0courrier est noté.');
});

test('axe ne trouve rien sur ces pages, et rien ne déborde', { timeout: 300_000 }, async () => {
  const found: string[] = [];
  for (const [who, path] of [
    [person, '/compte/messages'],
    [person, '/compte/messages/reglages'],
    [person, '/annonces'],
    [helper, '/pro'],
    [helper, '/pro/messages'],
    [helper, '/pro/courriers'],
    [lead, '/pro/reseau/annonces'],
  ] as const) {
    const page = await as(who)(path, { script: true });
    found.push(...(await pageFaults(page)).map(fault => `${path} : ${fault}`));
  }
  expect(found).toEqual([]);
});
