import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airial1 } from './definition.ts';
import { positionOf } from './position.ts';
import { differences, quantilesOf, referredToTerritory, variants } from './variants.ts';

describe('the quantiles of a territory', () => {
  it('go from its least value to its greatest, the middle in the middle', () => {
    expect(quantilesOf(Array.from({ length: 21 }, (_, index) => 20 - index))).toEqual(
      Array.from({ length: 21 }, (_, index) => index),
    );
    expect(quantilesOf([3])).toEqual(Array(21).fill(3));
    expect(quantilesOf([0, 1])[10]).toBe(0.5);
  });
  it('never go down, and stay between what is published (property)', () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, some => {
        const made = quantilesOf(some);
        expect(made).toHaveLength(21);
        expect(made.every((each, index) => index === 0 || each >= made[index - 1]!)).toBe(true);
        expect(made[0]).toBeCloseTo(Math.min(...some), 3);
        expect(made[20]).toBeCloseTo(Math.max(...some), 3);
      }),
    );
  });
});

describe('a variant', () => {
  it.each(variants)('weighs its indicators the same, $id', ({ indicators }) => {
    expect(indicators.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(new Set(indicators.map(({ weight }) => weight)).size).toBe(1);
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(5);
  });
  it('places a commune among those of the territory', () => {
    const rows = Array.from({ length: 41 }, (_, row) => variants[0]!.indicators.map((_, k) => row * (k + 1)));
    const { reference } = referredToTerritory(variants[0]!, 1, [...rows, [null, 0, 0, 0, 0]], '2021');
    const table = reference.table.no_very_high_speed_pct!;
    expect(positionOf(table, 20)).toBeCloseTo(0.5, 9);
    expect(reference.source).toContain('aucune table nationale');
  });
});

describe('two versions', () => {
  it('are told apart in words', () => {
    const [first, ...others] = airial1.indicators;
    const after = {
      ...airial1,
      version: 2,
      indicators: [
        { ...first!, weight: 0.4 },
        ...others.slice(1),
        { ...first!, id: 'no_4g_pct', weight: 0.1 },
      ],
      robustness: { ...airial1.robustness, draws: 100 },
    };
    expect(differences(airial1, after)).toEqual([
      'poids de no_very_high_speed_pct\u00a0: 0,25 puis 0,4',
      'no_4g_pct ajouté (poids 0,1)',
      'low_income_households_pct retiré',
      'tirages',
    ]);
    expect(differences(airial1, { ...airial1, version: 2 })).toEqual([]);
  });
});
