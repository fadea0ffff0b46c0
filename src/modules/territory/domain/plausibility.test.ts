import { expect, test } from 'vitest';
import { absurdity } from './plausibility.ts';

const before = { communes: 300, population: 100_000 };

test.each([
  [{ communes: 309, population: 100_000 }, true],
  [{ communes: 310, population: 100_000 }, false],
  [{ communes: 291, population: 100_000 }, true],
  [{ communes: 290, population: 100_000 }, false],
  [{ communes: 300, population: 105_000 }, true],
  [{ communes: 300, population: 105_001 }, false],
  [{ communes: 300, population: 94_999 }, false],
  [{ communes: 0, population: 0 }, false],
])('%o after 300 communes and 100 000 inhabitants: believed %s', (after, believed) => {
  expect(absurdity(before, after) === null).toBe(believed);
});

test('an empty base believes any list that is not empty', () => {
  const nothing = { communes: 0, population: 0 };
  expect(absurdity(nothing, before)).toBeNull();
  expect(absurdity(nothing, nothing)).toContain('aucune commune');
});
