import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';
import type { ContentField, PlaceContent, Provenance, StoredPlace } from '../domain/content.ts';
import { placeSlug } from '../domain/slug.ts';
import type { PlaceVersionRow } from '../tables.ts';

/** Where each field is stored: the one table of correspondence, read in both directions. */
const columnOf = {
  name: 'name',
  secondName: 'second_name',
  pivot: 'pivot',
  communeInsee: 'commune_insee',
  communeInseeSource: 'commune_insee_source',
  communeLabel: 'commune_label',
  postalCode: 'postal_code',
  street: 'street',
  streetComplement: 'street_complement',
  lat: 'lat',
  lon: 'lon',
  geoQuality: 'geo_quality',
  kinds: 'kinds',
  phone: 'phone',
  phoneShort: 'phone_short',
  emails: 'emails',
  privateEmails: 'private_emails',
  urls: 'urls',
  hoursRaw: 'hours_raw',
  weeklyHours: 'weekly_hours',
  summary: 'summary',
  detail: 'detail',
  source: 'source_label',
  mobility: 'mobility',
  parentStructure: 'parent_structure',
  sourceUpdatedOn: 'source_updated_on',
  services: 'services',
  publics: 'publics',
  specialCare: 'special_care',
  fees: 'fees',
  programmes: 'programmes',
  trainings: 'trainings',
  otherLabels: 'other_labels',
  accessModes: 'access_modes',
  supportModes: 'support_modes',
  accesslibreUrl: 'accesslibre_url',
  bookingUrl: 'booking_url',
} as const satisfies Record<ContentField, keyof PlaceVersionRow>;

/** Every field of a version, in a fixed order. */
const contentFields = Object.keys(columnOf) as ContentField[];

/** Columns of the current version and of the place, as {@link selectStoredPlaces} and the catalogue read them. */
type StoredPlaceRow = PlaceVersionRow & {
  place_id: string;
  slug: string;
  status: StoredPlace['status'];
  verified_on: string | null;
  verified_by_kind: StoredPlace['verifiedByKind'];
  verified_for: string | null;
  place_created_at: Date;
  changed_at: Date;
};

/** What a row of `directory.place_version` says. */
function contentOfRow(row: PlaceVersionRow): PlaceContent {
  const content = Object.fromEntries(contentFields.map(field => [field, row[columnOf[field]]]));
  content.communeLabel ??= '';
  content.weeklyHours = row.weekly_hours === null ? null : Number(row.weekly_hours);
  return content as unknown as PlaceContent;
}

/** What a stored place says, without what is known of it. */
export function contentOf(place: StoredPlace): PlaceContent {
  return Object.fromEntries(contentFields.map(field => [field, place[field]])) as unknown as PlaceContent;
}

export function storedPlace(row: StoredPlaceRow): StoredPlace {
  return {
    ...contentOfRow(row),
    id: row.place_id,
    slug: row.slug,
    status: row.status,
    verifiedOn: row.verified_on,
    verifiedByKind: row.verified_by_kind,
    verifiedFor: row.verified_for,
    versionNo: row.no,
    versionId: row.id,
    provenance: row.field_provenance as Provenance,
    createdAt: row.place_created_at,
    changedAt: row.changed_at,
  };
}

function selectStoredPlaces(database: Database | Transaction) {
  return database
    .selectFrom('directory.place as place')
    .innerJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .selectAll('version')
    .select([
      'place.slug',
      'place.status',
      'place.verified_on',
      'place.verified_by_kind',
      'place.verified_for',
      'place.created_at as place_created_at',
      'place.changed_at',
    ]);
}

/** Places by identifier, whatever their status; the missing ones are not in the map. */
export async function findPlaces(
  database: Database | Transaction,
  ids: readonly string[],
): Promise<Map<string, StoredPlace>> {
  if (ids.length === 0) return new Map();
  const rows = await selectStoredPlaces(database)
    .where('place.id', '=', sql<string>`ANY(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(row => [row.place_id, storedPlace(row)]));
}

/** Every published place, oldest first. */
export async function findPublishedPlaces(database: Database | Transaction): Promise<StoredPlace[]> {
  const rows = await selectStoredPlaces(database)
    .where('place.status', '=', 'published')
    .orderBy('place.created_at')
    .orderBy('place.id')
    .execute();
  return rows.map(storedPlace);
}

/** Identifier of the place named by its identifier or by an address, present or former; null when there is none. */
export async function findPlaceId(
  database: Database | Transaction,
  reference: string,
): Promise<string | null> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference)) {
    const row = await database
      .selectFrom('directory.place')
      .select('id')
      .where('id', '=', reference)
      .executeTakeFirst();
    return row?.id ?? null;
  }
  const slug = reference.replace(/^.*\/lieux\//, '');
  const bySlug = await database
    .selectFrom('directory.place')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (bySlug) return bySlug.id;
  const former = await database
    .selectFrom('directory.former_slug')
    .select('place_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return former?.place_id ?? null;
}

/** A version to write. `previous` is the place as it stands; null makes a new, published place. */
export interface VersionDraft {
  placeId: string;
  previous: Pick<StoredPlace, 'slug' | 'versionNo' | 'name' | 'communeInsee'> | null;
  content: PlaceContent;
  provenance: Provenance;
  reason: string | null;
}

interface Writing {
  transaction: Transaction;
  at: Date;
  /** `command:directory import`, kept with each version. */
  author: string;
  newId: () => string;
  /** Called once, when the heaviest rows are about to leave: time to work while the database does. */
  meanwhile?: () => void;
}

/** Writes versions in bulk and makes them current; gives back the address of each place, in order. */
export async function writeVersions(writing: Writing, drafts: readonly VersionDraft[]): Promise<string[]> {
  if (drafts.length === 0) return [];
  const { transaction, at } = writing;
  const slugs = await freeSlugs(transaction, drafts);
  const places = drafts.map((draft, index) => ({
    id: draft.placeId,
    slug: slugs[index]!,
    version: writing.newId(),
    commune: draft.content.communeInsee,
    fresh: draft.previous === null,
  }));
  const made = places.filter(place => place.fresh);
  const renewed = places.filter(place => !place.fresh);
  writing.meanwhile?.();
  if (made.length > 0) {
    await sql`
      INSERT INTO directory.place (id, slug, status, current_version_id, commune_insee, created_at, changed_at)
      SELECT id, slug, 'published', version, commune, ${at}, ${at}
      FROM json_to_recordset(${storable(made)}::json)
        AS row(id uuid, slug text, version uuid, commune text)`.execute(transaction);
  }
  await insertVersions(
    writing,
    drafts,
    places.map(place => place.version),
  );
  if (renewed.length > 0) {
    await sql`
      UPDATE directory.place AS place SET slug = row.slug, current_version_id = version, commune_insee = commune,
        changed_at = ${at}
      FROM json_to_recordset(${storable(renewed)}::json)
        AS row(id uuid, slug text, version uuid, commune text)
      WHERE place.id = row.id`.execute(transaction);
    await keepFormerSlugs(writing, drafts, slugs);
  }
  return slugs;
}

async function insertVersions(writing: Writing, drafts: readonly VersionDraft[], ids: readonly string[]) {
  const rows = drafts.map((draft, index) => ({
    ...Object.fromEntries(contentFields.map(field => [columnOf[field], draft.content[field]])),
    id: ids[index],
    place_id: draft.placeId,
    no: (draft.previous?.versionNo ?? 0) + 1,
    field_provenance: draft.provenance,
    author_actor: writing.author,
    reason: draft.reason,
    created_at: writing.at,
  }));
  await sql`
    INSERT INTO directory.place_version
    SELECT * FROM json_populate_recordset(null::directory.place_version, ${storable(rows)}::json)`.execute(
    writing.transaction,
  );
}

/** Addresses for the drafts: that of the place unless its name or commune changed; longer marks on a collision. */
async function freeSlugs(transaction: Transaction, drafts: readonly VersionDraft[]): Promise<string[]> {
  const wanted = drafts.map(({ previous, content, placeId }) =>
    previous && previous.name === content.name && previous.communeInsee === content.communeInsee
      ? previous.slug
      : placeSlug(content.name, content.communeInsee, placeId),
  );
  const fresh = wanted.filter((slug, index) => slug !== drafts[index]!.previous?.slug);
  const { rows } = await sql<{ slug: string; place_id: string }>`
    SELECT slug, id AS place_id FROM directory.place WHERE slug = ANY(${fresh}::text[])
    UNION ALL SELECT slug, place_id FROM directory.former_slug WHERE slug = ANY(${fresh}::text[])`.execute(
    transaction,
  );
  const owner = new Map(rows.map(row => [row.slug, row.place_id]));
  return wanted.map((slug, index) => {
    const { placeId, content } = drafts[index]!;
    const free =
      (owner.get(slug) ?? placeId) === placeId
        ? slug
        : placeSlug(content.name, content.communeInsee, placeId, 8);
    owner.set(free, placeId);
    return free;
  });
}

/** The address a place had before it was renamed still leads to it. */
async function keepFormerSlugs(writing: Writing, drafts: readonly VersionDraft[], slugs: readonly string[]) {
  const left = drafts.flatMap(({ previous, placeId }, index) =>
    previous && previous.slug !== slugs[index]
      ? [{ slug: previous.slug, place_id: placeId, since: writing.at }]
      : [],
  );
  if (left.length === 0) return;
  await writing.transaction
    .deleteFrom('directory.former_slug')
    .where('slug', '=', sql<string>`ANY(${slugs}::text[])`)
    .execute();
  await writing.transaction.insertInto('directory.former_slug').values(left).execute();
}

/** JSON that PostgreSQL accepts: it refuses the null character and half characters, which a file may hold. */
export function storable(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_, item) =>
    typeof item === 'string' ? item.replaceAll('\0', '\ufffd').toWellFormed() : item,
  );
}
