import type { Transaction } from '../../../core/database.ts';

function selectRequests(transaction: Transaction) {
  return transaction
    .selectFrom('network.join_request')
    .select([
      'id',
      'name',
      'kind',
      'commune_insee as communeInsee',
      'siret',
      'referent_name as referentName',
      'referent_email as referentEmail',
      'received_at as receivedAt',
      'state',
    ])
    .where('state', '=', 'recue');
}

/** Requests to join the network that nobody settled, oldest first. */
export async function findRequests(transaction: Transaction) {
  return await selectRequests(transaction).orderBy('received_at').execute();
}

export async function findRequest(transaction: Transaction, id: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return (await selectRequests(transaction).where('id', '=', id).executeTakeFirst()) ?? null;
}
