import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { desk, keepScreen, shown, useBrowser } from '../browser.ts';
import { ask } from '../crawl.ts';
import { command } from '../running.ts';

const browser = useBrowser();
const url = (path: string) => new URL(path, inject('product')).href;

/** The text of a PDF with its compressed parts laid open. */
function readablePdf(bytes: Buffer): string {
  const raw = bytes.toString('latin1');
  const parts = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(match => {
    try {
      return inflateSync(Buffer.from(match[1]!, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...parts].join('\n');
}

async function firstPlace() {
  const page = await browser.open('/lieux?commune=40246', { size: desk });
  const name = await shown(page.locator('.places h3').first());
  await page.locator('.places h3 a').first().click();
  return { page, name };
}

describe('Une personne emporte la fiche d’un lieu', () => {
  test('la fiche à imprimer tient en A5, avec un PDF', async () => {
    const { page, name } = await firstPlace();
    await page
      .getByRole('link', { name: /Imprimer/ })
      .first()
      .click();
    expect(await shown(page.getByRole('main'))).toContain(name);
    await keepScreen(page, 'imprimer');
    const link = await page.getByRole('link', { name: /PDF/ }).first().getAttribute('href');
    const answer = await ask(new URL(link!, page.url()).href);
    expect(answer.status).toBe(200);
    expect(String(answer.headers['content-type'])).toBe('application/pdf');
    expect(answer.body.subarray(0, 5).toString()).toBe('%PDF-');
    const text = readablePdf(answer.body);
    expect(text.includes('pdfuaid:part')).toBe(true);
    // Half an A4 sheet, 148 × 210 mm, in points.
    expect(/MediaBox\s*\[\s*0 0 4(?:19|20|21)\.\d+ 595\.\d+\s*\]/.test(text)).toBe(true);
  });

  test('le même lieu, à la même heure, donne les mêmes octets', async () => {
    const { page } = await firstPlace();
    const address = `${page.url()}.pdf`;
    const [once, again] = [await ask(address), await ask(address)];
    expect(once.status).toBe(200);
    expect(once.body.equals(again.body)).toBe(true);
  });
});

describe('Une adresse qui ne mène à rien', () => {
  test.each([
    '/inconnu',
    '/lieux/inconnu-40999-zzzz',
    '/lieux/commune/99999',
    '/lieux/epci/000000000',
    '/imports/inexistant',
  ])('%s répond 404 avec une personne à joindre', async path => {
    const page = await browser.visitor();
    const answer = await page.goto(path);
    expect(answer!.status()).toBe(404);
    const main = await shown(page.getByRole('main'));
    expect(main).not.toMatch(/erreur|Error|undefined|\bat \w+/);
    expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(0);
    expect(main).toMatch(/lieu|téléphone|appel/i);
  });

  test('une adresse malformée ne montre pas le programme', async () => {
    for (const path of [
      '/lieux/%E0%A4%A',
      '/lieux/%00',
      `/lieux/${'a'.repeat(5000)}`,
      '/lieux?page=1e99&commune=../../etc/passwd',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      const answer = await ask(url(path));
      expect([200, 400, 404, 414], path).toContain(answer.status);
      expect(answer.body.toString()).not.toMatch(/\n\s+at |node_modules|"version"/);
    }
  });
});

test('La page à insérer ailleurs marche sans script, et elle seule se laisse encadrer', async () => {
  const embed = await ask(url('/embed/lieux?commune=40088'));
  expect(embed.status).toBe(200);
  expect(embed.headers['x-frame-options']).toBeUndefined();
  expect(String(embed.headers['content-security-policy'])).not.toContain("frame-ancestors 'none'");
  const page = await browser.open('/embed/lieux?commune=40088');
  expect(await page.locator('.places li').count()).toBeGreaterThan(0);
  await keepScreen(page, 'embed');
  const list = await ask(url('/lieux?commune=40088'));
  expect(String(list.headers['content-security-policy'])).toContain("frame-ancestors 'none'");
});

describe('Une coordination charge un fichier de lieux', () => {
  const header = 'id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj,telephone';

  test('le compte rendu se lit ligne par ligne, à une adresse secrète, sans rien pouvoir changer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'airial-file-'));
    const file = join(folder, 'lieux.csv');
    await writeFile(
      file,
      `${header}\nessai-1,00000000000000,Atelier des essais,Dax,40100,40088,1 rue des Essais,2026-10-01,0558000000\nessai-2,00000000000000,,Dax,40100,40088,2 rue des Essais,2026-10-01,\n`,
    );
    try {
      const ran = await command([
        'directory',
        'import',
        file,
        '--source',
        'Essais',
        '--dry-run',
        '--json',
        '--data',
        inject('productData'),
      ]).done;
      expect(ran.code, ran.err).toBe(2);
      expect(() => JSON.parse(ran.out)).not.toThrow();
      expect(ran.out).toMatch(/rejected/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('un vrai import rend son adresse, que la page lit seulement', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'airial-file-'));
    const file = join(folder, 'lieux.csv');
    await writeFile(
      file,
      `${header}\nessai-9,00000000000000,,Dax,40100,40088,2 rue des Essais,2026-10-01,\n`,
    );
    try {
      const ran = await command([
        'directory',
        'import',
        file,
        '--source',
        'Essais',
        '--data',
        inject('productData'),
      ]).done;
      expect(ran.code, ran.err).toBe(2);
      const address = /https?:\/\/\S+?(\/\S*imports?\/[\w-]{16,})|(\/\S*imports?\/[\w-]{16,})/.exec(
        `${ran.out}\n${ran.err}`,
      );
      expect(address, `${ran.out}\n${ran.err}`).not.toBeNull();
      const page = await browser.open(address![1] ?? address![2]!);
      expect(await shown(page.getByRole('main'))).toMatch(/nom/i);
      expect(await page.getByRole('main').locator('form[method="post"]').count()).toBe(0);
      expect(await page.locator('meta[name="robots"]').getAttribute('content')).toContain('noindex');
      await keepScreen(page, 'import');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('Un lieu réuni avec un autre garde son ancienne adresse', async () => {
  const data = inject('productData');
  const slugs = [];
  for (const commune of ['40246', '40134']) {
    const page = await browser.open(`/lieux?commune=${commune}`);
    slugs.push(
      new URL((await page.locator('.places h3 a').first().getAttribute('href'))!, page.url()).pathname
        .split('/')
        .at(-1)!,
    );
  }
  const [kept, gone] = slugs as [string, string];
  expect(kept).not.toBe(gone);
  const merged = await command(['directory', 'merge', kept, gone, '--data', data]).done;
  expect(merged.code, merged.err).toBe(0);
  const operation = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(merged.out + merged.err)![0];
  // The running product must see what the command did.
  await expect.poll(async () => (await ask(url(`/lieux/${gone}`))).status, { timeout: 15_000 }).toBe(301);
  expect((await ask(url(`/lieux/${gone}`))).headers.location).toBe(`/lieux/${kept}`);
  const undone = await command(['directory', 'unmerge', operation, '--data', data]).done;
  expect(undone.code, undone.err).toBe(0);
  await expect.poll(async () => (await ask(url(`/lieux/${gone}`))).status, { timeout: 15_000 }).toBe(200);
});
