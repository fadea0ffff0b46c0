import { act } from '../../core/act.ts';
import type { Database } from '../../core/database.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { readCheckpoint } from '../../core/journal/note.ts';
import { currentNote, plainly } from '../../core/journal/reading.ts';
import { notify } from '../../core/notify/notify.ts';
import { dayInParis } from '../../core/typography.ts';
import { networkEvents } from './events.ts';
import { findAnswerers } from './store/journal.ts';

const actor = { kind: 'job', ref: 'network:journal-checkpoint' } as const;

/** Somebody outside of the database always holds a signed state of the journal (product/network.md §8). */
export async function sendCheckpoint(database: Database, now: Date): Promise<number> {
  return await act(database, now, {
    event: networkEvents.journal_checkpoint_sent,
    actor,
    change: async transaction => {
      const note = await currentNote(plainly(transaction));
      const officers = note ? await findAnswerers(transaction, null, now) : [];
      for (const account of officers)
        await notify(transaction, now, {
          template: 'network.journal_checkpoint',
          to: { account },
          occurrence: dayInParis(now),
          values: { note: note! },
          causedBy: actor,
        });
      const size = readCheckpoint(note ?? '')?.size ?? 0;
      return {
        answer: officers.length,
        object: { type: 'journal', ref: String(size) },
        facts: { size, officers: officers.length },
        unchanged: officers.length === 0,
      };
    },
  });
}

export const journalCheckpointJob: JobDefinition = {
  name: 'network:journal-checkpoint',
  title: {
    fr: 'Envoyer l’empreinte du journal au délégué à la protection des données',
    en: 'Send the fingerprint of the journal to the data protection officer',
  },
  cron: '30 5 * * *',
  async run({ database, now }) {
    await sendCheckpoint(database, now());
  },
};
