import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { StoredPlace } from '../domain/content.ts';
import type { Candidate } from '../domain/duplicates/candidate.ts';
import { findPublishedPlaces } from './places.ts';

/** Names of the sources behind each place. */
async function findSourceNames(database: Database | Transaction): Promise<Map<string, string[]>> {
  const rows = await database
    .selectFrom('directory.source_record as record')
    .innerJoin('directory.source as source', 'source.id', 'record.source_id')
    .select([
      'record.place_id',
      sql<string[]>`array_agg(DISTINCT source.name ORDER BY source.name)`.as('names'),
    ])
    .groupBy('record.place_id')
    .execute();
  return new Map(rows.map(row => [row.place_id, row.names]));
}

export function candidateOf(place: StoredPlace, sources: readonly string[]): Candidate {
  return { ...place, communeName: place.communeLabel, sources };
}

/** Every published place as the search for duplicates reads it. */
export async function findCandidates(
  database: Database | Transaction,
): Promise<{ places: StoredPlace[]; candidates: Candidate[] }> {
  const places = await findPublishedPlaces(database);
  const sources = await findSourceNames(database);
  return { places, candidates: places.map(place => candidateOf(place, sources.get(place.id) ?? [])) };
}

export type Decision = 'pending' | 'merged' | 'distinct' | 'unsure';

/** A pair in the words of a reader of the queue. */
export interface QueuedPair {
  a: { id: string; slug: string; name: string; street: string | null; commune: string | null };
  b: QueuedPair['a'];
  score: number;
  reasons: string[];
  found_at: Date;
}

/** The pairs that wait for a person, surest first. */
export async function findQueue(database: Database): Promise<QueuedPair[]> {
  const { rows } = await sql<QueuedPair>`
    SELECT json_build_object('id', a.id, 'slug', a.slug, 'name', va.name, 'street', va.street, 'commune', va.commune_label) AS a,
      json_build_object('id', b.id, 'slug', b.slug, 'name', vb.name, 'street', vb.street, 'commune', vb.commune_label) AS b,
      pair.score, pair.reasons, pair.found_at
    FROM directory.duplicate_pair pair
    JOIN directory.place a ON a.id = pair.a JOIN directory.place_version va ON va.id = a.current_version_id
    JOIN directory.place b ON b.id = pair.b JOIN directory.place_version vb ON vb.id = b.current_version_id
    WHERE pair.decision = 'pending' AND a.status <> 'merged' AND b.status <> 'merged'
    ORDER BY pair.score DESC, va.name, pair.a, pair.b`.execute(database);
  return rows;
}

/** True once a search for duplicates went to its end and left its queue. */
export async function wasEverSearched(database: Database): Promise<boolean> {
  const row = await database
    .selectFrom('core.journal_entry')
    .select('id')
    .where('object_type', '=', 'duplicates')
    .where('object_ref', '=', 'queue')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface JudgedPair {
  a: string;
  b: string;
  decision: Decision;
  identity: string;
}

/** Every pair ever judged or proposed. */
export async function findPairs(database: Database | Transaction): Promise<JudgedPair[]> {
  return await database
    .selectFrom('directory.duplicate_pair')
    .select(['a', 'b', 'decision', 'identity'])
    .execute();
}

/** A pair to keep, `a` before `b`. */
export interface PairDraft {
  a: string;
  b: string;
  score: number;
  reasons: readonly string[];
  features: Record<string, unknown>;
  identity: string;
}

/**
 * Makes the queue the pairs given: new ones enter, known ones are brought up to date, those no longer found leave.
 * A decision taken on a pair of the same identity is never touched: the caller leaves those pairs out.
 * Gives back the number of rows that changed.
 */
export async function replaceQueue(
  transaction: Transaction,
  pairs: readonly PairDraft[],
  at: Date,
): Promise<number> {
  const json = JSON.stringify(pairs);
  const gone = await sql`
    DELETE FROM directory.duplicate_pair AS known WHERE decision = 'pending' AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${json}::jsonb) AS row(a uuid, b uuid) WHERE row.a = known.a AND row.b = known.b)`.execute(
    transaction,
  );
  const written = await sql`
    INSERT INTO directory.duplicate_pair AS known (a, b, score, reasons, features, identity, decision, found_at)
    SELECT a, b, score, reasons, features, identity, 'pending', ${at}
    FROM jsonb_to_recordset(${json}::jsonb) AS row(a uuid, b uuid, score float8, reasons text[], features jsonb, identity text)
    ON CONFLICT (a, b) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, features = excluded.features,
      identity = excluded.identity, decision = 'pending', decided_by = NULL, decided_at = NULL, found_at = excluded.found_at
    WHERE known.identity <> excluded.identity OR known.decision <> 'pending' OR known.score <> excluded.score
      OR known.reasons <> excluded.reasons`.execute(transaction);
  return Number(gone.numAffectedRows ?? 0) + Number(written.numAffectedRows ?? 0);
}

/** Keeps what a person, or a sure merge, decided of two places; `before` is the decision it replaces. */
export async function decidePair(
  transaction: Transaction,
  pair: PairDraft,
  { decision, by, at }: { decision: Exclude<Decision, 'pending'>; by: string; at: Date },
): Promise<{ before: Decision | null }> {
  const known = await transaction
    .selectFrom('directory.duplicate_pair')
    .select(['decision', 'identity'])
    .where('a', '=', pair.a)
    .where('b', '=', pair.b)
    .forUpdate()
    .executeTakeFirst();
  const decided = { decision, decided_by: by, decided_at: at, identity: pair.identity };
  await transaction
    .insertInto('directory.duplicate_pair')
    .values({
      a: pair.a,
      b: pair.b,
      score: pair.score,
      reasons: [...pair.reasons],
      features: JSON.stringify(pair.features),
      found_at: at,
      ...decided,
    })
    .onConflict(conflict => conflict.columns(['a', 'b']).doUpdateSet(decided))
    .execute();
  return { before: known?.identity === pair.identity ? known.decision : null };
}
