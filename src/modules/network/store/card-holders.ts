import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

export type SoughtBy = { email: string } | { phone: string } | { name: string };

export interface PossibleHolder {
  account: string;
  name: string;
  /** Their live card: who handed it over, and when. */
  cardFrom: string | null;
  cardAt: Date | null;
  openedAt: Date;
}

/** No live role anywhere: professionals have means of their own, which a card must not go round. */
const isPersonal = sql<boolean>`account.state = 'actif' AND NOT EXISTS (
  SELECT FROM network.membership AS role WHERE role.account_id = account.id AND role.until_at IS NULL)`;

/** By name, only who ever had a card: others are found by what they know of their own account. */
export async function findPossibleHolders(transaction: Transaction, by: SoughtBy): Promise<PossibleHolder[]> {
  const matches =
    'email' in by
      ? sql<boolean>`account.email = ${by.email}`
      : 'phone' in by
        ? sql<boolean>`account.phone = ${by.phone}`
        : sql<boolean>`lower(account.display_name) = lower(${by.name}) AND EXISTS (
            SELECT FROM network.credential_card AS any_card WHERE any_card.account_id = account.id)`;
  return await holders(transaction).where(matches).orderBy('account.id').limit(10).execute();
}

/** A personal account by its identifier. */
export async function findHolder(transaction: Transaction, account: string): Promise<PossibleHolder | null> {
  return (await holders(transaction).where('account.id', '=', account).executeTakeFirst()) ?? null;
}

const holders = (transaction: Transaction) =>
  transaction
    .selectFrom('network.account as account')
    .leftJoin('network.credential_card as card', join =>
      join.onRef('card.account_id', '=', 'account.id').on('card.ended_at', 'is', null),
    )
    .leftJoin('network.organisation as organisation', 'organisation.id', 'card.organisation_id')
    .select([
      'account.id as account',
      'account.display_name as name',
      'organisation.name as cardFrom',
      'card.issued_at as cardAt',
      'account.created_at as openedAt',
    ])
    .where(isPersonal);
