import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

export async function insertHolding(
  transaction: Transaction,
  holding: { id: string; placeId: string; organisationId: string; claimId: string | null; at: Date },
): Promise<void> {
  await transaction
    .insertInto('network.place_holder')
    .values({
      id: holding.id,
      place_id: holding.placeId,
      organisation_id: holding.organisationId,
      claim_ref: holding.claimId,
      from_at: holding.at,
      until_at: null,
    })
    .execute();
}

/** Nobody holds these places any more. */
export async function endHoldings(
  transaction: Transaction,
  places: readonly string[],
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('network.place_holder')
    .set({ until_at: sql<Date>`greatest(from_at, ${at})` })
    .where('place_id', '=', sql<string>`ANY(${places}::uuid[])`)
    .where('until_at', 'is', null)
    .execute();
}

/** Accounts of the members of an active organisation who may correct its pages (A51). */
export async function findKeepers(transaction: Transaction, organisation: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('network.membership as membership')
    .innerJoin('network.account as account', 'account.id', 'membership.account_id')
    .innerJoin('network.organisation as organisation', 'organisation.id', 'membership.organisation_id')
    .select('account.id')
    .distinct()
    .where('organisation.id', '=', organisation)
    .where('organisation.state', '=', 'active')
    .where('membership.role', 'in', ['referent_structure', 'conseiller_numerique'])
    .where('membership.until_at', 'is', null)
    .where('account.state', '=', 'actif')
    .orderBy('account.id')
    .execute();
  return rows.map(row => row.id);
}
