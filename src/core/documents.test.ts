import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import qrcode from 'qrcode-generator';
import { describe, expect, it } from 'vitest';
import { drawnText, printPdf, qrDrawing, writeSamples } from './documents.ts';

const options = {
  title: 'Une épreuve',
  language: 'fr',
  createdAt: new Date('2026-11-23T10:00:00Z'),
} as const;

const print = (values: object = {}, changed: Partial<typeof options> | { createdAt: Date } = {}) =>
  printPdf(
    'core/documents/proof.typ',
    { heading: 'Titre', text: 'Texte', picture: null, alt: null, words: {}, ...values },
    { ...options, ...changed },
  );

/** What is written in clear in the file: its structure, its titles, its description. */
const clear = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');

/** A text as the file spells what is not ASCII. */
const utf16 = (text: string) =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

const square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>';

describe('a printed document', () => {
  it('says that it is PDF/UA-1, its language and its title', async () => {
    const file = clear(await print());
    expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(file).toContain('/Lang (fr)');
    expect(file).toMatch(/\/MarkInfo <<\s*\/Marked true/);
    expect(file).toContain('/DisplayDocTitle true');
    expect(file).toContain(`/Title ${utf16('Une épreuve')}`);
    expect(file).toContain('<xmp:CreateDate>2026-11-23T10:00:00+00:00</xmp:CreateDate>');
  });

  it('is the same bytes for the same values and instant, and only then', async () => {
    const first = Buffer.from(await print());
    expect(first.equals(await print())).toBe(true);
    expect(first.equals(await print({ text: 'Autre' }))).toBe(false);
    expect(first.equals(await print({}, { createdAt: new Date('2026-11-23T10:00:01Z') }))).toBe(false);
  });

  it('keeps what people write as text, never as source', async () => {
    const heading = '#panic[1] $x$ *gras* @a <b> // "c"';
    expect(clear(await print({ heading }))).toContain(`/Title (${heading})`);
  });

  it('is refused when a picture has no words, and carries them when it has', async () => {
    await expect(print({ picture: square })).rejects.toThrow(/PDF\/UA-1/);
    expect(clear(await print({ picture: square, alt: 'Un carré' }))).toContain(`/Alt ${utf16('Un carré')}`);
  });

  it('is never refused for a letter', async () => {
    expect(
      clear(await print({ heading: 'Ho\u0151 \u4e2d\u6587', text: '\ue000\ufffe\ud800\u0000' })),
    ).toContain('/Title (Hoo ??)');
    // Letters that other fonts have stay what they are.
    expect(clear(await print({ heading: 'Ελλάδα' }))).toContain(`/Title ${utf16('Ελλάδα')}`);
  });

  it('writes one kind of no-break space, composed letters and no invisible mark', async () => {
    expect(clear(await print({ heading: '9\u202fh e\u0301te\u0301\u200b\u202e' }))).toContain(
      `/Title ${utf16('9\u00a0h été')}`,
    );
  });

  it('is made of the house font alone for every letter that French needs', async () => {
    const text = 'ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜŒŸàâäæçèéêëîïôöùûüœÿ 0123456789 «\u00a0»\u00a0’ – — … € ² ½ ° ©'.replace(
      'Ÿ',
      '',
    );
    const used = [...clear(await print({ text })).matchAll(/\/FontName \/([A-Za-z+-]+)/g)].map(
      ([, name]) => name,
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(name => !name?.includes('AtkinsonHyperlegibleNext'))).toEqual([]);
  });

  it('is answered each to its asker, even when the press changes in between', async () => {
    const headings = Array.from({ length: 120 }, (_, index) => `Document ${index}`);
    const files = await Promise.all(headings.map(heading => print({ heading })));
    expect(files.map(file => /\/Title \((Document \d+)\)/.exec(clear(file))?.[1])).toEqual(headings);
  });

  it('says what is wrong of a template', async () => {
    await expect(printPdf('core/documents/nothing.typ', {}, options)).rejects.toThrow(
      'core/documents/nothing.typ',
    );
    await expect(print({ picture: 'pas un dessin', alt: 'x' })).rejects.toThrow('ne peut pas être imprimé');
  });
});

it('draws in a QR code every dark module, once, inside the quiet zone', () => {
  const text = 'https://landes.example/lieux/france-services-coeur-haute-lande-40246-x7k2';
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const dark: string[] = [];
  for (let row = 0; row < code.getModuleCount(); row++) {
    for (let column = 0; column < code.getModuleCount(); column++) {
      if (code.isDark(row, column)) dark.push(`${column + 4},${row + 4}`);
    }
  }
  const drawn = [...qrDrawing(text).matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)].flatMap(([, x, y, width]) =>
    Array.from({ length: Number(width) }, (_, step) => `${Number(x) + step},${y}`),
  );
  expect(drawn).toEqual(dark);
});

it('keeps words inside the drawing they are in', () => {
  expect(drawnText('<a href="x">Saint-Paul & Cie</a>\u0000')).toBe(
    '&lt;a href=&quot;x&quot;&gt;Saint-Paul &amp; Cie&lt;/a&gt;',
  );
});

it('writes one example of each document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'airial-samples-'));
  try {
    const inside = join(folder, 'nouveau/dossier');
    const paths = await writeSamples(
      ['un', 'deux'].map(name => ({ name, sample: () => print({ heading: name }) })),
      inside,
    );
    expect(paths).toEqual([join(inside, 'un.pdf'), join(inside, 'deux.pdf')]);
    expect(await readdir(inside)).toEqual(['deux.pdf', 'un.pdf']);
    expect(clear(await readFile(paths[1]!))).toContain('/Title (deux)');
  } finally {
    await rm(folder, { recursive: true });
  }
});
