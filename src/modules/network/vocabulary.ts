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
  mandat: {
    fr: 'Recueillir un mandat',
    en: 'Take a mandate',
    may: {
      fr: 'Écrire avec une personne le mandat qui permet de l’aider.',
      en: 'Write with a person the mandate that allows helping them.',
    },
  },
  mandat_messagerie: {
    fr: 'Ouvrir une messagerie',
    en: 'Open a mailbox',
    may: {
      fr: 'Ouvrir une adresse mail avec une personne, sous mandat.',
      en: 'Open an e-mail address with a person, under a mandate.',
    },
  },
  restauration: {
    fr: 'Rendre un accès perdu',
    en: 'Restore a lost access',
    may: {
      fr: 'Rendre à une personne l’accès qu’elle a perdu, avec un autre professionnel.',
      en: 'Give a person back the access they lost, with another professional.',
    },
  },
  carte: {
    fr: 'Délivrer une carte',
    en: 'Issue a card',
    may: {
      fr: 'Remettre une carte Airial à une personne présente.',
      en: 'Hand an Airial card to a person who is present.',
    },
  },
  prescription_materiel: {
    fr: 'Prescrire un ordinateur',
    en: 'Prescribe a computer',
    may: { fr: 'Demander un ordinateur pour une personne.', en: 'Ask for a computer for a person.' },
  },
  prescription_connexion: {
    fr: 'Prescrire une connexion',
    en: 'Prescribe a connection',
    may: {
      fr: 'Demander une connexion à internet pour une personne.',
      en: 'Ask for an internet connection for a person.',
    },
  },
  coffre_depot: {
    fr: 'Déposer dans un coffre',
    en: 'Deposit in a safe',
    may: {
      fr: 'Déposer un papier dans le coffre d’une personne, sans rien y lire.',
      en: 'Put a paper in a person’s safe, without reading anything there.',
    },
  },
  effacement: {
    fr: 'Effacer des disques',
    en: 'Erase disks',
    may: {
      fr: 'Effacer les disques d’un ordinateur et le certifier.',
      en: 'Erase the disks of a computer and certify it.',
    },
  },
  formation: {
    fr: 'Former',
    en: 'Train',
    may: { fr: 'Donner les formations du réseau.', en: 'Give the trainings of the network.' },
  },
  fse: {
    fr: 'Instruire le FSE+',
    en: 'Handle ESF+ files',
    may: { fr: 'Instruire les dossiers du FSE+.', en: 'Handle ESF+ files.' },
  },
} as const satisfies Record<string, { fr: string; en: string; may: { fr: string; en: string } }>;

export type HabilitationKind = keyof typeof habilitationKinds;

/** State of an organisation. */
export const organisationStates = {
  brouillon: { fr: 'En cours d’ouverture', en: 'Being opened' },
  active: { fr: 'Active', en: 'Active' },
  suspendue: { fr: 'Suspendue', en: 'Suspended' },
  fermee: { fr: 'Fermée', en: 'Closed' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type OrganisationState = keyof typeof organisationStates;

/** What an application that an organisation links may read: its own part only, never a person who is helped. */
export const apiScopes = {
  structures: {
    fr: 'La fiche de la structure',
    en: 'The sheet of the organisation',
  },
  lieux_activite: {
    fr: 'Les lieux qu’elle tient',
    en: 'The places it keeps',
  },
  utilisateurs: {
    fr: 'Ses professionnels\u00a0: nom, rôles, depuis quand',
    en: 'Its professionals: name, roles, since when',
  },
} as const satisfies Record<string, { fr: string; en: string }>;

export type ApiScope = keyof typeof apiScopes;

/** What a person may ask about their data (GDPR, articles 15 to 21). */
export const rightsKinds = {
  acces: { fr: 'Voir mes données', en: 'See my data' },
  rectification: { fr: 'Corriger une erreur', en: 'Correct a mistake' },
  effacement: { fr: 'Effacer mes données', en: 'Erase my data' },
  limitation: { fr: 'Ne plus utiliser mes données pour un temps', en: 'Stop using my data for a while' },
  opposition: { fr: 'Refuser un usage de mes données', en: 'Object to a use of my data' },
  portabilite: { fr: 'Emporter mes données ailleurs', en: 'Take my data elsewhere' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type RightsKind = keyof typeof rightsKinds;
