import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite } from '../../../../tests/directory-site.ts';
import { embeddedIndicators } from '../embedded.ts';
import { seed } from '../seed.ts';
import { territoryRoutes } from './index.ts';

let base: TestDatabase;
let site: Hono;
let empty: Hono;
beforeAll(async () => {
  base = await testDatabase();
  await seed({ database: base.db, now: () => new Date('2026-11-24T10:00:00Z'), say: () => {} });
  site = directorySite(base, territoryRoutes);
  empty = directorySite(await testDatabase(), territoryRoutes);
}, 60_000);

const page = async (path: string) => (await site.request(path)).text();
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const publishedIncomes = async () =>
  (await embeddedIndicators())
    .find(({ indicator }) => indicator === 'low_income_households_pct')!
    .kept.filter(({ value }) => value !== null);

describe('/territoire', () => {
  it('draws every commune with its name, value and interval, and says the same in a table', async () => {
    const html = await page('/territoire');
    const titles = [...html.matchAll(/<title>([^<]+sur 10[^<]+)<\/title>/g)].map(([, title]) => title!);
    const rows = [...html.matchAll(/<th scope="row"><a href="\/territoire\/communes\/(\d{5})">/g)];
    expect(titles).toHaveLength(327);
    expect(new Set(rows.map(([, code]) => code)).size).toBe(327);
    expect(titles.find(title => title.startsWith('Amou'))).toMatch(
      /^Amou\u00a0: 7,\d sur 10, fourchette \d,\d à \d,\d$/,
    );
    expect(html).toMatch(/<a href="\/territoire\/communes\/40002" tabindex="-1">/);
  });

  it('stays under 40 kB with its map', async () => {
    expect(gzipSync(await page('/territoire')).length).toBeLessThan(32_000);
  });

  it('leads to the commune that is meant, by name, former name or code', async () => {
    for (const [typed, code] of [
      ['amou', '40002'],
      ['Garrosse', '40197'],
      ['40630 sabres', '40246'],
    ]) {
      const answer = await site.request(`/territoire?q=${encodeURIComponent(typed!)}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/territoire/communes/${code}`]);
    }
  });

  it('lets choose among the communes of a postal code, and says what it does not find', async () => {
    const several = await page('/territoire?q=40300');
    expect([...several.matchAll(/<li><a href="\/territoire\/communes\//g)].length).toBe(15);
    const unknown = await page('/territoire?q=%3Cscript%3Exyzzy');
    expect(unknown).toContain('Nous ne trouvons pas «\u00a0&lt;script&gt;xyzzy\u00a0»');
    expect(unknown).toMatch(/<input[^>]*value="&lt;script&gt;xyzzy"[^>]*aria-invalid="true"/);
    expect(await page('/territoire?q=')).toContain('Écrivez le nom de votre commune');
  });

  it('shows one intercommunalité', async () => {
    const html = await page('/territoire?epci=200030435');
    expect([...html.matchAll(/<th scope="row">/g)]).toHaveLength(12);
  });

  it('says so when no index is published', async () => {
    const html = await (await empty.request('/territoire')).text();
    expect(html).toContain('L’indice n’est pas encore publié');
    expect((await empty.request('/territoire/methode')).status).toBe(200);
    expect((await empty.request('/territoire/donnees')).status).toBe(200);
    expect((await empty.request('/territoire/donnees/airial-1.v1.2019-09.csv')).status).toBe(404);
  });
});

describe('/territoire/communes/:insee', () => {
  it('never shows an imputed value as observed: incomes, in 285 communes', async () => {
    const known = new Map((await publishedIncomes()).map(({ code, value }) => [code, value]));
    expect(known.size).toBe(42);
    for (const code of ['40002', '40088', '40246', '40001']) {
      const html = await page(`/territoire/communes/${code}`);
      const row = html
        .split('<h2>Les chiffres de la commune</h2>')[1]!
        .split('Foyers fiscaux')[1]!
        .split('</tr>')[0]!;
      if (known.has(code)) expect(row, code).toMatch(/<td>publié<\/td>/);
      else {
        expect(row, code).toMatch(/<td class="n">–<\/td>/);
        expect(row, code).toContain('non publié (secret statistique)');
        expect(text(row), code).toMatch(/estimé, jamais observé : [\d,]+ % \(entre [\d,]+ % et [\d,]+ %\)/);
        expect(html, code).toMatch(/\d données? sur 4 n’est pas publiée|données sur 4 ne sont pas publiées/);
      }
    }
  });

  it('explains the index in sentences whose parts add up', async () => {
    const html = text(await page('/territoire/communes/40002'));
    const [, value, mean] = /l’indice est de (\d,\d) sur 10 .*? la moyenne dans les Landes \((\d,\d)\)/.exec(
      html,
    )!;
    const effects = [
      ...html.matchAll(/ ([+−]?\d,\d) (?=Logements|Foyers|Habitants|Personnes|Les chiffres|Points)/g),
    ].map(([, effect]) => Number(effect!.replace('−', '-').replace(',', '.')));
    const number = (written: string) => Number(written.replace(',', '.'));
    expect(effects).toHaveLength(4);
    expect(effects.reduce((sum, each) => sum + each, 0)).toBeCloseTo(number(value!) - number(mean!), 9);
    expect(html).toContain('Cet indice décrit un territoire, il ne dit rien d’une personne.');
    expect(html).toMatch(/Rang sur 327.* de \d+ à \d+/);
  });

  it('sends an old code to the present commune, and knows no invented one', async () => {
    const answer = await site.request('/territoire/communes/40302');
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/territoire/communes/40197']);
    expect((await site.request('/territoire/communes/40999')).status).toBe(404);
    expect((await site.request('/territoire/communes/..%2f')).status).toBe(404);
  });

  it('says of a commune elsewhere that its index is not worked out here', async () => {
    expect(text(await page('/territoire/communes/32027'))).toContain('dans un autre département');
  });
});

it('/territoire/epci says how many of its communes are of the département', async () => {
  expect(text(await page('/territoire/epci/200030435'))).toContain('12 de ses 22 communes');
  expect((await site.request('/territoire/epci/123456789')).status).toBe(404);
});

describe('/territoire/comparer', () => {
  it('says when two intervals meet that the difference is not significant', async () => {
    const html = text(await page('/territoire/comparer?c=Lubbon&c=Callen&c=Capbreton'));
    expect(html).toContain('Lubbon et Callen : différence non significative.');
    expect(html).toContain('Lubbon est plus fragile que Capbreton.');
  });

  it('keeps what was typed and says which is not understood', async () => {
    const answer = await site.request('/territoire/comparer?c=xyzzy&c=Dax');
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(/value="xyzzy"/);
    expect(html).toMatch(/value="Dax"/);
    expect(html).toContain('href="#c1"');
    expect((await site.request('/territoire/comparer?c=Dax&c=Dax')).status).toBe(422);
    const seven = `/territoire/comparer?${['Dax', 'Amou', 'Sore', 'Vert', 'Mano', 'Sabres', 'Pissos'].map(c => `c=${c}`).join('&')}`;
    expect(text(await page(seven))).toContain('Six communes au plus.');
  });
});

describe('/territoire/donnees', () => {
  it('gives the same 327 communes in four formats, unpublished values left empty', async () => {
    const links = [
      ...(await page('/territoire/donnees')).matchAll(/href="(\/territoire\/donnees\/[^"]+)"/g),
    ].map(([, href]) => href!);
    expect(links).toHaveLength(4);
    const [csv, french, json, geo] = await Promise.all(links.map(page));
    const rows: Record<string, string>[] = parse(csv!, { columns: true });
    const frenchRows: Record<string, string>[] = parse(french!, { columns: true, delimiter: ';', bom: true });
    expect([rows.length, frenchRows.length]).toEqual([327, 327]);
    expect(frenchRows[1]!.indice!.replace(',', '.')).toBe(rows[1]!.indice);
    const empty = rows.filter(row => row.valeur_low_income_households_pct === '');
    expect(empty).toHaveLength(285);
    expect(empty.every(row => row.donnees_non_publiees!.includes('low_income_households_pct'))).toBe(true);
    const told = JSON.parse(json!);
    expect(told.communes).toHaveLength(327);
    expect(told.attribution).toContain('Licence Ouverte 2.0');
    expect(told.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(geo!).features[0].geometry.coordinates).toHaveLength(2);
  });

  it('adds up: effects make the difference to the mean', async () => {
    const { communes, moyenne } = JSON.parse(await page('/territoire/donnees/airial-1.v1.2019-09.json'));
    for (const commune of communes) {
      const effects = Object.entries(commune)
        .filter(([name]) => name.startsWith('effet_'))
        .reduce((sum, [, effect]) => sum + (effect as number), 0);
      expect(effects).toBeCloseTo(commune.indice - moyenne, 4);
    }
  });

  it('knows no other file', async () => {
    for (const name of ['airial-1.v2.2019-09.csv', 'airial-1.v1.2031.csv', '..%2f..%2fetc', 'x.csv'])
      expect((await site.request(`/territoire/donnees/${name}`)).status, name).toBe(404);
  });
});

it('the database refuses a score whose contributions do not add up, and a published definition that changes', async () => {
  await expect(
    base.db.updateTable('territory.score').set({ value: 50 }).where('area_code', '=', '40002').execute(),
  ).rejects.toThrow(/contributions/);
  await expect(
    base.db
      .updateTable('territory.index_definition')
      .set({ sha256: '0'.repeat(64) })
      .execute(),
  ).rejects.toThrow(/publiée/);
  await expect(base.db.deleteFrom('territory.index_definition').execute()).rejects.toThrow(/publiée|clé/);
  await expect(
    base.db
      .updateTable('territory.indicator')
      .set({ direction: 'context' })
      .where('id', '=', 'age_65_plus_pct')
      .execute(),
  ).rejects.toThrow(/sens/);
});
