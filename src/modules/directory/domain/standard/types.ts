import type {
  AccessModeCode,
  FeeCode,
  KindCode,
  MobilityCode,
  ProgrammeCode,
  PublicCode,
  ServiceCode,
  SpecialCareCode,
  SupportModeCode,
  TrainingCode,
} from '../../vocabulary.ts';

/** How precise the point of a place is; decides whether a distance may be computed for duplicates. */
export type GeoQuality = 'address' | 'street' | 'commune' | 'unknown';

/**
 * A place as the directory stores it: one property per stored column of the standard v1.0.2
 * (32 fields) and the few facts kept beside them. Lists hold vocabulary codes; null means "not given".
 */
export interface StandardPlace {
  /** `id` of the source, unique in it. */
  externalId: string;
  /** SIRET (14 digits), RNA (`W` + 9 digits) or SIREN (9 digits); null when unknown. */
  pivot: string | null;
  name: string;
  /** Name of the room or of the person it honours (« L'Écume des jours »); of some sources only. */
  secondName: string | null;
  /** Present INSEE code of the commune. */
  communeInsee: string;
  /** INSEE code as the source wrote it, when it differs (old code). */
  communeInseeSource: string | null;
  /** Commune as the source wrote it (« Garrosse »), or its official name when the source gave none. */
  communeLabel: string;
  postalCode: string | null;
  street: string | null;
  streetComplement: string | null;
  /** WGS84 degrees, both or none. */
  lat: number | null;
  lon: number | null;
  geoQuality: GeoQuality;
  kinds: KindCode[];
  /** E.164, one of the prefixes of the standard. */
  phone: string | null;
  /** Short number (3949): shown, never exported in `telephone`. */
  phoneShort: string | null;
  emails: string[];
  /** Addresses that bear a person's name: never published without the structure's agreement. */
  privateEmails: string[];
  urls: string[];
  /** Opening hours as written, OSM syntax when they could be read. */
  hoursRaw: string | null;
  /** A number of hours a week (libraries). Never a timetable. */
  weeklyHours: number | null;
  /** At most 280 characters. */
  summary: string | null;
  detail: string | null;
  /** Who collected the data, as written. */
  source: string | null;
  mobility: MobilityCode[];
  parentStructure: string | null;
  /** ISO date (`2024-04-11`) given by the source. */
  sourceUpdatedOn: string | null;
  services: ServiceCode[];
  publics: PublicCode[];
  specialCare: SpecialCareCode[];
  fees: FeeCode[];
  programmes: ProgrammeCode[];
  trainings: TrainingCode[];
  otherLabels: string[];
  accessModes: AccessModeCode[];
  supportModes: SupportModeCode[];
  accesslibreUrl: string | null;
  bookingUrl: string | null;
}

/** What the territory knows of communes; a small fixture in tests. */
export interface CommuneIndex {
  /** Present commune of a present or old INSEE code. `radiusKm`: farthest contour vertex, 15 without contour. */
  byCode(code: string): CommuneFacts | null;
  /** Present INSEE codes of a folded name, present or former. */
  byName(foldedName: string): string[];
  /** Present INSEE codes served by a postal code. */
  byPostalCode(postalCode: string): string[];
  /** INSEE or postal code of another département, and of no commune known here. */
  isElsewhere(code: string): boolean;
}

/** A present commune; no point (`lat`, `lon` null) for those of a neighbouring département. */
export interface CommuneFacts {
  insee: string;
  name: string;
  viaOldCode: boolean;
  lat: number | null;
  lon: number | null;
  radiusKm: number;
}

/** What an hours reader says of a text in OSM opening_hours syntax. */
export type HoursReading = 'ok' | 'overlap' | 'closing_before_opening' | 'unreadable';

/** Everything a field needs besides its own text; no clock, no I/O. */
export interface ParsingContext {
  communes: CommuneIndex;
  /** ISO date of today in Europe/Paris; a later `date_maj` is dropped. */
  today: string;
  /** Bounding box of the territory, degrees; recognises swapped coordinates. */
  box: { latMin: number; latMax: number; lonMin: number; lonMax: number };
  readHours: (raw: string) => HoursReading;
  /** Fields (names of the standard) that the format of the file does not have: their absence is no defect. */
  absentFields?: ReadonlySet<string>;
}

export type Severity = 'warn' | 'rejected';
export type Outcome = 'accepted' | 'warn' | 'rejected';

/** One remark on one field, before the row is known. */
export interface FieldIssue {
  /** Name of the field in the standard (`code_insee`), or a column of the file. */
  field: string;
  /** Stable code of the defect (`code_postal_autre_commune`). */
  code: string;
  severity: Severity;
  /** Plain French, shown as is. */
  message_fr: string;
  raw: string;
  /** What was kept, as text; null when nothing was. */
  stored: string | null;
}

/** A remark placed in its file: line of the file, rank of the row (from 1), `id` of the place. */
export interface Issue extends FieldIssue {
  line: number;
  row: number;
  id: string | null;
}

/** A point for the moderator: nothing was changed silently. */
export interface ReviewNote {
  field: string;
  code: string;
  message_fr: string;
  /** A value to accept or not (« Bibliothèque de Boos »). */
  proposed: string | null;
}

/** What becomes of one row. `place` is null only when the row is rejected. */
export interface ParsedPlace {
  line: number;
  row: number;
  id: string | null;
  outcome: Outcome;
  place: StandardPlace | null;
  issues: Issue[];
  review: ReviewNote[];
}

/** Value of a field and the remarks made while reading it. */
export interface FieldResult<Value> {
  value: Value;
  issues: FieldIssue[];
}

/** A row as read from a file, keyed by the fields of the standard (absent key: column not in the file). */
export interface RawPlace {
  line: number;
  row: number;
  cells: Readonly<Record<string, string | undefined>>;
  /** Set when the row itself could not be read (wrong number of columns, quote left open). */
  defect?: { code: string; message_fr: string; raw: string };
}
