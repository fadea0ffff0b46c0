import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sampleAt, sampleList, sampleSheet } from './documents/samples.ts';
import { directoryDocuments, placeList, placeSheet } from './documents.ts';

const french = { createdAt: sampleAt, language: 'fr' } as const;
const clear = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const utf16 = (text: string) =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

/** Width and height of each page, in millimetres. */
const pages = (pdf: Uint8Array) =>
  [...clear(pdf).matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round((Number(width) * 25.4) / 72),
    Math.round((Number(height) * 25.4) / 72),
  ]);

const headings = (pdf: Uint8Array) =>
  [...clear(pdf).matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title);

describe('the sheet of a place', () => {
  it('is one A5 page, with its headings in order', async () => {
    const pdf = await placeSheet(sampleSheet(), { ...french, format: 'a5' });
    expect(pages(pdf)).toEqual([[149, 210]]);
    expect(headings(pdf)).toEqual([
      'France services Coeur Haute Lande',
      'Horaires',
      'Ce que vous pouvez faire ici',
      'Quoi apporter',
      'Venir',
    ]);
  });

  it('gives words to its map and its code, and heads its hours', async () => {
    const file = clear(await placeSheet(sampleSheet(), { ...french, format: 'a5' }));
    expect(file).toContain(`/Alt ${utf16('Carte (Landes)\u00a0: le lieu est à Sabres.')}`);
    expect(file).toContain(
      `/Alt ${utf16('Code à lire avec un téléphone pour ouvrir la fiche de ce lieu sur internet.')}`,
    );
    expect(file).toMatch(/\/S \/TH\b/);
  });

  it('is twice on an A4 page, and said once', async () => {
    const pdf = await placeSheet(sampleSheet(), { ...french, format: 'a4' });
    expect(pages(pdf)).toEqual([[297, 210]]);
    expect(headings(pdf)).toEqual(headings(await placeSheet(sampleSheet(), { ...french, format: 'a5' })));
  });

  it('goes on over pages rather than lose words', async () => {
    const long = { ...sampleSheet(), hoursNote: 'Une longue note sur les horaires du lieu. '.repeat(100) };
    expect(
      (
        await Promise.all([
          placeSheet(long, { ...french, format: 'a5' }),
          placeSheet(long, { ...french, format: 'a4' }),
        ])
      ).map(pages),
    ).toEqual([
      expect.arrayContaining([
        [149, 210],
        [149, 210],
      ]),
      expect.arrayContaining([
        [210, 297],
        [210, 297],
      ]),
    ]);
  });

  it('is printed when little is known, in English too', async () => {
    const bare = {
      ...sampleSheet(),
      address: [],
      phone: null,
      hours: null,
      hoursNote: 'Call first.',
      services: [],
      cost: null,
      access: null,
      map: null,
      sources: '',
    };
    const pdf = await placeSheet(bare, { ...french, language: 'en', format: 'a5' });
    expect(headings(pdf)).toEqual(['France services Coeur Haute Lande', 'Opening hours', 'What to bring']);
    expect(clear(pdf)).toContain('/Lang (en)');
  });

  it('survives what people write in every field', async () => {
    const odd = '#panic() $x$ </svg> "\u0000\u4e2d\u{1f600}\ud800 & <b>';
    const values = {
      ...sampleSheet(),
      name: odd,
      address: [odd, '', null],
      phone: odd,
      hours: [{ day: odd, spans: [odd] }],
      hoursNote: odd,
      services: [odd],
      cost: odd,
      access: odd,
      url: `https://x.example/${odd.toWellFormed()}`,
      verified: odd,
      sources: odd,
      helpPhone: odd,
    };
    const pdf = await placeSheet(
      { ...values, map: { ...values.map!, label: odd } },
      { ...french, format: 'a5' },
    );
    expect(pages(pdf)).toEqual([[149, 210]]);
  });

  it('comes in time when every field is a word without end', async () => {
    const endless = 'x'.repeat(10_000);
    const values = {
      ...sampleSheet(),
      name: endless,
      address: [endless],
      phone: endless,
      hours: [{ day: endless, spans: [endless] }],
      hoursNote: endless,
      services: [endless],
      verified: endless,
    };
    const all = pages(await placeSheet(values, { ...french, format: 'a5' }));
    expect(all.length).toBeGreaterThan(5);
    // One press prints for everybody, and gives up after 30 seconds: nobody may wait so long for such a sheet.
  }, 10_000);
});

describe('the list of places', () => {
  it('takes as many A4 pages as 200 places need', async () => {
    const { rows, ...list } = sampleList();
    const many = Array.from({ length: 200 }, (_, index) => rows[index % rows.length]!);
    const all = pages(await placeList({ ...list, rows: many }, french));
    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.map(String))).toEqual(new Set(['210,297']));
  });

  it('says so when it is empty', async () => {
    expect(pages(await placeList({ ...sampleList(), rows: [], sources: '' }, french))).toEqual([[210, 297]]);
  });
});

it('has an example of each, PDF/UA-1, the same bytes each time', async () => {
  for (const { name, sample } of directoryDocuments) {
    const pdf = Buffer.from(await sample());
    expect(clear(pdf), name).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.equals(await sample()), name).toBe(true);
  }
});

const tool = 'pdftotext';
const reader = spawnSync(tool, ['-v']).error === undefined;

/** The tool writes no-break spaces as plain ones. */
function textOf(pdf: Uint8Array): string {
  const text = execFileSync(tool, ['-', '-'], {
    input: pdf,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
}

it.skipIf(!reader)('says on paper that a list goes on (needs pdftotext)', async () => {
  const values = sampleList();
  expect(textOf(await placeList(values, french))).toContain(`${values.rows.length} lieux. Appelez`);
  expect(textOf(await placeList({ ...values, total: 1251 }, french))).toContain(
    `Les ${values.rows.length} premiers lieux sur 1 251. Pour avoir les autres, choisissez une commune`,
  );
});

it.skipIf(!reader)('reads aloud as it was written (needs pdftotext)', async () => {
  const values = {
    ...sampleSheet(),
    name: 'L’œuvre à Mézos',
    hoursNote: '«\u00a0Été\u00a0» 9\u00a0h',
    helpPhone: '05\u00a000\u00a000\u00a000\u00a000',
  };
  const pdf = await placeSheet(values, { ...french, format: 'a5' });
  const text = textOf(pdf);
  for (const part of [
    'L’œuvre à Mézos',
    '«\u00a0Été\u00a0» 9\u00a0h',
    '05\u00a054\u00a039\u00a000\u00a013',
    '05\u00a000\u00a000\u00a000\u00a000',
    'landes.example/lieux/france-services-coeur-haute-lande-40246-x7k2',
    'Imprimé le lundi\u00a023\u00a0novembre\u00a02026',
    'Mercredi',
    'fermé',
  ]) {
    expect(text).toContain(part.replaceAll('\u00a0', ' '));
  }
});
