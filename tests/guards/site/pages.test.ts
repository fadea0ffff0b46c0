import { beforeAll, expect, inject, test } from 'vitest';
import { visitor } from '../../../src/core/access.ts';
import { ask, crawl, isPage, type Seen } from '../../crawl.ts';
import { allRoutes } from '../../houses.ts';
import {
  brokenAnchors,
  formsWithoutKey,
  inlineCode,
  repeatedIds,
  tagsOf,
  unlabelledFields,
} from '../../markup.ts';

/** One round trip of a new connection: ten packets of 1,460 bytes, less the headers. */
const firstRoundTrip = 14_000;

/** A list as heavy as they come: Dax, a whole page of places with its map. */
const fullest = '/lieux/commune/40088';

/** Pages with a limit of their own, in bytes, with the reason. */
const ownLimit: Record<string, number> = {
  // Every commune of the territory, drawn, named, and once more in the table (product/territory.md §5).
  '/territoire': 40_000,
};

/** Pages without the weight limit, with the reason. */
const heavy: Record<string, string> = {
  '/composants': 'Gallery of every piece for the people who build, not a page of the public.',
};

let seen: Seen[];
let pages: {
  address: string;
  pattern: string | null;
  html: string;
  headers: Seen['headers'];
}[];

beforeAll(async () => {
  // Pages that nothing links to are visited all the same: their rules are the same.
  const exempt = allRoutes
    .filter(route => route.method === 'GET' && route.reach !== 'linked' && !route.path.includes(':'))
    // A way back from an identity provider opens nothing without having left.
    .filter(route => !route.path.startsWith('/se-connecter/retour/'))
    // Nor does a call of a linked application, without its key.
    .filter(route => !route.path.startsWith('/api/') || route.policy.allows(visitor))
    .map(route => route.path);
  seen = [
    ...(await crawl(inject('product'), allRoutes, ['/', fullest, ...exempt])),
    ...(await crawl(inject('product'), allRoutes, ['/pro', '/compte'], signedIn())),
  ];
  pages = seen
    .filter(one => isPage(one) && one.status === 200)
    .map(one => ({ ...one, html: one.body.toString() }));
}, 120_000);

/** As the first administrator, who is also the coordination: the pages of professionals. */
const signedIn = () => ({ cookie: inject('administrator').cookies });

function sheetsOf(html: string): string[] {
  return tagsOf(html)
    .filter(tag => tag.name === 'link' && tag.attributes.rel === 'stylesheet')
    .map(tag => tag.attributes.href!);
}

/** Every page, with the faults a rule finds in it. */
function faults(rule: (page: (typeof pages)[number]) => readonly string[]): string[] {
  return pages.flatMap(page => rule(page).map(fault => `${page.address} : ${fault}`));
}

test('toutes les pages annoncées sont atteintes en suivant les liens depuis l’accueil', async () => {
  const reached = new Set(
    [
      ...(await crawl(inject('product'), allRoutes)),
      ...(await crawl(inject('product'), allRoutes, ['/pro'], signedIn())),
    ].map(one => one.pattern),
  );
  const missed = allRoutes
    .filter(route => route.method === 'GET' && route.reach === 'linked' && !reached.has(route.path))
    .map(route => route.path);
  expect(missed).toEqual([]);
}, 120_000);

test('aucun lien ne mène à rien', () => {
  expect(
    seen.filter(one => one.status >= 400).map(one => `${one.address} (${one.status}) depuis ${one.from}`),
  ).toEqual([]);
  expect(pages.length).toBeGreaterThan(15);
});

test('chaque page a un seul titre principal, un titre de fenêtre et une langue', () => {
  expect(
    faults(({ html }) => {
      const tags = tagsOf(html);
      const lang = tags.find(tag => tag.name === 'html')?.attributes.lang ?? '';
      return [
        ...(tags.filter(tag => tag.name === 'h1').length === 1 ? [] : ['il faut un h1']),
        ...(/<title>[^<]{3,} – Airial, [^<]+<\/title>/.test(html) ? [] : ['titre de fenêtre']),
        ...(/^(fr|en)$/.test(lang) ? [] : [`langue « ${lang} »`]),
        ...(tags.some(tag => tag.name === 'main') ? [] : ['pas de main']),
      ];
    }),
  ).toEqual([]);
});

test('deux pages différentes n’ont pas le même titre de fenêtre', () => {
  const titles = new Map<string, string>();
  for (const { html, pattern } of pages) {
    const title = /<title>([^<]+)/.exec(html)![1]!;
    if (pattern) expect(titles.get(title) ?? pattern, title).toBe(pattern);
    titles.set(title, pattern ?? '');
  }
});

test('chaque page sauf l’accueil, le bureau et le cadre à insérer a un fil d’Ariane', () => {
  expect(
    faults(({ html, pattern }) => {
      if (pattern === '/' || pattern === '/pro' || pattern?.startsWith('/embed')) return [];
      return /<nav class="crumbs[^>]*>[\s\S]*?aria-current="page"/.test(html) ? [] : ['pas de fil d’Ariane'];
    }),
  ).toEqual([]);
});

test('aucune page ne porte de code ou de style dans son texte', () => {
  expect(faults(({ html }) => inlineCode(html))).toEqual([]);
});

test('chaque case a un nom, chaque formulaire qui écrit a sa clé', () => {
  expect(
    faults(({ html }) => unlabelledFields(html).map(tag => `case sans nom ${tag.attributes.name}`)),
  ).toEqual([]);
  expect(faults(({ html }) => formsWithoutKey(html))).toEqual([]);
});

test('les renvois dans la page arrivent, aucun identifiant n’est répété', () => {
  // The gallery shows pieces out of their page: a letter may answer another that is not there.
  expect(
    faults(({ html, pattern }) =>
      pattern === '/composants' ? [] : brokenAnchors(html).map(id => `#${id} n’existe pas`),
    ),
  ).toEqual([]);
  expect(faults(({ html }) => repeatedIds(html).map(id => `#${id} deux fois`))).toEqual([]);
});

test('chaque page tient dans un aller-retour : 14 kilo-octets avec sa feuille', async () => {
  // As browsers ask, and as those that only know gzip.
  for (const coding of ['gzip, deflate, br, zstd', 'gzip']) {
    const weigh = async (address: string) =>
      (await ask(`${inject('product')}${address}`, { 'accept-encoding': coding })).weight;
    const sheetWeights = new Map<string, number>();
    const totals: [address: string, bytes: number, limit: number][] = [];
    for (const page of pages) {
      if (page.pattern && heavy[page.pattern]) continue;
      let total = await weigh(page.address);
      for (const href of sheetsOf(page.html)) {
        if (!sheetWeights.has(href)) sheetWeights.set(href, await weigh(href));
        total += sheetWeights.get(href)!;
      }
      totals.push([page.address, total, ownLimit[page.pattern ?? ''] ?? firstRoundTrip]);
    }
    expect(sheetWeights.size).toBeGreaterThan(0);
    expect(totals.filter(([, bytes, limit]) => bytes > limit)).toEqual([]);
    const [heaviest, bytes] = totals.reduce((most, one) => (one[1] > most[1] ? one : most));
    console.log(`La plus lourde avec sa feuille (${coding}) : ${heaviest}, ${bytes} octets`);
  }
}, 60_000);

test('les classes d’une page sont toutes dans ses feuilles', async () => {
  const known = new Map<string, Set<string>>();
  const classesOf = async (href: string) => {
    const { body } = await ask(`${inject('product')}${href}`);
    return new Set([...body.toString().matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name!));
  };
  const found = new Set<string>();
  for (const { address, html } of pages) {
    for (const href of sheetsOf(html)) if (!known.has(href)) known.set(href, await classesOf(href));
    const mine = sheetsOf(html).map(href => known.get(href)!);
    for (const tag of tagsOf(html))
      for (const name of (tag.attributes.class ?? '').split(' ').filter(Boolean))
        if (!mine.some(classes => classes.has(name))) found.add(`${address} : ${name}`);
  }
  expect([...found]).toEqual([]);
});

/** The thread of a sign-in or of a set-up: what was begun in this browser goes on in it only. */
const threaded = new Set(['/se-connecter', '/carte', '/compte/moyens/application']);

test('chaque page porte une politique de sécurité stricte et aucun témoin qui ne sert pas à se connecter', () => {
  expect(
    faults(({ headers, pattern }) => {
      const policy = String(headers['content-security-policy'] ?? '');
      return [
        ...(policy.includes("default-src 'none'") && !policy.includes('unsafe')
          ? []
          : [`politique « ${policy} »`]),
        ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['nosniff']),
        ...(headers['set-cookie'] && !threaded.has(pattern ?? '') ? ['témoin déposé'] : []),
        ...(headers.server || headers['x-powered-by'] ? ['annonce son programme'] : []),
      ];
    }),
  ).toEqual([]);
});

test('rien n’est chargé depuis un autre site', () => {
  expect(
    faults(({ html }) =>
      tagsOf(html).flatMap(tag => {
        const source =
          tag.attributes.src ??
          (tag.name === 'link' && /stylesheet|icon|preload/.test(tag.attributes.rel ?? '')
            ? tag.attributes.href
            : undefined);
        return source && /^(https?:)?\/\//.test(source) ? [source] : [];
      }),
    ),
  ).toEqual([]);
});

test('les liens que les lieux ont donnés ne leur prêtent pas notre nom', () => {
  const given = pages.filter(page => page.address.startsWith('/lieux') || page.address.startsWith('/embed'));
  const links = given.flatMap(({ address, html }) =>
    tagsOf(html)
      .filter(
        tag =>
          tag.name === 'a' &&
          /^https?:/.test(tag.attributes.href ?? '') &&
          !tag.attributes.href!.includes('localhost'),
      )
      .map(tag => ({ address, href: tag.attributes.href!, rel: tag.attributes.rel ?? '' })),
  );
  expect(
    links.filter(({ rel }) => !/nofollow/.test(rel) || !/noopener/.test(rel) || !/external/.test(rel)),
  ).toEqual([]);
});
