import { sql } from 'kysely';
import type { Actor } from './access.ts';
import type { Database, Transaction } from './database.ts';

/** Reading what proves who somebody is, before anybody is known: nothing else may be read so. */
export const door = { kind: 'door', ref: 'sign-in' } as const;

/** Tells row-level security who acts, until the transaction ends. */
export async function actAs(
  transaction: Transaction,
  { kind, ref, account }: Pick<Actor, 'ref' | 'account'> & { kind: Actor['kind'] | 'door' },
): Promise<void> {
  const membership = account?.strength === 2 ? account.membership : null;
  await sql`SELECT
    set_config('airial.actor', ${`${kind}:${ref}`}, true),
    set_config('airial.account', ${account?.id ?? ''}, true),
    set_config('airial.organisation', ${membership?.organisation.id ?? ''}, true),
    set_config('airial.role', ${membership?.roles.join(',') ?? ''}, true)`.execute(transaction);
}

/** Reads as this actor: what row-level security does not show them does not exist. */
export async function readAs<Answer>(
  database: Database,
  actor: Actor | typeof door,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return await database
    .transaction()
    .setAccessMode('read only')
    .execute(async transaction => {
      await actAs(transaction, actor);
      return await work(transaction);
    });
}
