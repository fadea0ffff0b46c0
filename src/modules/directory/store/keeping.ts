import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { StoredPlace } from '../domain/content.ts';
import { storedPlace } from './places.ts';

/** Who acts for the organisation that keeps a page, as the reader is allowed to know. */
export async function findHolder(reading: Database | Transaction, place: string): Promise<string | null> {
  const row = await reading
    .selectFrom('directory.place_editor')
    .select('organisation_id')
    .where('place_id', '=', place)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  return row?.organisation_id ?? null;
}

/** Whether somebody keeps the page, never who: any signed-in member may ask. */
export async function isKept(reading: Database | Transaction, place: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`SELECT directory.is_kept(${place}::uuid) AS kept`.execute(
    reading,
  );
  return rows[0]!.kept;
}

/** Identifiers of the places an organisation keeps, those the reader is allowed to know. */
export async function findKeptPlaces(
  reading: Database | Transaction,
  organisation: string,
): Promise<string[]> {
  const rows = await reading
    .selectFrom('directory.place_editor')
    .select('place_id')
    .where('organisation_id', '=', organisation)
    .where('until_at', 'is', null)
    .orderBy('from_at')
    .execute();
  return rows.map(row => row.place_id);
}

export async function insertEditor(
  transaction: Transaction,
  editor: {
    id: string;
    placeId: string;
    organisationId: string;
    claimId: string | null;
    grantedBy: string | null;
    from: Date;
  },
): Promise<void> {
  await transaction
    .insertInto('directory.place_editor')
    .values({
      id: editor.id,
      place_id: editor.placeId,
      organisation_id: editor.organisationId,
      claim_id: editor.claimId,
      granted_by: editor.grantedBy,
      from_at: editor.from,
      until_at: null,
    })
    .execute();
}

/** Ends who keeps a place, or every place of an organisation; gives back what ended. */
export async function endEditors(
  transaction: Transaction,
  which: { placeId?: string; organisationId?: string },
  at: Date,
): Promise<{ placeId: string; organisationId: string }[]> {
  let query = transaction
    .updateTable('directory.place_editor')
    .set({ until_at: sql<Date>`greatest(from_at, ${at})` })
    .where('until_at', 'is', null);
  if (which.placeId) query = query.where('place_id', '=', which.placeId);
  if (which.organisationId) query = query.where('organisation_id', '=', which.organisationId);
  return await query.returning(['place_id as placeId', 'organisation_id as organisationId']).execute();
}

/** Says that a place was checked today, and for whom. */
export async function markVerified(
  transaction: Transaction,
  place: string,
  { on, by, organisation }: { on: string; by: 'editor' | 'coordination'; organisation: string | null },
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('directory.place')
    .set({ verified_on: on, verified_by_kind: by, verified_for: organisation, changed_at: at })
    .where('id', '=', place)
    .execute();
}

/** One version of a place, as its history shows it. */
export interface PlaceVersion extends StoredPlace {
  author: string;
  reason: string | null;
  writtenAt: Date;
}

/** The versions of a place, newest first. */
export async function findVersions(
  reading: Database | Transaction,
  place: string,
  only?: number,
): Promise<PlaceVersion[]> {
  let query = reading
    .selectFrom('directory.place as place')
    .innerJoin('directory.place_version as version', 'version.place_id', 'place.id')
    .selectAll('version')
    .select([
      'place.slug',
      'place.status',
      'place.verified_on',
      'place.verified_by_kind',
      'place.verified_for',
      'place.created_at as place_created_at',
      'place.changed_at',
    ])
    .where('place.id', '=', place)
    .orderBy('version.no', 'desc');
  if (only !== undefined) query = query.where('version.no', '=', only);
  const rows = await query.execute();
  return rows.map(row => ({
    ...storedPlace(row),
    author: row.author_actor,
    reason: row.reason,
    writtenAt: row.created_at,
  }));
}
