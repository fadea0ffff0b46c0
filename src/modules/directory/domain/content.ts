import type { ReviewNote, StandardPlace } from './standard/types.ts';

/** Everything one version of a place says. */
export type PlaceContent = Omit<StandardPlace, 'externalId'>;

/** A place of which nothing is known yet. */
export const emptyPlace: PlaceContent = {
  pivot: null,
  name: '',
  secondName: null,
  communeInsee: '',
  communeInseeSource: null,
  communeLabel: '',
  postalCode: null,
  street: null,
  streetComplement: null,
  lat: null,
  lon: null,
  geoQuality: 'unknown',
  kinds: [],
  phone: null,
  phoneShort: null,
  emails: [],
  privateEmails: [],
  urls: [],
  hoursRaw: null,
  weeklyHours: null,
  summary: null,
  detail: null,
  source: null,
  mobility: [],
  parentStructure: null,
  sourceUpdatedOn: null,
  services: [],
  publics: [],
  specialCare: [],
  fees: [],
  programmes: [],
  trainings: [],
  otherLabels: [],
  accessModes: [],
  supportModes: [],
  accesslibreUrl: null,
  bookingUrl: null,
};

export type ContentField = keyof PlaceContent;

/** Who gave a value, and when. `record` is the source record it comes from. */
export interface Origin {
  by: 'source' | 'editor' | 'moderator';
  record: string | null;
  at: string;
}

/** Origin of the fields of a version: `*` for the whole place, a field of its own when it comes from elsewhere. */
export type Provenance = { '*': Origin } & { [Field in ContentField]?: Origin };

export function originOf(provenance: Provenance, field: ContentField): Origin {
  return provenance[field] ?? provenance['*'];
}

/** Two values of a field say the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Nothing was given. */
export function isEmptyValue(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export interface Reconciled {
  content: PlaceContent;
  provenance: Provenance;
  /** Fields that really change. */
  changed: ContentField[];
  /** Values of the source that were not followed, for the moderator. */
  kept: ReviewNote[];
}

/**
 * What a place becomes when one of its source records says something new, field by field: a correction of an
 * editor or moderator stays, a value that came with another record of a merged place stays. `whole`: the record
 * speaks of the place itself (our own export, corrected and sent back), not of what one source knows of it.
 */
export function reconcile(
  current: { content: PlaceContent; provenance: Provenance },
  incoming: PlaceContent,
  { record, at, whole = false }: { record: string; at: string; whole?: boolean },
): Reconciled {
  const content = { ...current.content };
  const provenance = { ...current.provenance };
  const changed: ContentField[] = [];
  const kept: ReviewNote[] = [];
  for (const field of Object.keys(incoming) as ContentField[]) {
    const [before, after] = [current.content[field], incoming[field]];
    if (sameValue(before, after)) continue;
    const origin = originOf(current.provenance, field);
    if (origin.by !== 'source') {
      kept.push(keptCorrection(field, after));
      continue;
    }
    const fromElsewhere = origin.record !== record;
    if (fromElsewhere && !whole && !isEmptyValue(before)) continue;
    Object.assign(content, { [field]: after });
    if (fromElsewhere) provenance[field] = { by: 'source', record, at };
    changed.push(field);
  }
  return { content, provenance, changed, kept };
}

function keptCorrection(field: ContentField, incoming: unknown): ReviewNote {
  const proposed = isEmptyValue(incoming)
    ? null
    : Array.isArray(incoming)
      ? incoming.join('|')
      : String(incoming);
  return {
    field,
    code: 'correction_conservee',
    message_fr: 'La source dit autre chose que la correction faite ici. La correction est gardée.',
    proposed,
  };
}

/** A place and its current version, as pages, exports and the search for duplicates read it. */
export interface StoredPlace extends PlaceContent {
  id: string;
  slug: string;
  status: 'proposed' | 'published' | 'hidden' | 'closed' | 'merged';
  /** Day on which somebody of the place or of the coordination said that all is right. */
  verifiedOn: string | null;
  verifiedByKind: 'editor' | 'coordination' | 'source' | null;
  /** Name of the organisation whose member said so. */
  verifiedFor?: string | null;
  versionNo: number;
  versionId: string;
  /** Who gave each field. */
  provenance: Provenance;
  createdAt: Date;
  changedAt: Date;
}

/** Whether the place gave a number: nobody is told to call one that did not. */
export function canCall(place: Pick<PlaceContent, 'phone' | 'phoneShort'>): boolean {
  return place.phone !== null || place.phoneShort !== null;
}
