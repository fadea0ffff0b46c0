import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, Transaction } from '../database.ts';
import { newId } from '../identifier.ts';
import type { MessageTable } from './tables.ts';
import type { Channel, Detail, MessageState, ReceiptEvent } from './vocabulary.ts';

export type Message = Selectable<MessageTable>;

/** False when this message was written before: same template, recipient, occurrence and channel. */
export async function insertMessage(
  transaction: Transaction,
  message: Insertable<MessageTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('core.message')
    .values(message)
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export interface NewReceipt {
  message: string;
  event: ReceiptEvent;
  try: number;
  detail?: Detail | null;
  providerRef?: string | null;
}

export async function insertReceipt(transaction: Transaction, now: Date, receipt: NewReceipt): Promise<void> {
  await transaction
    .insertInto('core.receipt')
    .values({
      id: newId(now),
      message_id: receipt.message,
      at: now,
      event: receipt.event,
      try: receipt.try,
      provider_ref: receipt.providerRef ?? null,
      detail: receipt.detail ?? null,
    })
    .execute();
}

export async function isStopped(
  transaction: Transaction,
  recipient: Buffer,
  template: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('core.message_stop')
    .select('template')
    .where('recipient', '=', recipient)
    .where('template', '=', template)
    .executeTakeFirst();
  return row !== undefined;
}

export async function preferenceOf(
  transaction: Transaction,
  account: string,
): Promise<{ channels: Channel[]; large_print: boolean } | null> {
  return (
    (await transaction
      .selectFrom('core.message_preference')
      .select(['channels', 'large_print'])
      .where('account_id', '=', account)
      .executeTakeFirst()) ?? null
  );
}

/** The message, held until the end of the transaction. */
export async function holdMessage(transaction: Transaction, id: string): Promise<Message | null> {
  return (
    (await transaction
      .selectFrom('core.message')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** The last thing that happened to it. */
export async function lastReceipt(
  transaction: Transaction,
  message: string,
): Promise<{ event: ReceiptEvent; try: number } | null> {
  return (
    (await transaction
      .selectFrom('core.receipt')
      .select(['event', 'try'])
      .where('message_id', '=', message)
      .orderBy('try', 'desc')
      .orderBy(sql`event = 'processed'`)
      .limit(1)
      .executeTakeFirst()) ?? null
  );
}

export async function setState(
  transaction: Transaction,
  now: Date,
  id: string,
  change: { state: MessageState; detail?: Detail | null; providerRef?: string },
): Promise<void> {
  await transaction
    .updateTable('core.message')
    .set({
      state: change.state,
      state_at: now,
      detail: change.detail ?? null,
      next_try_at: null,
      ...(change.providerRef ? { provider_ref: change.providerRef } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** It waits for another time; `tries` tells how often it was tried. */
export async function putOff(
  transaction: Transaction,
  id: string,
  wait: { until: Date; tries: number; detail: Detail },
): Promise<void> {
  await transaction
    .updateTable('core.message')
    .set({ next_try_at: wait.until, tries: wait.tries, detail: wait.detail })
    .where('id', '=', id)
    .execute();
}

/** Text messages that left, or may have, since an instant: all, and to this number. */
export async function countSms(
  transaction: Transaction,
  since: Date,
  address: string,
): Promise<{ all: number; person: number }> {
  // One at a time, so that two do not both take the last place.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('airial text messages', 0))`.execute(transaction);
  const { rows } = await sql<{ all: number; person: number }>`
    SELECT count(*) AS all, count(*) FILTER (WHERE m.address = ${address}) AS person
    FROM core.receipt r JOIN core.message m ON m.id = r.message_id
    WHERE r.event = 'processed' AND r.at >= ${since} AND m.channel = 'sms'`.execute(transaction);
  return rows[0]!;
}

/** Messages whose time has come and whose job may be lost, with their waits. */
export async function dueMessages(transaction: Transaction, now: Date): Promise<string[]> {
  const rows = await transaction
    .selectFrom('core.message')
    .select('id')
    .where('state', '=', 'a_envoyer')
    .where('channel', 'in', ['email', 'sms'])
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(500)
    .execute();
  return rows.map(row => row.id);
}

/** Letters nobody handed over or posted yet. */
export async function waitingLetters(transaction: Transaction): Promise<string[]> {
  const rows = await transaction
    .selectFrom('core.message')
    .select('id')
    .where('state', '=', 'a_envoyer')
    .where('channel', '=', 'letter')
    .orderBy('id')
    .execute();
  return rows.map(row => row.id);
}

/** The message a provider speaks of. */
export async function messageOfProvider(
  database: Transaction | Database,
  channel: Channel,
  providerRef: string,
): Promise<string | null> {
  const row = await database
    .selectFrom('core.message')
    .select('id')
    .where('channel', '=', channel)
    .where('provider_ref', '=', providerRef)
    .executeTakeFirst();
  return row?.id ?? null;
}
