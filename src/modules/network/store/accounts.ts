import type { Transaction } from '../../../core/database.ts';
import type { SleepingStep } from '../domain/sleeping.ts';

export interface Account {
  id: string;
  name: string;
  email: string | null;
  emailVerifiedAt: Date | null;
  phone: string | null;
  phoneVerifiedAt: Date | null;
  language: 'fr' | 'en';
  state: 'invite' | 'actif' | 'verrouille' | 'suspendu' | 'clos';
  closingOn: Date | null;
}

function selectAccounts(transaction: Transaction) {
  return transaction
    .selectFrom('network.account')
    .select([
      'id',
      'display_name as name',
      'email',
      'email_verified_at as emailVerifiedAt',
      'phone',
      'phone_verified_at as phoneVerifiedAt',
      'language',
      'state',
      'closing_on as closingOn',
    ]);
}

export async function findAccount(transaction: Transaction, id: string): Promise<Account | null> {
  return (await selectAccounts(transaction).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The live account of an address, in its one spelling. */
export async function findAccountByEmail(transaction: Transaction, email: string): Promise<Account | null> {
  return (
    (await selectAccounts(transaction)
      .where('email', '=', email)
      .where('state', '!=', 'clos')
      .executeTakeFirst()) ?? null
  );
}

/** Live accounts that a proven number opens, but this one. */
export async function countWithPhone(
  transaction: Transaction,
  phone: string,
  except: string | null,
): Promise<number> {
  const { count } = await transaction
    .selectFrom('network.account')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('phone', '=', phone)
    .where('phone_verified_at', 'is not', null)
    .where('state', '!=', 'clos')
    .$if(except !== null, query => query.where('id', '!=', except))
    .executeTakeFirstOrThrow();
  return count;
}

/** Opens an account; its address is verified when a link sent there led here. */
export async function insertAccount(
  transaction: Transaction,
  at: Date,
  it: {
    id: string;
    name: string;
    email?: string | null;
    emailVerified?: boolean;
    phone?: string | null;
    phoneVerified?: boolean;
    language?: 'fr' | 'en';
  },
): Promise<void> {
  await transaction
    .insertInto('network.account')
    .values({
      id: it.id,
      display_name: it.name,
      email: it.email ?? null,
      email_verified_at: it.email && it.emailVerified ? at : null,
      phone: it.phone ?? null,
      phone_verified_at: it.phone && it.phoneVerified ? at : null,
      person_id: null,
      language: it.language ?? 'fr',
      state: 'actif',
      last_signed_in_at: null,
      closing_on: null,
      created_at: at,
    })
    .execute();
}

export async function updateAccount(
  transaction: Transaction,
  id: string,
  change: Partial<{
    display_name: string;
    language: 'fr' | 'en';
    email: string | null;
    email_verified_at: Date | null;
    phone: string | null;
    phone_verified_at: Date | null;
    state: Account['state'];
    closing_on: Date | null;
    last_signed_in_at: Date;
    sleeping_step: SleepingStep;
    sleeping_step_at: Date;
    reopened_at: Date;
  }>,
): Promise<boolean> {
  const done = await transaction
    .updateTable('network.account')
    .set(change)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Devices signed in, the last seen first. */
export async function findSessions(transaction: Transaction, account: string, now: Date) {
  return await transaction
    .selectFrom('core.session')
    .select([
      'id_sha256 as id',
      'device_label as device',
      'ip_prefix as network',
      'created_at as since',
      'last_seen_at as seen',
    ])
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .where('idle_until', '>', now)
    .where('ends_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute();
}
