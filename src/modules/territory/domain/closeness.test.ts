import { expect, test } from 'vitest';
import { bestRunSimilarity, trigramSimilarity, trigrams, withinOneLetter } from './closeness.ts';

test('trigrams as pg_trgm shows them', () => {
  expect(trigrams('cat').toSorted()).toEqual(['  c', ' ca', 'at ', 'cat']);
  expect(trigrams('')).toEqual([]);
});

test('similarity as pg_trgm counts it', () => {
  // SELECT similarity('word', 'two words') → 0.363636
  expect(trigramSimilarity('word', 'two words')).toBeCloseTo(4 / 11, 6);
  expect(trigramSimilarity('dax', 'dax')).toBe(1);
  expect(trigramSimilarity('', '')).toBe(0);
});

test('a run inside a longer name', () => {
  // SELECT word_similarity('word', 'two words') → 0.8
  expect(bestRunSimilarity(new Set(trigrams('word')), trigrams('two words'))).toBeCloseTo(0.8, 6);
  expect(bestRunSimilarity(new Set(trigrams('xyz')), trigrams('two words'))).toBe(0);
});

test('one letter changed, added or removed, no more', () => {
  for (const [a, b] of [
    ['dax', 'dax'],
    ['dex', 'dax'],
    ['dx', 'dax'],
    ['daxx', 'dax'],
    ['', 'a'],
  ] as const) {
    expect(withinOneLetter(a, b)).toBe(true);
  }
  for (const [a, b] of [
    ['adx', 'dax'],
    ['dax', 'd'],
    ['abcd', 'badc'],
  ] as const)
    expect(withinOneLetter(a, b)).toBe(false);
});
