import { expect, test } from 'vitest';
import { atMost, isStopped, passwordSlowing, prefixSlowing } from './slowing.ts';

const from = Date.UTC(2026, 10, 23, 10);
const at = (seconds: number) => new Date(from + seconds * 1000);
const times = (count: number, last = 0) =>
  Array.from({ length: count }, (_, index) => at(last - count + 1 + index));

test.each([
  [0, 0],
  [4, 0],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 8],
  [9, 8],
  [10, 900],
  [40, 900],
])('after %d wrong passwords the next one waits %d s', (failures, wait) => {
  expect(passwordSlowing(times(failures), at(0))).toBe(wait);
  expect(passwordSlowing(times(failures), at(wait))).toBe(0);
});

test('the holder is told once, when passwords begin to rest', () => {
  expect([9, 10, 11].map(isStopped)).toEqual([false, true, false]);
});

test('a network of many people is slowed, never stopped', () => {
  expect(prefixSlowing(times(29), at(0))).toBe(0);
  expect(prefixSlowing(times(30), at(0))).toBe(2);
  expect(prefixSlowing(times(3000), at(1))).toBe(1);
  expect(prefixSlowing(times(3000), at(2))).toBe(0);
});

test('a hard limit waits until the oldest that counts has left', () => {
  const rule = atMost(3, 60);
  expect(rule(times(2), at(0))).toBe(0);
  expect(rule([at(-50), at(-20), at(-1)], at(0))).toBe(10);
});
