/** The 32 fields of the standard v1.0.2, in the order of its files. */
export const STANDARD_FIELDS = [
  'id',
  'pivot',
  'nom',
  'commune',
  'code_postal',
  'code_insee',
  'adresse',
  'complement_adresse',
  'latitude',
  'longitude',
  'typologie',
  'telephone',
  'courriels',
  'site_web',
  'horaires',
  'presentation_resume',
  'presentation_detail',
  'source',
  'itinerance',
  'structure_parente',
  'date_maj',
  'services',
  'publics_specifiquement_adresses',
  'prise_en_charge_specifique',
  'frais_a_charge',
  'dispositif_programmes_nationaux',
  'formations_labels',
  'autres_formations_labels',
  'modalites_acces',
  'modalites_accompagnement',
  'fiche_acces_libre',
  'prise_rdv',
] as const;

export type StandardField = (typeof STANDARD_FIELDS)[number];

/** Fields that only some mappings fill: facts kept beside those of the standard. */
export const EXTRA_FIELDS = [
  'second_nom',
  'qualite_position',
  'horaires_en_francais',
  'heures_par_semaine',
] as const;

/** Fields a file must always give in the standard. */
export const REQUIRED_FIELDS: ReadonlySet<StandardField> = new Set([
  'id',
  'pivot',
  'nom',
  'commune',
  'code_postal',
  'adresse',
  'date_maj',
]);
