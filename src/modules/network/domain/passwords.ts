import { readWords } from './words.ts';

const shortestPassword = 12;
export const longestPassword = 128;

/** Characters as people count them: an accented letter is one. */
const lengthOf = (password: string) => [...password.normalize('NFC')].length;

/**
 * The same password whatever keyboard made its accents; four words of the list are the same in capitals, without accents
 * or without spaces: somebody copies them from a paper.
 */
export function spelledPassword(typed: string): string {
  const onlyWords = typed.length <= longestPassword && /^[\p{L}\p{M}\s’'-]+$/u.test(typed);
  return (onlyWords && readWords(typed)) || typed.normalize('NFC');
}

export type PasswordProblem = 'empty' | 'short' | 'long' | 'weak' | 'own';

/** No rule of composition: a length, and what {@link Strength} says of it, with and without what is known of them. */
export function passwordProblem(
  password: string,
  own: readonly string[],
  strength: (password: string) => number,
): PasswordProblem | null {
  if (password === '') return 'empty';
  const length = lengthOf(password);
  if (length < shortestPassword) return 'short';
  if (length > longestPassword) return 'long';
  if (strength(password) < strongEnough) return 'weak';
  return strength(withoutOwn(password, own)) < strongEnough ? 'own' : null;
}

const strongEnough = 3;

/** Their name and address, as the parts somebody would try first. */
export function ownWords(name: string, email: string | null): string[] {
  const parts = `${name} ${email ?? ''}`.split(/[^\p{L}\p{N}]+/u).filter(part => part.length >= 3);
  return [...new Set(parts.map(fold))].sort((a, b) => b.length - a.length);
}

function withoutOwn(password: string, own: readonly string[]): string {
  let rest = fold(password);
  for (const part of own) rest = rest.replaceAll(part, '');
  return rest.trim();
}

const fold = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
