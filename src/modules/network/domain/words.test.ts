import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardWords, readWords } from './words.ts';

const chosen = fc.array(fc.nat(2047), { minLength: 4, maxLength: 4 });

test('four words are known again however they are typed', () => {
  fc.assert(
    fc.property(chosen, numbers => {
      const words = cardWords(numbers);
      const kept = readWords(words.join(' '));
      expect(kept).toMatch(/^[a-z]+( [a-z]+){3}$/);
      const bare = words.map(word => word.normalize('NFD').replaceAll(/\p{M}/gu, ''));
      for (const typed of [
        words.join(' ').toUpperCase(),
        words.join('-'),
        ` ${words.join(',  ')}. `,
        words.map(word => word.normalize('NFD')).join(' '),
        bare.join(' '),
        bare.map(word => word.slice(0, 4)).join(' '),
      ])
        expect(readWords(typed), typed).toBe(kept);
    }),
  );
});

test('the 2,048 words differ by their first four letters, and two lists by their order', () => {
  const starts = new Set<string>();
  for (let index = 0; index < 2048; index += 4)
    for (const word of readWords(cardWords([index, index + 1, index + 2, index + 3]).join(' '))!.split(' '))
      starts.add(word.slice(0, 4));
  expect(starts.size).toBe(2048);
  const words = cardWords([1, 2, 3, 4]);
  expect(readWords(words.toReversed().join(' '))).not.toBe(readWords(words.join(' ')));
});

test('without spaces, or cut by one, they are read when they are written whole', () => {
  const words = cardWords([0, 700, 1200, 2000]);
  expect(readWords(words.join(''))).toBe(readWords(words.join(' ')));
  const cut = `${words[0]!.slice(0, 3)} ${words[0]!.slice(3)} ${words.slice(1).join(' ')}`;
  expect(readWords(cut)).toBe(readWords(words.join(' ')));
});

test.each(['', 'abeille', 'un deux trois quatre', 'abaisser abandon abdiquer'])(
  '« %s » is not four words of the list',
  typed => expect(readWords(typed)).toBeNull(),
);
