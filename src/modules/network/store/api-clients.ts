import { sql } from 'kysely';
import type { ApiClient } from '../../../core/access.ts';
import type { Database, Transaction } from '../../../core/database.ts';
import type { ApiScope } from '../vocabulary.ts';

export interface LinkedApplication {
  id: string;
  name: string;
  scopes: ApiScope[];
  from: Date;
  until: Date;
  lastUsedAt: Date | null;
  endedAt: Date | null;
  /** In the last thirty days. */
  calls: number;
}

/** The application that shows this secret, as things are now; counts the call. */
export async function identifyClient(
  { database }: { database: Database },
  client: string,
  secret: Uint8Array,
  now: Date,
): Promise<ApiClient | null> {
  const { rows } = await sql<{ found: ApiClient | null }>`
    SELECT network.identify_client(${client}, ${Buffer.from(secret)}, ${now}) AS found`.execute(database);
  return rows[0]?.found ?? null;
}

/** Applications of an organisation, those in force first, then the latest. */
export async function findApplications(
  transaction: Transaction,
  organisation: string,
  now: Date,
): Promise<LinkedApplication[]> {
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const rows = await transaction
    .selectFrom('network.api_client as client')
    .select(eb => [
      'client.id',
      'client.name',
      'client.scopes',
      'client.valid_from as from',
      'client.valid_until as until',
      'client.last_used_at as lastUsedAt',
      'client.ended_at as endedAt',
      eb
        .selectFrom('network.api_call as call')
        .select(sql<number>`coalesce(sum(call.calls), 0)::float8`.as('n'))
        .whereRef('call.client_id', '=', 'client.id')
        .where('call.hour', '>', since)
        .as('calls'),
    ])
    .where('client.organisation_id', '=', organisation)
    .orderBy(sql`client.ended_at IS NOT NULL OR client.valid_until <= ${now}`)
    .orderBy('client.id', 'desc')
    .execute();
  return rows.map(row => ({ ...row, calls: row.calls ?? 0 }));
}

export async function insertApplication(
  transaction: Transaction,
  it: {
    id: string;
    organisation: string;
    name: string;
    secret: Buffer;
    scopes: ApiScope[];
    from: Date;
    until: Date;
    by: string;
  },
): Promise<void> {
  await transaction
    .insertInto('network.api_client')
    .values({
      id: it.id,
      organisation_id: it.organisation,
      name: it.name,
      secret_sha256: it.secret,
      scopes: it.scopes,
      valid_from: it.from,
      valid_until: it.until,
      last_used_at: null,
      created_by: it.by,
      ended_at: null,
    })
    .execute();
}

/** Ends a key at once; false when there was nothing to end. */
export async function endApplication(
  transaction: Transaction,
  { id, organisation }: { id: string; organisation: string },
  now: Date,
): Promise<boolean> {
  const ended = await transaction
    .updateTable('network.api_client')
    .set({ ended_at: sql<Date>`greatest(valid_from, ${now})` })
    .where('id', '=', id)
    .where('organisation_id', '=', organisation)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** Hours that are over and not yet in the journal. */
export async function findHoursToTell(
  transaction: Transaction,
  now: Date,
): Promise<{ client: string; hour: Date; calls: number }[]> {
  return await transaction
    .selectFrom('network.api_call')
    .select(['client_id as client', 'hour', 'calls'])
    .where('told_at', 'is', null)
    .where('hour', '<=', new Date(now.getTime() - 3_600_000))
    .orderBy('hour')
    .limit(1000)
    .execute();
}

/** Holds an hour as told; false when another process told it, or when calls came meanwhile. */
export async function markTold(
  transaction: Transaction,
  { client, hour, calls }: { client: string; hour: Date; calls: number },
  now: Date,
): Promise<boolean> {
  const told = await transaction
    .updateTable('network.api_call')
    .set({ told_at: now })
    .where('client_id', '=', client)
    .where('hour', '=', hour)
    .where('calls', '=', calls)
    .where('told_at', 'is', null)
    .executeTakeFirst();
  return told.numUpdatedRows === 1n;
}

/** Places an organisation holds and since when, the latest first. */
export async function findHeldPlaces(
  transaction: Transaction,
  organisation: string,
): Promise<{ id: string; since: Date }[]> {
  return await transaction
    .selectFrom('network.place_holder')
    .select(['place_id as id', 'from_at as since'])
    .where('organisation_id', '=', organisation)
    .where('until_at', 'is', null)
    .execute();
}
