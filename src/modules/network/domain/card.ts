import { checkSign, encode, read } from './crockford.ts';

const length = 26;

/** 26 signs out of 17 random bytes: 130 bits. */
export function cardNumber(random: Uint8Array): string {
  return encode(random, length);
}

/** As printed: groups of four, then two, then the check sign. */
export function cardGroups(number: string): string[] {
  return [...(number.match(/.{1,4}/g) ?? []), checkSign(number)];
}

/** What people typed, with or without the check sign; why not otherwise. */
export function readCard(
  typed: string,
): { number: string } | { wrong: 'empty' | 'sign' | 'short' | 'long' | 'check' } {
  const text = read(typed);
  if (text === null) return { wrong: 'sign' };
  if (text === '') return { wrong: 'empty' };
  if (text.length < length) return { wrong: 'short' };
  if (text.length > length + 1) return { wrong: 'long' };
  const number = text.slice(0, length);
  return text.length === length || text[length] === checkSign(number) ? { number } : { wrong: 'check' };
}
