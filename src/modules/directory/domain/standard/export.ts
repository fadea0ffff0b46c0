import { toCsvLine } from '../../../../core/csv.ts';
import { type CodeOf, termOf, type VocabularyName } from '../../vocabulary.ts';
import { NO_ADDRESS } from './address.ts';
import { STANDARD_FIELDS, type StandardField } from './fields.ts';
import { UNKNOWN_PIVOT } from './identity.ts';
import type { StandardPlace } from './types.ts';

/** A published place as exports write it: the stored place and the facts its row needs besides. */
export interface ExportedPlace {
  /** Our identifier: `id` of the file. */
  id: string;
  place: StandardPlace;
  /** Official name of the present commune. */
  communeName: string;
  /** A postal code of the commune, for the places that have none. */
  communePostalCode: string;
  /** ISO days; the first one known fills `date_maj`. */
  verifiedOn: string | null;
  firstImportedOn: string;
}

export type StandardRow = Record<StandardField, string>;

function standardValues<Name extends VocabularyName>(name: Name, codes: readonly CodeOf<Name>[]): string {
  return codes
    .map(code => termOf(name, code))
    .filter(term => term !== null)
    .sort((a, b) => a.order - b.order)
    .map(term => term.standard)
    .join('|');
}

/** Degrees without exponent nor useless zeros. */
function degrees(value: number | null): string {
  if (value === null) return '';
  return value.toFixed(7).replace(/\.?0+$/, '');
}

/**
 * The 32 fields of the standard v1.0.2, as text. Required fields are always filled: unknown pivot
 * `00000000000000`; date of verification, else of the source, else of the first import; street, else
 * complement, else « Adresse non communiquée ».
 */
export function toStandardRow(exported: ExportedPlace): StandardRow {
  const { place } = exported;
  return {
    id: exported.id,
    pivot: place.pivot ?? UNKNOWN_PIVOT,
    nom: place.name,
    commune: exported.communeName,
    code_postal: place.postalCode ?? exported.communePostalCode,
    code_insee: place.communeInsee,
    adresse: place.street ?? place.streetComplement ?? NO_ADDRESS,
    complement_adresse: place.streetComplement ?? '',
    latitude: degrees(place.lat),
    longitude: degrees(place.lon),
    typologie: standardValues('kinds', place.kinds),
    telephone: place.phone ?? '',
    courriels: place.emails.join('|'),
    site_web: place.urls.join('|'),
    horaires: place.hoursRaw ?? '',
    presentation_resume: place.summary ?? '',
    presentation_detail: place.detail ?? '',
    source: place.source ?? '',
    itinerance: standardValues('mobility', place.mobility),
    structure_parente: place.parentStructure ?? '',
    date_maj: exported.verifiedOn ?? place.sourceUpdatedOn ?? exported.firstImportedOn,
    services: standardValues('services', place.services),
    publics_specifiquement_adresses: standardValues('publics', place.publics),
    prise_en_charge_specifique: standardValues('specialCare', place.specialCare),
    frais_a_charge: standardValues('fees', place.fees),
    dispositif_programmes_nationaux: standardValues('programmes', place.programmes),
    formations_labels: standardValues('trainings', place.trainings),
    autres_formations_labels: place.otherLabels.join('|'),
    modalites_acces: standardValues('accessModes', place.accessModes),
    modalites_accompagnement: standardValues('supportModes', place.supportModes),
    fiche_acces_libre: place.accesslibreUrl ?? '',
    prise_rdv: place.bookingUrl ?? '',
  };
}

/** The header line of the standard file. */
export function standardCsvHeader(): string {
  return toCsvLine(STANDARD_FIELDS);
}

/** The line of one place in the standard file. */
export function toStandardCsvLine(exported: ExportedPlace, forSpreadsheet = false): string {
  const row = toStandardRow(exported);
  return toCsvLine(
    STANDARD_FIELDS.map(field => row[field]),
    forSpreadsheet,
  );
}

/** The place as an object of the standard: same texts as the CSV, numbers for the point, empty fields left out. */
export function toStandardJson(exported: ExportedPlace): Record<string, string | number> {
  const row = toStandardRow(exported);
  const object: Record<string, string | number> = {};
  for (const field of STANDARD_FIELDS) {
    if (row[field] === '') continue;
    object[field] = field === 'latitude' || field === 'longitude' ? Number(row[field]) : row[field];
  }
  return object;
}

/** The place as a GeoJSON feature (RFC 7946); no geometry when the place has no point. */
export function toGeoJsonFeature(exported: ExportedPlace) {
  const { latitude, longitude, ...properties } = toStandardJson(exported);
  const point = typeof latitude === 'number' && typeof longitude === 'number' ? [longitude, latitude] : null;
  return {
    type: 'Feature' as const,
    id: exported.id,
    geometry: point === null ? null : { type: 'Point' as const, coordinates: point },
    properties,
  };
}
