import { sql } from 'kysely';
import type { Actor } from './access.ts';
import type { Database, Transaction } from './database.ts';

/** Reading what proves who somebody is, before anybody is known: nothing else may be read so. */
export const door = { kind: 'door', ref: 'sign-in' } as const;

/** Tells row-level security who acts, until the transaction ends. */
export async function actAs(
  transaction: Transaction,
  {
    kind,
    ref,
    account,
    client,
  }: Pick<Actor, 'ref' | 'account' | 'client'> & { kind: Actor['kind'] | 'door' },
): Promise<void> {
  const membership = account?.strength === 2 ? account.membership : null;
  await sql`SELECT
    set_config('airial.actor', ${`${kind}:${ref}`}, true),
    set_config('airial.account', ${account?.id ?? ''}, true),
    set_config('airial.organisation', ${membership?.organisation.id ?? client?.organisation ?? ''}, true),
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

/**
 * Does one step of an act as Airial itself, then gives the transaction back to who acts: what the engine must read to
 * serve somebody (how to reach them) is not theirs to see.
 */
export async function asSystem<Answer>(
  transaction: Transaction,
  job: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const settings = ['actor', 'account', 'organisation', 'role'].map(name => `airial.${name}`);
  const { rows } = await sql<{ name: string; value: string | null }>`
    SELECT name, current_setting(name, true) AS value FROM unnest(${settings}::text[]) AS name`.execute(
    transaction,
  );
  await actAs(transaction, { kind: 'job', ref: job });
  const answer = await work();
  // Not after a failure: the transaction is over, or goes back to where it knew who acts.
  const names = rows.map(row => row.name);
  const values = rows.map(row => row.value ?? '');
  await sql`SELECT set_config(name, value, true) FROM unnest(${names}::text[], ${values}::text[]) AS kept (name, value)`.execute(
    transaction,
  );
  return answer;
}
