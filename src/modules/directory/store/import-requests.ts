import type { Database, Transaction } from '../../../core/database.ts';
import type { ImportCounts } from '../domain/import-report.ts';

export interface ImportAsked {
  id: string;
  key: string;
  fileName: string;
  fileSize: number;
  format: string;
  source: string | null;
  trial: boolean;
  allowShrink: boolean;
  askedAt: Date;
  state: 'waiting' | 'running' | 'finished' | 'failed';
  /** What a finished one did. */
  counts: ImportCounts | null;
  /** How far the present one is. */
  progress: { done: number; total: number } | null;
  run: string | null;
  message: string | null;
}

const select = (reading: Database | Transaction) =>
  reading
    .selectFrom('directory.import_request as request')
    .leftJoin('directory.import_run as run', 'run.id', 'request.run_id')
    .select([
      'request.id',
      'request.storage_key as key',
      'request.file_name as fileName',
      'request.file_size as fileSize',
      'request.format',
      'request.source',
      'request.dry_run as trial',
      'request.allow_shrink as allowShrink',
      'request.asked_at as askedAt',
      'request.state',
      'request.counts',
      'request.run_id as run',
      'request.message',
      'run.rows_done as done',
      'run.rows_total as total',
    ]);

const asAsked = ({
  done,
  total,
  ...row
}: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>): ImportAsked => ({
  ...row,
  fileSize: Number(row.fileSize),
  counts: row.counts as ImportCounts | null,
  progress: done === null || total === null ? null : { done, total },
});

export async function insertImportRequest(
  transaction: Transaction,
  asked: Pick<
    ImportAsked,
    'id' | 'key' | 'fileName' | 'fileSize' | 'format' | 'source' | 'trial' | 'allowShrink'
  > & {
    by: string;
    at: Date;
  },
): Promise<void> {
  await transaction
    .insertInto('directory.import_request')
    .values({
      id: asked.id,
      storage_key: asked.key,
      file_name: asked.fileName,
      file_size: asked.fileSize,
      format: asked.format,
      source: asked.source,
      dry_run: asked.trial,
      allow_shrink: asked.allowShrink,
      asked_by: asked.by,
      asked_at: asked.at,
      state: 'waiting',
      counts: null,
      run_id: null,
      message: null,
      ended_at: null,
    })
    .execute();
}

/** The last imports asked, newest first. */
export async function findImportRequests(reading: Transaction, most: number): Promise<ImportAsked[]> {
  const rows = await select(reading).orderBy('request.asked_at', 'desc').limit(most).execute();
  return rows.map(asAsked);
}

export async function findImportRequest(reading: Transaction, id: string): Promise<ImportAsked | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await select(reading).where('request.id', '=', id).executeTakeFirst();
  return row ? asAsked(row) : null;
}

/** Says that an import works, then under which run. */
export async function markImporting(transaction: Transaction, id: string, run: string | null): Promise<void> {
  await transaction
    .updateTable('directory.import_request')
    .set({ state: 'running', ...(run ? { run_id: run } : {}) })
    .where('id', '=', id)
    .execute();
}

export async function endImportRequest(
  transaction: Transaction,
  id: string,
  end: { at: Date; counts?: ImportCounts; message?: string },
): Promise<void> {
  await transaction
    .updateTable('directory.import_request')
    .set({
      state: end.message ? 'failed' : 'finished',
      ended_at: end.at,
      counts: end.counts ? JSON.stringify(end.counts) : null,
      message: end.message ?? null,
    })
    .where('id', '=', id)
    .execute();
}
