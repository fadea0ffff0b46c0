/** Words that people leave out or add freely; optional when matching, but kept in stored names. */
const SMALL_WORDS = new Set(
  'de du des d l la le les lès sur en à a au aux et'.split(' ').map(word => stripMarks(word)),
);

function stripMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/**
 * The one folding of names and queries: no accents, lower case, œ→oe, apostrophes and hyphens to spaces,
 * `st`/`ste` read as saint/sainte, digits kept. The database stores the result, so that the server,
 * the import and the tests use this same code. Result: words separated by one space, `[a-z0-9 ]` for French.
 */
export function fold(text: string): string {
  return stripMarks(text)
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte');
}

/** The folded words that carry meaning: small words left out, unless nothing else remains. */
export function meaningfulWords(text: string): string[] {
  const words = fold(text).split(' ').filter(Boolean);
  const kept = words.filter(word => !SMALL_WORDS.has(word));
  return kept.length > 0 ? kept : words;
}

/** Folded words joined without spaces: « mont de marsan » and « montdemarsan » meet here. */
export function joined(text: string): string {
  return fold(text).replaceAll(' ', '');
}

/**
 * Light plural rule applied to both sides of a comparison: final `aux`→`al`, then final s or x,
 * on words longer than 3 letters. « conseillers » and « conseiller » meet, « bus » and « CAF » stay.
 */
export function singular(word: string): string {
  if (word.length <= 3) return word;
  if (word.length > 4 && word.endsWith('aux')) return `${word.slice(0, -3)}al`;
  return word.endsWith('s') || word.endsWith('x') ? word.slice(0, -1) : word;
}
