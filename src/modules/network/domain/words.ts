import { wordlist } from '@scure/bip39/wordlists/french.js';

/** How many words a card has: 44 bits. */
const count = 4;

const plain = (text: string) =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');

/** The list without accents; the first four letters are enough to tell each word. */
const words = wordlist.map(plain);
const byStart = new Map(words.map(word => [word.slice(0, 4), word]));
const known = new Set(words);
const lengths = [...new Set(words.map(word => word.length))].sort((a, b) => b - a);

/** Four words, accents as in the dictionary, out of four numbers below 2,048. */
export function cardWords(chosen: readonly number[]): string[] {
  if (chosen.length !== count) throw new Error('quatre mots');
  return chosen.map(index => wordlist[index]!.normalize('NFC'));
}

/** The same words however they are typed: what is hashed. Null when they are not four words of the list. */
export function readWords(typed: string): string | null {
  const text = plain(typed);
  const tokens = text.split(/[^a-z]+/).filter(Boolean);
  const found = tokens.length === count ? tokens.map(token => byStart.get(token.slice(0, 4))) : [];
  if (found.length === count && found.every(Boolean)) return found.join(' ');
  const together = segment(tokens.join(''), count);
  return together?.join(' ') ?? null;
}

/** Words typed without their spaces, or cut by a space: whole words only. */
function segment(letters: string, left: number): string[] | null {
  if (left === 0) return letters === '' ? [] : null;
  for (const length of lengths) {
    const word = letters.slice(0, length);
    if (word.length < length || !known.has(word)) continue;
    const rest = segment(letters.slice(length), left - 1);
    if (rest) return [word, ...rest];
  }
  return null;
}
