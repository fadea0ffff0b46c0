import { sql } from 'kysely';
import type { Database } from '../../../core/database.ts';
import { allButOne, type QueryWord, tsqueryOf, typedQueryOf } from '../domain/query.ts';

export interface TextHits {
  /** Rank by place id, higher is better. */
  ranks: Map<string, number>;
  /** `close`: some words were read loosely or left out; the page says so. */
  precision: 'exact' | 'close';
}

/** Least likeness of a word to part of a name (pg_trgm `word_similarity`, 0 to 1). */
const leastLikeness = 0.45;

/**
 * Published places that answer a text: every word first; then words nobody knows are looked for by
 * likeness in the names; then all words but one.
 */
export async function findByText(database: Database, words: readonly QueryWord[]): Promise<TextHits> {
  const exact = await matching(database, tsqueryOf(words), typedQueryOf(words));
  if (exact.size > 0 || words.length === 0) return { ranks: exact, precision: 'exact' };
  const misspelt = await likeNames(database, words);
  if (misspelt.size > 0) return { ranks: misspelt, precision: 'close' };
  const fewer = allButOne(words)
    .map(rest => `(${tsqueryOf(rest)})`)
    .join(' | ');
  return {
    ranks: fewer ? await matching(database, fewer, typedQueryOf(words)) : new Map(),
    precision: 'close',
  };
}

/** Places answering `query`; those that hold the words `typed` rank before those that only mean them. */
async function matching(database: Database, query: string, typed = query): Promise<Map<string, number>> {
  if (!query) return new Map();
  const { rows } = await sql<{ id: string; rank: number }>`
    SELECT id, ts_rank(search, query) + 10 * ts_rank(search, typed) AS rank
    FROM directory.place, (SELECT ${query}::tsquery AS query, ${typed}::tsquery AS typed) AS asked
    WHERE search @@ query AND status = 'published'`.execute(database);
  return new Map(rows.map(row => [row.id, row.rank]));
}

async function likeNames(database: Database, words: readonly QueryWord[]): Promise<Map<string, number>> {
  const known = await Promise.all(
    words.map(async word => (await matching(database, tsqueryOf([word]))).size > 0),
  );
  const unknown = words.filter((_, index) => !known[index]).map(({ word }) => word);
  const rest = tsqueryOf(words.filter((_, index) => known[index]));
  if (unknown.length === 0) return new Map();
  const { rows } = await sql<{ id: string; rank: number }>`
    SELECT id, (SELECT min(word_similarity(word, folded_name)) FROM unnest(${unknown}::text[]) AS word) AS rank
    FROM directory.place
    WHERE status = 'published' AND (${rest} = '' OR search @@ nullif(${rest}, '')::tsquery)
      AND (SELECT min(word_similarity(word, folded_name)) FROM unnest(${unknown}::text[]) AS word) >= ${leastLikeness}`.execute(
    database,
  );
  return new Map(rows.map(row => [row.id, row.rank]));
}
