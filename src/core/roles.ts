/**
 * What a person is in Airial (product/network.md §1). Held by a membership, except `habitant` (personal space).
 * `territory`: only in the pilot organisation.
 */
export const roles = {
  habitant: { fr: 'Habitant, habitante', en: 'Resident', held: 'personal' },
  aidant: { fr: 'Aidant, aidante', en: 'Helper', held: 'organisation' },
  conseiller_numerique: { fr: 'Conseiller numérique', en: 'Digital adviser', held: 'organisation' },
  prescripteur: {
    fr: 'Travailleur social, prescripteur',
    en: 'Social worker, prescriber',
    held: 'organisation',
  },
  formateur: { fr: 'Formateur, formatrice', en: 'Trainer', held: 'organisation' },
  technicien: { fr: 'Technicien, technicienne', en: 'Technician', held: 'organisation' },
  referent_structure: { fr: 'Référent de structure', en: 'Lead of the organisation', held: 'organisation' },
  coordinateur: { fr: 'Coordinateur, coordinatrice', en: 'Coordinator', held: 'territory' },
  gestionnaire_fse: { fr: 'Gestionnaire FSE+', en: 'ESF+ manager', held: 'territory' },
  bailleur: { fr: 'Bailleur social', en: 'Social landlord', held: 'organisation' },
  membre_copil: {
    fr: 'Membre du comité de pilotage',
    en: 'Member of the steering committee',
    held: 'organisation',
  },
  administrateur: { fr: 'Administrateur', en: 'Administrator', held: 'territory' },
  dpo: { fr: 'Délégué à la protection des données', en: 'Data protection officer', held: 'territory' },
} as const satisfies Record<
  string,
  { fr: string; en: string; held: 'personal' | 'organisation' | 'territory' }
>;

export type Role = keyof typeof roles;

export const roleCodes = Object.keys(roles) as Role[];
