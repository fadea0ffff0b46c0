import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certainty, classOf, explain, isWide } from './explaining.ts';

const score = (value: number, contributions: Record<string, number>) => ({
  value,
  lo90: value - 5,
  hi90: value + 5,
  contributions,
});

describe('pourquoi un score', () => {
  test('dit ce qui pèse et ce qui protège, deux raisons de chaque côté au plus', () => {
    const { value, mean, parts, more, less } = explain(
      score(60, { a: 10, b: 5, c: 2, d: -0.5, e: -6.5 }),
      50,
    );
    expect([value, mean]).toEqual([64, 55]);
    expect(parts.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(9);
    expect(more.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(less.map(({ id }) => id)).toEqual(['e']);
  });

  test('ce qui est imprimé s’additionne toujours, et n’est jamais loin de ce qui est exact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 6 }),
        fc.double({ min: 30, max: 60, noNaN: true }),
        (exact, mean) => {
          const value = mean + exact.reduce((sum, each) => sum + each, 0);
          fc.pre(value >= 0 && value <= 100);
          const contributions = Object.fromEntries(exact.map((part, at) => [`i${at}`, part]));
          const told = explain(score(value, contributions), mean);
          expect(told.parts.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(told.value - told.mean);
          for (const [at, { tenths }] of told.parts.entries())
            expect(Math.abs(tenths - exact[at]! * 0.9)).toBeLessThan(2);
          for (const { tenths } of told.more) expect(tenths).toBeGreaterThan(0);
          for (const { tenths } of told.less) expect(tenths).toBeLessThan(0);
        },
      ),
    );
  });
});

test('les classes de la carte ont des bornes fixes, et une large fourchette se dit', () => {
  const at = (value10: number) => ((value10 - 1) * 100) / 9;
  expect([1, 2.7, 2.9, 4.7, 6.5, 8.3, 10].map(value => classOf(at(value)))).toEqual([1, 1, 2, 3, 4, 5, 5]);
  expect(isWide({ lo90: at(4), hi90: at(7.1) })).toBe(true);
  expect(isWide({ lo90: at(4), hi90: at(6.9) })).toBe(false);
});

test('les mots de la certitude suivent la part des tirages', () => {
  expect([0.95, 0.9, 0.6, 0.1, 0.05].map(certainty)).toEqual(['almost', 'almost', 'likely', 'maybe', null]);
});
