import { describe, expect, it } from 'vitest';
import { airial1 } from './definition.ts';
import { compatScore, fragilityOf, positionOf } from './position.ts';

const { table } = airial1.reference;
const speed = table.no_very_high_speed_pct!;

describe('the position among the communes of reference', () => {
  it('is 0 below the first quantile, 1 above the last, linear between two', () => {
    const quantiles = Array.from({ length: 21 }, (_, index) => 10 + index);
    expect([9.9, 10, 10.5, 20, 30, 30.1].map(value => positionOf(quantiles, value))).toEqual([
      0, 0, 0.025, 0.5, 1, 1,
    ]);
  });

  it('takes the middle of a plateau', () => {
    // Without very high speed at all: quantiles 14 to 20 are all 100 %.
    expect(fragilityOf(speed, 100, 'higher_is_more_fragile')).toBe(85);
    expect(fragilityOf(speed, 0, 'higher_is_more_fragile')).toBe(0);
    expect(fragilityOf(speed, 6.39, 'higher_is_more_fragile')).toBeCloseTo(7.5, 10);
    expect(fragilityOf(speed, 100, 'lower_is_more_fragile')).toBeCloseTo(15, 10);
  });

  it('never goes down when the value goes up', () => {
    for (const quantiles of Object.values(table)) {
      let before = -1;
      for (let value = 0; value <= 100; value += 0.05) {
        const here = positionOf(quantiles, value);
        expect(here).toBeGreaterThanOrEqual(before);
        before = here;
      }
    }
  });
});

describe('points in the manner of the IFN of 2022', () => {
  const cuts = [2, 4, 8, 12, 16, 18];
  const at = (quantile: number) => airial1.indicators.map(({ id }) => table[id]![quantile]!);

  it('counts the cuts strictly below the value', () => {
    const ages = table.age_65_plus_pct!;
    const points = (age: number) => compatScore(airial1, [null, null, age, null]).points[2];
    for (const [place, cut] of cuts.entries()) {
      expect(points(ages[cut]!)).toBe(place - 3);
      expect(points(ages[cut]! + 0.001)).toBe(place - 2);
    }
  });

  it('agrees with cases computed by hand', () => {
    // Speed 12 (two cuts? 9.65 only: −2), income 22 (14.95, 17.27, 21.05: 0), age 40 (all: +3), diploma 58 (42.02, 46.59, 52.27, 57.01: +1).
    const four = compatScore(airial1, [12, 22, 40, 58]);
    expect(four.points).toEqual([-2, 0, 3, 1]);
    expect(four.total).toBeCloseTo((2 * 10) / 12, 12);
    expect(four.value10).toBeCloseTo(1 + (9 * (10 + 20 / 12)) / 20, 12);
    // Income not published: it is unticked, the others count for a third each.
    const three = compatScore(airial1, [12, null, 40, 58]);
    expect(three.points).toEqual([-2, null, 3, 1]);
    expect(three.total).toBeCloseTo((2 * 10) / 9, 12);
    expect(compatScore(airial1, [null, null, null, null])).toEqual({
      points: [null, null, null, null],
      total: null,
      value10: null,
    });
  });

  it('goes from 1 to 10', () => {
    expect(compatScore(airial1, at(0))).toMatchObject({ total: -10, value10: 1 });
    // Two cuts are at 100 %, above which nobody is: that indicator stops at +1.
    expect(compatScore(airial1, [99, 70, 99, 99])).toMatchObject({ points: [1, 3, 3, 3] });
  });
});
