import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardGroups, cardNumber, readCard } from './card.ts';
import { checkSign, signs } from './crockford.ts';

const number = cardNumber(Uint8Array.from({ length: 17 }, (_, index) => index * 15 + 3));
const numbers = fc.uint8Array({ minLength: 17, maxLength: 17 }).map(cardNumber);

describe('the number of a card', () => {
  test('has 26 signs in groups, then its check sign', () => {
    expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(cardGroups(number).map(group => group.length)).toEqual([4, 4, 4, 4, 4, 4, 2, 1]);
  });

  test('every bit of it comes from chance', () => {
    expect(cardNumber(new Uint8Array(17).fill(0))).toBe('0'.repeat(26));
    expect(cardNumber(new Uint8Array(17).fill(255))).toBe('Z'.repeat(26));
    expect(() => cardNumber(new Uint8Array(16))).toThrow();
  });

  test('is read as people type it', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(' ', '', '-', ' - ', '.', '\u00a0'), (card, between) => {
        const typed = cardGroups(card).join(between);
        for (const spelling of [typed, typed.toLowerCase(), `  ${typed} `])
          expect(readCard(spelling)).toEqual({ number: card });
        expect(readCard(card)).toEqual({ number: card });
        expect(readCard(typed.replaceAll('1', 'l').replaceAll('0', 'o'))).toEqual({ number: card });
        expect(readCard(typed.replaceAll('1', 'I').replaceAll('0', 'O'))).toEqual({ number: card });
      }),
    );
  });

  test('one wrong sign, or two neighbours exchanged, is seen before the database is asked', () => {
    fc.assert(
      fc.property(numbers, fc.nat(25), fc.integer({ min: 1, max: 31 }), (card, at, shift) => {
        const other = signs[(signs.indexOf(card[at]!) + shift) % 32]!;
        const wrong = card.slice(0, at) + other + card.slice(at + 1);
        expect(readCard(wrong + checkSign(card))).toEqual({ wrong: 'check' });
      }),
    );
    let missed = 0;
    let tried = 0;
    for (let at = 0; at < 25; at++) {
      if (number[at] === number[at + 1]) continue;
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
      tried++;
      if ('number' in readCard(swapped + checkSign(number))) missed++;
    }
    expect(tried).toBeGreaterThan(10);
    expect(missed).toBeLessThanOrEqual(1);
  });

  test.each([
    ['', 'empty'],
    ['7K4M 9QTX', 'short'],
    [`${number}${checkSign(number)}7`, 'long'],
    ['7K4M-9QTX-é', 'sign'],
    [`${number.slice(0, 25)}U`, 'sign'],
  ])('« %s » is not one: %s', (typed, wrong) => expect(readCard(typed)).toEqual({ wrong }));
});
