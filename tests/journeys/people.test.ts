import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { keyOfAct } from '../../src/core/forms.ts';
import { sheetCode } from '../../src/modules/network/role-sheets.ts';
import {
  keepScreen,
  type Look,
  pageFaults,
  phone,
  placeOfTrials,
  shown,
  sidewaysScroll,
  useBrowser,
} from '../browser.ts';
import { acceptAgreement, entitle, openStructure, type Structure } from '../people.ts';
import { dayOfTheTrials } from '../running.ts';

const browser = useBrowser();
let structure: Structure;
let code: string;

beforeAll(async () => {
  const who = {
    name: 'Médiathèque de Labrit',
    commune: 'Labrit',
    lead: 'Aurore Dubourg',
    email: 'aurore@exemple.fr',
  };
  structure = await openStructure(placeOfTrials(), who, dayOfTheTrials);
  await acceptAgreement(structure);
  await entitle(structure, 'carte');
});

const asLead = (path: string, look: Look = {}) =>
  browser.open(path, { ...look, cookies: structure.lead.walker.cookies });
const asCoordination = (path: string, look: Look = {}) =>
  browser.open(path, { ...look, cookies: inject('administrator').cookies });

describe('La coordination cherche qui peut faire quoi', () => {
  test('par lieu et par habilitation, sans JavaScript, sur un téléphone', async () => {
    const page = await asCoordination('/pro/reseau', { size: phone });
    await page.getByRole('link', { name: 'Personnes', exact: true }).click();
    await page.getByLabel('Commune ou communauté de communes').fill('Labrit');
    await page.locator('summary').filter({ hasText: 'Affiner' }).click();
    await page.getByLabel('Habilitation', { exact: true }).selectOption({ label: 'Délivrer une carte' });
    await page.getByLabel('Une habilitation finit dans moins de…').fill('90');
    await page.getByRole('button', { name: 'Chercher' }).click();
    const text = await shown(page.getByRole('main'));
    expect(text).toContain('1 personne.');
    expect(text).toContain('Aurore Dubourg');
    expect(text).toContain('Délivrer une carte, jusqu’au');
    expect(await sidewaysScroll(page)).toBe(0);
    await keepScreen(page, 'personnes');
    expect(new URL(page.url()).searchParams.get('habilitation')).toBe('carte');
    await page.getByLabel('Commune ou communauté de communes').fill('Nulle-Part-sur-Rien');
    await page.getByRole('button', { name: 'Chercher' }).click();
    expect(await shown(page.getByRole('main'))).toContain('Nous ne trouvons pas');
  });

  test('le référent exporte la liste de sa structure', async () => {
    const page = await asLead('/pro/reseau/personnes', { size: phone });
    expect(await page.getByLabel('Structure', { exact: true }).count()).toBe(0);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter cette liste' }).click();
    const file = await readFile(await (await downloading).path());
    const rows = parse(file, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(row => row.Personne)).toEqual(['Aurore Dubourg']);
    expect(rows[0]!.Structure).toBe('Médiathèque de Labrit');
  });
});

describe('Un professionnel montre sa fiche', () => {
  test('il l’imprime, et n’importe qui la vérifie en tapant le code, sans JavaScript', async () => {
    const { walker } = structure.lead;
    const page = await walker.get('/pro/reseau');
    const form = page.html.split('action="/pro/reseau/ma-fiche"')[1]!;
    const key = /name="cle" value="([^"]+)"/.exec(form)![1]!;
    const sheet = await walker.send(page, '/pro/reseau/ma-fiche', {});
    expect(sheet.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const secret = (await readFile(join(inject('productData'), 'files/keys/installation'))).toString();
    const me = /membres\/([0-9a-f-]{36})/.exec((await walker.get(structure.path)).html)![1]!;
    code = sheetCode({ secret }, keyOfAct(key, [me, structure.path.split('/').at(-1)]));
    const visitor = await browser.open('/reseau/verifier', { size: phone });
    await visitor.getByLabel('Code de la fiche').fill(code.toLowerCase().replace(/(.{4})/g, '$1 '));
    await visitor.getByRole('button', { name: 'Vérifier' }).click();
    const text = await shown(visitor.getByRole('main'));
    expect(text).toContain('Cette fiche est valable aujourd’hui.');
    expect(text).toContain('Aurore Dubourg');
    expect(text).toContain('Remettre une carte Airial à une personne présente.');
    expect(text).not.toContain('aurore@exemple.fr');
    expect(await sidewaysScroll(visitor)).toBe(0);
    await keepScreen(visitor, 'fiche-verifiee');
    await visitor.getByLabel('Code de la fiche').fill('7k4m 9qtx');
    await visitor.getByRole('button', { name: 'Vérifier' }).click();
    expect(await shown(visitor.getByRole('main'))).toContain('Nous ne connaissons pas cette fiche.');
  });

  test('axe ne trouve aucun défaut à ces pages', { timeout: 120_000 }, async () => {
    const anyone = await browser.visitor({ script: true });
    expect(await pageFaults(anyone, `/reseau/verifier/${code}`)).toEqual([]);
    expect(await pageFaults(anyone, '/reseau/verifier/0')).toEqual([]);
    const coordination = await asCoordination('/pro', { script: true });
    expect(await pageFaults(coordination, '/pro/reseau/personnes?lieu=zzz&role=aidant')).toEqual([]);
    expect(await pageFaults(coordination, '/pro/reseau/personnes')).toEqual([]);
    const lead = await asLead('/pro', { script: true });
    expect(await pageFaults(lead, '/pro/reseau')).toEqual([]);
    expect(await pageFaults(lead, `${structure.path}/reglages`)).toEqual([]);
  });
});

describe('L’accord sur les données', () => {
  test('se lit en entier depuis les réglages', async () => {
    const settings = await structure.lead.walker.get(`${structure.path}/reglages`);
    expect(settings.html).toContain(`href="${structure.path}/accord"`);
    const pdf = await structure.lead.walker.get(`${structure.path}/accord`);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.bytes.toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });

  test('dit ce qui fut accepté, même quand la durée de conservation change ensuite', async () => {
    const { lead } = structure;
    const accepted = await lead.walker.get(`${structure.path}/accord`);
    const settings = await lead.walker.get(`${structure.path}/reglages`);
    const done = await lead.walker.send(settings, `${structure.path}/reglages`, {
      nom: /name="nom"[^>]*value="([^"]+)"/.exec(settings.html)![1]!,
      conservation: '24',
    });
    expect(done.html).toMatch(/name="conservation"[^>]*value="24"|value="24"[^>]*name="conservation"/);
    const later = await lead.walker.get(`${structure.path}/accord`);
    expect(later.bytes.equals(accepted.bytes)).toBe(true);
  });
});
