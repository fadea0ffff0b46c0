import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { PlaceContent, Provenance, StoredPlace } from '../domain/content.ts';
import { findHolder } from './keeping.ts';
import { contentOf } from './places.ts';

/** A place at one moment, with what hangs on it: enough to put it back exactly. */
export interface Snapshot {
  id: string;
  slug: string;
  status: StoredPlace['status'];
  mergedInto: string | null;
  verifiedOn: string | null;
  verifiedByKind: StoredPlace['verifiedByKind'];
  versionNo: number;
  content: PlaceContent;
  provenance: Provenance;
  records: { id: string; contentHash: string }[];
  stops: string[];
  exceptions: string[];
  verifiedFor?: string | null;
  /** Organisation that keeps the page; absent from merges made before pages were kept. */
  holder?: string | null;
}

export interface MergeOperation {
  id: string;
  kept: string;
  merged: string;
  before: { kept: Snapshot; merged: Snapshot };
  after: { kept: Snapshot; merged: Snapshot };
  actor: string;
  reason: string;
  at: Date;
  undoneAt: Date | null;
}

/** Keeps anyone else from changing these places until the transaction ends; always in the same order. */
export async function lockPlaces(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await sql`SELECT FROM directory.place WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`.execute(
    transaction,
  );
}

/** Names of the sources behind each of these places. */
export async function findSourceNames(
  transaction: Transaction,
  places: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await transaction
    .selectFrom('directory.source_record as record')
    .innerJoin('directory.source as source', 'source.id', 'record.source_id')
    .select(['record.place_id', 'source.name'])
    .distinct()
    .where('record.place_id', 'in', places)
    .execute();
  const names = new Map<string, string[]>(places.map(id => [id, []]));
  for (const row of rows) names.get(row.place_id)!.push(row.name);
  return names;
}

export async function takeSnapshot(transaction: Transaction, place: StoredPlace): Promise<Snapshot> {
  const { merged_into } = await transaction
    .selectFrom('directory.place')
    .select('merged_into')
    .where('id', '=', place.id)
    .executeTakeFirstOrThrow();
  const records = await transaction
    .selectFrom('directory.source_record')
    .select(['id', 'content_hash as contentHash'])
    .where('place_id', '=', place.id)
    .orderBy('id')
    .execute();
  const stops = await transaction
    .selectFrom('directory.stop')
    .select('id')
    .where('place_id', '=', place.id)
    .orderBy('id')
    .execute();
  const exceptions = await transaction
    .selectFrom('directory.hours_exception')
    .select('id')
    .where('place_id', '=', place.id)
    .orderBy('id')
    .execute();
  return {
    id: place.id,
    slug: place.slug,
    status: place.status,
    mergedInto: merged_into,
    verifiedOn: place.verifiedOn,
    verifiedByKind: place.verifiedByKind,
    verifiedFor: place.verifiedFor ?? null,
    versionNo: place.versionNo,
    content: contentOf(place),
    provenance: place.provenance,
    records,
    stops: stops.map(row => row.id),
    exceptions: exceptions.map(row => row.id),
    holder: await findHolder(transaction, place.id),
  };
}

/** Gives what hangs on one place to another: all of it, or only the rows named. */
export async function moveBelongings(
  transaction: Transaction,
  from: string,
  to: string,
  only?: Pick<Snapshot, 'records' | 'stops' | 'exceptions'>,
): Promise<void> {
  const tables = [
    ['directory.source_record', only?.records.map(record => record.id)],
    ['directory.stop', only?.stops],
    ['directory.hours_exception', only?.exceptions],
  ] as const;
  for (const [table, ids] of tables) {
    await sql`UPDATE ${sql.table(table)} SET place_id = ${to}
      WHERE place_id = ${from} ${ids ? sql`AND id = ANY(${ids}::uuid[])` : sql``}`.execute(transaction);
  }
}

/** A record that changed while its place was merged is read again at the next import. */
export async function forgetHashes(transaction: Transaction, records: Snapshot['records']): Promise<void> {
  await sql`
    UPDATE directory.source_record AS record SET content_hash = row."contentHash"
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS row(id uuid, "contentHash" text)
    WHERE record.id = row.id AND content_hash <> row."contentHash"`.execute(transaction);
}

export async function setPlaceState(
  transaction: Transaction,
  id: string,
  state: Partial<Pick<Snapshot, 'status' | 'mergedInto' | 'verifiedOn' | 'verifiedByKind' | 'verifiedFor'>>,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('directory.place')
    .set({
      changed_at: at,
      ...('status' in state ? { status: state.status } : {}),
      ...('mergedInto' in state ? { merged_into: state.mergedInto } : {}),
      ...('verifiedOn' in state
        ? {
            verified_on: state.verifiedOn,
            verified_by_kind: state.verifiedByKind,
            verified_for: state.verifiedFor ?? null,
          }
        : {}),
    })
    .where('id', '=', id)
    .execute();
}

export async function insertMerge(
  transaction: Transaction,
  operation: Omit<MergeOperation, 'undoneAt'>,
): Promise<void> {
  await transaction
    .insertInto('directory.merge_operation')
    .values({
      ...operation,
      before: JSON.stringify(operation.before),
      after: JSON.stringify(operation.after),
      undone_at: null,
    })
    .execute();
}

export async function markUndone(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('directory.merge_operation')
    .set({ undone_at: at })
    .where('id', '=', id)
    .execute();
}

/** Merges into one place, oldest first. */
export async function findMergesInto(
  database: Database | Transaction,
  kept: string,
): Promise<MergeOperation[]> {
  const rows = await database
    .selectFrom('directory.merge_operation')
    .selectAll()
    .where('kept', '=', kept)
    .orderBy('no')
    .execute();
  return rows.map(mergeOperation);
}

/** One merge by its identifier; null when there is none. */
export async function findMerge(
  database: Database | Transaction,
  id: string,
): Promise<MergeOperation | null> {
  const row = await database
    .selectFrom('directory.merge_operation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? mergeOperation(row) : null;
}

/** The last merge of a place into another that was not undone. */
export async function findMergeOf(
  database: Database | Transaction,
  merged: string,
): Promise<MergeOperation | null> {
  const row = await database
    .selectFrom('directory.merge_operation')
    .selectAll()
    .where('merged', '=', merged)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return row ? mergeOperation(row) : null;
}

function mergeOperation(row: {
  id: string;
  kept: string;
  merged: string;
  before: unknown;
  after: unknown;
  actor: string;
  reason: string;
  at: Date;
  undone_at: Date | null;
}): MergeOperation {
  const { id, kept, merged, actor, reason, at, undone_at, before, after } = row;
  return {
    id,
    kept,
    merged,
    actor,
    reason,
    at,
    before: before as MergeOperation['before'],
    after: after as MergeOperation['after'],
    undoneAt: undone_at,
  };
}

/** The merges a person may still take back, newest first. */
export async function findLatestMerges(
  reading: Database | Transaction,
  most: number,
): Promise<{ id: string; kept: string; keptSlug: string; merged: string; at: Date; reason: string }[]> {
  const { rows } = await sql<{
    id: string;
    kept: string;
    keptSlug: string;
    merged: string;
    at: Date;
    reason: string;
  }>`
    SELECT operation.id, version.name AS kept, place.slug AS "keptSlug", operation.before -> 'merged' -> 'content' ->> 'name' AS merged,
      operation.at, operation.reason
    FROM directory.merge_operation operation
    JOIN directory.place ON place.id = operation.kept AND place.status <> 'merged'
    JOIN directory.place_version version ON version.id = place.current_version_id
    WHERE operation.undone_at IS NULL ORDER BY operation.no DESC LIMIT ${most}`.execute(reading);
  return rows;
}
