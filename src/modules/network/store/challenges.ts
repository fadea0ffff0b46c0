import { actAs, door } from '../../../core/acting-as.ts';
import type { Database, Transaction } from '../../../core/database.ts';
import { newId } from '../../../core/identifier.ts';
import type { ChallengeKind } from '../tables-keys.ts';

/** A step that somebody has begun, as it is kept. */
export interface Challenge {
  id: string;
  kind: ChallengeKind;
  account: string | null;
  browser: Buffer;
  secret: Buffer | null;
  sealed: Buffer | null;
  tries: number;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface Beginning {
  /** When something is made of it before it is written. */
  id?: string;
  kind: ChallengeKind;
  account: string | null;
  browser: Buffer;
  secret?: Buffer;
  sealed?: Buffer;
  seconds: number;
}

/**
 * Before anybody is known: threads of sign-in that begin, go on and end. They are counters of a conversation, not
 * facts, hence no act; what comes out of them is one.
 */
export async function atTheDoor<Answer>(
  database: Database,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return await database.transaction().execute(async transaction => {
    await actAs(transaction, door);
    return await work(transaction);
  });
}

/** Begins a step; its reference is worth nothing without the browser or the secret it is bound to. */
export async function begin(transaction: Transaction, now: Date, it: Beginning): Promise<string> {
  const id = it.id ?? newId(now);
  await transaction
    .insertInto('network.challenge')
    .values({
      id,
      kind: it.kind,
      secret_hash: it.secret ?? null,
      account_id: it.account,
      browser_sha256: it.browser,
      sealed: it.sealed ?? null,
      created_at: now,
      expires_at: new Date(now.getTime() + it.seconds * 1000),
      used_at: null,
    })
    .execute();
  return id;
}

const columns = [
  'id',
  'kind',
  'account_id as account',
  'browser_sha256 as browser',
  'secret_hash as secret',
  'sealed',
  'tries',
  'expires_at as expiresAt',
  'used_at as usedAt',
] as const;

/** The last step of this kind that this browser began and has not ended. */
export async function findOfBrowser(
  transaction: Transaction,
  now: Date,
  kind: ChallengeKind,
  browser: Buffer,
): Promise<Challenge | null> {
  const row = await transaction
    .selectFrom('network.challenge')
    .select(columns)
    .where('kind', '=', kind)
    .where('browser_sha256', '=', browser)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The step a link belongs to, whatever became of it. */
export async function findBySecret(
  transaction: Transaction,
  kind: ChallengeKind,
  secret: Buffer,
): Promise<Challenge | null> {
  const row = await transaction
    .selectFrom('network.challenge')
    .select(columns)
    .where('kind', '=', kind)
    .where('secret_hash', '=', secret)
    .executeTakeFirst();
  return row ?? null;
}

/** Ends a step by what it was for; false when it was used, or is over. */
export async function useUp(transaction: Transaction, now: Date, id: string): Promise<boolean> {
  const used = await transaction
    .updateTable('network.challenge')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** Counts one try; false when there have been enough. */
export async function countTry(transaction: Transaction, id: string, most: number): Promise<boolean> {
  const counted = await transaction
    .updateTable('network.challenge')
    .set(eb => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('tries', '<', most)
    .executeTakeFirst();
  return counted.numUpdatedRows > 0n;
}
