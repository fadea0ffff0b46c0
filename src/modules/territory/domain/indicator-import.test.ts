import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportGround } from './importing/codes.ts';
import { type ColumnChoice, WrongColumns } from './importing/columns.ts';
import { readNumber } from './importing/figures.ts';
import { readImport } from './indicator-import.ts';

/** Five communes: one merged of three, one that was divided in two, one whose parts are not known. */
const ground: ImportGround = {
  departement: '40',
  communes: new Map([
    ['40001', { name: 'Aire-sur-l’Adour', population: 6000 }],
    ['40088', { name: 'Dax', population: 20000 }],
    ['40197', { name: 'Morcenx-la-Nouvelle', population: 5000 }],
    ['40301', { name: 'Ygos', population: 1000 }],
    ['40303', { name: 'Geloux', population: 500 }],
  ]),
  formerNames: new Map([
    ['40302', 'Garrosse'],
    ['40009', 'Arjuzanx'],
  ]),
  changes: [
    // A code may have changed twice: Arjuzanx was first given to Garrosse.
    { oldCode: '40009', newCode: '40302', effective: '1990-01-01', share: 1 },
    { oldCode: '40302', newCode: '40197', effective: '2016-01-01', share: 1 },
    { oldCode: '40500', newCode: '40088', effective: '2010-01-01', share: 1 },
    { oldCode: '40500', newCode: '40001', effective: '1990-01-01', share: 1 },
    { oldCode: '40400', newCode: '40301', effective: '2000-01-01', share: 0.75 },
    { oldCode: '40400', newCode: '40303', effective: '2000-01-01', share: 0.25 },
    { oldCode: '40401', newCode: '40301', effective: '2000-01-01', share: null },
    { oldCode: '40401', newCode: '40303', effective: '2000-01-01', share: null },
  ],
};
const pct = { unit: 'pct' } as const;
const count = { unit: 'count' } as const;
const bare: ColumnChoice = {
  code: 'insee',
  value: 'x',
  numerator: null,
  denominator: null,
  population: null,
};
const wide: ColumnChoice = { code: 'insee', value: 'x', numerator: 'n', denominator: 'd', population: 'p' };

/** Reads lines of a table, cells apart by spaces; « _ » is an empty cell. */
function read(
  lines: readonly string[],
  choice: ColumnChoice = bare,
  indicator: Parameters<typeof readImport>[3] = pct,
) {
  const header = ['insee', 'x', 'n', 'd', 'p'].slice(0, choice === bare ? 2 : 5);
  const rows = lines.map((text, index) => ({
    line: index + 2,
    cells: text.split(' ').map(cell => (cell === '_' ? '' : cell)),
  }));
  return readImport({ header, rows }, choice, ground, indicator);
}

const kept = (code: string, value: number | null, status: string) =>
  expect.objectContaining({ code, value, status });

describe('the values of an indicator', () => {
  it('are kept by present commune, decimal comma or point, zero being a value', () => {
    const { kept: values, report } = read(['40001 12,5', '40088 0', '40197 33.3', '40301 100', '40303 7']);
    expect(values.map(({ value }) => value)).toEqual([12.5, 0, 33.3, 100, 7]);
    expect(values.every(({ status }) => status === 'observed')).toBe(true);
    expect(report).toMatchObject({ mapped: [], refused: [], absent: [], remarks: [], elsewhere: 0 });
  });
  it.each(['s', 'S', 'ns', 'nd', 'n.d.', 'n.c.', 'NC', '_'])(
    'are secret where it is written « %s »',
    typed => {
      expect(read([`40001 ${typed}`]).kept).toEqual([kept('40001', null, 'suppressed')]);
    },
  );
  it.each([
    ['1 234,5', 1234.5],
    ['1\u202f234', 1234],
    ['12,5 %', 12.5],
    ['12.5%', 12.5],
    ['1.5E-2', 0.015],
    ['-3', -3],
    ['1 23', null],
    ['1.2.3', null],
    ['Infinity', null],
    ['0x10', null],
    ['douze', null],
  ])('are numbers as people type them: « %s »', (typed, number) => {
    expect(readNumber(typed)).toBe(number);
  });
  it('are refused out of bounds, with their line and what was typed, and the good rows stay', () => {
    const { kept: values, report } = read(['40001 120', '40088 -1', '40197 douze', '40301 50']);
    expect(values).toEqual([kept('40301', 50, 'observed')]);
    expect(report.refused).toEqual([
      { line: 2, typed: '120', why: 'la valeur doit être entre 0 et 100' },
      { line: 3, typed: '-1', why: 'la valeur doit être entre 0 et 100' },
      { line: 4, typed: 'douze', why: 'ce n’est pas un nombre' },
    ]);
    expect(report.absent).toEqual(['40001', '40088', '40197', '40303']);
  });
  it('come from a numerator and its denominator when they are not given', () => {
    expect(read(['40001 _ 25 200 900'], wide).kept).toEqual([
      { code: '40001', value: 12.5, status: 'observed', numerator: 25, denominator: 200 },
    ]);
    expect(read(['40001 _ 300 200 900'], wide).report.refused[0]).toMatchObject({
      typed: '300 / 200',
      why: expect.stringContaining('numérateur'),
    });
  });
});

describe('the codes', () => {
  it('that are old lead to the commune of today, however many times they changed', () => {
    const { kept: values, report } = read(['40009 10 _ _ 100', '40302 20 _ _ 200', '40197 40 _ _ 700'], wide);
    expect(values).toEqual([kept('40197', (1000 + 4000 + 28000) / 1000, 'merged')]);
    expect(report.mapped).toEqual([
      { line: 2, from: '40009 Arjuzanx', to: '40197 Morcenx-la-Nouvelle' },
      { line: 3, from: '40302 Garrosse', to: '40197 Morcenx-la-Nouvelle' },
    ]);
  });
  it('that came back lead where the last change says', () => {
    expect(read(['40500 3']).report.mapped[0]!.to).toBe('40088 Dax');
  });
  it('of a divided commune whose parts cannot be joined are refused once', () => {
    const { report } = read(['40400 30', '40301 1', '40303 2']);
    expect(report.refused.map(({ line }) => line)).toEqual([2, 3, 4]);
  });
  it('of parts that have no row are told', () => {
    const { report } = read(['40302 20 _ _ 200', '40197 40 _ _ 700'], wide);
    expect(report.remarks[0]).toBe(
      '40197 Morcenx-la-Nouvelle\u00a0: calculé sans 40009 Arjuzanx, qui n’ont pas de ligne.',
    );
  });
  it('whose rates cannot be joined are refused, every row of them', () => {
    const { kept: values, report } = read(['40302 20', '40197 40', '40001 1']);
    expect(values).toEqual([kept('40001', 1, 'observed')]);
    expect(report.refused.map(({ line }) => line)).toEqual([2, 3]);
    expect(report.refused[0]!.why).toContain('40197 Morcenx-la-Nouvelle réunit plusieurs lignes');
    expect(report.absent).toContain('40197');
  });
  it('of a divided commune go to its parts by their shares, or are refused with the candidates', () => {
    const counts = read(['40400 100', '40303 7', '40401 5'], bare, count);
    expect(counts.kept).toEqual([kept('40301', 75, 'merged'), kept('40303', 32, 'merged')]);
    expect(counts.report.refused).toEqual([
      {
        line: 4,
        typed: '40401',
        why: 'cette commune s’est séparée en 40301 Ygos et 40303 Geloux, sans que l’on sache dans quelles parts',
      },
    ]);
    expect(read(['40400 30']).kept).toEqual([kept('40301', 30, 'merged'), kept('40303', 30, 'merged')]);
  });
  it('of other départements are counted and left aside, those of none are refused', () => {
    const { report, rowsRead } = read(['33063 5', '2A004 5', '40999 5', 'Dax 5', '4001 5', '200030435 5']);
    expect(rowsRead).toBe(6);
    expect(report.elsewhere).toBe(3);
    expect(report.refused.map(({ typed }) => typed)).toEqual(['40999', 'Dax', '4001']);
  });
  it('met twice count once, a commune and its pseudo-IRIS being the same', () => {
    const { kept: values, report } = read(['40001 5', '40001 6', '400010000 7']);
    expect(values).toEqual([kept('40001', 5, 'observed')]);
    expect(report.refused.map(({ why }) => why)).toEqual([
      'ce code est déjà à la ligne 2',
      'ce code est déjà à la ligne 2',
    ]);
  });
  it('of the first départements have their zero again', () => {
    const ain = {
      ...ground,
      departement: '01',
      communes: new Map([['01004', { name: 'Ambérieu', population: 1 }]]),
    };
    const table = { header: ['insee', 'x'], rows: [{ line: 2, cells: ['1004', '5'] }] };
    expect(readImport(table, bare, ain, pct).kept).toEqual([kept('01004', 5, 'observed')]);
  });
});

describe('the quarters of a town (IRIS)', () => {
  it('make the commune before it is called missing', () => {
    const ratio = read(['400880101 _ 10 100 900', '400880102 _ 50 100 100'], wide);
    expect(ratio.kept).toEqual([kept('40088', 30, 'observed')]);
    expect(ratio.report.joined).toEqual([{ commune: '40088 Dax', quarters: 2, how: 'ratio' }]);
    expect(ratio.report.absent).not.toContain('40088');
    const weighted = read(['400880101 10 _ _ 900', '400880102 50 _ _ 100'], wide);
    expect(weighted.kept).toEqual([kept('40088', 14, 'merged')]);
    expect(read(['400880101 10', '400880102 50'], bare, count).kept).toEqual([kept('40088', 60, 'observed')]);
  });
  it('fill the row of a commune that is not published, and do not weigh on one that is', () => {
    expect(read(['40088 s', '400880101 3', '400880102 4'], bare, count).kept).toEqual([
      kept('40088', 7, 'observed'),
    ]);
    const own = read(['40088 9', '400880101 3'], bare, count);
    expect(own.kept).toEqual([kept('40088', 9, 'observed')]);
    expect(own.report.remarks[0]).toContain('n’ont pas servi');
  });
  it('are refused when nothing says how they weigh, and leave the commune secret when one of them is', () => {
    const bareRates = read(['400880101 10', '400880102 50']);
    expect(bareRates.kept).toEqual([]);
    expect(bareRates.report.refused).toHaveLength(2);
    expect(bareRates.report.absent).toContain('40088');
    expect(read(['400880101 10 _ _ 900', '400880102 s _ _ 100'], wide).kept).toEqual([
      kept('40088', null, 'suppressed'),
    ]);
  });
});

describe('the whole file', () => {
  it('is remarked when it is constant, looks like shares, or counts other inhabitants', () => {
    expect(read(['40001 5', '40088 5']).report.remarks[0]).toContain('Toutes les valeurs sont égales (5)');
    expect(read(['40001 0,5', '40088 0,1']).report.remarks[0]).toContain('des parts de 0 à 1');
    expect(read(['40001 s', '40088 s']).report.remarks).toEqual(['Aucune valeur n’est publiée.']);
    const people = ['40001 1 _ _ 6000', '40088 2 _ _ 20000', '40197 3 _ _ 5000', '40301 4 _ _ 1000'];
    expect(read([...people, '40303 5 _ _ 400'], wide).report.remarks).toEqual([]);
    expect(read([...people, '40303 5 _ _ 900'], wide).report.remarks[0]).toContain(
      'plus de 0,5\u00a0% d’écart',
    );
  });
  it('is not read with columns that it does not have, twice the same, or half a ratio', () => {
    const asked = (header: string[], choice: Partial<ColumnChoice>) => () =>
      readImport({ header, rows: [] }, { ...bare, ...choice }, ground, pct);
    expect(asked(['Code INSEE', 'x'], { code: 'code_insee' })).not.toThrow();
    expect(asked(['insee', 'y'], {})).toThrow('Colonnes du fichier\u00a0: insee, y');
    expect(asked(['insee', 'x', 'X'], {})).toThrow('deux fois');
    expect(asked(['insee', 'x', 'n'], { numerator: 'n' })).toThrow(WrongColumns);
  });
});

/** Rows of a made-up département: present and old codes, quarters, other départements, nonsense. */
const anyRow = fc.tuple(
  fc.constantFrom(
    ...['40001', '40088', '40197', '40302', '40009', '40400', '40401', '33063', 'total', '40999'],
    ...['400880101', '400880102', '403020101', '403020102', '401970000'],
  ),
  fc.constantFrom('s', '', '0', '12,5', '40', '100', '130', 'x'),
  fc.constantFrom('', '5', '10', '40'),
  fc.constantFrom('', '20', '100'),
  fc.constantFrom('', '10', '250', 's'),
);

describe('whatever the rows (property)', () => {
  const choices = [bare, wide];
  const run = (rows: readonly (readonly string[])[], choice: ColumnChoice, unit: 'pct' | 'count') =>
    readImport(
      {
        header: ['insee', 'x', 'n', 'd', 'p'],
        rows: rows.map((cells, index) => ({ line: index + 2, cells })),
      },
      choice,
      ground,
      { unit },
    );
  it('each is kept, refused or of elsewhere, and each commune kept or absent', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 25 }),
        fc.constantFrom(...choices),
        fc.constantFrom('pct' as const, 'count' as const),
        (rows, choice, unit) => {
          const { kept: values, report, rowsRead } = run(rows, choice, unit);
          const refused = report.refused.map(({ line }) => line);
          expect(new Set(refused).size).toBe(refused.length);
          expect(refused.length + report.elsewhere).toBeLessThanOrEqual(rowsRead);
          expect([...values.map(({ code }) => code), ...report.absent].sort()).toEqual([
            ...ground.communes.keys(),
          ]);
          for (const { value, status } of values) {
            expect(value === null).toBe(status === 'suppressed');
            if (unit === 'pct' && value !== null) expect(value >= 0 && value <= 100).toBe(true);
          }
        },
      ),
    );
  });
  it('the order of different codes changes nothing that is kept', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyRow, { maxLength: 15, selector: ([code]) => code.replace(/0000$/, '') }),
        fc.constantFrom(...choices),
        (rows, choice) => {
          const close = ({ kept: values }: ReturnType<typeof run>) =>
            values.map(each => ({
              ...each,
              value: each.value === null ? null : Number(each.value.toFixed(9)),
            }));
          expect(close(run(rows.toReversed(), choice, 'pct'))).toEqual(close(run(rows, choice, 'pct')));
        },
      ),
    );
  });
  it('counts are neither lost nor made: what was read is what is kept', () => {
    const codes = ['40001', '40197', '40302', '40009', '40400', '400880101', '400880102', '403010000'];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...codes)),
        fc.array(fc.nat(1000), { minLength: 8 }),
        (some, numbers) => {
          const rows = some.map((code, index) => [code, String(numbers[index])]);
          const { kept: values } = run(rows, bare, 'count');
          const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
          expect(sum(values.map(({ value }) => value!))).toBeCloseTo(sum(numbers.slice(0, some.length)), 6);
        },
      ),
    );
  });
  it('a rate made of numerators is between those of its parts, and that of the sums', () => {
    const figures = fc.tuple(fc.nat(100), fc.integer({ min: 100, max: 500 }));
    fc.assert(
      fc.property(fc.array(figures, { minLength: 2, maxLength: 9 }), parts => {
        const rows = parts.map(([n, d], index) => [`40088010${index}`, '', String(n), String(d), '']);
        const [dax] = run(rows, wide, 'pct').kept;
        const n = parts.reduce((sum, part) => sum + part[0], 0);
        const d = parts.reduce((sum, part) => sum + part[1], 0);
        expect(dax).toEqual(kept('40088', expect.closeTo((100 * n) / d, 9) as unknown as number, 'observed'));
      }),
    );
  });
});
