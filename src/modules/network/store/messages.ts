import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import {
  type Channel,
  channelCodes,
  type Detail,
  type MessageKind,
  type MessageState,
} from '../../../core/notify/vocabulary.ts';

export interface ReceivedMessage {
  id: string;
  at: Date;
  kind: MessageKind;
  subject: string;
  /** Null once erased, and always for what opens an account. */
  text: string | null;
  link: string | null;
  /** Every way it was sent by, and what became of it. */
  ways: readonly { channel: Channel; state: MessageState }[];
  /** Shown on screen and not yet read. */
  unread: string | null;
}

/** What was sent to an account since an instant, the last first: one line whatever the ways. */
export async function findReceived(
  transaction: Transaction,
  account: string,
  since: Date,
): Promise<ReceivedMessage[]> {
  const rows = await transaction
    .selectFrom('core.message')
    .select([
      'id',
      'template',
      'occurrence',
      'kind',
      'channel',
      'state',
      'subject',
      'link',
      'secret',
      'created_at',
      'read_at',
    ])
    .select(sql<string | null>`CASE WHEN secret THEN NULL ELSE body END`.as('body'))
    .where('recipient_account', '=', account)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  const byOccurrence = Map.groupBy(rows, row => `${row.template} ${row.occurrence}`);
  return [...byOccurrence.values()].map(ways => {
    const told =
      ways.find(way => way.body !== null && way.channel !== 'sms') ??
      ways.find(way => way.subject) ??
      ways[0]!;
    const unread = ways.find(way => way.channel === 'onscreen' && way.read_at === null);
    return {
      id: told.id,
      at: told.created_at,
      kind: told.kind,
      subject: told.subject ?? '',
      text: told.body,
      link: told.secret ? null : told.link,
      ways: ways
        .map(({ channel, state }) => ({ channel, state }))
        .sort((a, b) => channelCodes.indexOf(a.channel) - channelCodes.indexOf(b.channel)),
      unread: unread?.id ?? null,
    };
  });
}

/** Messages on screen that an account has not read. */
export async function countUnread(transaction: Transaction, account: string): Promise<number> {
  const { unread } = await transaction
    .selectFrom('core.message')
    .select(eb => eb.fn.countAll<number>().as('unread'))
    .where('recipient_account', '=', account)
    .where('channel', '=', 'onscreen')
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return unread;
}

export interface CausedMessage {
  id: string;
  at: Date;
  kind: MessageKind;
  channel: Channel;
  state: MessageState;
  stateAt: Date;
  detail: Detail | null;
  /** Only for who caused it. */
  subject: string | null;
  address: string | null;
  mine: boolean;
  settled: boolean;
}

/** What became of messages that the account caused, or that its organisation did when its référent asks. */
export async function findCaused(
  transaction: Transaction,
  {
    account,
    organisation,
    undelivered,
  }: { account: string; organisation: string | null; undelivered: boolean },
): Promise<CausedMessage[]> {
  const rows = await transaction
    .selectFrom('core.message')
    .select([
      'id',
      'created_at as at',
      'kind',
      'channel',
      'state',
      'state_at as stateAt',
      'detail',
      'secret',
      'subject',
      'address',
    ])
    .select(['caused_by_account as by', 'settled_at as settledAt'])
    .where(eb =>
      eb.or([
        eb('caused_by_account', '=', account),
        ...(organisation ? [eb('organisation_id', '=', organisation)] : []),
      ]),
    )
    .$if(undelivered, query => query.where('state', 'in', ['echec', 'incertain']))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ by, settledAt, secret, subject, address, ...row }) => ({
    ...row,
    mine: by === account,
    settled: settledAt !== null,
    subject: by === account && !secret ? subject : null,
    address: by === account ? address : null,
  }));
}

/** Messages the account caused that did not arrive, and that it has not seen since an instant. */
export async function findUndelivered(transaction: Transaction, account: string, since: Date) {
  return await transaction
    .selectFrom('core.message')
    .select(['id', 'channel', 'state', 'state_at as at', 'detail'])
    .where('caused_by_account', '=', account)
    .where('state', 'in', ['echec', 'incertain'])
    .where('settled_at', 'is', null)
    .where('state_at', '>=', since)
    .orderBy('state_at')
    .execute();
}

/** The account knows that this message did not arrive; false when it is not theirs to settle. */
export async function settleMessage(
  transaction: Transaction,
  now: Date,
  account: string,
  id: string,
): Promise<boolean> {
  const done = await transaction
    .updateTable('core.message')
    .set({ settled_at: now })
    .where('id', '=', id)
    .where('caused_by_account', '=', account)
    .where('settled_at', 'is', null)
    .where('state', 'in', ['echec', 'incertain'])
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The account has read its messages on screen: all of them. How many were new. */
export async function readOnScreen(transaction: Transaction, now: Date, account: string): Promise<string[]> {
  const rows = await transaction
    .updateTable('core.message')
    .set({ read_at: now, state: 'remis', state_at: now })
    .where('recipient_account', '=', account)
    .where('channel', '=', 'onscreen')
    .where('state', '=', 'envoye')
    .where('read_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function findStops(transaction: Transaction, account: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('core.message_stop')
    .select('template')
    .where('account_id', '=', account)
    .orderBy('template')
    .execute();
  return rows.map(({ template }) => template);
}

/** Takes back every stop of an account: messages of information arrive again. */
export async function forgetStops(transaction: Transaction, account: string): Promise<void> {
  await transaction.deleteFrom('core.message_stop').where('account_id', '=', account).execute();
}

export async function setPreference(
  transaction: Transaction,
  now: Date,
  account: string,
  { channels, large }: { channels: readonly Channel[]; large: boolean },
): Promise<void> {
  const row = { channels: [...channels], large_print: large, at: now };
  await transaction
    .insertInto('core.message_preference')
    .values({ account_id: account, ...row })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row))
    .execute();
}
