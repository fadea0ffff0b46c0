/** Kinds of organisations (product/network.md §1), in the order of lists. */
export const organisationKinds = {
  commune: { fr: 'Commune', en: 'Commune' },
  ccas_cias: { fr: 'CCAS ou CIAS', en: 'Municipal social centre (CCAS, CIAS)' },
  epci: { fr: 'Communauté de communes ou d’agglomération', en: 'Group of communes' },
  departement: { fr: 'Département', en: 'Departmental council' },
  syndicat_mixte: { fr: 'Syndicat mixte', en: 'Joint authority' },
  association: { fr: 'Association', en: 'Association' },
  tiers_lieu: { fr: 'Tiers-lieu', en: 'Shared workspace' },
  mediatheque: { fr: 'Médiathèque', en: 'Library' },
  france_services: { fr: 'France Services', en: 'France Services' },
  mission_locale: { fr: 'Mission locale', en: 'Youth employment centre' },
  bailleur: { fr: 'Bailleur social', en: 'Social landlord' },
  operateur: { fr: 'Opérateur', en: 'Operator' },
  autre: { fr: 'Autre', en: 'Other' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type OrganisationKind = keyof typeof organisationKinds;

/** What a person may be entitled to do beyond their role (product/network.md §3.9). */
export const habilitationKinds = {
  mandat: { fr: 'Recueillir un mandat', en: 'Take a mandate' },
  mandat_messagerie: { fr: 'Ouvrir une messagerie', en: 'Open a mailbox' },
  restauration: { fr: 'Rendre un accès perdu', en: 'Restore a lost access' },
  carte: { fr: 'Délivrer une carte', en: 'Issue a card' },
  prescription_materiel: { fr: 'Prescrire un ordinateur', en: 'Prescribe a computer' },
  prescription_connexion: { fr: 'Prescrire une connexion', en: 'Prescribe a connection' },
  coffre_depot: { fr: 'Déposer dans un coffre', en: 'Deposit in a safe' },
  effacement: { fr: 'Effacer des disques', en: 'Erase disks' },
  formation: { fr: 'Former', en: 'Train' },
  fse: { fr: 'Instruire le FSE+', en: 'Handle ESF+ files' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type HabilitationKind = keyof typeof habilitationKinds;

/** State of an organisation. */
export const organisationStates = {
  brouillon: { fr: 'En cours d’ouverture', en: 'Being opened' },
  active: { fr: 'Active', en: 'Active' },
  suspendue: { fr: 'Suspendue', en: 'Suspended' },
  fermee: { fr: 'Fermée', en: 'Closed' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type OrganisationState = keyof typeof organisationStates;
