import { act } from '../../core/act.ts';
import type { Database } from '../../core/database.ts';
import type { JobDefinition } from '../../core/jobs.ts';
import { dayInParis } from '../../core/typography.ts';
import { networkEvents } from './events.ts';
import { expireInvitations } from './store/invitations.ts';

/** Closes the invitations nobody answered in time (product/network.md §3.2); answers how many. */
export async function closeExpiredInvitations(database: Database, now: Date): Promise<number> {
  return await act(database, now, {
    event: networkEvents.invitations_expired,
    actor: { kind: 'job', ref: 'network:invitations' },
    change: async transaction => {
      const invitations = await expireInvitations(transaction, now);
      return {
        answer: invitations,
        object: { type: 'invitations', ref: dayInParis(now) },
        facts: { invitations },
        unchanged: invitations === 0,
      };
    },
  });
}

export const invitationJob: JobDefinition = {
  name: 'network:invitations',
  title: { fr: 'Fermer les invitations périmées', en: 'Close expired invitations' },
  cron: '5 5 * * *',
  async run({ database, now }) {
    await closeExpiredInvitations(database, now());
  },
};
