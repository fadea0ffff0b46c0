import type { Database, Transaction } from '../../../core/database.ts';

export type ClaimProof = 'email' | 'letter' | 'convention' | 'decision';
export type ClaimState = 'code' | 'waiting' | 'granted' | 'refused' | 'withdrawn';

export interface Claim {
  id: string;
  placeId: string;
  organisationId: string;
  accountId: string;
  proof: ClaimProof;
  state: ClaimState;
  codeHash: Buffer | null;
  codeExpiresAt: Date | null;
  tries: number;
  statement: string | null;
  madeAt: Date;
  decidedAt: Date | null;
  reason: string | null;
}

const select = (reading: Database | Transaction) =>
  reading
    .selectFrom('directory.claim')
    .select([
      'id',
      'place_id as placeId',
      'organisation_id as organisationId',
      'account_id as accountId',
      'proof',
      'state',
      'code_sha256 as codeHash',
      'code_expires_at as codeExpiresAt',
      'code_tries as tries',
      'statement',
      'made_at as madeAt',
      'decided_at as decidedAt',
      'reason',
    ]);

/** The request of an organisation for a place that is still going on. */
export async function findLiveClaim(
  reading: Transaction,
  place: string,
  organisation: string,
): Promise<Claim | null> {
  const row = await select(reading)
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .where('state', 'in', ['code', 'waiting'])
    .executeTakeFirst();
  return row ?? null;
}

/** The last request of an organisation for a place, whatever became of it. */
export async function findLastClaim(
  reading: Transaction,
  place: string,
  organisation: string,
): Promise<Claim | null> {
  const row = await select(reading)
    .where('place_id', '=', place)
    .where('organisation_id', '=', organisation)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

export async function findClaim(reading: Transaction, id: string): Promise<Claim | null> {
  return (await select(reading).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The same, held until the transaction ends: two codes typed at once are two tries. */
export async function lockClaim(transaction: Transaction, id: string): Promise<Claim | null> {
  return (await select(transaction).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export async function insertClaim(
  transaction: Transaction,
  claim: {
    id: string;
    placeId: string;
    organisationId: string;
    accountId: string;
    proof: ClaimProof;
    statement: string | null;
    at: Date;
    code?: { hash: Buffer; expiresAt: Date };
  },
): Promise<void> {
  await transaction
    .insertInto('directory.claim')
    .values({
      id: claim.id,
      place_id: claim.placeId,
      organisation_id: claim.organisationId,
      account_id: claim.accountId,
      proof: claim.proof,
      state: claim.code ? 'code' : 'waiting',
      code_sha256: claim.code?.hash ?? null,
      code_expires_at: claim.code?.expiresAt ?? null,
      statement: claim.statement,
      made_at: claim.at,
      decided_at: null,
      decided_by: null,
      reason: null,
    })
    .execute();
}

export async function countTry(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .updateTable('directory.claim')
    .set(eb => ({ code_tries: eb('code_tries', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Moves a request on. A code that served, or is replaced, is gone. */
export async function setClaim(
  transaction: Transaction,
  id: string,
  state: ClaimState,
  {
    at,
    by = null,
    reason = null,
    proof,
    code,
  }: {
    at: Date;
    by?: string | null;
    reason?: string | null;
    proof?: ClaimProof;
    code?: { hash: Buffer; expiresAt: Date };
  },
): Promise<void> {
  const isDecided = state !== 'code' && state !== 'waiting';
  await transaction
    .updateTable('directory.claim')
    .set({
      state,
      decided_at: isDecided ? at : null,
      decided_by: isDecided ? by : null,
      reason,
      code_sha256: code?.hash ?? null,
      code_expires_at: code?.expiresAt ?? null,
      code_tries: 0,
      ...(proof ? { proof } : {}),
    })
    .where('id', '=', id)
    .execute();
}
