import { sql } from 'kysely';
import { act } from '../act.ts';
import type { Database } from '../database.ts';
import type { JobDefinition } from '../jobs.ts';
import { retentionEvents } from '../retention/events.ts';

const actor = { kind: 'job', ref: 'core:journal-years' } as const;

/**
 * Takes away the years that have had their time, each in one recorded act; their hashes stay in the tree.
 * Returns the years taken away.
 */
export async function retireYears(database: Database, now: Date): Promise<number[]> {
  const retired: number[] = [];
  for (let year = now.getUTCFullYear() - 20; year < now.getUTCFullYear() - 3; year++) {
    const entries = await act(database, now, {
      event: retentionEvents.journal_year_retired,
      actor,
      change: async transaction => {
        const { rows } = await sql<{ n: number | null }>`
          SELECT core.retire_journal_year(${year}::integer, ${now}::timestamptz) AS n`.execute(transaction);
        const n = rows[0]!.n;
        return {
          answer: n,
          object: { type: 'journal_year', ref: String(year) },
          facts: { entries: n ?? 0 },
          unchanged: n === null,
        };
      },
    });
    if (entries !== null) retired.push(year);
  }
  return retired;
}

/** Once a month: a year is over long before anybody waits for its end. */
export const journalYearsJob: JobDefinition = {
  name: 'core:journal-years',
  title: {
    fr: 'Retirer du journal les années qui ont fait leur temps',
    en: 'Retire years of the journal that have served',
  },
  cron: '50 4 2 * *',
  async run({ database, now }) {
    await retireYears(database, now());
  },
};
