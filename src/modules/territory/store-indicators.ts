import canonicalize from 'canonicalize';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Tables, Transaction } from '../../core/database.ts';
import type { ImportGround } from './domain/importing/codes.ts';
import type { ImportReport, KeptValue } from './domain/indicator-import.ts';
import { loadTerritory } from './store.ts';
import { indicatorLicence, indicators, type ObservationStatus } from './vocabulary.ts';

/** Writes the catalogue as the product knows it. */
export async function ensureCatalogue(transaction: Transaction): Promise<void> {
  await transaction
    .insertInto('territory.indicator')
    .values(
      indicators.map(row => ({
        id: row.id,
        label_fr: row.label,
        short_fr: row.short,
        unit: row.unit,
        direction: row.direction,
        level: 'commune' as const,
        source: row.source,
        licence: indicatorLicence,
        definition_fr: row.definition,
        public: row.isPublic,
      })),
    )
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet(eb => ({
        label_fr: eb.ref('excluded.label_fr'),
        short_fr: eb.ref('excluded.short_fr'),
        source: eb.ref('excluded.source'),
        definition_fr: eb.ref('excluded.definition_fr'),
        public: eb.ref('excluded.public'),
      })),
    )
    .execute();
}

/** True when some indicator was ever imported. */
export async function hasImports(database: Database): Promise<boolean> {
  return Boolean(await database.selectFrom('territory.import').select('id').limit(1).executeTakeFirst());
}

/** Changes whenever an import is published. */
export async function publishedImports(database: Database): Promise<string> {
  const row = await database
    .selectFrom('territory.import')
    .where('published_at', 'is not', null)
    .select(eb => [eb.fn.countAll<number>().as('n'), eb.fn.max('published_at').as('last')])
    .executeTakeFirstOrThrow();
  return `${row.n} ${row.last?.toISOString()}`;
}

export interface NewImport {
  id: string;
  indicator: string;
  vintage: string;
  fileName: string;
  sha256: string;
  rowsRead: number;
  report: ImportReport;
  kept: KeptValue[];
  by: string | null;
  at: Date;
}

/**
 * Keeps what was read of a file until it is published. The same file read the same way, and still in use, is the same
 * import; read with other columns, or published again after another file took its place, it waits once more.
 */
export async function saveImport(
  transaction: Transaction,
  it: NewImport,
): Promise<{ id: string; isNew: boolean }> {
  // Two people who send the same file at once send one import.
  await sql`SELECT pg_advisory_xact_lock(hashtext('territory.import'))`.execute(transaction);
  const { refused, elsewhere } = it.report;
  const reading = {
    file_name: it.fileName,
    rows_read: it.rowsRead,
    rows_kept: it.rowsRead - refused.length - elsewhere,
    rows_refused: refused.length,
    report: JSON.stringify(it.report),
    kept: JSON.stringify(it.kept),
    by: it.by,
    at: it.at,
  };
  const known = await transaction
    .selectFrom('territory.import as import')
    .where('indicator', '=', it.indicator)
    .where('vintage', '=', it.vintage)
    .where('sha256', '=', it.sha256)
    .select(eb => ['id', 'report', 'published_at', inUse(eb).as('in_use')])
    .executeTakeFirst();
  if (known) {
    const isSame = canonicalize(known.report) === canonicalize(it.report);
    if (isSame && (known.published_at === null || known.in_use)) return { id: known.id, isNew: false };
    await transaction
      .updateTable('territory.import')
      .set({ ...reading, published_at: null })
      .where('id', '=', known.id)
      .execute();
    return { id: known.id, isNew: true };
  }
  const { id, indicator, vintage, sha256 } = it;
  await transaction
    .insertInto('territory.import')
    .values({ id, indicator, vintage, sha256, ...reading })
    .execute();
  return { id, isNew: true };
}

/** Whether the observations of today are those of this import. */
function inUse(eb: ExpressionBuilder<Tables & { import: Tables['territory.import'] }, 'import'>) {
  return eb.exists(
    eb
      .selectFrom('territory.observation')
      .whereRef('territory.observation.import_id', '=', 'import.id')
      .select('import_id'),
  );
}

/** Makes the rows of an import the observations of its year, in place of those before. False when it already was. */
export async function publishImport(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const found = await transaction
    .selectFrom('territory.import')
    .where('id', '=', id)
    .forUpdate()
    .select(['indicator', 'vintage', 'kept'])
    .executeTakeFirstOrThrow();
  const { indicator, vintage, kept } = found;
  if (!kept) return false;
  await transaction
    .deleteFrom('territory.observation')
    .where('indicator', '=', indicator)
    .where('vintage', '=', vintage)
    .execute();
  const rows = kept.map(({ code, ...row }) => ({
    indicator,
    area_code: code,
    vintage,
    import_id: id,
    ...row,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await transaction
      .insertInto('territory.observation')
      .values(rows.slice(from, from + 1000))
      .execute();
  await transaction
    .updateTable('territory.import')
    .set({ kept: null, published_at: now })
    .where('id', '=', id)
    .execute();
  return true;
}

export interface Observed {
  value: number | null;
  status: Exclude<ObservationStatus, 'absent'>;
  lo: number | null;
  hi: number | null;
}

/** Every indicator that is published: its year, and its values by commune. */
export type Observations = ReadonlyMap<
  string,
  { vintage: string; source: string; byCommune: ReadonlyMap<string, Observed> }
>;

/** Those of the most recent year, or of the year given for each indicator. */
export async function readObservations(
  database: Database | Transaction,
  vintages: Readonly<Record<string, string>> = {},
): Promise<Observations> {
  const rows = await database
    .selectFrom('territory.observation as observation')
    .innerJoin(
      database
        .selectFrom('territory.observation')
        .groupBy('indicator')
        .select(eb => ['indicator', eb.fn.max('vintage').as('vintage')])
        .as('latest'),
      join =>
        join
          .onRef('latest.indicator', '=', 'observation.indicator')
          .on(join =>
            join.eb(
              'observation.vintage',
              '=',
              join.fn.coalesce(
                sql<string>`${JSON.stringify(vintages)}::jsonb ->> observation.indicator`,
                'latest.vintage',
              ),
            ),
          ),
    )
    .innerJoin('territory.indicator as indicator', 'indicator.id', 'observation.indicator')
    .select([
      'observation.indicator',
      'observation.vintage',
      'indicator.source',
      'observation.area_code',
      'observation.value',
      'observation.status',
      'observation.lo',
      'observation.hi',
    ])
    .orderBy('observation.indicator')
    .orderBy('observation.area_code')
    .execute();
  const found = new Map<string, { vintage: string; source: string; byCommune: Map<string, Observed> }>();
  for (const { indicator, vintage, source, area_code, ...observed } of rows) {
    const entry = found.get(indicator) ?? { vintage, source, byCommune: new Map() };
    found.set(indicator, entry);
    entry.byCommune.set(area_code, observed);
  }
  return found;
}

/** The communes and their old codes, as an import is read against. */
export async function readImportGround(database: Database | Transaction): Promise<ImportGround> {
  const { communes } = await loadTerritory(database);
  const changes = await database
    .selectFrom('territory.area_change')
    .select(['old_code', 'new_code', 'effective', 'share'])
    .orderBy('old_code')
    .orderBy('new_code')
    .execute();
  return {
    departement: communes.departement.code,
    communes: new Map(communes.all.filter(({ home }) => home).map(commune => [commune.insee, commune])),
    formerNames: new Map(
      [...communes.former.values()].flatMap(({ insee, name }) => (name ? [[insee, name]] : [])),
    ),
    changes: changes.map(change => ({
      oldCode: change.old_code,
      newCode: change.new_code,
      effective: change.effective,
      share: Number(change.share),
    })),
  };
}

/** An import as its pages tell it. */
export interface ImportRow {
  id: string;
  indicator: string;
  vintage: string;
  fileName: string;
  sha256: string;
  rowsRead: number;
  rowsKept: number;
  rowsRefused: number;
  at: Date;
  publishedAt: Date | null;
  /** The values shown today are those of this file. */
  isInUse: boolean;
}

const asImport = (transaction: Database | Transaction) =>
  transaction
    .selectFrom('territory.import as import')
    .select(eb => [
      'import.id',
      'import.indicator',
      'import.vintage',
      'import.file_name as fileName',
      'import.sha256',
      'import.rows_read as rowsRead',
      'import.rows_kept as rowsKept',
      'import.rows_refused as rowsRefused',
      'import.at',
      'import.published_at as publishedAt',
      inUse(eb).$castTo<boolean>().as('isInUse'),
    ]);

/** The last imports, the latest first. */
export async function findImports(transaction: Database | Transaction, most: number): Promise<ImportRow[]> {
  return await asImport(transaction)
    .orderBy('import.at', 'desc')
    .orderBy('import.id', 'desc')
    .limit(most)
    .execute();
}

/** One import with its report and the values it keeps, published or not; null when there is none. */
export async function findImport(
  transaction: Database | Transaction,
  id: string,
): Promise<(ImportRow & { report: ImportReport; kept: KeptValue[] }) | null> {
  const row = await asImport(transaction)
    .where('import.id', '=', id)
    .select(['import.report', 'import.kept'])
    .executeTakeFirst();
  if (!row) return null;
  if (row.kept) return { ...row, kept: row.kept };
  const kept = await transaction
    .selectFrom('territory.observation')
    .where('import_id', '=', id)
    .where('status', '<>', 'imputed')
    .select(['area_code as code', 'value', 'status', 'numerator', 'denominator'])
    .orderBy('area_code')
    .execute();
  return { ...row, kept: kept as KeptValue[] };
}
