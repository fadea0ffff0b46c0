import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { IdentityCheck } from '../tables-keys.ts';

export interface FoundCard {
  id: string;
  account: string;
  wordsHash: string;
  blocked: boolean;
}

/** The live card of this number; null when nobody has it, or another replaced it. */
export async function findCard(transaction: Transaction, number: Buffer): Promise<FoundCard | null> {
  const row = await transaction
    .selectFrom('network.credential_card')
    .select(['id', 'account_id as account', 'words_hash as wordsHash', 'blocked_at as blockedAt'])
    .where('number_sha256', '=', number)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row
    ? { id: row.id, account: row.account, wordsHash: row.wordsHash, blocked: row.blockedAt !== null }
    : null;
}

/** Ends the card before, and with it the sessions of its holder; how many ended. */
export async function endCard(transaction: Transaction, account: string, at: Date): Promise<number> {
  const { rows } = await sql<{ ended: number }>`SELECT network.end_card(${account}, ${at}) AS ended`.execute(
    transaction,
  );
  return rows[0]!.ended;
}

export async function insertCard(
  transaction: Transaction,
  it: {
    id: string;
    account: string;
    number: Buffer;
    wordsHash: string;
    at: Date;
    by: string;
    organisation: string;
    check: IdentityCheck;
  },
): Promise<void> {
  await transaction
    .insertInto('network.credential_card')
    .values({
      id: it.id,
      account_id: it.account,
      number_sha256: it.number,
      words_hash: it.wordsHash,
      issued_at: it.at,
      issued_by: it.by,
      organisation_id: it.organisation,
      identity_check: it.check,
      blocked_at: null,
      ended_at: null,
      last_used_at: null,
    })
    .execute();
}

/** Blocks a card: only a new one opens the account again. */
export async function blockCard(transaction: Transaction, account: string, at: Date): Promise<boolean> {
  const done = await transaction
    .updateTable('network.credential_card')
    .set({ blocked_at: at })
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .where('blocked_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The live card of an account, for its holder: since when, and whether it still opens. */
export async function ownCard(
  transaction: Transaction,
  account: string,
): Promise<{ at: Date; blocked: boolean } | null> {
  const row = await transaction
    .selectFrom('network.credential_card')
    .select(['issued_at as at', 'blocked_at as blockedAt'])
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ? { at: row.at, blocked: row.blockedAt !== null } : null;
}

/** Helpers who handed over more cards in one day of Paris than a helper does, since an instant; one line a day. */
export async function findManyCards(
  transaction: Transaction,
  { since, most, organisation }: { since: Date; most: number; organisation: string | null },
): Promise<{ organisation: string; name: string; day: Date; cards: number }[]> {
  const { rows } = await sql<{ organisation: string; name: string; day: Date; cards: number }>`
    SELECT card.organisation_id AS organisation, helper.display_name AS name, max(card.issued_at) AS day,
      count(*)::int AS cards
    FROM network.credential_card card JOIN network.account helper ON helper.id = card.issued_by
    WHERE card.issued_at > ${since} AND (${organisation}::uuid IS NULL OR card.organisation_id = ${organisation}::uuid)
    GROUP BY card.organisation_id, helper.id, (card.issued_at AT TIME ZONE 'Europe/Paris')::date
    HAVING count(*) > ${most} ORDER BY 3`.execute(transaction);
  return rows;
}

export async function markCardUsed(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('network.credential_card')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .execute();
}

/** Live cards that an organisation handed over, the last first: whose, since when. Never what is on them. */
export async function cardsOf(transaction: Transaction, organisation: string) {
  return await transaction
    .selectFrom('network.credential_card as card')
    .innerJoin('network.account as account', 'account.id', 'card.account_id')
    .select([
      'card.account_id as account',
      'account.display_name as name',
      'card.issued_at as at',
      'card.blocked_at as blockedAt',
    ])
    .where('card.organisation_id', '=', organisation)
    .where('card.ended_at', 'is', null)
    .orderBy('card.issued_at', 'desc')
    .limit(200)
    .execute();
}
