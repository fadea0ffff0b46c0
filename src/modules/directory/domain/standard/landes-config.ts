import { labelOf, termOf } from '../../vocabulary.ts';
import { type ExportedPlace, toStandardRow } from './export.ts';

/** Columns of the collector's file of the Landes, in its order. */
export const LANDES_COLUMNS = [
  'ID',
  'name',
  'siret',
  'adresse_numero',
  'adresse_rue',
  'adresse_code_postal',
  'adresse_code_insee',
  'adresse_commune',
  'structure_porteuse',
  'lat',
  'lon',
  'contact_telephone',
  'contact_email',
  'contact_web',
  'description',
  'itinerant',
  'type_lieu',
  'public_cible',
  'modalites_accompagnement',
  'services',
  'tarifs',
  'labels',
  'horaires_ouverture_brut',
] as const;

/** The words the collector's file uses, which its mapping reads back to the same codes. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  EPN: 'EPN',
  ASSO: 'Association',
  BIB: 'Bibliothèque',
  CS: 'Centre social',
  MUNI: 'Mairie',
  MDS: 'Département',
  MSAP: 'MSAP',
  RFS: 'France services',
  TIERS_LIEUX: 'Tiers-lieu',
  CCAS: 'CCAS',
  CIAS: 'CIAS',
};
// The national configuration takes the word « accompagnement » for individual help: it is avoided here.
const SERVICE_WORDS: Readonly<Record<string, string>> = {
  aide_aux_demarches_administratives: 'démarches administratives',
  maitrise_des_outils_numeriques_du_quotidien: 'découverte',
  acces_internet_et_materiel_informatique: 'matériel informatique',
};
const FEE_WORDS: Readonly<Record<string, string>> = { gratuit: 'Gratuit', payant: 'Payant (€)' };
const SUPPORT_WORDS: Readonly<Record<string, string>> = {
  en_autonomie: 'En autonomie',
  accompagnement_individuel: 'Individuel',
  dans_un_atelier_collectif: 'Collectif',
  a_distance: 'À distance',
};
const CARE_WORDS: Readonly<Record<string, string>> = {
  illettrisme: 'Illettrés',
  handicaps_mentaux: 'handicap psychique',
};

/** The place in the collector's columns: what the national platform's configuration for the Landes reads. */
export function toLandesRow(exported: ExportedPlace): string[] {
  const { place } = exported;
  const row = toStandardRow(exported);
  const street = /^(\d+(?:\s?(?:bis|ter|quater))?)[\s,]+(.+)$/iu.exec(place.street ?? '');
  const cells: Record<(typeof LANDES_COLUMNS)[number], string> = {
    ID: row.id,
    name: row.nom,
    siret: place.pivot ?? '',
    adresse_numero: street?.[1] ?? '',
    adresse_rue: street?.[2] ?? row.adresse,
    adresse_code_postal: row.code_postal,
    adresse_code_insee: row.code_insee,
    adresse_commune: row.commune,
    structure_porteuse: row.structure_parente,
    lat: row.latitude,
    lon: row.longitude,
    contact_telephone: row.telephone,
    contact_email: row.courriels,
    contact_web: row.site_web,
    description: row.presentation_detail === '' ? row.presentation_resume : row.presentation_detail,
    itinerant: place.mobility.length === 0 ? '' : place.mobility.includes('itinerant') ? 'Oui' : 'Non',
    type_lieu: place.kinds.map(code => KIND_WORDS[code] ?? labelOf('kinds', code)).join(', '),
    public_cible: [
      ...place.publics.map(code => termOf('publics', code)?.standard ?? code),
      ...place.specialCare.flatMap(code => CARE_WORDS[code] ?? []),
    ].join(', '),
    modalites_accompagnement: place.supportModes.map(code => SUPPORT_WORDS[code] ?? code).join(', '),
    services: place.services.map(code => SERVICE_WORDS[code] ?? labelOf('services', code)).join(', '),
    tarifs: place.fees.flatMap(code => FEE_WORDS[code] ?? labelOf('fees', code)).join(', '),
    labels: place.otherLabels.join(', '),
    horaires_ouverture_brut: row.horaires,
  };
  return LANDES_COLUMNS.map(column => cells[column]);
}
