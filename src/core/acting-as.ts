import { sql } from 'kysely';
import type { Actor } from './access.ts';
import type { Database, Transaction } from './database.ts';

/** Reading what proves who somebody is, before anybody is known: nothing else may be read so. */
export const door = { kind: 'door', ref: 'sign-in' } as const;

type Acting = Pick<Actor, 'ref' | 'account' | 'client'> & { kind: Actor['kind'] | 'door' };

const settings = ['airial.actor', 'airial.account', 'airial.organisation', 'airial.role'];

/** Tells row-level security who acts, until the transaction ends. */
export async function actAs(transaction: Transaction, actor: Acting): Promise<void> {
  await sql`SELECT ${settingsOf(actor)}`.execute(transaction);
}

function settingsOf({ kind, ref, account, client }: Acting) {
  const membership = account?.strength === 2 ? account.membership : null;
  const values = [
    `${kind}:${ref}`,
    account?.id ?? '',
    membership?.organisation.id ?? client?.organisation ?? '',
    membership?.roles.join(',') ?? '',
  ];
  return sql.join(settings.map((name, at) => sql`set_config(${sql.lit(name)}, ${values[at]}, true)`));
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
  const { rows } = await sql<{ before: string[] }>`
    WITH were AS MATERIALIZED (
      SELECT array_agg(coalesce(current_setting(name, true), '') ORDER BY at) AS before
      FROM unnest(${settings}::text[]) WITH ORDINALITY AS asked (name, at))
    SELECT were.before, ${settingsOf({ kind: 'job', ref: job })} FROM were`.execute(transaction);
  const answer = await work();
  // Not after a failure: the transaction is over, or goes back to where it knew who acts.
  await sql`SELECT set_config(name, value, true)
    FROM unnest(${settings}::text[], ${rows[0]!.before}::text[]) AS kept (name, value)`.execute(transaction);
  return answer;
}
