import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

export interface Invitation {
  id: string;
  organisation: string;
  organisationName: string;
  email: string | null;
  name: string | null;
  roles: string[];
  message: string | null;
  state: 'envoyee' | 'acceptee' | 'refusee' | 'expiree' | 'annulee';
  sentAt: Date;
  expiresAt: Date;
  resent: number;
}

/** What is kept of a token. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest();

function selectInvitations(transaction: Transaction) {
  return transaction
    .selectFrom('network.invitation as invitation')
    .innerJoin('network.organisation as organisation', 'organisation.id', 'invitation.organisation_id')
    .select([
      'invitation.id',
      'invitation.organisation_id as organisation',
      'organisation.name as organisationName',
      'invitation.email',
      'invitation.display_name as name',
      'invitation.roles',
      'invitation.message',
      'invitation.state',
      'invitation.sent_at as sentAt',
      'invitation.expires_at as expiresAt',
      'invitation.resent_count as resent',
    ]);
}

/** The invitation of a link; `replaced` when a more recent one was sent. */
export async function findInvitationByToken(
  transaction: Transaction,
  token: string,
  hold = false,
): Promise<Invitation | 'replaced' | null> {
  const hash = tokenHash(token);
  const found = await selectInvitations(transaction)
    .where('invitation.token_sha256', '=', hash)
    .$if(hold, query => query.forUpdate('invitation'))
    .executeTakeFirst();
  if (found) return found;
  const former = await transaction
    .selectFrom('network.replaced_invitation_token')
    .select('invitation_id')
    .where('token_sha256', '=', hash)
    .executeTakeFirst();
  return former ? 'replaced' : null;
}

export async function findInvitation(transaction: Transaction, id: string): Promise<Invitation | null> {
  return (await selectInvitations(transaction).where('invitation.id', '=', id).executeTakeFirst()) ?? null;
}

/** Invitations of an organisation that wait for an answer, or had one in the last three months. */
export async function findInvitations(transaction: Transaction, organisation: string): Promise<Invitation[]> {
  return await selectInvitations(transaction)
    .where('invitation.organisation_id', '=', organisation)
    .orderBy(sql`invitation.state = 'envoyee'`, 'desc')
    .orderBy('invitation.sent_at', 'desc')
    .limit(200)
    .execute();
}

export async function insertInvitation(
  transaction: Transaction,
  it: {
    id: string;
    organisation: string;
    email: string | null;
    name: string | null;
    roles: readonly string[];
    message: string | null;
    token: string;
    sentAt: Date;
    expiresAt: Date;
    createdBy: string | null;
  },
): Promise<void> {
  await transaction
    .insertInto('network.invitation')
    .values({
      id: it.id,
      organisation_id: it.organisation,
      email: it.email,
      display_name: it.name,
      roles: [...it.roles],
      message: it.message,
      token_sha256: tokenHash(it.token),
      state: 'envoyee',
      sent_at: it.sentAt,
      expires_at: it.expiresAt,
      created_by: it.createdBy,
      settled_at: null,
      account_id: null,
    })
    .execute();
}

/** A new link for the same invitation; the former one says so to who opens it. */
export async function renewInvitation(
  transaction: Transaction,
  id: string,
  it: { token: string; sentAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`INSERT INTO network.replaced_invitation_token (token_sha256, invitation_id)
    SELECT token_sha256, id FROM network.invitation WHERE id = ${id}`.execute(transaction);
  await transaction
    .updateTable('network.invitation')
    .set({
      token_sha256: tokenHash(it.token),
      sent_at: it.sentAt,
      expires_at: it.expiresAt,
      resent_count: sql<number>`resent_count + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export async function settleInvitation(
  transaction: Transaction,
  id: string,
  state: 'acceptee' | 'refusee' | 'expiree' | 'annulee',
  at: Date,
  account: string | null = null,
): Promise<void> {
  await transaction
    .updateTable('network.invitation')
    .set({ state, settled_at: at, account_id: account })
    .where('id', '=', id)
    .where('state', '=', 'envoyee')
    .execute();
}

/** How many were sent for an organisation since an instant. */
export async function countInvitations(
  transaction: Transaction,
  organisation: string,
  since: Date,
): Promise<number> {
  const row = await transaction
    .selectFrom('network.invitation')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .where('sent_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Ends the invitations whose time is over; answers how many. */
export async function expireInvitations(transaction: Transaction, now: Date): Promise<number> {
  const done = await transaction
    .updateTable('network.invitation')
    .set({ state: 'expiree', settled_at: now })
    .where('state', '=', 'envoyee')
    .where('expires_at', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(done.numUpdatedRows);
}
