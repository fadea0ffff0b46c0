import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from './typed-table.ts';
import { UnreadableFile } from './unreadable.ts';
import { workbookOf } from './workbook.fixture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const wanted = ['insee', 'taux'];
const read = (file: string | Uint8Array) => readTable(typeof file === 'string' ? bytes(file) : file, wanted);

describe('a text file', () => {
  it.each([
    ['commas', 'insee,taux\n40001,12.5\n'],
    ['semicolons', 'insee;taux\r\n40001;12.5\r\n'],
    ['tabs', 'insee\ttaux\r40001\t12.5'],
    ['a byte order mark', '\ufeffinsee;taux\n40001;12.5\n'],
    ['the line of spreadsheets', 'sep=;\ninsee;taux\n40001;12.5\n;\n'],
    ['quotes', '"insee";"taux"\n"40001";"12.5"\n'],
  ])('is read with %s', async (_, file) => {
    const { header, rows } = await read(file);
    expect(header).toEqual(['insee', 'taux']);
    expect(rows.map(({ cells }) => cells)).toEqual([['40001', '12.5']]);
  });
  it('is read in Windows-1252', async () => {
    const file = Uint8Array.from(
      Buffer.from('insee;taux;libellé\n40001;12,5;Aire-sur-l\u0092Adour\n', 'latin1'),
    );
    const { header, rows } = await read(file);
    expect(header).toEqual(['insee', 'taux', 'libellé']);
    expect(rows[0]!.cells[2]).toBe('Aire-sur-l’Adour');
  });
  it('keeps its commas when they are those of decimals', async () => {
    const { rows } = await read('insee;taux\n40001;12,5\n40002;7,25\n');
    expect(rows.map(({ cells }) => cells[1])).toEqual(['12,5', '7,25']);
  });
  it('may begin with a title and a source; the lines are those of the file', async () => {
    const { header, rows } = await read('Taux;\nSource : Insee;\n\ninsee;taux\n\n40001;5\n');
    expect(header).toEqual(['insee', 'taux']);
    expect(rows).toEqual([{ line: 6, cells: ['40001', '5'] }]);
  });
  it('says which rows cannot be told apart, and reads the others', async () => {
    const { rows } = await read('insee,taux\n40001,12,5\n"40002,3\n40003,4\n');
    expect(rows.map(({ line, defect }) => [line, defect ?? null])).toEqual([
      [2, 'cette ligne a 3 colonnes, l’en-tête en a 2'],
      [3, 'un guillemet ouvert sur cette ligne n’est jamais fermé'],
      [4, null],
    ]);
  });
});

describe('a workbook', () => {
  it('is read as it is typed: codes, numbers, empty cells, the lines of the sheet', async () => {
    const { header, rows } = await read(
      workbookOf([
        ['Titre & source'],
        [],
        ['insee', 'taux', 'nom'],
        ['40001', 12.5, 'Aire'],
        [],
        [40088, null, 'Dax'],
      ]),
    );
    expect(header).toEqual(['insee', 'taux', 'nom']);
    expect(rows).toEqual([
      { line: 4, cells: ['40001', '12.5', 'Aire'] },
      { line: 6, cells: ['40088', '', 'Dax'] },
    ]);
  });
  it('that unpacks to more than may be is refused before it fills the memory', async () => {
    const bomb = workbookOf([['insee', 'taux']], {
      'xl/worksheets/sheet2.xml': new Uint8Array(80 * 1024 * 1024),
    });
    expect(bomb.length).toBeLessThan(200_000);
    await expect(read(bomb)).rejects.toThrow('trop grand une fois ouvert');
  });
  it('is refused when it is another archive, cut, or nonsense', async () => {
    const whole = workbookOf([
      ['insee', 'taux'],
      ['40001', 5],
    ]);
    const cut = whole.slice(0, whole.length / 2);
    const other = zipSync({ 'lisez-moi.txt': bytes('bonjour') });
    const nonsense = Uint8Array.from(bytes(`PK\u0003\u0004${'x'.repeat(500)}`));
    for (const file of [cut, other, nonsense]) await expect(read(file)).rejects.toThrow(UnreadableFile);
  });
});

it.each([
  ['an empty file', '', 'vide'],
  ['a web page', '<!doctype html><p>404', 'page web'],
  ['a PDF', '%PDF-1.7', 'PDF'],
  ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '.xls'],
  ['UTF-16', Uint8Array.from(Buffer.from('\ufeffinsee;taux', 'utf16le')), 'UTF-16'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0, 0, 1]), 'ni un texte ni un classeur'],
  ['a header alone', 'insee;taux\n', 'aucune ligne sous son en-tête'],
  ['a file too long', `insee;taux\n${'40001;5\n'.repeat(200_001)}`, '200\u00a0000'],
  ['a file too heavy', new Uint8Array(50 * 1024 * 1024 + 1), '50\u00a0Mo'],
])('refuses %s, and says why', async (_, file, why) => {
  await expect(read(file)).rejects.toThrow(why);
});
