import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import type { Database } from '../../core/database.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { apiEvents } from './events-api.ts';
import { findHoursToTell, markTold } from './store/api-clients.ts';

const name = 'network:api-calls';
const actor = { kind: 'job', ref: name } as const;

/** Writes in the journal how much each application called, one entry for each hour that is over. */
export async function tellCalls(database: Database, now: Date): Promise<void> {
  const hours = await readAs(database, actor, transaction => findHoursToTell(transaction, now));
  for (const { client, hour, calls } of hours)
    await act(database, now, {
      event: apiEvents.called,
      actor,
      change: async transaction => ({
        answer: null,
        unchanged: !(await markTold(transaction, { client, hour, calls }, now)),
        object: { type: 'api_client', ref: client },
        facts: { calls, hour: `${hour.toISOString().slice(0, 13)}Z` },
      }),
    });
}

export const apiCallsJob: JobDefinition = {
  name,
  title: {
    fr: 'Écrire au journal les appels des applications reliées',
    en: 'Write the calls of linked applications in the journal',
  },
  cron: '8 2-23 * * *',
  async run({ database, now }) {
    await tellCalls(database, now());
  },
};
