import { join } from 'node:path';
import { act } from '../../core/act.ts';
import { projectRoot } from '../../core/config.ts';
import type { SeedContext } from '../../core/module.ts';
import { counted } from './counted.ts';
import { dedup } from './deduplicating.ts';
import { directoryEvents } from './events.ts';
import { importFile } from './importing.ts';
import { mappings } from './mappings.ts';
import { wasEverSearched } from './store/duplicates.ts';
import { findFinishedSources } from './store/import-runs.ts';
import { addTerms, findMissingTerms } from './store/vocabulary.ts';

const actor = { kind: 'command', ref: 'installation' } as const;

/** The tables of real places that come with the product, by format. */
const tables = [
  { format: 'libraries', file: 'places-libraries.csv' },
  { format: 'france-services', file: 'places-france-services.csv' },
  { format: 'laposte', file: 'places-laposte.csv' },
];

/** Brings the codes of the vocabularies to the database, then, once, the real places of the Landes. */
export async function seedDirectory({ database, now, say }: SeedContext): Promise<void> {
  await loadVocabulary({ database, now });
  const finished = await findFinishedSources(database);
  const rest = tables.filter(({ format }) => !finished.has(mappings.get(format)!.source.name));
  if (rest.length === 0 && (await wasEverSearched(database))) return;
  for (const { format, file } of rest) {
    const { counts, source } = await importFile({
      database,
      actor,
      file: join(projectRoot, 'data/landes', file),
      format,
      now,
      say,
    });
    say(`${counted(counts.rows - counts.rejected, 'lieu', 'lieux')} de la source «\u00a0${source}\u00a0»`);
  }
  const { merged, pending } = await dedup({ database, actor, now });
  say(`${counted(merged.length, 'doublon réuni', 'doublons réunis')}, ${pending} à vérifier`);
}

/** Idempotent: writes only the codes that are missing. */
export async function loadVocabulary({
  database,
  now,
}: Pick<SeedContext, 'database' | 'now'>): Promise<void> {
  if ((await findMissingTerms(database)).length === 0) return;
  await act(database, now(), {
    event: directoryEvents.vocabulary_loaded,
    actor,
    change: async transaction => {
      const terms = await findMissingTerms(transaction);
      await addTerms(transaction, terms);
      return {
        answer: null,
        object: { type: 'vocabulary', ref: 'standard' },
        facts: { codes: terms.length },
        unchanged: terms.length === 0,
      };
    },
  });
}
