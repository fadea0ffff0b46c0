import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter } from '../../../../core/reading/csv.ts';
import { EncodingGuess } from '../../../../core/reading/encoding.ts';
import { chooseDelimiter, recogniseColumns } from './header.ts';
import { cellsOfElement, JsonSplitter } from './json.ts';

function split(text: string, size: number, delimiter = ',') {
  const splitter = new CsvSplitter(delimiter);
  const records = [];
  for (let at = 0; at < text.length; at += size) records.push(...splitter.push(text.slice(at, at + size)));
  return [...records, ...splitter.end()];
}

describe('CSV in pieces', () => {
  it('reads quotes, line breaks inside quotes, and tells the line of each record', () => {
    const text = 'a,b\r\n"x\ny","il dit ""oui"""\n\nc,\n';
    for (const size of [1, 2, 3, 7, 100]) {
      expect(split(text, size).map(({ line, cells }) => [line, cells])).toEqual([
        [1, ['a', 'b']],
        [2, ['x\ny', 'il dit "oui"']],
        [5, ['c', '']],
      ]);
    }
  });

  it('loses only the line of a quote left open', () => {
    const rows = ['a,b', '1,"ouvert', '2,x', '3,y'];
    const records = split(rows.join('\n'), 5);
    expect(records.map(record => [record.line, record.cells])).toEqual([
      [1, ['a', 'b']],
      [2, null],
      [3, ['2', 'x']],
      [4, ['3', 'y']],
    ]);
  });

  it('goes on after an open quote in the middle of a huge file', () => {
    const filler = `${'x'.repeat(99)},y\n`.repeat(8000);
    const records = split(`a,b\n1,"ouvert\n${filler}`, 65_536);
    expect(records).toHaveLength(8002);
    expect(records.filter(record => record.cells === null).map(record => record.line)).toEqual([2]);
  });

  it('agrees with csv-parse (property)', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r\n', ' ', '|'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.nat(8),
        (rows, size) => {
          const text = rows
            .map(row => `${row.map(value => `"${value.replaceAll('"', '""')}"`).join(',')}\n`)
            .join('');
          const expected: string[][] = parse(text, { relax_column_count: true });
          expect(split(text, size + 1).map(record => record.cells)).toEqual(expected);
        },
      ),
    );
  });
});

describe('JSON in pieces', () => {
  const run = (text: string, size: number) => {
    const splitter = new JsonSplitter();
    const found = [];
    for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
    return [...found, ...splitter.end()];
  };

  it('gives each element with its line', () => {
    const text = '[\n {"a":"}],"},\n {"b":[1,"x"],\n "c":{"d":"\\""}}\n]\n';
    for (const size of [1, 3, 100]) {
      expect(run(text, size)).toEqual([
        { line: 2, text: '{"a":"}],"}' },
        { line: 3, text: '{"b":[1,"x"],\n "c":{"d":"\\""}}' },
      ]);
    }
  });

  it('gives what was cut, so that it is refused and told', () => {
    const found = run('[{"a":1},{"b":', 4);
    expect(found.map(element => element.text)).toEqual(['{"a":1}', '{"b":']);
    expect(cellsOfElement('{"b":')).toBeNull();
  });

  it('finds the elements of any array (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.object({ maxDepth: 2 })), fc.integer({ min: 1, max: 40 }), (objects, size) => {
        const texts = run(JSON.stringify(objects, null, 1), size).map(element =>
          JSON.parse(element.text ?? 'null'),
        );
        expect(texts).toEqual(JSON.parse(JSON.stringify(objects)));
      }),
    );
  });

  it('writes lists with bars, and nothing for null', () => {
    expect(cellsOfElement('{"a":["x","y"],"b":null,"c":4.5,"d":true}')).toEqual({
      a: 'x|y',
      b: '',
      c: '4.5',
      d: 'true',
    });
    expect(cellsOfElement('[1]')).toBeNull();
    expect(cellsOfElement('3')).toBeNull();
  });
});

describe('header and encoding', () => {
  const known = new Set(['id', 'nom', 'code_postal', 'commune']);
  it('recognises columns in any order and writing, names the unknown once', () => {
    const header = recogniseColumns(['Code postal', 'NOM', 'bidule', 'nom', ''], known);
    expect(header.names).toEqual(['code_postal', 'nom', null, null, null]);
    expect(header.unknown).toEqual(['bidule', 'nom']);
    expect(header.missing).toEqual(['id', 'commune']);
  });

  it('chooses the delimiter that shows the most columns', () => {
    expect(chooseDelimiter('id;nom;commune\n1;a,b;c', known)).toBe(';');
    expect(chooseDelimiter('id\tnom\n', known)).toBe('\t');
    expect(chooseDelimiter('"id","nom"\n', known)).toBe(',');
    expect(chooseDelimiter('sep=;\nid;nom\n', known)).toBe(';');
  });

  it('tells UTF-8 from Windows-1252', () => {
    const guess = (...pieces: Uint8Array[]) => {
      const encoding = new EncodingGuess();
      for (const piece of pieces) encoding.push(piece);
      return encoding.answer();
    };
    const utf8 = new TextEncoder().encode('Médiathèque de l’Écume 🏠');
    expect(guess(utf8)).toBe('utf-8');
    expect(guess(utf8.subarray(0, 2), utf8.subarray(2))).toBe('utf-8');
    expect(guess(Buffer.from('Médiathèque', 'latin1'))).toBe('windows-1252');
    expect(guess(Buffer.concat([Buffer.from('é'.repeat(50)), Buffer.from([0xe9, 0x20])]))).toBe('utf-8');
    expect(guess(Buffer.from([0xc3]))).toBe('windows-1252');
    expect(guess(Buffer.from([0xed, 0xa0, 0x80]))).toBe('windows-1252');
  });
});
