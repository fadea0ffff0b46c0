import type { Transaction } from '../../../core/database.ts';
import type { PlaceContent } from '../domain/content.ts';
import { hashOfLink, showLink } from './links.ts';

export interface Proposal {
  id: string;
  reference: string;
  content: PlaceContent;
  contactEmail: string | null;
  expiresAt: Date;
  receivedAt: Date;
  confirmedAt: Date | null;
  settledAt: Date | null;
  placeId: string | null;
}

const select = (reading: Transaction) =>
  reading
    .selectFrom('directory.proposal')
    .select([
      'id',
      'reference',
      'content',
      'contact_email as contactEmail',
      'link_expires_at as expiresAt',
      'received_at as receivedAt',
      'confirmed_at as confirmedAt',
      'settled_at as settledAt',
      'place_id as placeId',
    ]);

export async function insertProposal(
  transaction: Transaction,
  proposal: {
    id: string;
    reference: string;
    content: PlaceContent;
    email: string;
    secret: string;
    expiresAt: Date;
    at: Date;
  },
): Promise<void> {
  await transaction
    .insertInto('directory.proposal')
    .values({
      id: proposal.id,
      reference: proposal.reference,
      content: JSON.stringify(proposal.content),
      contact_email: proposal.email,
      link_sha256: hashOfLink(proposal.secret),
      link_expires_at: proposal.expiresAt,
      received_at: proposal.at,
      confirmed_at: null,
      settled_at: null,
      place_id: null,
    })
    .execute();
}

/** The proposal whose confirmation link this is; null when the link is wrong. */
export async function findProposalOfLink(transaction: Transaction, secret: string): Promise<Proposal | null> {
  await showLink(transaction, secret);
  const row = await select(transaction).where('link_sha256', '=', hashOfLink(secret)).executeTakeFirst();
  return row ? (row as Proposal) : null;
}

export async function findProposal(reading: Transaction, id: string): Promise<Proposal | null> {
  const row = await select(reading).where('id', '=', id).executeTakeFirst();
  return row ? (row as Proposal) : null;
}

export async function markConfirmed(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('directory.proposal')
    .set({ confirmed_at: at })
    .where('id', '=', id)
    .execute();
}

export async function settleProposal(
  transaction: Transaction,
  id: string,
  settled: { at: Date | null; placeId: string | null },
): Promise<void> {
  await transaction
    .updateTable('directory.proposal')
    .set({ settled_at: settled.at, place_id: settled.placeId })
    .where('id', '=', id)
    .execute();
}
