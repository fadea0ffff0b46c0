import { fold } from '../../territory/index.ts';

/** Without those that are mistaken for another when read aloud or copied: 0 and o, 1, i and l. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Longest part taken from the name; an address is also printed and sent by SMS. */
const LONGEST_NAME = 70;

/**
 * Address of a place, `mediatheque-de-bougue-40051-x7k2`: its name, the INSEE code of its commune and a mark
 * drawn from its identifier, so that the address stays the same on every machine.
 */
export function placeSlug(name: string, communeInsee: string, id: string, markLength = 4): string {
  const words = fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  let text = words.slice(0, LONGEST_NAME + 1);
  if (text.length > LONGEST_NAME)
    text = text.slice(0, Math.max(text.lastIndexOf(' '), 0)) || words.slice(0, LONGEST_NAME);
  return `${text.trim().replaceAll(' ', '-') || 'lieu'}-${communeInsee.toLowerCase()}-${markOf(id, markLength)}`;
}

/** The random end of a UUID, written in letters; at most 8, which use 40 of its 48 last bits. */
function markOf(id: string, length: number): string {
  let rest = Number.parseInt(id.replaceAll('-', '').slice(-12), 16);
  let mark = '';
  for (let at = 0; at < length; at++) {
    mark += LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
  }
  return mark;
}
