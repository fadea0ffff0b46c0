import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { ImportCounts, ImportRun, RowVerdict } from '../domain/import-report.ts';
import type { Outcome, ParsedPlace } from '../domain/standard/types.ts';
import { storable } from './places.ts';

/** What the secret of a report's address is kept as. */
function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
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

/** What is known of an import when it begins. */
export interface RunDraft {
  id: string;
  sourceId: string;
  secret: string;
  format: string;
  fileName: string;
  fileHash: string;
  startedAt: Date;
  rowsTotal: number;
  unknownColumns: readonly string[];
}

export async function insertRun(transaction: Transaction, draft: RunDraft): Promise<void> {
  await transaction
    .insertInto('directory.import_run')
    .values({
      id: draft.id,
      report_hash: hashOfSecret(draft.secret),
      source_id: draft.sourceId,
      format: draft.format,
      file_name: draft.fileName,
      file_hash: draft.fileHash,
      state: 'running',
      started_at: draft.startedAt,
      finished_at: null,
      rows_total: draft.rowsTotal,
      unknown_columns: [...draft.unknownColumns],
      message: null,
    })
    .execute();
}

/** Goes on with an interrupted import, under a new secret address. */
export async function resumeRun(
  transaction: Transaction,
  id: string,
  { secret, rowsTotal }: Pick<RunDraft, 'secret' | 'rowsTotal'>,
): Promise<void> {
  await transaction
    .updateTable('directory.import_run')
    .set({ report_hash: hashOfSecret(secret), rows_total: rowsTotal })
    .where('id', '=', id)
    .execute();
}

/** Closes an import that nobody will go on with; the message says where it stopped. */
export async function stopRun(
  transaction: Transaction,
  id: string,
  at: Date,
  message: string,
): Promise<void> {
  await transaction
    .updateTable('directory.import_run')
    .set({ state: 'stopped', finished_at: at, message })
    .where('id', '=', id)
    .execute();
}

/** Keeps how far an import is: the rows counted, and the line of the last one. */
export async function keepCounts(
  transaction: Transaction,
  id: string,
  { rows, warn, ...others }: ImportCounts,
  line: number,
): Promise<void> {
  await transaction
    .updateTable('directory.import_run')
    .set({ ...others, warned: warn, rows_done: rows, line_done: line })
    .where('id', '=', id)
    .execute();
}

export async function endRun(
  transaction: Transaction,
  id: string,
  at: Date,
  { missing, rows }: Pick<ImportCounts, 'missing' | 'rows'>,
): Promise<void> {
  await transaction
    .updateTable('directory.import_run')
    .set({ state: 'finished', finished_at: at, missing, rows_total: rows })
    .where('id', '=', id)
    .execute();
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
