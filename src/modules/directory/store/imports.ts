import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { ReviewNote } from '../domain/standard/types.ts';
import { storable } from './places.ts';

/** Where records come from; the name is its identity. */
export interface SourceFacts {
  name: string;
  licence: string;
  attribution: string;
  url: string | null;
}

/** Number of records that a source still gave the last time; 0 for a source never seen. */
export async function countRecords(database: Database, source: string): Promise<number> {
  const row = await database
    .selectFrom('directory.source_record as record')
    .innerJoin('directory.source as source', 'source.id', 'record.source_id')
    .where('source.name', '=', source)
    .where('record.missing_runs', '=', 0)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Identifier of the source of that name; null for one never seen. */
export async function findSourceId(database: Database, name: string): Promise<string | null> {
  const row = await database
    .selectFrom('directory.source')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}

const lockOf = (name: string) => sql`hashtextextended(${`airial import ${name}`}, 0)`;

/** Holds a source for as long as this connection lives, unless another one holds it: then false. */
export async function holdSource(connection: Database, name: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${lockOf(name)}) AS mine`.execute(
    connection,
  );
  return rows[0]?.mine === true;
}

export async function releaseSource(connection: Database, name: string): Promise<void> {
  await sql`SELECT pg_advisory_unlock(${lockOf(name)})`.execute(connection);
}

/** The source of that name, made when it is new. What is known of an existing one stays. */
export async function ensureSource(
  transaction: Transaction,
  source: SourceFacts,
  id: string,
): Promise<string> {
  await transaction
    .insertInto('directory.source')
    .values({ id, ...source })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute();
  return (await findSourceId(transaction, source.name))!;
}

export interface KnownRecord {
  id: string;
  externalId: string;
  placeId: string;
  contentHash: string;
}

/** The records of a source among these identifiers. */
export async function findRecords(
  database: Database | Transaction,
  source: string | null,
  externalIds: readonly string[],
): Promise<Map<string, KnownRecord>> {
  if (source === null || externalIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('directory.source_record')
    .select(['id', 'external_id as externalId', 'place_id as placeId', 'content_hash as contentHash'])
    .where('source_id', '=', source)
    .where('external_id', '=', sql<string>`ANY(${externalIds}::text[])`)
    .execute();
  return new Map(rows.map(row => [row.externalId, row]));
}

/** A record to write; an `id` already known is brought up to date. */
export interface RecordDraft {
  id: string;
  externalId: string;
  placeId: string;
  raw: unknown;
  parsed: unknown;
  review: readonly ReviewNote[];
  contentHash: string;
}

/** Writes what the source says now. */
export async function writeRecords(
  transaction: Transaction,
  { source, run, at }: { source: string; run: string; at: Date },
  drafts: readonly RecordDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map(draft => ({
    id: draft.id,
    source_id: source,
    external_id: draft.externalId,
    place_id: draft.placeId,
    raw: draft.raw,
    parsed: draft.parsed,
    review: draft.review,
    content_hash: draft.contentHash,
    first_seen: at,
    last_seen: at,
    last_run: run,
    missing_runs: 0,
  }));
  await sql`
    INSERT INTO directory.source_record
    SELECT * FROM json_populate_recordset(null::directory.source_record, ${storable(rows)}::json)
    ON CONFLICT (id) DO UPDATE SET raw = excluded.raw, parsed = excluded.parsed, review = excluded.review,
      content_hash = excluded.content_hash, last_seen = excluded.last_seen, last_run = excluded.last_run, missing_runs = 0`.execute(
    transaction,
  );
}

/** Notes that these records, and those of these places, are still in their source. */
export async function touchRecords(
  transaction: Transaction,
  { source, run, at }: { source: string; run: string; at: Date },
  seen: { externalIds: readonly string[]; placeIds: readonly string[] },
): Promise<void> {
  if (seen.externalIds.length > 0) {
    await sql`UPDATE directory.source_record SET last_seen = ${at}, last_run = ${run}, missing_runs = 0
      WHERE source_id = ${source} AND external_id = ANY(${seen.externalIds}::text[])`.execute(transaction);
  }
  if (seen.placeIds.length > 0) {
    await sql`UPDATE directory.source_record SET last_seen = ${at}, last_run = ${run}, missing_runs = 0
      WHERE source_id = ${source} AND place_id = ANY(${seen.placeIds}::uuid[])`.execute(transaction);
  }
}

/** Counts one more absence for the records that this import did not meet; gives back how many. */
export async function countMissing(transaction: Transaction, source: string, run: string): Promise<number> {
  const result = await transaction
    .updateTable('directory.source_record')
    .set(eb => ({ missing_runs: eb('missing_runs', '+', 1) }))
    .where('source_id', '=', source)
    .where('last_run', 'is distinct from', run)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** A place is « plus dans la source » after this many imports without it. */
export const missingAfter = 2;
