import type { Transaction } from '../../../core/database.ts';

/** A dated closure or exceptional opening; `to` is its last day, inclusive. */
interface ExceptionDraft {
  id: string;
  placeId: string;
  kind: 'closed' | 'open';
  from: string;
  to: string;
  hours: string | null;
  reason: 'conges' | 'travaux' | 'absence' | 'evenement' | 'autre';
}

/** A stop of an itinerant place, by recurrence in opening_hours syntax. */
interface StopDraft {
  id: string;
  placeId: string;
  label: string;
  communeInsee: string;
  address: string | null;
  recurrence: string | null;
  booking: 'none' | 'phone' | 'online';
}

export async function addException(transaction: Transaction, draft: ExceptionDraft): Promise<void> {
  await transaction
    .insertInto('directory.hours_exception')
    .values({
      id: draft.id,
      place_id: draft.placeId,
      kind: draft.kind,
      from_day: draft.from,
      to_day: draft.to,
      hours: draft.hours,
      reason: draft.reason,
      replacement_place_id: null,
    })
    .execute();
}

export async function addStop(transaction: Transaction, draft: StopDraft): Promise<void> {
  await transaction
    .insertInto('directory.stop')
    .values({
      id: draft.id,
      place_id: draft.placeId,
      label: draft.label,
      commune_insee: draft.communeInsee,
      address: draft.address,
      lat: null,
      lon: null,
      recurrence: draft.recurrence,
      booking: draft.booking,
    })
    .execute();
}

/** The place a record of a source stands behind. */
export async function findPlaceOfRecord(
  transaction: Transaction,
  source: string,
  externalId: string,
): Promise<string> {
  const row = await transaction
    .selectFrom('directory.source_record as record')
    .innerJoin('directory.source as source', 'source.id', 'record.source_id')
    .where('source.name', '=', source)
    .where('record.external_id', '=', externalId)
    .select('record.place_id')
    .executeTakeFirstOrThrow();
  return row.place_id;
}

/** Marks a source as invented and its places as changed; false when it already was. */
export async function markFictional(transaction: Transaction, source: string): Promise<boolean> {
  const marked = await transaction
    .updateTable('directory.source')
    .set({ fictional: true })
    .where('name', '=', source)
    .where('fictional', '=', false)
    .executeTakeFirst();
  if (!marked.numUpdatedRows) return false;
  // Touched, so that every process sees the banner.
  await transaction
    .updateTable('directory.place')
    .set(eb => ({ changed_at: eb.ref('changed_at') }))
    .where('id', 'in', eb =>
      eb
        .selectFrom('directory.source_record as record')
        .innerJoin('directory.source as source', 'source.id', 'record.source_id')
        .where('source.name', '=', source)
        .select('record.place_id'),
    )
    .execute();
  return true;
}
