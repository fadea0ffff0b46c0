import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { actAs } from '../../core/acting-as.ts';
import type { Database, Transaction } from '../../core/database.ts';
import { newId, newSecret } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { dayInParis } from '../../core/typography.ts';
import { monthsBefore } from './domain/coverage.ts';
import { dueOn, nextStage, type ReminderStage } from './domain/freshness.ts';
import { directoryEvents } from './events.ts';
import { keepersOf } from './holding.ts';
import { type Acting, openClosure } from './keeping.ts';
import { markVerified } from './store/keeping.ts';
import { openItemOnce, withdrawAnswered } from './store/moderation.ts';
import {
  findReminderOfLink,
  findUnchecked,
  insertReminder,
  markAnswered,
  type Reminded,
  type Reminder,
} from './store/reminders.ts';

const robot: Actor = { kind: 'job', ref: 'directory:remind' };

/** Days during which the link of a reminder answers. */
const linkDays = 30;

/** Messages of one run at most: a directory imported in one day is not asked for in one day. */
const mostAtOnce = 60;

/** Asks the places nobody checked for six months, again at seven, and gives a call to make at eight. Counts them. */
export async function remindPlaces({
  database,
  now,
  origin,
}: {
  database: Database;
  now: Date;
  origin: string;
}): Promise<number> {
  const today = dayInParis(now);
  const due = await database.transaction().execute(async transaction => {
    await actAs(transaction, robot);
    await withdrawAnswered(transaction, `${robot.kind}:${robot.ref}`, now);
    return await findUnchecked(transaction, monthsBefore(today, 6));
  });
  const staged = due.flatMap(place => {
    const stage = nextStage(place, today);
    return stage ? [{ place, stage }] : [];
  });
  for (const { place, stage } of staged.slice(0, mostAtOnce))
    await remind(database, now, origin, place, stage);
  return Math.min(staged.length, mostAtOnce);
}

async function remind(
  database: Database,
  now: Date,
  origin: string,
  place: Reminded,
  stage: ReminderStage,
): Promise<void> {
  await act(database, now, {
    event: directoryEvents.reminder_sent,
    actor: robot,
    change: async transaction => {
      const due = dueOn(place);
      const to = stage === 8 ? [] : await recipientsOf(transaction, place);
      const link =
        to.length > 0
          ? { secret: newSecret(), expiresAt: new Date(now.getTime() + linkDays * 86_400_000) }
          : null;
      await insertReminder(transaction, {
        id: newId(now),
        placeId: place.id,
        dueOn: due,
        stage,
        at: now,
        link,
      });
      for (const [index, recipient] of to.entries())
        await notify(transaction, now, {
          template: 'directory.reminder',
          to: recipient,
          occurrence: `${place.id} ${due} ${stage} ${index}`,
          values: { place: place.name, link: `${origin}/lieux/rappel/${link!.secret}` },
          causedBy: robot,
          ...(place.holder ? { organisation: place.holder } : {}),
        });
      if (stage === 8)
        await openItemOnce(transaction, { id: newId(now), kind: 'stale', placeId: place.id, at: now });
      return {
        answer: null,
        object: { type: 'place', ref: place.id },
        facts: { stage, due, messages: to.length },
      };
    },
  });
}

/** Those who keep the page, otherwise the address the place publishes. */
async function recipientsOf(transaction: Transaction, place: Reminded) {
  const accounts = place.holder ? await keepersOf(transaction, place.holder) : [];
  if (accounts.length > 0) return accounts.map(account => ({ account }));
  return place.email ? [{ email: place.email }] : [];
}

/** The answer given on the page of the link; null when the link is wrong, too old, or has served. */
export async function answerReminder(
  { database, actor, now, key, request }: Acting,
  secret: string,
  answer: NonNullable<Reminder['answer']>,
): Promise<{ slug: string } | null> {
  return await act<{ slug: string } | null>(database, now, {
    event: directoryEvents.place_confirmed,
    actor,
    ...(key ? { key } : {}),
    ...(request ? { request } : {}),
    change: async transaction => {
      const reminder = await findReminderOfLink(transaction, secret);
      const object = { type: 'place', ref: reminder?.placeId ?? 'none' };
      if (!reminder || reminder.answeredAt || reminder.expiresAt <= now)
        return { answer: null, object, unchanged: true };
      await markAnswered(transaction, reminder.id, answer, now);
      if (answer === 'exact')
        await markVerified(
          transaction,
          reminder.placeId,
          { on: dayInParis(now), by: 'editor', organisation: null },
          now,
        );
      if (answer === 'ferme') await openClosure(transaction, now, reminder.placeId, null);
      return { answer: { slug: reminder.slug }, object, facts: { stage: reminder.stage, answer } };
    },
  });
}
