import { type Actor, insist } from './access.ts';
import { actAs } from './acting-as.ts';
import type { Database, Transaction } from './database.ts';
import { checkFacts, type Fact, type JournalEvent } from './events.ts';
import { writeEntries } from './journal/writing.ts';

export interface Act<Answer> {
  /** The row of the vocabulary of acts: its code for the journal, and who may do it. */
  event: JournalEvent;
  actor: Actor;
  /** What the act is done to, when it is known before: the policy is asked about it. Otherwise `change` insists. */
  subject?: unknown;
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
  facts?: Readonly<Record<string, Fact>>;
  /** What identifies somebody: kept apart and erasable, the entry holds its commitment only. */
  details?: Readonly<Record<string, unknown>>;
  /** Account or person concerned: the act is shown in their own journal. */
  person?: string;
  /** True when nothing had to be changed: no journal entry then. */
  unchanged?: boolean;
  /** What else the same transaction did, by the same hand: each is asked of its policy and has its entry, before this one. */
  also?: readonly Also[];
}

/** Something done along with an act: all or nothing with it. */
export interface Also extends Pick<Change<never>, 'object' | 'facts' | 'details' | 'person'> {
  event: JournalEvent;
}

/**
 * The one way to change state: policy, one transaction, the change, its journal entry, the answer.
 * The answer must be JSON when a key is given. Throws `Refused` when the policy says no.
 */
export async function act<Answer>(database: Database, now: Date, it: Act<Answer>): Promise<Answer> {
  insist(it.event.policy, it.actor, it.subject);
  return await database.transaction().execute(async transaction => {
    await actAs(transaction, it.actor);
    if (it.key) {
      const earlier = await claimKey(transaction, it.key, it.event.code, now);
      if (earlier) return earlier.answer as Answer;
    }
    const change = await it.change(transaction);
    const kept = it.key ? { key: it.key, answer: change.answer } : undefined;
    if (!change.unchanged) {
      const { object, facts, details, person, also = [] } = change;
      for (const { event } of also) insist(event.policy, it.actor);
      const drafts = [...also, { event: it.event, object, facts, details, person }].map(draft => {
        checkFacts(draft.event, draft.facts ?? {});
        return { ...draft, event: draft.event.code, actor: it.actor, request: it.request };
      });
      await writeEntries(transaction, now, drafts, kept);
    } else if (kept) {
      await transaction
        .updateTable('core.idempotency')
        .set({ answer: JSON.stringify({ answer: kept.answer }) })
        .where('key', '=', kept.key)
        .execute();
    }
    return change.answer;
  });
}

/** The answer of an act already done under this key; null when there is none. */
export async function earlierAnswer<Answer>(
  database: Database,
  { event, key }: { event: JournalEvent; key: string },
): Promise<Answer | null> {
  const row = await database
    .selectFrom('core.idempotency')
    .select('answer')
    .where('key', '=', key)
    .where('event', '=', event.code)
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
