import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

/** Open organisations where no référent can sign in any more; of one `account` only, those it was a référent of. */
export async function findLeadless(
  transaction: Transaction,
  account?: string,
): Promise<{ id: string; name: string; since: Date | null }[]> {
  return await transaction
    .selectFrom('network.organisation as organisation')
    .select([
      'organisation.id',
      'organisation.name',
      sql<Date | null>`(SELECT max(coalesce(lead.until_at, holder.sleeping_step_at)) FROM network.membership AS lead
        JOIN network.account AS holder ON holder.id = lead.account_id
        WHERE lead.organisation_id = organisation.id AND lead.role = 'referent_structure')`.as('since'),
    ])
    .where('organisation.state', '=', 'active')
    // The coordination itself leads the territory.
    .where('organisation.is_pilot', '=', false)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM network.membership AS lead
      JOIN network.account AS holder ON holder.id = lead.account_id
      WHERE lead.organisation_id = organisation.id AND lead.role = 'referent_structure'
        AND lead.until_at IS NULL AND holder.state = 'actif')`)
    .$if(account !== undefined, query =>
      query.where(
        sql<boolean>`EXISTS (SELECT FROM network.membership AS lead WHERE lead.organisation_id = organisation.id
          AND lead.role = 'referent_structure' AND lead.account_id = ${account!} AND lead.until_at IS NULL)`,
      ),
    )
    .orderBy('organisation.name')
    .execute();
}
