import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { RightsKind } from '../vocabulary.ts';

export interface RightsRequest {
  id: string;
  account: string | null;
  /** Name of the account, or of who came without one. */
  name: string;
  kind: RightsKind;
  words: string;
  receivedAt: Date;
  /** `2026-12-24` */
  dueOn: string;
  extendedAt: Date | null;
  extensionReason: string | null;
  answeredAt: Date | null;
  answer: string | null;
}

const requests = (transaction: Transaction) =>
  transaction
    .selectFrom('network.rights_request as request')
    .leftJoin('network.account as account', 'account.id', 'request.account_id')
    .select([
      'request.id',
      'request.account_id as account',
      sql<string>`coalesce(account.display_name, request.person_name, '')`.as('name'),
      'request.kind',
      'request.words',
      'request.received_at as receivedAt',
      'request.due_on as dueOn',
      'request.extended_at as extendedAt',
      'request.extension_reason as extensionReason',
      'request.answered_at as answeredAt',
      'request.answer',
    ]);

/** Those the reader may see: waiting first by term, then the latest. */
export async function findRightsRequests(
  transaction: Transaction,
  { waiting = false, account }: { waiting?: boolean; account?: string } = {},
): Promise<RightsRequest[]> {
  return await requests(transaction)
    .$if(waiting, query => query.where('request.answered_at', 'is', null))
    .$if(account !== undefined, query => query.where('request.account_id', '=', account!))
    .orderBy(sql`request.answered_at IS NOT NULL`)
    .orderBy(sql`CASE WHEN request.answered_at IS NULL THEN request.due_on END`)
    .orderBy('request.id', 'desc')
    .limit(500)
    .execute();
}

/** One of them, held until the end of the transaction when it will change. */
export async function findRightsRequest(
  transaction: Transaction,
  id: string,
  { hold = false } = {},
): Promise<RightsRequest | null> {
  if (hold)
    await transaction
      .selectFrom('network.rights_request')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .execute();
  return (await requests(transaction).where('request.id', '=', id).executeTakeFirst()) ?? null;
}

export async function insertRightsRequest(
  transaction: Transaction,
  it: {
    id: string;
    account: string | null;
    name: string | null;
    kind: RightsKind;
    words: string;
    receivedAt: Date;
    dueOn: string;
    recordedBy: string | null;
  },
): Promise<void> {
  await transaction
    .insertInto('network.rights_request')
    .values({
      id: it.id,
      account_id: it.account,
      person_name: it.name,
      kind: it.kind,
      words: it.words,
      received_at: it.receivedAt,
      due_on: it.dueOn,
      recorded_by: it.recordedBy,
      extended_at: null,
      extension_reason: null,
      answered_at: null,
      answered_by: null,
      answer: null,
    })
    .execute();
}

export async function updateRightsRequest(
  transaction: Transaction,
  id: string,
  change:
    | { due_on: string; extended_at: Date; extension_reason: string }
    | { answered_at: Date; answered_by: string; answer: string },
): Promise<void> {
  await transaction.updateTable('network.rights_request').set(change).where('id', '=', id).execute();
}
