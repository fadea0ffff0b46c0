import { act } from '../../core/act.ts';
import { keyOfAct } from '../../core/forms.ts';
import { insertReceipt } from '../../core/notify/store.ts';
import type { Channel } from '../../core/notify/vocabulary.ts';
import type { Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { forgetStops, readOnScreen, setPreference, settleMessage } from './store/messages.ts';

/** A form may be on a page several times, once a line: each line is another act. */
const keyFor = ({ key }: Doer, said: unknown) => (key ? { key: keyOfAct(key, said) } : {});

/** Chooses how to be reached; stops are taken back when asked. */
export async function chooseWays(
  doer: Doer,
  choice: { channels: readonly Channel[]; large: boolean; resume: boolean },
): Promise<void> {
  const { database, now, actor, request } = doer;
  await act(database, now, {
    event: networkEvents.message_choices_changed,
    actor,
    request,
    ...keyFor(doer, choice),
    change: async transaction => {
      await setPreference(transaction, now, actor.ref, choice);
      if (choice.resume) await forgetStops(transaction, actor.ref);
      return {
        answer: null,
        object: { type: 'account', ref: actor.ref },
        facts: { channels: choice.channels, resumed: choice.resume },
        person: actor.ref,
      };
    },
  });
}

/** « J’ai tout lu »: every message on screen has reached its person. */
export async function readMessages(doer: Doer): Promise<number> {
  const { database, now, actor, request } = doer;
  return await act(database, now, {
    event: networkEvents.messages_read,
    actor,
    request,
    ...keyFor(doer, 'read'),
    change: async transaction => {
      const read = await readOnScreen(transaction, now, actor.ref);
      for (const message of read)
        await insertReceipt(transaction, now, { message, event: 'delivered', try: 1 });
      return {
        answer: read.length,
        object: { type: 'account', ref: actor.ref },
        facts: { messages: read.length },
        person: actor.ref,
        unchanged: read.length === 0,
      };
    },
  });
}

/** « J’ai vu »: who caused a message knows that it did not arrive. */
export async function settle(doer: Doer, message: string): Promise<boolean> {
  const { database, now, actor, request } = doer;
  return await act(database, now, {
    event: networkEvents.message_settled,
    actor,
    request,
    ...keyFor(doer, { settle: message }),
    change: async transaction => {
      const settled = await settleMessage(transaction, now, actor.ref, message);
      return { answer: settled, object: { type: 'message', ref: message }, unchanged: !settled };
    },
  });
}
