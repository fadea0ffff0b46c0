import { beforeAll, describe, expect, inject, test } from 'vitest';
import { desk, pageFaults, useBrowser } from '../../browser.ts';
import { ask, crawl, isPage } from '../../crawl.ts';
import { hardIn } from '../../easy.ts';
import { allRoutes } from '../../houses.ts';
import { linesOf, tagsOf } from '../../markup.ts';

/*
 * Easy-to-read French, as design.md §8 asks: one sentence a line, ten words at most, no percentage, no sign
 * to guess, no negation; the same address and the same controls as the usual page.
 */

const cookie = 'airial=falc.normal';
const browser = useBrowser();

/** States that links do not lead to, besides the pages. */
const states = [
  '/lieux?q=zzzxqwk',
  '/lieux?q=mont+de+marsn',
  '/lieux?q=garrosse',
  '/lieux?inconnu=1',
  '/lieux/commune/40088',
  '/lieux?q=imprimer+dax',
  '/lieux?commune=40088&ouvert=maintenant&service=loisirs_et_creations_numeriques',
  '/lieux?commune=40088&ouvert=soir',
  '/lieux/aide?besoin=demarches&ou=',
  '/lieux/aide?besoin=demarches&ou=Saint',
  '/lieux/aide?besoin=demarches&ou=Zzzz',
  '/lieux/aide?besoin=materiel&ou=Sabres&comment=telephone',
  '/lieux/inconnu-au-bataillon',
];

let pages: { address: string; pattern: string | null; html: string }[];
/** What others have typed: names of places. */
let names: string[];

beforeAll(async () => {
  const origin = inject('product');
  const places = JSON.parse((await ask(`${origin}/lieux.json`)).body.toString()) as { nom: string }[];
  names = places.map(({ nom }) => nom).sort((a, b) => b.length - a.length);
  const slugs = (await ask(`${origin}/sitemap.xml`)).body
    .toString()
    .matchAll(/<loc>https?:\/\/[^/]+(\/lieux\/[a-z0-9-]+)</g);
  const all = [...slugs].map(match => match[1]!);
  const seen = await crawl(origin, allRoutes, ['/'], { cookie });
  const others = await Promise.all(
    [...states, ...all].map(async address => ({
      ...(await ask(`${origin}${address}`, { cookie })),
      address,
      pattern: null,
    })),
  );
  pages = [...seen, ...others]
    .filter(one => isPage(one))
    .map(({ address, pattern, body }) => ({ address, pattern, html: body.toString() }))
    .filter(({ html }) => /<html [^>]*class="[^"]*\bfalc\b/.test(html));
}, 120_000);

/** What can be done from a page: fields and where links lead, but for the choice of the text itself. */
const controlsOf = (html: string) =>
  tagsOf(html)
    .filter(tag => /^(a|input|select|option|textarea|button)$/.test(tag.name))
    .map(({ name, attributes: { type = '', name: field = '', value = '', href = '' } }) =>
      [name, type, field, name === 'input' && field === 'cle' ? '' : value, href].join(' '),
    )
    .filter(control => !/[?&](langue|texte)=/.test(control));

describe('une page facile à lire', () => {
  test('est lue comme il faut par ce test', () => {
    const html =
      '<html class="falc"><p>Ouvert.<br>Le lieu ferme.</p><ul><li>Un <b>mot</b><svg><title>non</title></svg></li></ul><p>Rue <span data-typed>du pas perdu</span></p>';
    expect(linesOf(html)).toEqual(['Ouvert.', 'Le lieu ferme.', 'Un mot', 'Rue']);
    expect(hardIn('Ouvert. Le lieu ferme à midi.', [])).toEqual(['deux phrases']);
    expect(hardIn('Ce lieu n’a pas donné ses heures', [])).toEqual(['une négation']);
    expect(hardIn('un deux trois quatre cinq six sept huit neuf dix onze', [])).toEqual(['11 mots']);
    expect(hardIn('Dax · à 2\u00a0km', [])).toEqual(['un signe à deviner']);
    expect(hardIn('Fermé. Le lieu itinérant'.slice(7), [])).toEqual(['un mot difficile']);
    expect(
      hardIn('Appelez le 05\u00a054\u00a039\u00a000\u00a013 avant de venir à 9\u00a0h\u00a030.', []),
    ).toEqual([]);
  });

  test('existe pour l’accueil, les lieux, les questions, chaque lieu et les erreurs', () => {
    const patterns = new Set(pages.map(({ pattern }) => pattern));
    for (const pattern of ['/', '/lieux', '/lieux/filtres', '/lieux/aide', '/lieux/:slug'])
      expect([...patterns]).toContain(pattern);
    for (const state of states) expect(pages.map(({ address }) => address)).toContain(state);
  });

  test('dit une phrase courte par ligne, sans négation ni signe à deviner', () => {
    const found = new Map<string, string>();
    for (const { address, html } of pages)
      for (const line of linesOf(html)) {
        const faults = hardIn(line, names);
        if (faults.length > 0) found.set(line, `${address} : ${line} → ${faults.join(', ')}`);
      }
    expect([...found.values()]).toEqual([]);
  });

  test('dit qu’elle l’est, et comment revenir au texte habituel', () => {
    for (const { address, html } of pages) {
      expect(linesOf(html), address).toContain('Cette page est facile à lire.');
      expect(html, address).toMatch(/<a href="\?[^"]*langue=fr">Revenir au texte habituel</);
    }
  });

  test('a les mêmes commandes que la page habituelle', async () => {
    const differing: string[] = [];
    for (const { address, html } of pages) {
      const usual = await ask(`${inject('product')}${address}`, { cookie: 'airial=fr.normal' });
      const theirs = controlsOf(usual.body.toString());
      // Each as many times: what is left once those of the other page are taken out.
      const changed = controlsOf(html).filter(one => {
        const at = theirs.indexOf(one);
        if (at >= 0) theirs.splice(at, 1);
        return at < 0;
      });
      changed.push(...theirs);
      if (changed.length > 0) differing.push(`${address} : ${changed.join(' ; ')}`);
    }
    expect(differing).toEqual([]);
  }, 120_000);

  test('tient dans un aller-retour, comme la page habituelle', async () => {
    const { weight } = await ask(`${inject('product')}/lieux/commune/40088`, {
      cookie,
      'accept-encoding': 'gzip',
    });
    const html = pages.find(({ address }) => address === '/lieux/commune/40088')!.html;
    const sheet = tagsOf(html).find(
      ({ name, attributes }) => name === 'link' && attributes.rel === 'stylesheet',
    )!;
    const dress = await ask(`${inject('product')}${sheet.attributes.href}`, { 'accept-encoding': 'gzip' });
    expect(weight + dress.weight).toBeLessThan(14_000);
  });

  test('est accessible : axe ne trouve aucun défaut', { timeout: 180_000 }, async () => {
    const found: string[] = [];
    const place = pages.find(({ pattern }) => pattern === '/lieux/:slug')!.address;
    const page = await browser.open('/?langue=falc', { script: true });
    for (const address of [
      '/',
      '/lieux/commune/40088',
      place,
      '/lieux/aide?besoin=demarches&ou=Dax&comment=venir',
    ])
      found.push(...(await pageFaults(page, address)).map(fault => `${address} : ${fault}`));
    expect(found).toEqual([]);
  });

  test('écrit plus grand, en lignes courtes, un dessin à gauche de chaque idée', {
    timeout: 60_000,
  }, async () => {
    const page = await browser.open('/lieux/commune/40088?langue=falc', { size: desk });
    const seen = await page.evaluate(() => {
      const tooLong = [...document.querySelectorAll('main p:not(.row), main .idea > span')].filter(
        element => {
          const line = document.createElement('span');
          line.textContent = '0'.repeat(46);
          line.setAttribute('class', 'nw');
          const width = element.getBoundingClientRect().width;
          element.append(line);
          const most = line.getBoundingClientRect().width;
          line.remove();
          return width > most + 1;
        },
      );
      const misplaced = [...document.querySelectorAll('.idea')].filter(idea => {
        const [drawing, text] = [idea.querySelector('svg'), idea.querySelector('span')];
        return (
          !drawing ||
          !text ||
          drawing.getAttribute('aria-hidden') !== 'true' ||
          drawing.getBoundingClientRect().right > text.getBoundingClientRect().left
        );
      });
      return {
        root: getComputedStyle(document.documentElement).fontSize,
        ideas: document.querySelectorAll('.idea').length,
        misplaced: misplaced.length,
        tooLong: tooLong.map(element => element.outerHTML.slice(0, 80)),
      };
    });
    expect(seen.root).toBe('20px');
    expect(seen.ideas).toBeGreaterThan(40);
    expect(seen.misplaced).toBe(0);
    expect(seen.tooLong).toEqual([]);
  });
});
