import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import type { Transaction } from '../database.ts';
import type { Ground } from '../ground.ts';
import { nextTry } from './calendar.ts';
import type { Outcome } from './drivers/driver.ts';
import { sendElsewhere } from './elsewhere.ts';
import { notifyEvents } from './events.ts';
import { planSending, sendJob } from './notify.ts';
import { holdMessage, insertReceipt, type Message, putOff, setState } from './store.ts';
import type { Detail, MessageState } from './vocabulary.ts';

type Recording = Pick<Ground, 'database' | 'now'>;

const actor: Actor = { kind: 'job', ref: sendJob };

/** What the journal says of a message: its sort and its way, never its words nor its address. */
function entryOf({ id, template, channel, recipient_account }: Message) {
  return {
    object: { type: 'message', ref: id },
    facts: { template, channel },
    ...(recipient_account ? { person: recipient_account } : {}),
  };
}

/** Writes what the provider said: sent, refused, to be tried again, or not known. */
export async function record(
  ground: Recording,
  message: Message,
  number: number,
  outcome: Outcome,
): Promise<void> {
  const now = ground.now();
  const { id } = message;
  const entry = entryOf(message);
  const receipt = { message: id, try: number };
  if (outcome.kind === 'accepted') {
    const { providerRef } = outcome;
    await act(ground.database, now, {
      event: notifyEvents.message_sent,
      actor,
      change: async transaction => {
        await insertReceipt(transaction, now, { ...receipt, event: 'sent', providerRef });
        await setState(transaction, now, id, { state: 'envoye', ...(providerRef ? { providerRef } : {}) });
        return { answer: null, ...entry };
      },
    });
    return;
  }
  const verdict = verdictOf(message, outcome, now);
  await act(ground.database, now, {
    event: notifyEvents.message_failed,
    actor,
    change: async transaction => {
      const { state, detail } = verdict;
      await insertReceipt(transaction, now, { ...receipt, event: 'failure', detail });
      if (verdict.retryAt) {
        await putOff(transaction, id, { until: verdict.retryAt, tries: number, detail });
        await planSending(transaction, id, (verdict.retryAt.getTime() - now.getTime()) / 1000);
      } else await fail(transaction, now, message, state, detail);
      return {
        answer: null,
        ...entry,
        facts: { ...entry.facts, state, detail },
        unchanged: verdict.retryAt !== null,
      };
    },
  });
}

interface Verdict {
  state: MessageState;
  detail: Detail;
  retryAt: Date | null;
}

function verdictOf({ tries }: Message, outcome: Exclude<Outcome, { kind: 'accepted' }>, now: Date): Verdict {
  if (outcome.kind === 'unknown') return { state: 'incertain', detail: 'unknown_outcome', retryAt: null };
  if (outcome.permanent) return { state: 'echec', detail: outcome.detail, retryAt: null };
  const retryAt = nextTry(tries + 1, now);
  return retryAt
    ? { state: 'a_envoyer', detail: outcome.detail, retryAt }
    : { state: 'echec', detail: 'given_up', retryAt: null };
}

async function fail(
  transaction: Transaction,
  now: Date,
  message: Message,
  state: MessageState,
  detail: Detail,
) {
  await setState(transaction, now, message.id, { state, detail });
  if (state === 'echec') await sendElsewhere(transaction, now, message);
}

/**
 * Writes what is learnt later: a delivery report, a mailbox that sends the message back. Said twice it is written once.
 * False when no such message was sent.
 */
export async function recordReport(
  ground: Recording,
  by: Actor,
  id: string,
  report: { delivered: true } | { delivered: false; detail: Detail },
): Promise<boolean> {
  const now = ground.now();
  return await act(ground.database, now, {
    event: report.delivered ? notifyEvents.message_sent : notifyEvents.message_failed,
    actor: by,
    change: async transaction => {
      const message = await holdMessage(transaction, id);
      const object = { type: 'message', ref: id };
      if (!message) return { answer: false, object, unchanged: true };
      const from: MessageState[] = report.delivered
        ? ['envoye', 'incertain']
        : ['envoye', 'incertain', 'remis'];
      if (!from.includes(message.state)) return { answer: true, object, unchanged: true };
      const receipt = { message: id, try: message.tries + 1 };
      const entry = entryOf(message);
      if (report.delivered) {
        await insertReceipt(transaction, now, { ...receipt, event: 'delivered' });
        await setState(transaction, now, id, { state: 'remis' });
        return { answer: true, ...entry, facts: { ...entry.facts, delivered: true } };
      }
      await insertReceipt(transaction, now, { ...receipt, event: 'failure', detail: report.detail });
      await fail(transaction, now, message, 'echec', report.detail);
      return { answer: true, ...entry, facts: { ...entry.facts, state: 'echec', detail: report.detail } };
    },
  });
}
