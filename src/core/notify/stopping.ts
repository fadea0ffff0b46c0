import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import type { Transaction } from '../database.ts';
import type { Ground } from '../ground.ts';
import { notifyEvents } from './events.ts';
import { digestOf } from './notify.ts';
import { holdMessage, type Message } from './store.ts';

/** Where the page that stops a sort of message stands; the token says which message it came with. */
export const stopPath = '/messages/arret';

/** Address that stops messages of this sort, for information only; null when the site does not know its own address. */
export function stopLink(
  { config, secret }: Pick<Ground, 'config' | 'secret'>,
  { id, kind }: Message,
): string | null {
  if (kind !== 'information' || !config.publicUrl) return null;
  return `${new URL(config.publicUrl).origin}${stopPath}/${stopToken(secret, id)}`;
}

/** Identifier of the message and a seal: nobody can stop the messages of somebody else. */
function stopToken(secret: string, id: string): string {
  return `${id}.${sealOf(secret, id)}`;
}

function sealOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`stop ${id}`).digest('base64url').slice(0, 22);
}

/** The message a token came with; null when the token is not ours. */
export function messageOfToken(secret: string, token: string): string | null {
  const [id = '', seal = ''] = token.split('.');
  const expected = Buffer.from(sealOf(secret, id));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

const actor: Actor = { kind: 'job', ref: 'core:stop-messages' };

/** Stops messages of the sort of this one for its recipient; false when it is too old to be known. */
export function stopMessages(ground: Pick<Ground, 'database' | 'now'>, id: string): Promise<boolean> {
  return change(ground, id, notifyEvents.message_stopped, async (transaction, stop) => {
    await transaction
      .insertInto('core.message_stop')
      .values(stop)
      .onConflict(conflict => conflict.columns(['recipient', 'template']).doNothing())
      .execute();
  });
}

/** Takes that back: messages of the sort of this one arrive again. */
export function resumeMessages(ground: Pick<Ground, 'database' | 'now'>, id: string): Promise<boolean> {
  return change(ground, id, notifyEvents.message_resumed, async (transaction, { recipient, template }) => {
    await transaction
      .deleteFrom('core.message_stop')
      .where('recipient', '=', recipient)
      .where('template', '=', template)
      .execute();
  });
}

interface Stop {
  recipient: Buffer;
  template: string;
  account_id: string | null;
  at: Date;
}

/** Messages of security and of appointments are never stopped: theirs is refused as one too old. */
async function change(
  ground: Pick<Ground, 'database' | 'now'>,
  id: string,
  event: typeof notifyEvents.message_stopped,
  write: (transaction: Transaction, stop: Stop) => Promise<void>,
): Promise<boolean> {
  const now = ground.now();
  return await act(ground.database, now, {
    event,
    actor,
    change: async transaction => {
      const message = await holdMessage(transaction, id);
      const object = { type: 'message', ref: id };
      const { recipient_account: account = null, address = null } = message ?? {};
      if (message?.kind !== 'information' || (!account && !address))
        return { answer: false, object, unchanged: true };
      const recipient = digestOf(
        account ? { account } : message.channel === 'email' ? { email: address! } : { phone: address! },
      );
      await write(transaction, { recipient, template: message.template, account_id: account, at: now });
      return {
        answer: true,
        object,
        facts: { template: message.template },
        ...(account ? { person: account } : {}),
      };
    },
  });
}
