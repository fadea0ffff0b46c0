import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import { newId } from '../../../core/identifier.ts';
import { mostOfPhone } from '../domain/ways.ts';
import type { Means } from '../tables-keys.ts';

/** One account at the door: what it can be opened with, never the means themselves. */
export interface Found {
  id: string;
  name: string;
  email: string | null;
  language: 'fr' | 'en';
  password: string | null;
  totp: boolean;
  passkeys: number;
  recoveryCodes: number;
  /** Organisations they may act for now: one live role in each. */
  memberships: readonly { id: string; organisation: string; siret: string | null }[];
}

/** An account that works, by its address or its identifier. */
export async function findToOpen(
  transaction: Transaction,
  by: { email: string } | { id: string },
): Promise<Found | null> {
  const row = await selectToOpen(transaction)
    .$if('email' in by, query => query.where('a.email', '=', (by as { email: string }).email))
    .$if('id' in by, query => query.where('a.id', '=', (by as { id: string }).id))
    .executeTakeFirst();
  return row ?? null;
}

/** Accounts that work and that a proven number names: a couple, a family share one. */
export async function findToOpenByPhone(transaction: Transaction, phone: string): Promise<Found[]> {
  return await selectToOpen(transaction)
    .where('a.phone', '=', phone)
    .where('a.phone_verified_at', 'is not', null)
    .orderBy('a.id')
    .limit(mostOfPhone)
    .execute();
}

function selectToOpen(transaction: Transaction) {
  return transaction
    .selectFrom('network.account as a')
    .select(['a.id', 'a.display_name as name', 'a.email', 'a.language'])
    .select(eb => [
      eb
        .selectFrom('network.credential_password as p')
        .select('p.hash')
        .whereRef('p.account_id', '=', 'a.id')
        .as('password'),
      sql<boolean>`EXISTS (SELECT FROM network.credential_totp t WHERE t.account_id = a.id)`.as('totp'),
      sql<number>`(SELECT count(*) FROM network.credential_passkey k WHERE k.account_id = a.id)`.as(
        'passkeys',
      ),
      sql<number>`(SELECT count(*) FROM network.credential_recovery r WHERE r.account_id = a.id AND r.used_at IS NULL)`.as(
        'recoveryCodes',
      ),
      sql<
        Found['memberships']
      >`(SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'organisation', m.organisation_id, 'siret', m.siret)), '[]')
        FROM (SELECT DISTINCT ON (m.organisation_id) m.id, m.organisation_id, o.siret
          FROM network.membership m JOIN network.organisation o ON o.id = m.organisation_id
          WHERE m.account_id = a.id AND m.until_at IS NULL AND o.state IN ('active', 'brouillon')
          ORDER BY m.organisation_id, m.from_at) AS m)`.as('memberships'),
    ])
    .where('a.state', '=', 'actif');
}

/** Writes that somebody tried, and how it ended. */
export async function recordAttempt(
  transaction: Transaction,
  now: Date,
  it: { account: string | null; means: Means; accepted: boolean; device: string; network: string },
): Promise<void> {
  await transaction
    .insertInto('network.sign_in_attempt')
    .values({
      id: newId(now),
      at: now,
      account_id: it.account,
      means: it.means,
      accepted: it.accepted,
      device_label: it.device,
      ip_prefix: it.network,
    })
    .execute();
}

export async function markSignedIn(transaction: Transaction, now: Date, account: string): Promise<void> {
  await transaction
    .updateTable('network.account')
    .set({ last_signed_in_at: now })
    .where('id', '=', account)
    .execute();
}

/** Gives or changes the password. */
export async function keepPassword(
  transaction: Transaction,
  now: Date,
  account: string,
  hash: string,
): Promise<void> {
  await transaction
    .insertInto('network.credential_password')
    .values({ account_id: account, hash, set_at: now })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet({ hash, set_at: now }))
    .execute();
}

/** Replaces the ten codes; those of before are worth nothing any more. */
export async function keepRecoveryCodes(
  transaction: Transaction,
  now: Date,
  account: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await transaction.deleteFrom('network.credential_recovery').where('account_id', '=', account).execute();
  await transaction
    .insertInto('network.credential_recovery')
    .values(hashes.map(code_hash => ({ account_id: account, code_hash, made_at: now, used_at: null })))
    .execute();
}

/** When a code was used, null when it was not; undefined when it is none of theirs. */
export async function findRecoveryCode(
  transaction: Transaction,
  account: string,
  hash: Buffer,
): Promise<Date | null | undefined> {
  const row = await transaction
    .selectFrom('network.credential_recovery')
    .select('used_at')
    .where('account_id', '=', account)
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return row?.used_at;
}

/** Uses a code once; false when it is none of theirs or was used. */
export async function useRecoveryCode(
  transaction: Transaction,
  now: Date,
  account: string,
  hash: Buffer,
): Promise<boolean> {
  const used = await transaction
    .updateTable('network.credential_recovery')
    .set({ used_at: now })
    .where('account_id', '=', account)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

export async function countRecoveryCodes(transaction: Transaction, account: string): Promise<number> {
  const { left } = await transaction
    .selectFrom('network.credential_recovery')
    .select(eb => eb.fn.countAll<number>().as('left'))
    .where('account_id', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return left;
}

export async function findTotp(
  transaction: Transaction,
  account: string,
): Promise<{ sealed: Buffer; lastStep: number } | null> {
  const row = await transaction
    .selectFrom('network.credential_totp')
    .select(['sealed_secret as sealed', 'last_step as lastStep'])
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses one period of 30 s; false when it, or a later one, was used meanwhile. */
export async function useTotpStep(transaction: Transaction, account: string, step: number): Promise<boolean> {
  const used = await transaction
    .updateTable('network.credential_totp')
    .set({ last_step: step })
    .where('account_id', '=', account)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export async function keepTotp(
  transaction: Transaction,
  now: Date,
  it: { account: string; sealed: Buffer; step: number },
): Promise<void> {
  const row = { sealed_secret: it.sealed, last_step: it.step, set_at: now };
  await transaction
    .insertInto('network.credential_totp')
    .values({ account_id: it.account, ...row })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

export async function removeTotp(transaction: Transaction, account: string): Promise<boolean> {
  const gone = await transaction
    .deleteFrom('network.credential_totp')
    .where('account_id', '=', account)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export interface Passkey {
  id: string;
  account: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

export async function findPasskey(transaction: Transaction, id: string): Promise<Passkey | null> {
  const row = await transaction
    .selectFrom('network.credential_passkey')
    .select(['id', 'account_id as account', 'public_key as publicKey', 'counter', 'transports'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The passkeys of an account, the newest first, for its holder. */
export async function passkeysOf(transaction: Transaction, account: string) {
  return await transaction
    .selectFrom('network.credential_passkey')
    .select(['id', 'label', 'transports', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('account_id', '=', account)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function keepPasskey(
  transaction: Transaction,
  now: Date,
  { account, publicKey, ...it }: Passkey & { label: string },
): Promise<void> {
  await transaction
    .insertInto('network.credential_passkey')
    .values({ ...it, account_id: account, public_key: publicKey, created_at: now, last_used_at: null })
    .execute();
}

/** A passkey was used: its counter only goes forward, unless its maker never counts. */
export async function usePasskey(
  transaction: Transaction,
  now: Date,
  { id, counter }: { id: string; counter: number },
): Promise<boolean> {
  const used = await transaction
    .updateTable('network.credential_passkey')
    .set({ counter, last_used_at: now })
    .where('id', '=', id)
    .where(eb => eb.or([eb('counter', '<', counter), eb.and([eb('counter', '=', 0), eb.val(counter === 0)])]))
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export async function removePasskey(transaction: Transaction, account: string, id: string): Promise<boolean> {
  const gone = await transaction
    .deleteFrom('network.credential_passkey')
    .where('account_id', '=', account)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
