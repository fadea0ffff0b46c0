import type { Transaction } from '../database.ts';
import { chooseWays } from './choosing.ts';
import { digestOf, write } from './notify.ts';
import { type Message, preferenceOf } from './store.ts';
import { contactOf, templateOf } from './template.ts';
import { channelCodes } from './vocabulary.ts';

/**
 * Says the same by another way when one failed for good: the next the person has that was not taken yet, at worst a
 * letter. An address without an account has no other way.
 */
export async function sendElsewhere(transaction: Transaction, now: Date, message: Message): Promise<void> {
  const { recipient_account: account, said } = message;
  if (!account || !said) return;
  const contact = await contactOf(transaction, account);
  if (!contact) return;
  const template = templateOf(message.template, message.version);
  const taken = await transaction
    .selectFrom('core.message')
    .select('channel')
    .where('template', '=', message.template)
    .where('recipient_account', '=', account)
    .where('occurrence', '=', message.occurrence)
    .execute();
  const isTaken = new Set(taken.map(row => row.channel));
  const order = (await preferenceOf(transaction, account))?.channels ?? channelCodes;
  // One way is wanted, as for information; a letter is what is left when there is no other.
  const left = {
    kind: 'information',
    channels: template.channels.filter(channel => !isTaken.has(channel)),
  } as const;
  const way =
    chooseWays(left, contact, order).find(one => !one.missing) ??
    (left.channels.includes('letter') ? ({ channel: 'letter', address: null } as const) : null);
  if (!way) return;
  await write(
    transaction,
    now,
    {
      occurrence: message.occurrence,
      values: said,
      cause: {
        account: message.caused_by_account,
        by: message.caused_by,
        organisation: message.organisation_id,
      },
      template,
      to: { account, contact },
      digest: digestOf({ account }),
      insteadOf: message.id,
    },
    way,
  );
}
