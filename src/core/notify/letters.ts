import { sql } from 'kysely';
import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import { asSystem } from '../acting-as.ts';
import type { Database, Transaction } from '../database.ts';
import type { LetterValues } from './documents/letter.ts';
import { sendElsewhere } from './elsewhere.ts';
import { notifyEvents } from './events.ts';
import { holdMessage, insertReceipt, setState } from './store.ts';
import type { MessageState } from './vocabulary.ts';

export interface LetterLine {
  id: string;
  /** First line of the address: who it is for. */
  to: string;
  /** False when there is no address: it can only be handed over. */
  posted: boolean;
  subject: string;
  writtenAt: Date;
  state: MessageState;
  stateAt: Date;
  printedAt: Date | null;
  /** Working days it has waited, when it waits. */
  waited: number;
}

/** Letters the actor may see: those that wait, oldest first; then those that left, last first. */
export async function findLetters(transaction: Transaction, now: Date): Promise<LetterLine[]> {
  const rows = await transaction
    .selectFrom('core.message as m')
    .select(['id', 'address', 'subject', 'state', 'state_at', 'created_at'])
    .select(
      sql<Date | null>`(SELECT max(r.at) FROM core.receipt r WHERE r.message_id = m.id AND r.event = 'printed')`.as(
        'printed_at',
      ),
    )
    .where('channel', '=', 'letter')
    .where('body', 'is not', null)
    .where('state', 'in', ['a_envoyer', 'envoye', 'remis', 'echec'])
    .orderBy(sql`state <> 'a_envoyer'`)
    .orderBy(sql`CASE WHEN state = 'a_envoyer' THEN created_at END`)
    .orderBy('state_at', 'desc')
    .limit(300)
    .execute();
  return rows.map(row => {
    const [to = '', ...address] = (row.address ?? '').split('\n');
    return {
      id: row.id,
      to,
      posted: address.length > 0,
      subject: row.subject ?? '',
      writtenAt: row.created_at,
      state: row.state,
      stateAt: row.state_at,
      printedAt: row.printed_at,
      waited: row.state === 'a_envoyer' ? workingDays(row.created_at, now) : 0,
    };
  });
}

/** Letters that waited more than this many working days are shown to the référent. */
export const patience = 3;

const day = 86_400_000;

/** Whole days from Monday to Friday between two instants. */
export function workingDays(from: Date, to: Date): number {
  let count = 0;
  for (let at = from.getTime() + day; at <= to.getTime(); at += day) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count++;
  }
  return count;
}

/** What these letters say, those the actor may see; the sender is the organisation they are printed for. */
export async function readLetters(
  transaction: Transaction,
  ids: readonly string[],
  sender: string | null,
): Promise<LetterValues[]> {
  if (ids.length === 0) return [];
  const rows = await transaction
    .selectFrom('core.message')
    .select(['address', 'subject', 'body', 'link', 'language', 'recipient_account'])
    .where('id', 'in', [...ids])
    .where('channel', '=', 'letter')
    .where('body', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const accounts = rows.flatMap(row => row.recipient_account ?? []);
  // Large print is theirs to choose, and for the printer to know.
  const large = await asSystem(transaction, 'print-letters', () =>
    accounts.length === 0
      ? Promise.resolve([])
      : transaction
          .selectFrom('core.message_preference')
          .select('account_id')
          .where('account_id', 'in', accounts)
          .where('large_print', '=', true)
          .execute(),
  );
  return rows.map(row => ({
    address: row.address!.split('\n'),
    sender,
    subject: row.subject!,
    text: row.body!,
    link: row.link,
    language: row.language,
    large: large.some(({ account_id }) => account_id === row.recipient_account),
  }));
}

/** What can be ticked on a letter, and the state it takes. */
export const ticks = {
  printed: { event: notifyEvents.letter_printed, from: ['a_envoyer', 'envoye'], to: null },
  handed: { event: notifyEvents.letter_handed, from: ['a_envoyer', 'envoye'], to: 'remis' },
  posted: { event: notifyEvents.letter_posted, from: ['a_envoyer'], to: 'envoye' },
  returned: { event: notifyEvents.letter_returned, from: ['envoye'], to: 'echec' },
} as const;
export type LetterTick = keyof typeof ticks;

/** Notes what became of letters the actor may see; those for which it makes no sense are left. How many were noted. */
export async function tickLetters(
  database: Database,
  now: Date,
  {
    actor,
    ids,
    tick,
    key,
    request,
  }: { actor: Actor; ids: readonly string[]; tick: LetterTick; key?: string; request?: string },
): Promise<number> {
  const { event, from, to } = ticks[tick];
  return await act(database, now, {
    event,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      let noted = 0;
      for (const id of [...new Set(ids)].sort()) {
        const message = await holdMessage(transaction, id);
        const mayTick: readonly MessageState[] = from;
        if (message?.channel !== 'letter' || !mayTick.includes(message.state)) continue;
        const returned = tick === 'returned';
        await insertReceipt(transaction, now, {
          message: id,
          event: tick,
          try: 1,
          ...(returned ? { detail: 'came_back' } : {}),
        });
        if (to)
          await setState(transaction, now, id, { state: to, ...(returned ? { detail: 'came_back' } : {}) });
        if (returned) await asSystem(transaction, 'notify', () => sendElsewhere(transaction, now, message));
        noted++;
      }
      const [first = ''] = ids;
      return {
        answer: noted,
        object: { type: 'message', ref: first },
        facts: { letters: noted },
        unchanged: noted === 0,
      };
    },
  });
}
