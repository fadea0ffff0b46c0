import { createHash } from 'node:crypto';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Database } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import type { ColumnChoice } from './domain/importing/columns.ts';
import { readImport } from './domain/indicator-import.ts';
import { territoryEvents } from './events.ts';
import { readTable } from './reading/typed-table.ts';
import { UnreadableFile } from './reading/unreadable.ts';
import {
  ensureCatalogue,
  findImport,
  publishImport,
  readImportGround,
  saveImport,
} from './store-indicators.ts';
import type { Indicator } from './vocabulary.ts';

/** The year of a file, or its month. */
export const vintagePattern = /^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/;

/** Who acts, and when. */
export interface Acting {
  database: Database;
  actor: Actor;
  now: Date;
  key?: string;
  request?: string;
}

export interface IndicatorFile {
  indicator: Indicator;
  vintage: string;
  columns: ColumnChoice;
  fileName: string;
  bytes: Uint8Array;
}

/**
 * Reads a file of an indicator and keeps what it says until it is published; its identifier. Throws UnreadableFile or
 * WrongColumns, in French: nothing is kept then.
 */
export async function importIndicator(
  { database, actor, now, key, request }: Acting,
  { indicator, vintage, columns, fileName, bytes }: IndicatorFile,
): Promise<{ id: string; isNew: boolean }> {
  const wanted = Object.values(columns).filter(name => name !== null);
  const table = await readTable(bytes, wanted);
  const ground = await readImportGround(database);
  if (ground.communes.size === 0)
    throw new UnreadableFile(
      'La liste des communes n’est pas chargée\u00a0: ./airial territory load 40, par exemple.',
    );
  const read = readImport(table, columns, ground, indicator);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return await act(database, now, {
    event: territoryEvents.indicator_imported,
    actor,
    key,
    request,
    change: async transaction => {
      await ensureCatalogue(transaction);
      const saved = await saveImport(transaction, {
        id: newId(now),
        indicator: indicator.id,
        vintage,
        fileName: fileName.slice(-200),
        sha256,
        ...read,
        by: actor.account?.id ?? null,
        at: now,
      });
      return {
        answer: saved,
        object: { type: 'import', ref: saved.id },
        facts: {
          indicator: indicator.id,
          vintage,
          read: read.rowsRead,
          refused: read.report.refused.length,
        },
        unchanged: !saved.isNew,
      };
    },
  });
}

/** An import that keeps no value would only take those of before away. */
export class NothingKept extends Error {}

/** Makes an import the values of its year. False when it already was; throws {@link NothingKept}. */
export async function publishIndicator(
  { database, actor, now, key, request }: Acting,
  id: string,
): Promise<boolean> {
  return await act(database, now, {
    event: territoryEvents.import_published,
    actor,
    key,
    request,
    change: async transaction => {
      const found = await findImport(transaction, id);
      if (!found || (found.publishedAt === null && found.kept.length === 0)) throw new NothingKept(id);
      const published = await publishImport(transaction, id, now);
      return {
        answer: published,
        object: { type: 'import', ref: id },
        facts: { indicator: found.indicator, vintage: found.vintage, communes: found.kept.length },
        unchanged: !published,
      };
    },
  });
}
