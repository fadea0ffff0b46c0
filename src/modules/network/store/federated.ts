import type { Transaction } from '../../../core/database.ts';

type Provider = 'proconnect' | 'franceconnect';

/** Account an identity opens, or null. */
export async function findFederated(
  transaction: Transaction,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const row = await transaction
    .selectFrom('network.credential_federated')
    .select('account_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/** Identities linked to an account, for its holder. */
export async function federatedOf(
  transaction: Transaction,
  account: string,
): Promise<{ provider: Provider; linkedAt: Date }[]> {
  return await transaction
    .selectFrom('network.credential_federated')
    .select(['provider', 'linked_at as linkedAt'])
    .where('account_id', '=', account)
    .orderBy('provider')
    .execute();
}

export async function removeFederated(
  transaction: Transaction,
  account: string,
  provider: Provider,
): Promise<boolean> {
  const gone = await transaction
    .deleteFrom('network.credential_federated')
    .where('account_id', '=', account)
    .where('provider', '=', provider)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

export async function useFederated(
  transaction: Transaction,
  now: Date,
  issuer: string,
  subject: string,
): Promise<void> {
  await transaction
    .updateTable('network.credential_federated')
    .set({ last_used_at: now })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}

/** Links an identity to one account, with the proof; false when it, or another of the provider, is linked already. */
export async function keepFederated(
  transaction: Transaction,
  now: Date,
  it: {
    issuer: string;
    subject: string;
    account: string;
    provider: Provider;
    proof: { id: string; acr: string; sealed: Buffer };
  },
): Promise<boolean> {
  const kept = await transaction
    .insertInto('network.credential_federated')
    .values({
      issuer: it.issuer,
      subject: it.subject,
      account_id: it.account,
      provider: it.provider,
      linked_at: now,
      last_used_at: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) return false;
  await transaction
    .insertInto('network.identity_proof')
    .values({
      id: it.proof.id,
      account_id: it.account,
      provider: it.provider,
      acr: it.proof.acr,
      sealed_claims: it.proof.sealed,
      at: now,
    })
    .execute();
  return true;
}
