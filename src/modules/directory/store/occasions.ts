import type { Database, Transaction } from '../../../core/database.ts';

/** A dated closure or exceptional opening; `to` is its last day, inclusive. */
export interface ExceptionDraft {
  id: string;
  placeId: string;
  kind: 'closed' | 'open';
  from: string;
  to: string;
  hours: string | null;
  reason: 'conges' | 'travaux' | 'absence' | 'evenement' | 'autre';
  /** Where to go meanwhile. */
  replacement?: string | null;
}

/** A stop of an itinerant place, by recurrence in opening_hours syntax. */
export interface StopDraft {
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
      replacement_place_id: draft.replacement ?? null,
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

/** An announced closure or opening, as its editors see it. */
export interface StoredException extends Omit<ExceptionDraft, 'placeId'> {
  replacement: string | null;
}

/** What is announced for a place and not over yet, soonest first. */
export async function findExceptions(
  reading: Database | Transaction,
  place: string,
  today: string,
): Promise<StoredException[]> {
  return await reading
    .selectFrom('directory.hours_exception')
    .select([
      'id',
      'kind',
      'from_day as from',
      'to_day as to',
      'hours',
      'reason',
      'replacement_place_id as replacement',
    ])
    .where('place_id', '=', place)
    .where('to_day', '>=', today)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
}

/** False when it was not of this place, or is gone already. */
export async function removeException(transaction: Transaction, place: string, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false;
  const { numDeletedRows } = await transaction
    .deleteFrom('directory.hours_exception')
    .where('id', '=', id)
    .where('place_id', '=', place)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Whether a stop is of this place. */
export async function findStop(reading: Database | Transaction, place: string, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return false;
  const row = await reading
    .selectFrom('directory.stop')
    .select('id')
    .where('id', '=', id)
    .where('place_id', '=', place)
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeStop(transaction: Transaction, place: string, id: string): Promise<boolean> {
  if (!(await findStop(transaction, place, id))) return false;
  await transaction.deleteFrom('directory.stop_date').where('stop_id', '=', id).execute();
  await transaction.deleteFrom('directory.stop').where('id', '=', id).execute();
  return true;
}

/** Says whether one passage takes place; a dated row stands for the passage of a recurrence from then on. */
export async function setPassage(
  transaction: Transaction,
  passage: { id: string; stop: string; start: Date; end: Date; cancelled: boolean },
): Promise<void> {
  await transaction
    .insertInto('directory.stop_date')
    .values({
      id: passage.id,
      stop_id: passage.stop,
      starts_at: passage.start,
      ends_at: passage.end,
      cancelled: passage.cancelled,
    })
    .onConflict(conflict =>
      conflict.columns(['stop_id', 'starts_at']).doUpdateSet({ cancelled: passage.cancelled }),
    )
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
