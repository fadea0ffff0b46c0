import { beforeAll, describe, expect, inject, test } from 'vitest';
import { cardGroups } from '../../src/modules/network/domain/card.ts';
import { keepScreen, pageFaults, phone, placeOfTrials, shown, useBrowser } from '../browser.ts';
import { acceptAgreement, entitle, type HandedCard, handOverCard, openStructure } from '../people.ts';
import { dayOfTheTrials } from '../running.ts';
import type { Walker } from '../walker.ts';

const browser = useBrowser();
let helper: Walker;
let card: HandedCard;

const handOver = (name: string) => handOverCard(helper, inject('productData'), name);

beforeAll(async () => {
  const who = {
    name: 'CCAS de Luxey',
    commune: 'Luxey',
    lead: 'Bernard Lafitte',
    email: 'bernard@exemple.fr',
  };
  const structure = await openStructure(placeOfTrials(), who, dayOfTheTrials);
  await acceptAgreement(structure);
  await entitle(structure, 'carte');
  helper = structure.lead.walker;
  card = await handOver('Jeanne Darrieu');
});

describe('Une personne sans mail ni téléphone', () => {
  test('reçoit un papier, les mots ne sont nulle part ailleurs', async () => {
    expect(card.sheet.status).toBe(200);
    expect(card.sheet.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const list = await helper.get('/pro/cartes');
    expect(list.html).toContain('Jeanne Darrieu');
    for (const word of card.words) expect(list.html).not.toContain(`>${word}<`);
  });

  test('entre en tapant, sans JavaScript, sur un téléphone', async () => {
    // Somebody who is not used to it types three signs a second; their time is told, never asserted.
    const delay = process.env.AIRIAL_ALL ? 333 : 0;
    const began = performance.now();
    const page = await browser.open('/carte', { size: phone });
    const type = (label: string, text: string) => page.getByLabel(label).pressSequentially(text, { delay });
    await type('Numéro de la carte', cardGroups(card.number).join(' ').toLowerCase());
    await type('Vos quatre mots', card.words.join(' ').toUpperCase());
    expect(await page.getByRole('checkbox', { name: /Ordinateur partagé/ }).isChecked()).toBe(true);
    await keepScreen(page, 'carte');
    await page.getByRole('button', { name: 'Entrer' }).click();
    expect(new URL(page.url()).pathname).toBe('/compte');
    expect(await page.getByLabel('Nom affiché').inputValue()).toBe('Jeanne Darrieu');
    if (delay)
      console.log(
        `de la page de la carte à son espace : ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
  });

  test('entre en scannant : le numéro ne passe jamais par l’adresse envoyée', async () => {
    const page = await browser.visitor({ script: true, size: phone });
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    await page.goto(`/carte#${card.number}`);
    await page.waitForFunction("document.querySelector('#carte_secrete').value.length === 26");
    expect(page.url()).not.toContain(card.number);
    await page.getByLabel('Vos quatre mots').fill(card.words.map(word => word.slice(0, 4)).join(' '));
    await page.getByRole('button', { name: 'Entrer' }).click();
    expect(new URL(page.url()).pathname).toBe('/compte');
    expect(asked.some(url => url.split('#')[0]!.includes(card.number))).toBe(false);
  });

  test('se trompe de mots : les essais qui restent sont dits, puis une pause', async () => {
    const other = await handOver('Pierre Lalanne');
    const page = await browser.open('/carte');
    for (const left of [4, 3, 2, 1]) {
      await page.getByLabel('Numéro de la carte').fill(other.number);
      await page.getByLabel('Vos quatre mots').fill('abeille abeille abeille abeille');
      await page.getByRole('button', { name: 'Entrer' }).click();
      expect(await shown(page.locator('.field-error .why').first())).toContain(`Il reste ${left} essai`);
    }
    await page.getByLabel('Vos quatre mots').fill('abeille abeille abeille abeille');
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.getByLabel('Vos quatre mots').fill(other.words.join(' '));
    await page.getByRole('button', { name: 'Entrer' }).click();
    expect(await shown(page.getByRole('main'))).toMatch(/Attendez 1\d.minutes/);
  });

  test('perd sa carte : une autre est faite, l’ancienne ne marche plus', async () => {
    const old = await handOver('Marie Sentucq');
    const list = await helper.get('/pro/cartes');
    const account = /Marie Sentucq[\s\S]*?action="\/pro\/cartes\/([0-9a-f-]{36})"/.exec(list.html)![1]!;
    const again = await helper.send(list, `/pro/cartes/${account}`, {
      verification: 'connu_de_la_structure',
    });
    expect(again.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const page = await browser.open('/carte');
    await page.getByLabel('Numéro de la carte').fill(old.number);
    await page.getByLabel('Vos quatre mots').fill(old.words.join(' '));
    await page.getByRole('button', { name: 'Entrer' }).click();
    expect(await shown(page.getByRole('main'))).toContain('Nous ne reconnaissons pas cette carte');
  });

  test('un numéro mal recopié est dit avant d’être cherché', async () => {
    const page = await browser.open('/carte');
    const wrong = `${card.number.slice(0, 25)}${card.number[25] === 'A' ? 'B' : 'A'}`;
    await page.getByLabel('Numéro de la carte').fill(`${wrong}${cardGroups(card.number).at(-1)}`);
    await page.getByLabel('Vos quatre mots').fill(card.words.join(' '));
    await page.getByRole('button', { name: 'Entrer' }).click();
    expect(await shown(page.locator('.field-error .why').first())).toContain('Relisez le numéro');
  });
});

test('axe ne trouve rien sur la page de la carte', async () => {
  expect(await pageFaults(await browser.visitor({ script: true }), '/carte')).toEqual([]);
});
