import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { Sleeper } from '../domain/sleeping.ts';
import type { HeldRole } from '../organisation.ts';

export interface SleepingAccount extends Sleeper {
  id: string;
  name: string;
  organisations: string[];
}

/** Since when nobody used an account: its last sign-in, or what came after it. */
const since = sql<Date>`greatest(coalesce(account.last_signed_in_at, account.created_at), account.reopened_at,
  (SELECT max(part.from_at) FROM network.membership AS part
   WHERE part.account_id = account.id AND part.until_at IS NULL))`;

/** Professional accounts that nobody used since `before`; `account` picks one, `hold` until the act ends. */
export async function findSleeping(
  transaction: Transaction,
  before: Date,
  { account: only, hold = false }: { account?: string; hold?: boolean } = {},
): Promise<SleepingAccount[]> {
  // Two administrators asleep the same night are looked at one after the other: the second one is the last.
  if (hold)
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('network sleeping', 0))`.execute(transaction);
  const rows = await transaction
    .selectFrom('network.account as account')
    .select(eb => [
      'account.id',
      'account.display_name as name',
      'account.state',
      'account.sleeping_step as step',
      'account.sleeping_step_at as stepAt',
      since.as('since'),
      eb
        .selectFrom('network.membership as part')
        .innerJoin('network.organisation as organisation', 'organisation.id', 'part.organisation_id')
        .select(sql<string[]>`array_agg(DISTINCT organisation.name)`.as('names'))
        .whereRef('part.account_id', '=', 'account.id')
        .where('part.until_at', 'is', null)
        .as('organisations'),
    ])
    .where('account.state', 'in', ['actif', 'suspendu'])
    .where('account.closing_on', 'is', null)
    .where(sql<boolean>`EXISTS (SELECT FROM network.membership AS part
      WHERE part.account_id = account.id AND part.until_at IS NULL)`)
    .where(since, '<=', before)
    .$if(only !== undefined, query => query.where('account.id', '=', only!))
    .orderBy('account.id')
    .$if(hold, query => query.forUpdate('account'))
    .execute();
  return rows.map(row => ({
    ...row,
    state: row.state as Sleeper['state'],
    organisations: row.organisations ?? [],
  }));
}

/** Every live role of an account, whatever the state of its organisations. */
export async function findLiveRoles(
  transaction: Transaction,
  account: string,
): Promise<{ id: string; role: HeldRole }[]> {
  return await transaction
    .selectFrom('network.membership')
    .select(['id', 'role'])
    .where('account_id', '=', account)
    .where('until_at', 'is', null)
    .orderBy('from_at')
    .execute();
}

/** True while the account is open and nobody came in after this instant. */
export async function isStillAsleep(
  transaction: Transaction,
  account: string,
  since: Date,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('network.account')
    .select('id')
    .where('id', '=', account)
    .where('state', '=', 'actif')
    .where(eb => eb.or([eb('last_signed_in_at', 'is', null), eb('last_signed_in_at', '<=', since)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** True when no other active account administers: without it nobody could open the settings again. */
export async function isLastAdministrator(transaction: Transaction, account: string): Promise<boolean> {
  const rows = await transaction
    .selectFrom('network.membership as membership')
    .innerJoin('network.account as account', 'account.id', 'membership.account_id')
    .select(['account.id', 'account.state'])
    .where('membership.role', '=', 'administrateur')
    .where('membership.until_at', 'is', null)
    .execute();
  return (
    rows.some(({ id }) => id === account) &&
    !rows.some(({ id, state }) => id !== account && state === 'actif')
  );
}
