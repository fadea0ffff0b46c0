import { act } from '../../core/act.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { dayInParis } from '../../core/typography.ts';
import { monthsBefore } from './domain/coverage.ts';
import { directoryEvents } from './events.ts';
import { remindPlaces } from './reminding.ts';
import { doImport, importJob } from './requesting.ts';
import { forget } from './store/statistics.ts';

/** How long a search that found nothing is kept, and looked at, in days (directory.md §12). */
export const missedSearchDays = 90;

/** The day `days` before another. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Asks the places whether their page is still true, in the morning. */
const remind: JobDefinition = {
  name: 'directory:remind',
  title: {
    fr: 'Demander aux lieux si leur fiche est à jour',
    en: 'Ask places whether their page is up to date',
  },
  cron: '10 7 * * *',
  async run({ database, config, now }) {
    await remindPlaces({ database, now: now(), origin: config.publicUrl ?? 'http://localhost:4040' });
  },
};

/** An import asked on a page: planned with the file that was sent. */
const doAsked: JobDefinition = {
  name: importJob,
  title: { fr: 'Importer un fichier de lieux', en: 'Import a file of places' },
  run: (ground, payload) => doImport(ground, (payload as { request: string }).request),
};

/** Ends of the directory: views 25 months, searches 90 days, rows of imports 24 months (directory.md §14). */
const forgetOldCounts: JobDefinition = {
  name: 'directory:forget',
  title: { fr: 'Effacer les anciens comptages de l’annuaire', en: 'Erase old counts of the directory' },
  cron: '40 4 * * *',
  async run({ database, now }) {
    const at = now();
    const today = dayInParis(at);
    await act(database, at, {
      event: directoryEvents.counts_forgotten,
      actor: { kind: 'job', ref: 'directory:forget' },
      change: async transaction => {
        const gone = await forget(transaction, {
          views: monthsBefore(today, 25),
          searches: daysBefore(today, missedSearchDays),
          imports: monthsBefore(today, 24),
        });
        return {
          answer: gone,
          object: { type: 'directory', ref: 'counts' },
          facts: gone,
          unchanged: Object.values(gone).every(count => count === 0),
        };
      },
    });
  },
};

export const directoryJobs: readonly JobDefinition[] = [forgetOldCounts, remind, doAsked];
