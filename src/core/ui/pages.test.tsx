import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultsOfFrench, faultsOfMessages, textOf } from '../proofreading.ts';
import { drawError, errorMessages } from './error-page.tsx';
import { coreComponents } from './examples/index.ts';
import { GalleryPage, galleryFrame } from './gallery-page.tsx';
import { homeMessages } from './home-messages.ts';
import { HomePage, homeFrame, needItems } from './home-page.tsx';
import { renderPage } from './layout.tsx';
import { Places } from './lists.tsx';
import { frameMessages } from './messages.ts';
import { HelpPanel } from './notices.tsx';
import { staticPages } from './pages/index.ts';
import { StaticBody, staticFrame } from './pages/static-page.tsx';
import type { Reader, Site, Territory } from './site.ts';

const territory: Territory = {
  name: 'Landes',
  inName: 'dans les Landes',
  slogan: 'Le numérique dans les Landes',
  helpPhone: { label: '05\u00a000\u00a000\u00a000\u00a000', href: 'tel:+33500000000' },
  helpHours: 'Du lundi au vendredi, de 9\u00a0h à 17\u00a0h.',
  publisher: 'Le département d’exemple.',
  host: 'Un hébergeur d’exemple.',
  contact: null,
};
const french: Reader = { language: 'fr', falc: false, size: 'normal' };
const english: Reader = { ...french, language: 'en' };
const falc: Reader = { ...french, falc: true };

function site(address = 'http://localhost/', more: Partial<Site> = {}): Site {
  return { territory, sheets: ['/assets/airial.css'], url: new URL(address), ...more };
}

function home(reader: Reader): string {
  const open = (
    <section>
      <h2>Ouverts en ce moment</h2>
      <Places
        places={[{ href: '/lieux/1', name: 'Dax', state: { kind: 'open', text: 'Ouvert' }, where: 'Dax' }]}
      />
    </section>
  );
  const body = (
    <HomePage
      reader={reader}
      needs={needItems(reader, need => `/lieux?besoin=${need}`)}
      open={open}
      help={<HelpPanel reader={reader} territory={territory} />}
    />
  );
  return renderPage(homeFrame(reader, territory), reader, site(), body);
}

function error(status: number, reader: Reader): string {
  const { frame, body } = drawError({ status, code: 'K7-204', reader, territory });
  return renderPage(frame, reader, site(), body);
}

const pages: [name: string, html: string, reader: Reader][] = [
  ['home', home(french), french],
  ['home in English', home(english), english],
  ['home, easy to read', home(falc), falc],
  ['gallery', renderPage(galleryFrame, french, site(), <GalleryPage components={coreComponents} />), french],
  ...[400, 403, 404, 410, 429, 500].flatMap(status =>
    [french, english, falc].map(
      reader => [`error ${status}`, error(status, reader), reader] as [string, string, Reader],
    ),
  ),
  ...staticPages.flatMap(page =>
    [french, english].map(reader => {
      const body = <StaticBody text={page.text(reader, territory)} />;
      return [page.path, renderPage(staticFrame(page, reader, territory), reader, site(), body), reader] as [
        string,
        string,
        Reader,
      ];
    }),
  ),
];

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(match => match[1]!);

describe.each(pages)('%s', (_, html, reader) => {
  test('has its language, a title, one h1, a skip link to its main part, named landmarks', () => {
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${reader.language}" dir="ltr"`));
    expect(html).toMatch(/<title>[^<]+ – Airial, Landes<\/title>/);
    expect(all(html, /<(h1)\b/g)).toHaveLength(1);
    expect(html).toContain('<a class="skip" href="#contenu">');
    expect(html).toContain('<main id="contenu"');
    for (const nav of all(html, /<nav\b([^>]*)>/g)) expect(nav).toMatch(/aria-label="[^"]+"/);
  });

  test('identifiers are unique, and what refers to one finds it', () => {
    const ids = all(html, /\sid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [
      ...all(html, /\s(?:for|list)="([^"]+)"/g),
      ...all(html, /\saria-(?:labelledby|describedby)="([^"]+)"/g).flatMap(list => list.split(' ')),
    ];
    expect(wanted.filter(id => !ids.includes(id))).toEqual([]);
  });

  test('every field has a label', () => {
    const labelled = new Set(all(html, /<label for="([^"]+)"/g));
    const bare = html.replace(/<label(?! for)[^>]*>[\s\S]*?<\/label>/g, '');
    const fields = all(bare, /<((?:input|select|textarea|progress)\b[^>]*)>/g).filter(
      tag => !/type="hidden"/.test(tag),
    );
    expect(fields.filter(tag => !labelled.has(/\sid="([^"]+)"/.exec(tag)?.[1] ?? ''))).toEqual([]);
  });

  test('no inline style or script, no handler', () => {
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  test('headings never skip a level', () => {
    const levels = all(html, /<h([1-6])\b/g).map(Number);
    levels.reduce((above, level) => {
      expect(level).toBeLessThanOrEqual(above + 1);
      return level;
    }, 0);
  });
});

test.each(pages.filter(([, , reader]) => reader.language === 'fr'))(
  'the French of %s is well typed',
  (_, html) => {
    expect(textOf(html).split('\n').flatMap(faultsOfFrench)).toEqual([]);
  },
);

test('classes come from the sheets of the page and from nowhere else', () => {
  const read = (sheet: string) => readFileSync(new URL(sheet, import.meta.url), 'utf8');
  const classesOf = (sheets: readonly string[]) =>
    new Set(sheets.flatMap(sheet => all(read(sheet), /\.([a-z][\w-]*)/gi)));
  const common = classesOf(['airial.css']);
  const everything = classesOf(['airial.css', ...galleryFrame.sheets!]);
  const met = new Set<string>();
  for (const [name, html] of pages) {
    const known = name === 'gallery' ? everything : common;
    const used = all(html, /\sclass="([^"]+)"/g).flatMap(list => list.split(' '));
    expect(used.filter(one => !known.has(one))).toEqual([]);
    for (const one of used) met.add(one);
  }
  expect(met.size).toBeGreaterThan(60);
});

describe('French messages', () => {
  test.each([
    ['frame', frameMessages],
    ['home', homeMessages],
    ['errors', errorMessages],
  ])('%s', (_, messages) => {
    expect(faultsOfMessages(messages.fr)).toEqual([]);
    expect(faultsOfMessages(messages.falc ?? {})).toEqual([]);
  });

  test('easy-to-read sentences have ten words at most', () => {
    const sentences = [frameMessages, homeMessages, errorMessages].flatMap(messages =>
      Object.values(messages.falc ?? {}).flatMap(text => String(text).split(/(?<=[.?]) /)),
    );
    expect(sentences.length).toBeGreaterThan(20);
    expect(
      sentences.filter(sentence => sentence.split(/[\s\u00a0]+/).filter(word => /\w/.test(word)).length > 10),
    ).toEqual([]);
  });
});

describe('frame', () => {
  const page = (reader: Reader, address?: string, more?: Partial<Site>, error?: boolean) =>
    renderPage(
      {
        title: 'Lieux',
        crumbs: [{ label: 'Accueil', href: '/' }, { label: 'Sabres', href: '/s' }, { label: 'Lieux' }],
        easyToRead: true,
        error,
      },
      reader,
      site(address, more),
      <h1>Lieux</h1>,
    );

  test('the links of text and language keep the query of the page', () => {
    const html = page(french, 'http://localhost/lieux?ou=Dax%20%26%20co&langue=en&samedi=1');
    expect(html).toContain('href="?ou=Dax+%26+co&amp;samedi=1&amp;texte=grand"');
    expect(html).toContain('href="?ou=Dax+%26+co&amp;samedi=1&amp;langue=falc"');
    expect(html).toContain('href="?ou=Dax+%26+co&amp;samedi=1&amp;langue=en" lang="en"');
    expect(html).not.toContain('langue=ar');
  });

  test('the choice made is carried by html, and the way back is offered', () => {
    expect(page({ ...french, size: 'grand' })).toContain('<html lang="fr" dir="ltr" class="big">');
    expect(page({ ...french, size: 'tres-grand' })).toContain('texte=normal');
    expect(page({ ...falc, size: 'tres-grand' })).toContain('class="huge falc"');
    expect(page(falc)).toContain('?langue=fr');
    expect(page(english)).toContain('<a href="?langue=fr" lang="fr">Français</a>');
  });

  test('easy-to-read is offered and applied only where the page has it', () => {
    const html = renderPage({ title: 'Autre', crumbs: [] }, falc, site(), <h1>Autre</h1>);
    expect(html).not.toContain('falc');
  });

  test('on a phone the parent is the way back', () => {
    expect(page(french)).toContain(
      '<li class="up"><a href="/s">Sabres</a></li><li aria-current="page">Lieux</li>',
    );
  });

  test('help calls the territory, or leads to the page of help when it has no phone', () => {
    expect(page(french)).toContain('<a class="btn alt help" href="tel:+33500000000">');
    expect(page(french, undefined, { territory: { ...territory, helpPhone: null } })).toContain(
      'help" href="/aide"',
    );
  });

  test('a page with something to correct says so first', () => {
    expect(page(french, undefined, {}, true)).toContain(
      '<title>À corriger\u00a0: Lieux – Airial, Landes</title>',
    );
  });

  test('words of people are escaped', () => {
    const html = renderPage(
      { title: '<b>&"', crumbs: [], description: '"><script>' },
      french,
      site('http://localhost/?a="><script>'),
      <h1>{'<script>alert(1)</script>'}</h1>,
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain('<title>&lt;b&gt;&amp;&quot; – Airial, Landes</title>');
  });
});

test('an error quotes its number and a person to call', () => {
  const html = error(500, french);
  expect(html).toContain('K7-204');
  expect(html).toContain('tel:+33500000000');
  expect(html).toContain('<meta name="robots" content="noindex"');
});

test('the eight needs lead somewhere, in three languages', () => {
  for (const reader of [french, english, falc]) {
    const items = needItems(reader, need => `/lieux?besoin=${need}`);
    expect(new Set(items.map(item => item.title)).size).toBe(8);
    expect(items.every(item => item.hint && item.href.startsWith('/lieux'))).toBe(true);
  }
});
