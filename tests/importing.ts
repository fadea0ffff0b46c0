import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { toCsvLine } from '../src/core/csv.ts';
import { STANDARD_FIELDS, type StandardField } from '../src/modules/directory/domain/standard/fields.ts';
import type { ImportRequest } from '../src/modules/directory/import-run.ts';
import { type ImportResult, importFile } from '../src/modules/directory/importing.ts';
import { loadVocabulary } from '../src/modules/directory/seed.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { seedAreas } from './territory.ts';

export const now = () => new Date('2026-11-23T10:00:00Z');
export const actor = { kind: 'command', ref: 'essai' } as const;

type Cells = Partial<Record<StandardField, string>>;

/** A row of the standard that reads without a remark. */
export function cleanRow(id: string, others: Cells = {}): Cells {
  return {
    id,
    pivot: '00000000000000',
    nom: `Relais ${id}`,
    commune: 'Dax',
    code_postal: '40100',
    code_insee: '40088',
    adresse: `${id.replace(/\D/g, '') || '1'} rue des Essais`,
    date_maj: '2026-09-15',
    ...others,
  };
}

/** A CSV file of the standard as text. */
export function csvOf(rows: readonly Cells[], fields: readonly StandardField[] = STANDARD_FIELDS): string {
  return toCsvLine(fields) + rows.map(row => toCsvLine(fields.map(field => row[field] ?? ''))).join('');
}

/** Clean rows `prefix-1`, `prefix-2`… */
export function rowsUpTo(count: number, prefix: string): Cells[] {
  return Array.from({ length: count }, (_, index) => cleanRow(`${prefix}-${index + 1}`));
}

export interface Trial {
  test(): TestDatabase;
  write(name: string, content: string | Uint8Array): Promise<string>;
  load(file: string, options?: Partial<ImportRequest>): Promise<ImportResult>;
  /** What a second import must leave as it is. */
  state(source: string): Promise<{ records: number; versions: number; recorded: number }>;
}

/** A database with the real communes and no place, and a folder for files; for one test file. */
export function trial(): Trial {
  let test: TestDatabase;
  let folder = '';
  beforeAll(async () => {
    test = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'airial-import-'));
    await seedAreas({ database: test.db, now, say: () => {} });
    await loadVocabulary({ database: test.db, now });
  });
  afterAll(() => rm(folder, { recursive: true }));
  return {
    test: () => test,
    write: async (name, content) => {
      const file = join(folder, name);
      await writeFile(file, content);
      return file;
    },
    load: (file, options) => importFile({ database: test.db, actor, file, now, say: () => {}, ...options }),
    state: async source => {
      const { rows } = await sql<{ records: number; versions: number; recorded: number }>`
        SELECT (SELECT count(*) FROM directory.source_record r JOIN directory.source s ON s.id = r.source_id WHERE s.name = ${source}) AS records,
          (SELECT count(*) FROM directory.place_version) AS versions,
          (SELECT count(*) FROM core.journal_entry WHERE event = 'directory.import_recorded') AS recorded`.execute(
        test.db,
      );
      return rows[0]!;
    },
  };
}
