import type { Database, Transaction } from '../../core/database.ts';
import type { IndexDefinition } from './domain/fragility/definition.ts';
import type { GuessedValue, IndexRun } from './domain/fragility/index-run.ts';
import type { RunSummary } from './domain/fragility/summary.ts';

/** Publishes a definition; false when that version already is. Its hash must be that of its canonical JSON. */
export async function publishDefinition(
  transaction: Transaction,
  body: IndexDefinition,
  sha256: string,
  now: Date,
): Promise<boolean> {
  const added = await transaction
    .insertInto('territory.index_definition')
    .values({ id: body.id, version: body.version, body: JSON.stringify(body), sha256, published_at: now })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export interface NewRun {
  id: string;
  definition: Pick<IndexDefinition, 'id' | 'version' | 'robustness'>;
  inputsSha256: string;
  run: IndexRun;
  summary: RunSummary;
}

/** Version of the way the index is computed: another one may give other numbers for the same inputs. */
const engineVersion = '1';

/** Shows this run in place of the one before, at once. False when the same question was already answered and shown. */
export async function publishRun(
  transaction: Transaction,
  { id, definition, inputsSha256, run, summary }: NewRun,
  now: Date,
): Promise<boolean> {
  const { id: name, version, robustness } = definition;
  const same = await transaction
    .selectFrom('territory.index_run')
    .where('definition', '=', name)
    .where('version', '=', version)
    .where('inputs_sha256', '=', inputsSha256)
    .select(['id', 'published_at'])
    .executeTakeFirst();
  if (same?.published_at) return false;
  await transaction
    .updateTable('territory.index_run')
    .set({ published_at: null })
    .where('definition', '=', name)
    .where('published_at', 'is not', null)
    .execute();
  if (same) {
    await transaction
      .updateTable('territory.index_run')
      .set({ published_at: now })
      .where('id', '=', same.id)
      .execute();
    return true;
  }
  await transaction
    .insertInto('territory.index_run')
    .values({
      id,
      definition: name,
      version,
      inputs_sha256: inputsSha256,
      seed: robustness.seed,
      draws: robustness.draws,
      engine_version: engineVersion,
      mean: run.mean,
      summary: JSON.stringify(summary),
      at: now,
      published_at: now,
    })
    .execute();
  const inputs = Object.keys(run.guessings).length;
  const rows = [
    ...run.scores.map(score => ({ level: 'commune' as const, ...score })),
    ...run.groups.map(score => ({
      level: 'epci' as const,
      pTop: 0,
      guessed: [] as GuessedValue[],
      ...score,
    })),
  ].map(score => ({
    run: id,
    level: score.level,
    area_code: score.code,
    value: score.value,
    lo90: score.lo90,
    hi90: score.hi90,
    rank: score.rank,
    rank_lo90: score.rankLo90,
    rank_hi90: score.rankHi90,
    p_top: score.pTop,
    z: JSON.stringify(score.z),
    contributions: JSON.stringify(score.contributions),
    imputed: JSON.stringify(score.guessed),
    imputed_share: score.guessed.length / inputs,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await transaction
      .insertInto('territory.score')
      .values(rows.slice(from, from + 1000))
      .execute();
  return true;
}

/** A score as it is shown. */
export interface AreaScore {
  code: string;
  value: number;
  lo90: number;
  hi90: number;
  rank: number;
  rankLo90: number;
  rankHi90: number;
  pTop: number;
  z: Record<string, number>;
  contributions: Record<string, number>;
  imputed: GuessedValue[];
}

export interface PublishedIndex {
  run: string;
  definition: IndexDefinition;
  sha256: string;
  inputsSha256: string;
  mean: number;
  summary: RunSummary;
  at: Date;
  communes: ReadonlyMap<string, AreaScore>;
  epcis: ReadonlyMap<string, AreaScore>;
}

/** What changes when another run of this definition is shown; null when none is. */
export async function publishedRunId(
  database: Database | Transaction,
  definition: string,
): Promise<string | null> {
  const row = await database
    .selectFrom('territory.index_run')
    .where('definition', '=', definition)
    .where('published_at', 'is not', null)
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The most recent run of a version of a definition on values of that year; null when there never was one. */
export async function findRunOf(
  database: Database | Transaction,
  { definition, version, vintage }: { definition: string; version: number; vintage: string },
): Promise<string | null> {
  const runs = await database
    .selectFrom('territory.index_run')
    .where('definition', '=', definition)
    .where('version', '=', version)
    .select(['id', 'summary'])
    .orderBy('at', 'desc')
    .execute();
  return runs.find(({ summary }) => Object.values(summary.vintages).sort().at(-1) === vintage)?.id ?? null;
}

/** The run of a definition that is shown, with its scores; null before the first. */
export async function readPublishedIndex(
  database: Database | Transaction,
  definition: string,
): Promise<PublishedIndex | null> {
  const run = await publishedRunId(database, definition);
  return run === null ? null : await readIndex(database, run);
}

/** A run with its scores, shown or not any more. */
export async function readIndex(
  database: Database | Transaction,
  id: string,
): Promise<PublishedIndex | null> {
  const run = await database
    .selectFrom('territory.index_run as run')
    .innerJoin('territory.index_definition as definition', join =>
      join.onRef('definition.id', '=', 'run.definition').onRef('definition.version', '=', 'run.version'),
    )
    .where('run.id', '=', id)
    .select([
      'run.id',
      'run.mean',
      'run.at',
      'run.summary',
      'run.inputs_sha256',
      'definition.body',
      'definition.sha256',
    ])
    .executeTakeFirst();
  if (!run) return null;
  const rows = await database
    .selectFrom('territory.score')
    .where('run', '=', run.id)
    .selectAll()
    .orderBy('area_code')
    .execute();
  const inOrder = <Value>(values: Record<string, Value>) =>
    Object.fromEntries(run.body.indicators.map(({ id }) => [id, values[id]!]));
  const of = (level: 'commune' | 'epci') =>
    new Map(
      rows
        .filter(row => row.level === level)
        .map(row => [
          row.area_code,
          {
            code: row.area_code,
            value: row.value,
            lo90: row.lo90,
            hi90: row.hi90,
            rank: row.rank,
            rankLo90: row.rank_lo90,
            rankHi90: row.rank_hi90,
            pTop: row.p_top,
            z: inOrder(row.z),
            contributions: inOrder(row.contributions),
            imputed: row.imputed,
          },
        ]),
    );
  return {
    run: run.id,
    definition: run.body,
    sha256: run.sha256,
    inputsSha256: run.inputs_sha256,
    mean: run.mean,
    summary: {
      ...run.summary,
      guessings: inOrder(run.summary.guessings),
      vintages: inOrder(run.summary.vintages),
    },
    at: run.at,
    communes: of('commune'),
    epcis: of('epci'),
  };
}
