import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { ImportRun, RowVerdict } from '../domain/import-report.ts';
import type { Outcome, ParsedPlace, ReviewNote } from '../domain/standard/types.ts';
import { storable } from './places.ts';

/** Where records come from; the name is its identity. */
export interface SourceFacts {
  name: string;
  licence: string;
  attribution: string;
  url: string | null;
}

export function verdictOf({ line, row, id, outcome, issues }: ParsedPlace): RowVerdict {
  return { line, row, id, outcome, issues: issues.map(({ line: _l, row: _r, id: _i, ...issue }) => issue) };
}

/** What the secret of a report's address is kept as. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
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
  const row = await transaction
    .selectFrom('directory.source')
    .select('id')
    .where('name', '=', source.name)
    .executeTakeFirstOrThrow();
  return row.id;
}

function selectRuns(database: Database | Transaction) {
  return database
    .selectFrom('directory.import_run as run')
    .innerJoin('directory.source as source', 'source.id', 'run.source_id')
    .selectAll('run')
    .select('source.name as source');
}

type RunRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['executeTakeFirstOrThrow']>>;

function importRun(row: RunRow): ImportRun {
  const { accepted, rejected, created, changed, untouched, missing } = row;
  return {
    id: row.id,
    source: row.source,
    format: row.format,
    fileName: row.file_name,
    fileHash: row.file_hash,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    rowsTotal: row.rows_total,
    rowsDone: row.rows_done,
    lineDone: row.line_done,
    counts: {
      rows: row.rows_done,
      accepted,
      warn: row.warned,
      rejected,
      created,
      changed,
      untouched,
      missing,
    },
    unknownColumns: row.unknown_columns,
    message: row.message,
  };
}

/** The import of this source that did not end, if there is one. */
export async function findUnfinishedRun(database: Database, source: string): Promise<ImportRun | null> {
  const row = await selectRuns(database)
    .where('source.name', '=', source)
    .where('run.state', '=', 'running')
    .executeTakeFirst();
  return row ? importRun(row) : null;
}

/** Names of the sources that were imported to the end at least once. */
export async function findFinishedSources(database: Database): Promise<Set<string>> {
  const rows = await selectRuns(database).where('run.state', '=', 'finished').execute();
  return new Set(rows.map(row => row.source));
}

/** The import whose report has this secret address; null when the address is wrong. */
export async function findImportReport(database: Database, secret: string): Promise<ImportRun | null> {
  const row = await selectRuns(database)
    .where('run.report_hash', '=', hashOfSecret(secret))
    .executeTakeFirst();
  return row ? importRun(row) : null;
}

/** Verdicts of an import in the order of the file, from after one row, at most `limit`; only some outcomes if asked. */
export async function findVerdicts(
  database: Database,
  run: string,
  {
    after = 0,
    limit = 500,
    outcomes,
  }: { after?: number; limit?: number; outcomes?: readonly Outcome[] } = {},
): Promise<RowVerdict[]> {
  const { rows } = await sql<RowVerdict>`
    SELECT min(line) AS line, row, min(record_id) AS id, min(outcome) AS outcome,
      coalesce(json_agg(json_build_object('field', field, 'code', code, 'severity', severity, 'message_fr', message_fr, 'raw', raw, 'stored', stored))
        FILTER (WHERE field IS NOT NULL), '[]') AS issues
    FROM directory.import_issue
    WHERE run_id = ${run} AND row > ${after} ${outcomes ? sql`AND outcome = ANY(${outcomes}::text[])` : sql``}
    GROUP BY row ORDER BY row LIMIT ${limit}`.execute(database);
  return rows;
}

/** Keeps the verdict of each row: one line a defect, one line alone for a row accepted as it is. */
export async function recordVerdicts(
  transaction: Transaction,
  run: string,
  rows: readonly ParsedPlace[],
): Promise<void> {
  const lines = rows.flatMap(({ line, row, id, outcome, issues }): object[] => {
    const whole = { run_id: run, line, row, record_id: id, outcome };
    if (issues.length === 0) return [whole];
    return issues.map(({ field, code, severity, message_fr, raw, stored }) => ({
      ...whole,
      field,
      code,
      severity,
      message_fr,
      raw,
      stored,
    }));
  });
  await sql`
    INSERT INTO directory.import_issue
    SELECT * FROM json_populate_recordset(null::directory.import_issue, ${storable(lines)}::json)`.execute(
    transaction,
  );
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
