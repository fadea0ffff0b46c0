import { sql } from 'kysely';
import { type Actor, type Policy, Refused } from './access.ts';
import type { Database, Transaction } from './database.ts';
import { newId } from './identifier.ts';

export interface Act<Answer> {
  /** Journal code, `directory.report.received`. */
  event: string;
  policy: Policy;
  actor: Actor;
  /** Key of the form and of what it said: the second press gets the first answer and changes nothing. */
  key?: string;
  /** Quotable number of the request, written in the journal. */
  request?: string;
  change(transaction: Transaction): Promise<Change<Answer>>;
}

export interface Change<Answer> {
  answer: Answer;
  /** What was changed; codes and references only, never a name, a contact or free text. */
  object: { type: string; ref: string };
  facts?: Record<string, string | number | boolean | null | readonly (string | number)[]>;
  /** True when nothing had to be changed: no journal entry then. */
  unchanged?: boolean;
}

/**
 * The one way to change state: policy, one transaction, the change, its journal entry, the answer.
 * The answer must be JSON when a key is given. Throws {@link Refused} when the policy says no.
 */
export async function act<Answer>(database: Database, now: Date, it: Act<Answer>): Promise<Answer> {
  if (!it.policy.allows(it.actor)) throw new Refused(it.policy);
  return await database.transaction().execute(async transaction => {
    await sql`SELECT set_config('airial.actor', ${`${it.actor.kind}:${it.actor.ref}`}, true)`.execute(
      transaction,
    );
    if (it.key) {
      const earlier = await claimKey(transaction, it.key, it.event, now);
      if (earlier) return earlier.answer as Answer;
    }
    const change = await it.change(transaction);
    if (!change.unchanged) {
      await transaction
        .insertInto('core.journal_entry')
        .values({
          id: newId(now),
          at: now,
          actor_kind: it.actor.kind,
          actor_ref: it.actor.ref,
          event: it.event,
          object_type: change.object.type,
          object_ref: change.object.ref,
          facts: JSON.stringify(change.facts ?? {}),
          request_ref: it.request ?? null,
        })
        .execute();
    }
    if (it.key) {
      await transaction
        .updateTable('core.idempotency')
        .set({ answer: JSON.stringify({ answer: change.answer }) })
        .where('key', '=', it.key)
        .execute();
    }
    return change.answer;
  });
}

/** The answer of an act already done under this key; null when there is none. */
export async function earlierAnswer<Answer>(
  database: Database,
  { event, key }: Required<Pick<Act<Answer>, 'event' | 'key'>>,
): Promise<Answer | null> {
  const row = await database
    .selectFrom('core.idempotency')
    .select('answer')
    .where('key', '=', key)
    .where('event', '=', event)
    .executeTakeFirst();
  return row ? (row.answer as unknown as { answer: Answer }).answer : null;
}

/** Takes the key, waiting for a concurrent holder to commit or roll back; returns the earlier answer if there is one. */
async function claimKey(
  transaction: Transaction,
  key: string,
  event: string,
  now: Date,
): Promise<{ answer: unknown } | null> {
  const claimed = await transaction
    .insertInto('core.idempotency')
    .values({ key, event, answer: '{}', at: now })
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows === 1n) return null;
  const earlier = await transaction
    .selectFrom('core.idempotency')
    .select(['event', 'answer'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (earlier.event !== event) throw new Error('Cette clé a déjà servi à une autre action.');
  return earlier.answer as unknown as { answer: unknown };
}
