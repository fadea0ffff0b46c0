import { hash } from 'node:crypto';
import type { Database, Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import type { StoredPlace } from './domain/content.ts';
import { isEmptyValue, type PlaceContent, type Provenance, reconcile } from './domain/content.ts';
import { readOwnRow } from './domain/own-export.ts';
import { maskAddresses } from './domain/standard/contact.ts';
import type { RawPlace, ReviewNote, StandardPlace } from './domain/standard/types.ts';
import type { ReadPlace } from './reading/places.ts';
import { findRecords, type KnownRecord, type RecordDraft } from './store/imports.ts';
import { contentOf, findPlaces, type VersionDraft } from './store/places.ts';

/** What a batch of rows changes, worked out before anything is written. */
export interface BatchPlan {
  versions: VersionDraft[];
  records: RecordDraft[];
  /** Identifiers of the file whose record stays as it is. */
  seen: string[];
  /** Places of ours that came back in our own export. */
  seenPlaces: string[];
  created: number;
  changed: number;
  untouched: number;
}

/** A row with all that can be worked out of it without the database. */
export interface PreparedPlace extends ReadPlace {
  /** Null for a refused row. */
  row: Row | null;
}

export function preparePlace(read: ReadPlace): PreparedPlace {
  const { raw, parsed } = read;
  return { ...read, row: parsed.place ? readRow(raw, parsed.place, parsed.review) : null };
}

/** A place while the rows of the batch are applied to it, one after the other. */
interface Work {
  previous: StoredPlace | null;
  content: PlaceContent;
  provenance: Provenance;
  changed: boolean;
}

/**
 * Compares rows with what is stored. `source` is null for a source that does not exist yet. Rows are applied in
 * order, so that two records of one merged place make one version.
 */
export async function planBatch(
  database: Database | Transaction,
  source: string | null,
  rows: readonly PreparedPlace[],
  at: Date,
): Promise<BatchPlan> {
  const ids = rows.flatMap(({ parsed }) => parsed.id ?? []);
  const records = await findRecords(database, source, ids);
  const good = rows.flatMap(({ row }) => row ?? []);
  const moved = good.filter(row => records.get(row.externalId)?.contentHash !== row.hash);
  const placeIds = moved.map(row => records.get(row.externalId)?.placeId ?? row.externalId).filter(isOurKind);
  const places = await findPlaces(database, [...new Set(placeIds)]);

  const plan: BatchPlan = {
    versions: [],
    records: [],
    seen: [],
    seenPlaces: [],
    created: 0,
    changed: 0,
    untouched: 0,
  };
  const works = new Map<string, Work>();
  for (const row of good) {
    const record = records.get(row.externalId);
    if (record?.contentHash === row.hash) plan.untouched++;
    else if (record) update(plan, works, places.get(record.placeId)!, row, record, at);
    else if (places.has(row.externalId)) updateOwn(plan, works, places.get(row.externalId)!, row, at);
    else create(plan, works, row, at);
  }
  const written = new Set(plan.records.map(record => record.externalId));
  plan.seen = [...new Set(ids)].filter(id => records.has(id) && !written.has(id));
  for (const [placeId, work] of works) {
    if (!work.changed) continue;
    const { previous, content, provenance } = work;
    plan.versions.push({ placeId, previous, content, provenance, reason: null });
  }
  return plan;
}

interface Row {
  externalId: string;
  content: PlaceContent;
  raw: RawPlace['cells'];
  review: readonly ReviewNote[];
  hash: string;
}

function readRow(raw: RawPlace, place: StandardPlace, review: readonly ReviewNote[]): Row {
  const { externalId, privateEmails, ...rest } = place;
  // The address of a person is written nowhere, not even in the row kept as it came.
  const content = { ...rest, privateEmails: [] };
  const cells = privateEmails.length === 0 ? raw.cells : withoutAddresses(raw.cells, privateEmails);
  return { externalId, content, raw: cells, review, hash: contentHash(cells, content) };
}

function withoutAddresses(cells: RawPlace['cells'], privateEmails: readonly string[]): RawPlace['cells'] {
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, cell && maskAddresses(cell, privateEmails)]),
  );
}

/** Same words in the same columns, read the same way; the order of columns and empty cells do not count. */
function contentHash(cells: RawPlace['cells'], content: PlaceContent): string {
  const said = Object.entries(cells)
    .filter(([, value]) => value !== undefined && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([said, content]), 'hex');
}

const OUR_IDENTIFIER = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Identifiers in our own export are those of our places, on this machine or another. */
function isOurKind(id: string): boolean {
  return OUR_IDENTIFIER.test(id);
}

/** Without the fields that say nothing: half of a record of the standard. */
function saidOnly(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && !isEmptyValue(value)),
  );
}

function recordDraft(row: Row, id: string, placeId: string, kept: readonly ReviewNote[]): RecordDraft {
  return {
    id,
    externalId: row.externalId,
    placeId,
    raw: saidOnly(row.raw),
    parsed: saidOnly(row.content),
    review: [...row.review, ...kept],
    contentHash: row.hash,
  };
}

function create(plan: BatchPlan, works: Map<string, Work>, row: Row, at: Date) {
  const record = newId(at);
  const placeId = isOurKind(row.externalId) && !works.has(row.externalId) ? row.externalId : newId(at);
  const provenance: Provenance = { '*': { by: 'source', record, at: at.toISOString() } };
  works.set(placeId, { previous: null, content: row.content, provenance, changed: true });
  plan.records.push(recordDraft(row, record, placeId, []));
  plan.created++;
}

function update(
  plan: BatchPlan,
  works: Map<string, Work>,
  place: StoredPlace,
  row: Row,
  { id: record, placeId }: Pick<KnownRecord, 'id' | 'placeId'>,
  at: Date,
) {
  const work = works.get(placeId) ?? {
    previous: place,
    content: contentOf(place),
    provenance: place.provenance,
    changed: false,
  };
  const whole = row.externalId === placeId;
  const incoming = whole ? readOwnRow(place, row.content) : row.content;
  const { content, provenance, changed, kept } = reconcile(work, incoming, {
    record,
    at: at.toISOString(),
    whole,
  });
  works.set(placeId, { ...work, content, provenance, changed: work.changed || changed.length > 0 });
  plan.records.push(recordDraft(row, record, placeId, kept));
  if (changed.length > 0) plan.changed++;
  else plan.untouched++;
}

/** A row of our own export: when it says nothing new, not even a record is kept. */
function updateOwn(plan: BatchPlan, works: Map<string, Work>, place: StoredPlace, row: Row, at: Date) {
  plan.seenPlaces.push(place.id);
  const same = readOwnRow(place, row.content);
  const told = reconcile({ content: contentOf(place), provenance: place.provenance }, same, {
    record: '',
    at: at.toISOString(),
    whole: true,
  });
  if (place.status === 'merged' || (told.changed.length === 0 && told.kept.length === 0)) plan.untouched++;
  else update(plan, works, place, row, { id: newId(at), placeId: place.id }, at);
}
