import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

/** Somebody proposed as data protection officer, before another administrator answers. */
export interface OfficerProposal {
  id: string;
  account: string;
  name: string;
  organisation: string;
  proposer: string;
  proposerName: string;
  expiresAt: Date;
  /** False once whoever proposed no longer administers: nothing can be confirmed. */
  stands: boolean;
}

/** Proposals that wait for an answer; `id` picks one. */
export async function findOfficerProposals(
  transaction: Transaction,
  now: Date,
  id?: string,
): Promise<OfficerProposal[]> {
  return await transaction
    .selectFrom('network.officer_proposal as proposal')
    .innerJoin('network.account as account', 'account.id', 'proposal.account_id')
    .innerJoin('network.account as proposer', 'proposer.id', 'proposal.proposed_by')
    .select([
      'proposal.id',
      'proposal.account_id as account',
      'account.display_name as name',
      'proposal.organisation_id as organisation',
      'proposal.proposed_by as proposer',
      'proposer.display_name as proposerName',
      'proposal.expires_at as expiresAt',
      sql<boolean>`network.administers(proposal.proposed_by)`.as('stands'),
    ])
    .where('proposal.state', '=', 'proposee')
    .where('proposal.expires_at', '>', now)
    .$if(id !== undefined, query => query.where('proposal.id', '=', id!))
    .orderBy('proposal.proposed_at')
    .execute();
}

/** Ends the proposals about somebody that can no longer be confirmed: too old, or of a former administrator. */
export async function endDeadProposals(transaction: Transaction, now: Date, account: string): Promise<void> {
  await transaction
    .updateTable('network.officer_proposal')
    .set({
      state: sql`CASE WHEN expires_at <= ${now} THEN 'expiree' ELSE 'caduque' END`,
      settled_at: now,
    })
    .where('account_id', '=', account)
    .where('state', '=', 'proposee')
    .where(sql<boolean>`(expires_at <= ${now} OR NOT network.administers(proposed_by))`)
    .execute();
}

export async function insertOfficerProposal(
  transaction: Transaction,
  now: Date,
  it: { id: string; account: string; organisation: string; proposer: string; expiresAt: Date },
): Promise<void> {
  await transaction
    .insertInto('network.officer_proposal')
    .values({
      id: it.id,
      account_id: it.account,
      organisation_id: it.organisation,
      proposed_by: it.proposer,
      proposed_at: now,
      expires_at: it.expiresAt,
      state: 'proposee',
      settled_by: null,
      settled_at: null,
    })
    .execute();
}

/** Answers a proposal; false when it was answered meanwhile. */
export async function settleOfficerProposal(
  transaction: Transaction,
  now: Date,
  it: { id: string; by: string; state: 'confirmee' | 'refusee' },
): Promise<boolean> {
  const settled = await transaction
    .updateTable('network.officer_proposal')
    .set({ state: it.state, settled_by: it.by, settled_at: now })
    .where('id', '=', it.id)
    .where('state', '=', 'proposee')
    .executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}
