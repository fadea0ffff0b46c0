import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../access.ts';
import type { Transaction } from '../database.ts';
import type { Fact } from '../events.ts';
import { newId } from '../identifier.ts';
import { commitmentOf, refuseUnfaithful } from './entry.ts';

export interface EntryDraft {
  /** Code of the event. */
  event: string;
  actor: Actor;
  object: { type: string; ref: string };
  facts?: Readonly<Record<string, Fact>>;
  /** What identifies somebody: erasable; the entry holds its commitment. */
  details?: Readonly<Record<string, unknown>>;
  /** Account or person concerned. */
  person?: string;
  mandate?: string;
  request?: string;
}

/** What the second press of a form will be answered. */
export interface KeptAnswer {
  key: string;
  answer: unknown;
}

/** Objects that are somebody: the entry names them by their pseudonym. */
const somebody: readonly string[] = ['account', 'person'];

/**
 * Writes the entries of an act, and keeps the answer of its form, in its transaction and in one round trip: the journal
 * must not be what an act waits for. Called by `act()` alone. An entry that cannot be written fails the act.
 */
export async function writeEntries(
  transaction: Transaction,
  now: Date,
  drafts: readonly EntryDraft[],
  kept?: KeptAnswer,
): Promise<void> {
  const answered = kept
    ? sql`WITH answered AS (UPDATE core.idempotency SET answer = ${JSON.stringify({ answer: kept.answer })} WHERE key = ${kept.key}) `
    : sql``;
  await sql`${answered}SELECT ${sql.join(drafts.map(draft => entryCall(draft, now)))}`.execute(transaction);
}

function entryCall({ actor, object, facts = {}, details, ...draft }: EntryDraft, now: Date) {
  refuseUnfaithful([facts, details]);
  const salt = details ? randomBytes(32) : null;
  return sql`core.write_journal_entry(
    ${newId(now)}, ${now}, ${actor.account?.id ?? null}, ${actor.ref}, ${roleOf(actor)},
    ${actor.account?.membership?.organisation.id ?? null}, ${draft.event}, ${draft.person ?? null},
    ${object.type}, ${object.ref}, ${somebody.includes(object.type)},
    ${draft.mandate ?? null}, ${JSON.stringify(facts)}, ${draft.request ?? null},
    ${salt}, ${details ? JSON.stringify(details) : null}, ${salt && commitmentOf(salt, details)})`;
}

/** In what capacity they act. */
function roleOf({ kind, account }: Actor): string {
  if (kind !== 'account') return kind;
  return account?.membership ? account.membership.roles.toSorted().join('+') : 'habitant';
}

/**
 * Takes the meaning of one account or person away: nobody can say any more whose entries these were, nor what they told
 * apart from codes. The tree does not change.
 */
export async function eraseMeaning(
  transaction: Transaction,
  subject: string,
): Promise<{ pseudonyms: number; details: number }> {
  const details = await sql`DELETE FROM core.journal_detail
    WHERE concerns = (SELECT ref::text FROM core.pseudonym WHERE target = ${subject})`.execute(transaction);
  const pseudonyms = await sql`DELETE FROM core.pseudonym WHERE target = ${subject}`.execute(transaction);
  return { pseudonyms: Number(pseudonyms.numAffectedRows), details: Number(details.numAffectedRows) };
}
