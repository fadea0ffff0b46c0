import type { Actor } from '../../core/access.ts';
import { asSystem } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { notify } from '../../core/notify/notify.ts';
import { dayInParis } from '../../core/typography.ts';
import { findLeadless } from './store/leadless.ts';
import { findHoldersOf } from './store/members.ts';

/** An account was just suspended: the coordination is written to about each organisation left without a référent. */
export async function tellOfLeadless(
  transaction: Transaction,
  now: Date,
  account: string,
  causedBy: Actor,
): Promise<void> {
  await asSystem(transaction, 'network:leadless', async () => {
    const left = await findLeadless(transaction, account);
    const coordinators = left.length > 0 ? await findHoldersOf(transaction, 'coordinateur') : [];
    for (const { id, name } of left)
      for (const coordinator of coordinators)
        await notify(transaction, now, {
          template: 'network.organisation_without_lead',
          to: { account: coordinator },
          occurrence: `${id} ${dayInParis(now)}`,
          values: { structure: name },
          causedBy,
        });
  });
}
