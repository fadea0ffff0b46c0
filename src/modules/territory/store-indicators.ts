import { sql } from 'kysely';
import type { Database, Transaction } from '../../core/database.ts';
import type { ImportReport, KeptValue } from './domain/indicator-import.ts';
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

/** Keeps what was read of a file until it is published. The same file again is the same import: its identifier. */
export async function saveImport(
  transaction: Transaction,
  it: NewImport,
): Promise<{ id: string; isNew: boolean }> {
  const known = await transaction
    .selectFrom('territory.import')
    .where('indicator', '=', it.indicator)
    .where('vintage', '=', it.vintage)
    .where('sha256', '=', it.sha256)
    .select('id')
    .executeTakeFirst();
  if (known) return { id: known.id, isNew: false };
  await transaction
    .insertInto('territory.import')
    .values({
      id: it.id,
      indicator: it.indicator,
      vintage: it.vintage,
      file_name: it.fileName,
      sha256: it.sha256,
      rows_read: it.rowsRead,
      rows_kept: it.rowsRead - it.report.refused.length,
      rows_refused: it.report.refused.length,
      report: JSON.stringify(it.report),
      kept: JSON.stringify(it.kept),
      by: it.by,
      at: it.at,
    })
    .execute();
  return { id: it.id, isNew: true };
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
