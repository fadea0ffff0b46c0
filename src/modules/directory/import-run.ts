import type { Actor } from '../../core/access.ts';
import { act, type Change } from '../../core/act.ts';
import type { Database, Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { numberText } from '../../core/typography.ts';
import type { TerritoryIndex } from '../territory/index.ts';
import type { ImportCounts, ImportRun, RowVerdict } from './domain/import-report.ts';
import type { Mapping } from './domain/standard/mapping.ts';
import { directoryEvents } from './events.ts';
import { type PreparedPlace, planBatch } from './import-batch.ts';
import type { PlacesFile } from './reading/file.ts';
import type { ReadPlace } from './reading/places.ts';
import {
  endRun,
  findUnfinishedRun,
  insertRun,
  keepCounts,
  recordVerdicts,
  resumeRun,
  stopRun,
} from './store/import-runs.ts';
import { countMissing, ensureSource, type SourceFacts, touchRecords, writeRecords } from './store/imports.ts';
import { writeVersions } from './store/places.ts';

export interface ImportRequest {
  database: Database;
  actor: Actor;
  file: string;
  /** Name of a mapping; `standard` when absent. */
  format?: string | undefined;
  /** Name of the source; that of the format when absent. */
  source?: string | undefined;
  /** Says what would be done, and does nothing. */
  dryRun?: boolean;
  /** Accepts a file much shorter than the last one of the same source. */
  allowShrink?: boolean;
  now: () => Date;
  /** A line for the person, on standard error. */
  say: (line: string) => void;
  /** Rows done, of how many. */
  onProgress?: (done: number, total: number) => void;
  /** Each verdict, in the order of the file; after its row is recorded. */
  onVerdict?: (verdict: RowVerdict) => void;
  /** Told as soon as the import has its report. */
  onStart?: (started: { run: string | null; report: string | null }) => void;
}

/** An import that may begin: the file is readable, its format known. */
export interface Import {
  request: ImportRequest;
  mapping: Mapping;
  source: SourceFacts;
  file: PlacesFile;
  territory: TerritoryIndex;
  total: number;
}

/** A run being recorded. */
type OpenRun = Pick<ImportRun, 'id' | 'counts' | 'rowsDone' | 'lineDone'> & { sourceId: string };

export const noCounts: ImportCounts = {
  rows: 0,
  accepted: 0,
  warn: 0,
  rejected: 0,
  created: 0,
  changed: 0,
  untouched: 0,
  missing: 0,
};

/** The counts after some rows more. */
export function addCounts(
  counts: ImportCounts,
  rows: readonly ReadPlace[],
  plan: Pick<ImportCounts, 'created' | 'changed' | 'untouched'>,
): ImportCounts {
  const outcomes = { accepted: 0, warn: 0, rejected: 0 };
  for (const { parsed } of rows) outcomes[parsed.outcome]++;
  return {
    rows: counts.rows + rows.length,
    accepted: counts.accepted + outcomes.accepted,
    warn: counts.warn + outcomes.warn,
    rejected: counts.rejected + outcomes.rejected,
    created: counts.created + plan.created,
    changed: counts.changed + plan.changed,
    untouched: counts.untouched + plan.untouched,
    missing: counts.missing,
  };
}

/** The run to go on with: the interrupted one when it read the same bytes, otherwise a new one. */
export async function openRun(it: Import, secret: string): Promise<OpenRun> {
  const { database, actor, now, say, format = 'standard', file } = it.request;
  const left = await findUnfinishedRun(database, it.source.name);
  const same = left !== null && left.fileHash === it.file.facts.sha256 && left.format === format;
  const at = now();
  if (same && left.rowsDone > 0) {
    say(
      `L’import précédent de ce fichier s’est arrêté après la ligne ${left.lineDone}\u00a0: il reprend là.`,
    );
  } else if (left && !same) {
    say(
      `Un import précédent de cette source s’est arrêté après la ligne ${left.lineDone} de ${left.fileName}. Ce qu’il a enregistré reste.`,
    );
  }
  return await act<OpenRun>(database, at, {
    event: directoryEvents.import_started,
    actor,
    change: async (transaction): Promise<Change<OpenRun>> => {
      const sourceId = await ensureSource(transaction, it.source, newId(at));
      if (left && same) {
        await resumeRun(transaction, left.id, { secret, rowsTotal: it.total });
        return {
          answer: { ...left, sourceId },
          object: { type: 'import_run', ref: left.id },
          facts: { resumed: left.rowsDone },
        };
      }
      if (left) await stop(transaction, left, at);
      const id = newId(at);
      await insertRun(transaction, {
        id,
        sourceId,
        secret,
        format,
        fileName: file.split('/').at(-1)!,
        fileHash: it.file.facts.sha256,
        startedAt: at,
        rowsTotal: it.total,
        unknownColumns: it.file.facts.unknownColumns,
      });
      return {
        answer: { id, counts: noCounts, rowsDone: 0, lineDone: 0, sourceId },
        object: { type: 'import_run', ref: id },
        facts: { source: sourceId, rows: it.total, file: it.file.facts.sha256 },
      };
    },
  });
}

async function stop(transaction: Transaction, left: ImportRun, at: Date) {
  const message = `Interrompu après la ligne ${left.lineDone}\u00a0: ${numberText(left.rowsDone)} lignes enregistrées sur ${numberText(left.rowsTotal)}.`;
  await stopRun(transaction, left.id, at, message);
}

export async function recordBatch(
  it: Import,
  run: { id: string; sourceId: string },
  before: ImportCounts,
  rows: readonly PreparedPlace[],
  meanwhile: () => void,
): Promise<ImportCounts> {
  const { database, actor, now } = it.request;
  const at = now();
  return await act(database, at, {
    event: directoryEvents.import_recorded,
    actor,
    change: async transaction => {
      const plan = await planBatch(transaction, run.sourceId, rows, at);
      const where = { source: run.sourceId, run: run.id, at };
      await writeVersions(
        {
          transaction,
          at,
          author: `${actor.kind}:${actor.ref}`,
          newId: () => newId(at),
          meanwhile,
        },
        plan.versions,
      );
      await writeRecords(transaction, where, plan.records);
      await touchRecords(transaction, where, { externalIds: plan.seen, placeIds: plan.seenPlaces });
      await recordVerdicts(
        transaction,
        run.id,
        rows.map(({ parsed }) => parsed),
      );
      const counts = addCounts(before, rows, plan);
      await keepCounts(transaction, run.id, counts, rows.at(-1)!.parsed.line);
      return {
        answer: counts,
        object: { type: 'import_run', ref: run.id },
        facts: {
          from: rows[0]!.parsed.row,
          to: rows.at(-1)!.parsed.row,
          created: plan.created,
          changed: plan.changed,
        },
        unchanged: plan.created + plan.changed === 0,
      };
    },
  });
}

export async function finishRun(
  it: Import,
  run: { id: string; sourceId: string },
  counts: ImportCounts,
): Promise<ImportCounts> {
  const { database, actor, now } = it.request;
  const at = now();
  return await act(database, at, {
    event: directoryEvents.import_finished,
    actor,
    change: async transaction => {
      const missing = await countMissing(transaction, run.sourceId, run.id);
      const { rows, ...facts } = { ...counts, missing };
      await endRun(transaction, run.id, at, { missing, rows });
      return {
        answer: { ...counts, missing },
        object: { type: 'import_run', ref: run.id },
        facts: { source: run.sourceId, file: it.file.facts.sha256, rows, ...facts },
      };
    },
  });
}
