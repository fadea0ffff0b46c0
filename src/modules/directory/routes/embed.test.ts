import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import * as esbuild from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { inlineCode, tagsOf, unlabelledFields } from '../../../../tests/markup.ts';
import { projectRoot } from '../../../core/config.ts';
import { faultsOfFrench, faultsOfMessages, textOf } from '../../../core/proofreading.ts';
import { dataMessages } from '../messages-data.ts';
import { dataRoutes } from './data.tsx';
import { embedRoutes } from './embed.tsx';

let test: TestDatabase;
const routes = [...embedRoutes, ...dataRoutes];

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  const file = 'places-libraries.csv';
  await importText(test.db, file, await readFile(join(projectRoot, 'data/landes', file)), {
    format: 'libraries',
  });
});

describe('the framed list', () => {
  it('shows 24 places at most, nothing around them, every page in a new tab', async () => {
    const answer = await directorySite(test, routes).request('https://essai.example/embed/lieux');
    const html = await answer.text();
    const tags = tagsOf(html);
    const names = tags.map(({ name }) => name);
    expect(names.filter(name => name === 'li')).toHaveLength(24);
    expect(names.filter(name => ['header', 'footer', 'nav'].includes(name))).toEqual([]);
    expect(names.filter(name => name === 'main' || name === 'h1')).toHaveLength(2);
    const links = tags.filter(({ name, attributes }) => name === 'a' && attributes.href?.startsWith('http'));
    expect(links).toHaveLength(25);
    for (const { attributes } of links)
      expect(attributes).toMatchObject({ target: '_blank', rel: 'noopener' });
    expect(inlineCode(html)).toEqual([]);
    expect(textOf(html)).toContain('138 lieux');
  });

  it('keeps the search of its address, also for the whole list', async () => {
    const html = await (
      await directorySite(test, routes).request('/embed/lieux?commune=40088&rayon=10')
    ).text();
    expect(html).toContain('/lieux?commune=40088&amp;rayon=10');
    const none = await (await directorySite(test, routes).request('/embed/lieux?q=zzzzzzzzz')).text();
    expect(none).toContain('Aucun lieu trouvé');
  });

  it('opens only in the frames of the sites allowed', async () => {
    const policyOf = async (embedOrigins: string, path = '/embed/lieux') => {
      const { headers } = await directorySite(test, routes, { embedOrigins }).request(path);
      return [
        /frame-ancestors ([^;]+)/.exec(headers.get('Content-Security-Policy')!)![1],
        headers.get('X-Frame-Options'),
      ];
    };
    expect(await policyOf("'self'")).toEqual(["'self'", null]);
    expect(await policyOf('https://www.dax.fr https://www.landes.fr')).toEqual([
      'https://www.dax.fr https://www.landes.fr',
      null,
    ]);
    expect(await policyOf('*', '/lieux/donnees')).toEqual(["'none'", 'DENY']);
  });
});

/** The island as browsers receive it. */
async function built(name: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../islands', name)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2018',
  });
  return outputFiles[0]!.text;
}

describe('the loader', () => {
  it('weighs 2 kB at most', async () => {
    expect((await built('embed-loader.ts')).length).toBeLessThanOrEqual(2048);
  });

  it('puts the frame after its tag and follows only the height told by that frame', async () => {
    const placed: Record<string, unknown>[] = [];
    const listeners: ((event: unknown) => void)[] = [];
    class HTMLScriptElement {
      src = 'https://lieux.example/embed/lieux.js';
      dataset = { recherche: 'commune=40088' };
      after(frame: Record<string, unknown>) {
        placed.push(frame);
      }
    }
    const contentWindow = {};
    const page = createContext({
      URL,
      HTMLScriptElement,
      document: {
        currentScript: new HTMLScriptElement(),
        createElement: () => ({ contentWindow, setAttribute() {} }),
      },
      window: {
        addEventListener: (_: string, listener: (event: unknown) => void) => listeners.push(listener),
      },
    });
    runInContext(await built('embed-loader.ts'), page);
    const [frame] = placed;
    expect(frame).toMatchObject({ src: 'https://lieux.example/embed/lieux?commune=40088', height: '480' });
    const say = (more: object) =>
      listeners[0]!({
        origin: 'https://lieux.example',
        source: contentWindow,
        data: { airial: 'hauteur', pixels: 612.4 },
        ...more,
      });
    say({ origin: 'https://autre.example' });
    say({ source: {} });
    say({ data: { airial: 'hauteur', pixels: '<b>' } });
    say({ data: null });
    expect(frame!.height).toBe('480');
    say({});
    expect(frame!.height).toBe('612');
    say({ data: { airial: 'hauteur', pixels: 1e9 } });
    expect(frame!.height).toBe('8000');
  });
});

describe('the open data page', () => {
  it('links every file, says the licence, and gives the two pieces of code as text', async () => {
    const html = await (await directorySite(test, routes).request('/lieux/donnees')).text();
    const links = tagsOf(html)
      .filter(({ name }) => name === 'a')
      .map(({ attributes }) => attributes.href);
    for (const href of [
      '/lieux.csv',
      '/lieux.csv?tableur=1',
      '/lieux.json',
      '/lieux.geojson',
      '/lieux.atom',
      '/donnees/landes-config.csv',
      '/api/v1/openapi.json',
    ])
      expect(links).toContain(href);
    expect(textOf(html)).toContain('Sources\u00a0: essai.');
    expect(html).toMatch(
      /<textarea[^>]*>&lt;iframe src=&quot;http:\/\/localhost\/embed\/lieux\?commune=\d{5}&quot;/,
    );
    expect(tagsOf(html).filter(({ name }) => name === 'iframe' || name === 'script')).toEqual([]);
    expect(unlabelledFields(html)).toEqual([]);
  });

  it('says which sites may frame the list', async () => {
    const textWith = async (embedOrigins: string) =>
      textOf(await (await directorySite(test, routes, { embedOrigins }).request('/lieux/donnees')).text());
    expect(await textWith("'self'")).toContain('Aucun autre site');
    expect(await textWith('https://www.dax.fr')).toContain('https://www.dax.fr');
    expect(await textWith('*')).toContain('Tous les sites');
  });

  it('is written in correct French', () => {
    expect(faultsOfMessages(dataMessages.fr)).toEqual([]);
    expect(faultsOfFrench(routes[0]!.policy.sentence)).toEqual([]);
  });
});
