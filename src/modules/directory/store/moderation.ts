import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { FieldChanges } from '../domain/keeping.ts';

export type ItemKind = 'change' | 'edit' | 'proposal' | 'claim' | 'closure' | 'stale' | 'import';
export type ItemState = 'open' | 'accepted' | 'refused' | 'withdrawn';

/** One thing that waits for the coordination, or that it decided. */
export interface ModerationItem {
  id: string;
  kind: ItemKind;
  placeId: string | null;
  claimId: string | null;
  proposalId: string | null;
  recordId: string | null;
  facts: ItemFacts;
  state: ItemState;
  organisationId: string | null;
  openedAt: Date;
  listedUntil: Date | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
  /** Name and address of the place, when there is one. */
  name: string | null;
  slug: string | null;
}

export interface ItemFacts {
  /** change, edit: what differs, and the version it was written on. */
  changes?: FieldChanges;
  version?: number;
  /** import: the content judged. */
  content?: string;
  /** claim, proposal: what its acceptance made. */
  made?: string;
}

const select = (reading: Database | Transaction) =>
  reading
    .selectFrom('directory.moderation_item as item')
    .leftJoin('directory.place as place', 'place.id', 'item.place_id')
    .leftJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .select([
      'item.id',
      'item.kind',
      'item.place_id as placeId',
      'item.claim_id as claimId',
      'item.proposal_id as proposalId',
      'item.record_id as recordId',
      'item.facts',
      'item.state',
      'item.organisation_id as organisationId',
      'item.opened_at as openedAt',
      'item.listed_until as listedUntil',
      'item.decided_at as decidedAt',
      'item.decided_by as decidedBy',
      'item.reason',
      'version.name',
      'place.slug',
    ]);

const asItem = (row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>) =>
  row as ModerationItem;

interface ItemDraft {
  id: string;
  kind: ItemKind;
  placeId?: string | null;
  claimId?: string;
  proposalId?: string;
  recordId?: string;
  facts?: ItemFacts;
  organisationId?: string | null;
  at: Date;
  listedUntil?: Date;
}

const insert = (transaction: Transaction, item: ItemDraft) =>
  transaction.insertInto('directory.moderation_item').values({
    id: item.id,
    kind: item.kind,
    place_id: item.placeId ?? null,
    claim_id: item.claimId ?? null,
    proposal_id: item.proposalId ?? null,
    record_id: item.recordId ?? null,
    facts: JSON.stringify(item.facts ?? {}),
    state: 'open',
    organisation_id: item.organisationId ?? null,
    opened_at: item.at,
    listed_until: item.listedUntil ?? null,
    decided_at: null,
    decided_by: null,
    reason: null,
  });

export async function openItem(transaction: Transaction, item: ItemDraft): Promise<void> {
  await insert(transaction, item).execute();
}

/** Opens an item of which a place has one at most; false when it waits already. */
export async function openItemOnce(transaction: Transaction, item: ItemDraft): Promise<boolean> {
  // Whoever opens it may not see what others opened: the index alone knows.
  const done = await insert(transaction, item)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** One item, held until the transaction ends; null when there is none, or none of the reader's. */
export async function findItem(transaction: Transaction, id: string): Promise<ModerationItem | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  await sql`SELECT FROM directory.moderation_item WHERE id = ${id}::uuid FOR UPDATE`.execute(transaction);
  const row = await select(transaction).where('item.id', '=', id).executeTakeFirst();
  return row ? asItem(row) : null;
}

/** The same, for a page. */
export async function readItem(reading: Transaction, id: string): Promise<ModerationItem | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await select(reading).where('item.id', '=', id).executeTakeFirst();
  return row ? asItem(row) : null;
}

/** The correction of a place that waits, if there is one. */
export async function findWaitingChange(reading: Transaction, place: string): Promise<ModerationItem | null> {
  const row = await select(reading)
    .where('item.place_id', '=', place)
    .where('item.kind', '=', 'change')
    .where('item.state', '=', 'open')
    .executeTakeFirst();
  return row ? asItem(row) : null;
}

/** What waits, oldest first. An edit already published and read, a place checked since, have left the list. */
export async function findOpenItems(reading: Transaction, now: Date): Promise<ModerationItem[]> {
  const rows = await select(reading)
    .where('item.state', '=', 'open')
    .where(eb => eb.or([eb('item.listed_until', 'is', null), eb('item.listed_until', '>', now)]))
    .where(eb =>
      eb.or([
        eb('item.kind', '<>', 'stale'),
        eb('place.verified_on', 'is', null),
        eb('place.verified_on', '<', sql<string>`(item.opened_at AT TIME ZONE 'Europe/Paris')::date`),
      ]),
    )
    .orderBy('item.opened_at')
    .orderBy('item.id')
    .execute();
  return rows.map(asItem);
}

/** What was decided lately, newest first: each can be taken back. */
export async function findDecidedItems(reading: Transaction, most: number): Promise<ModerationItem[]> {
  const rows = await select(reading)
    .where('item.state', 'in', ['accepted', 'refused'])
    .orderBy('item.decided_at', 'desc')
    .orderBy('item.id')
    .limit(most)
    .execute();
  return rows.map(asItem);
}

export async function decideItem(
  transaction: Transaction,
  id: string,
  decision: {
    state: Exclude<ItemState, 'open'>;
    by: string;
    at: Date;
    reason?: string | null;
    facts?: ItemFacts;
  },
): Promise<void> {
  await transaction
    .updateTable('directory.moderation_item')
    .set({
      state: decision.state,
      decided_at: decision.at,
      decided_by: decision.by,
      reason: decision.reason ?? null,
      ...(decision.facts ? { facts: JSON.stringify(decision.facts) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

export async function reopenItem(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .updateTable('directory.moderation_item')
    .set({ state: 'open', decided_at: null, decided_by: null, reason: null })
    .where('id', '=', id)
    .execute();
}

/** A telephone task for a place checked since serves nobody any more. */
export async function withdrawAnswered(transaction: Transaction, by: string, at: Date): Promise<void> {
  await sql`
    UPDATE directory.moderation_item AS item SET state = 'withdrawn', decided_at = ${at}, decided_by = ${by}
    FROM directory.place
    WHERE place.id = item.place_id AND item.kind = 'stale' AND item.state = 'open'
      AND place.verified_on >= (item.opened_at AT TIME ZONE 'Europe/Paris')::date`.execute(transaction);
}

/** One remark of an import that nobody judged yet. */
export interface ImportNote {
  recordId: string;
  content: string;
  placeId: string;
  name: string;
  slug: string;
  source: string;
  seenAt: Date;
  review: { field: string; code: string; message_fr: string; proposed: string | null }[];
}

/** Remarks of imports to look at, oldest first; a record whose content changed comes back. */
export async function findImportNotes(reading: Transaction, most: number): Promise<ImportNote[]> {
  const { rows } = await sql<ImportNote>`
    SELECT record.id AS "recordId", record.content_hash AS content, place.id AS "placeId", version.name, place.slug,
      source.name AS source, record.last_seen AS "seenAt", record.review
    FROM directory.source_record record
    JOIN directory.source source ON source.id = record.source_id
    JOIN directory.place place ON place.id = record.place_id AND place.status = 'published'
    JOIN directory.place_version version ON version.id = place.current_version_id
    WHERE record.review <> '[]' AND NOT source.fictional AND NOT EXISTS (
      SELECT FROM directory.moderation_item item
      WHERE item.record_id = record.id AND item.facts ->> 'content' = record.content_hash AND item.state <> 'open')
    ORDER BY record.last_seen, record.id LIMIT ${most}`.execute(reading);
  return rows;
}
