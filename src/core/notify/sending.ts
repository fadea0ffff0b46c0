import { sql } from 'kysely';
import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import type { Transaction } from '../database.ts';
import type { Ground } from '../ground.ts';
import { territoryFacts } from '../territory-settings.ts';
import { afterNight, allowedFrom, dayStart, morningAfter } from './calendar.ts';
import type { Drivers, Outcome } from './drivers/driver.ts';
import { notifyEvents } from './events.ts';
import { gsmText, longestSms, septets } from './gsm.ts';
import { planSending, sendJob } from './notify.ts';
import { record } from './recording.ts';
import { smsLimits } from './settings.ts';
import { stopLink } from './stopping.ts';
import {
  countSms,
  holdMessage,
  insertReceipt,
  lastReceipt,
  type Message,
  putOff,
  setState,
  waitingLetters,
} from './store.ts';
import { templateOf } from './template.ts';
import type { Detail } from './vocabulary.ts';

export type Sending = Pick<Ground, 'database' | 'now' | 'config' | 'secret'>;

const actor: Actor = { kind: 'job', ref: sendJob };

/**
 * Sends one message, once. « Processed » is committed before the provider is called: a process killed between the
 * sending and its receipt leaves that trace. Sent again under the same key where the provider knows keys; said to be
 * uncertain where it does not.
 */
export async function sendMessage(ground: Sending, id: string, drivers: Drivers): Promise<void> {
  await ground.database.connection().execute(async holder => {
    // Held by the connection, not by a time: a killed process lets go at once, a slow one keeps it.
    const lock = `message ${id}`;
    const { rows } = await sql<{ held: boolean }>`
      SELECT pg_try_advisory_lock(hashtextextended(${lock}, 0)) AS held`.execute(holder);
    if (!rows[0]?.held) return;
    try {
      const ready = await prepare(ground, id, drivers);
      if (ready) await record(ground, ready.message, ready.try, await outcomeOf(ground, ready, drivers));
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtextextended(${lock}, 0))`.execute(holder);
    }
  });
}

interface Ready {
  message: Message;
  try: number;
  /** Known without asking the provider: a number nobody may write to, an earlier try whose end nobody knows. */
  outcome?: Outcome;
}

/** Reads the cause again and notes that the message is about to leave; null when it must not, or not now. */
async function prepare(ground: Sending, id: string, drivers: Drivers): Promise<Ready | null> {
  const now = ground.now();
  let ready: Ready | null = null;
  await act(ground.database, now, {
    event: notifyEvents.message_sent,
    actor,
    change: async transaction => {
      const message = await holdMessage(transaction, id);
      if (message?.state === 'a_envoyer' && (message.channel === 'email' || message.channel === 'sms'))
        ready = await readyOf(ground, transaction, message, drivers, now);
      return { answer: null, object: { type: 'message', ref: id }, unchanged: true };
    },
  });
  return ready;
}

async function readyOf(
  ground: Sending,
  transaction: Transaction,
  message: Message,
  drivers: Drivers,
  now: Date,
): Promise<Ready | null> {
  const { id } = message;
  const last = await lastReceipt(transaction, id);
  if (last?.event === 'processed') {
    const isKnown = driverOf(drivers, message).idempotent;
    return { message, try: last.try, ...(isKnown ? {} : { outcome: { kind: 'unknown' } }) };
  }
  const number = message.tries + 1;
  const end = await endOf(transaction, message, now);
  if (end) {
    await insertReceipt(transaction, now, { message: id, event: 'failure', try: number, detail: end.detail });
    await setState(transaction, now, id, end);
    return null;
  }
  if (message.channel === 'sms') {
    const counted = await countSms(transaction, dayStart(now), message.address!);
    const detail = smsRefusal(ground, message, counted);
    if (detail) return { message, try: number, outcome: { kind: 'refused', permanent: true, detail } };
    const wait = smsWait(ground, message, counted, now);
    if (wait) {
      await putOff(transaction, id, { ...wait, tries: message.tries });
      await planSending(transaction, id, (wait.until.getTime() - now.getTime()) / 1000);
      return null;
    }
  }
  await insertReceipt(transaction, now, { message: id, event: 'processed', try: number });
  return { message, try: number };
}

/** Why it is not to be sent any more: too late, or no longer true. */
async function endOf(
  transaction: Transaction,
  { expires_at, template, version, recipient_account, occurrence, said }: Message,
  now: Date,
): Promise<{ state: 'annule' | 'perime'; detail: Detail } | null> {
  if (expires_at && expires_at <= now) return { state: 'perime', detail: 'too_late' };
  const { stillDue } = templateOf(template, version);
  const about = { account: recipient_account, occurrence, values: said ?? {} };
  if (stillDue && !(await stillDue(transaction, about, now)))
    return { state: 'annule', detail: 'no_longer_due' };
  return null;
}

/** Letters that wait although they are too late or no longer true are cancelled: nobody prints them. */
export async function cancelStaleLetters(ground: Sending): Promise<void> {
  const now = ground.now();
  await act(ground.database, now, {
    event: notifyEvents.message_sent,
    actor,
    change: async transaction => {
      for (const id of await waitingLetters(transaction)) {
        const message = await holdMessage(transaction, id);
        const end = message?.state === 'a_envoyer' ? await endOf(transaction, message, now) : null;
        if (!end) continue;
        await insertReceipt(transaction, now, { message: id, event: 'failure', try: 1, detail: end.detail });
        await setState(transaction, now, id, end);
      }
      return { answer: null, object: { type: 'message', ref: 'letters' }, unchanged: true };
    },
  });
}

interface Counted {
  all: number;
  person: number;
}

function smsRefusal({ config }: Sending, { address, body }: Message, { person }: Counted): Detail | null {
  const { prefixes, perPersonPerDay } = config.sms ?? smsLimits;
  if (!prefixes.some(prefix => address!.startsWith(prefix))) return 'prefix_refused';
  if (septets(gsmText(body!)) > longestSms) return 'too_long';
  return person >= perPersonPerDay ? 'cap_person' : null;
}

/** Until when a text message waits: the night, or the day after when too many left. */
function smsWait(
  { config }: Sending,
  message: Message,
  { all }: Counted,
  now: Date,
): { until: Date; detail: Detail } | null {
  const from = allowedFrom('sms', message, now);
  if (from > now) return { until: afterNight(from), detail: 'quiet_hours' };
  return all >= (config.sms ?? smsLimits).perDay ? { until: morningAfter(now), detail: 'cap_day' } : null;
}

function driverOf(drivers: Drivers, { channel }: Message): { idempotent: boolean } {
  return channel === 'sms' ? drivers.sms : drivers.email;
}

/** What became of this try; with a provider that knows keys, doubt is only a reason to try again. */
async function outcomeOf(ground: Sending, { message, outcome }: Ready, drivers: Drivers): Promise<Outcome> {
  const said = outcome ?? (await hand(ground, message, drivers));
  if (said.kind === 'unknown' && driverOf(drivers, message).idempotent)
    return { kind: 'refused', permanent: false, detail: 'unreachable' };
  return said;
}

async function hand(ground: Sending, message: Message, { sms, email }: Drivers): Promise<Outcome> {
  const { id, address, body, subject } = message;
  if (message.channel === 'sms') return await sms.send({ id, to: address!, text: gsmText(body!) });
  const stop = stopLink(ground, message);
  return await email.send({
    id,
    to: address!,
    subject: subject!,
    text: emailText(ground, message, stop),
    stop,
  });
}

/** The e-mail as sent: what it says, its link on a line of its own, who writes, how to stop it. */
function emailText(sending: Sending, { body, link, language }: Message, stop: string | null): string {
  const { name } = territoryFacts(sending);
  const foot =
    language === 'fr'
      ? [
          `Airial, ${name}. Ce message est envoyé automatiquement.`,
          stop && `Ne plus recevoir ces messages\u00a0: ${stop}`,
        ]
      : [`Airial, ${name}. This message is sent automatically.`, stop && `Stop these messages: ${stop}`];
  const said = [body, link].filter(Boolean).join('\n\n');
  return `${said}\n\n-- \n${foot.filter(Boolean).join('\n')}\n`;
}
