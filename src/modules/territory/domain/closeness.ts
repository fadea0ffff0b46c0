/** The trigrams of a folded text as pg_trgm cuts them: each word with two spaces before and one after, in order. */
export function trigrams(folded: string): string[] {
  const result: string[] = [];
  for (const word of folded.split(' ')) {
    if (word === '') continue;
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at++) result.push(padded.slice(at, at + 3));
  }
  return result;
}

/** Share of distinct trigrams that two folded texts have in common, 0 to 1, like `similarity` of pg_trgm. */
export function trigramSimilarity(a: string, b: string): number {
  const left = new Set(trigrams(a));
  const right = new Set(trigrams(b));
  let shared = 0;
  for (const trigram of left) if (right.has(trigram)) shared++;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
}

/**
 * Best similarity between the trigrams of the query and a run of consecutive trigrams of the name, 0 to 1:
 * a few words found inside a longer name. In the spirit of `word_similarity` of pg_trgm.
 */
export function bestRunSimilarity(query: ReadonlySet<string>, name: readonly string[]): number {
  let best = 0;
  for (let from = 0; from < name.length; from++) {
    if (!query.has(name[from]!)) continue;
    const seen = new Set<string>();
    let shared = 0;
    for (let to = from; to < name.length; to++) {
      const trigram = name[to]!;
      if (seen.has(trigram)) continue;
      seen.add(trigram);
      if (!query.has(trigram)) continue;
      shared++;
      best = Math.max(best, shared / (query.size + seen.size - shared));
    }
  }
  return best;
}

/** True when one letter changed, added or removed at most separates two words. */
export function withinOneLetter(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  return endA - start <= 1 && endB - start <= 1;
}
