import type { Database, Transaction } from '../../core/database.ts';
import type { IndexDefinition } from './domain/fragility/definition.ts';

/** A version of a definition, and the run of it that is shown. */
export interface DefinitionVersion {
  id: string;
  version: number;
  body: IndexDefinition;
  sha256: string;
  publishedAt: Date | null;
  /** Hash of the values of the run shown now; null when another version is shown, or none. */
  shownInputs: string | null;
  shownAt: Date | null;
}

/** Every version ever published, by definition, the latest first. */
export async function findVersions(database: Database | Transaction): Promise<DefinitionVersion[]> {
  return await database
    .selectFrom('territory.index_definition as definition')
    .leftJoin('territory.index_run as run', join =>
      join
        .onRef('run.definition', '=', 'definition.id')
        .onRef('run.version', '=', 'definition.version')
        .on('run.published_at', 'is not', null),
    )
    .select([
      'definition.id',
      'definition.version',
      'definition.body',
      'definition.sha256',
      'definition.published_at as publishedAt',
      'run.inputs_sha256 as shownInputs',
      'run.published_at as shownAt',
    ])
    .orderBy('definition.id')
    .orderBy('definition.version', 'desc')
    .execute();
}
