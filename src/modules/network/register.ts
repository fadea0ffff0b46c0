/**
 * The register of processing (GDPR, article 30): why personal data are kept, on what ground, whose, who sees them.
 * How long comes from the rules of retention, each in one record. Grounds in law to be confirmed by the officer of each
 * territory.
 */
export interface RegisterRecord {
  code: string;
  purpose: { fr: string; en: string };
  ground: { fr: string; en: string };
  people: { fr: string; en: string };
  data: { fr: string; en: string };
  recipients: { fr: string; en: string };
  /** Codes of rules of retention, or `prefix.*`. */
  retention: readonly string[];
}

const publicTask = {
  fr: 'Mission d’intérêt public (RGPD, article 6.1.e)',
  en: 'Task in the public interest (GDPR, article 6.1.e)',
};

export const register: readonly RegisterRecord[] = [
  {
    code: 'comptes',
    purpose: { fr: 'Ouvrir et tenir les comptes', en: 'Open and keep accounts' },
    ground: publicTask,
    people: {
      fr: 'Habitants et professionnels qui ont un compte',
      en: 'Residents and professionals with an account',
    },
    data: {
      fr: 'Nom, adresse mail ou téléphone, langue, moyens de connexion (jamais le mot de passe lui-même)',
      en: 'Name, e-mail address or phone, language, means of sign-in (never the password itself)',
    },
    recipients: {
      fr: 'La personne ; pour un professionnel, sa structure et la coordination'.replace(' ;', '\u00a0;'),
      en: 'The person; for a professional, their organisation and the coordination',
    },
    retention: [
      'core.kept_forms',
      'network.closed_accounts',
      'network.credential_password',
      'network.credential_passkey',
      'network.credential_totp',
      'network.credential_recovery',
      'network.credential_card',
      'network.credential_federated',
      'network.identity_proof',
    ],
  },
  {
    code: 'connexions',
    purpose: { fr: 'Protéger les comptes contre les intrusions', en: 'Protect accounts against intrusion' },
    ground: {
      fr: 'Obligation de sécurité (RGPD, articles 6.1.c et 32)',
      en: 'Duty of security (GDPR, articles 6.1.c and 32)',
    },
    people: { fr: 'Qui se connecte, ou essaie', en: 'Whoever signs in, or tries to' },
    data: {
      fr: 'Heure, type d’appareil, empreinte du réseau (jamais l’adresse entière)',
      en: 'Time, kind of device, mark of the network (never the whole address)',
    },
    recipients: { fr: 'La personne', en: 'The person' },
    retention: ['core.sessions', 'network.challenges', 'network.sign_in_attempts'],
  },
  {
    code: 'reseau',
    purpose: {
      fr: 'Savoir qui aide, pour quelle structure, avec quelle habilitation',
      en: 'Know who helps, for which organisation, with which habilitation',
    },
    ground: publicTask,
    people: {
      fr: 'Professionnels et bénévoles du réseau',
      en: 'Professionals and volunteers of the network',
    },
    data: {
      fr: 'Rôles, habilitations et leurs raisons, invitations, demandes, fiche de rôle, applications reliées',
      en: 'Roles, habilitations and their reasons, invitations, requests, role sheet, linked applications',
    },
    recipients: {
      fr: 'Leur structure, la coordination, le délégué à la protection des données',
      en: 'Their organisation, the coordination, the data protection officer',
    },
    retention: [
      'network.invitations',
      'network.accepted_invitations',
      'network.join_requests',
      'network.first_admin_links',
      'network.habilitation_reasons',
      'network.officer_proposals',
      'network.role_sheets',
      'network.api_calls',
      'network.api_clients',
    ],
  },
  {
    code: 'messages',
    purpose: { fr: 'Écrire aux personnes', en: 'Write to people' },
    ground: publicTask,
    people: { fr: 'Titulaires d’un compte, lieux', en: 'Holders of an account, places' },
    data: {
      fr: 'Texte et adresse des messages, ce qu’ils deviennent, choix de la personne, annonces',
      en: 'Words and addresses of messages, what became of them, choices of the person, announcements',
    },
    recipients: {
      fr: 'La personne, qui a causé le message, le service qui l’achemine',
      en: 'The person, whoever caused the message, the service that carries it',
    },
    retention: [
      'core.message_words',
      'core.messages',
      'core.message_stops',
      'network.announcements',
      'network.messages_of_closed_accounts',
      'network.message_choices',
      'network.message_stops',
    ],
  },
  {
    code: 'journal',
    purpose: { fr: 'Prouver qui a fait quoi', en: 'Prove who did what' },
    ground: {
      fr: 'Obligation de rendre compte (RGPD, articles 5.2 et 6.1.c)',
      en: 'Accountability (GDPR, articles 5.2 and 6.1.c)',
    },
    people: { fr: 'Qui agit, qui est concerné', en: 'Whoever acts or is concerned' },
    data: {
      fr: 'Actes sous pseudonyme ; détails à part, que l’on peut effacer'.replace(' ;', '\u00a0;'),
      en: 'Acts under a pseudonym; details apart, which can be erased',
    },
    recipients: {
      fr: 'La personne, le référent (sa structure), le délégué à la protection des données',
      en: 'The person, the référent (their organisation), the data protection officer',
    },
    retention: ['network.journal_details', 'network.journal_pseudonyms', 'network.journal_alerts'],
  },
  {
    code: 'droits',
    purpose: { fr: 'Répondre aux demandes de droits', en: 'Answer requests about rights' },
    ground: {
      fr: 'Obligation légale (RGPD, articles 6.1.c et 12)',
      en: 'Legal obligation (GDPR, articles 6.1.c and 12)',
    },
    people: { fr: 'Qui fait une demande', en: 'Whoever makes a request' },
    data: { fr: 'Demande, réponse, dates', en: 'Request, answer, dates' },
    recipients: {
      fr: 'La personne, le délégué à la protection des données',
      en: 'The person, the data protection officer',
    },
    retention: ['network.rights_requests'],
  },
  {
    code: 'annuaire',
    purpose: {
      fr: 'Tenir un annuaire des lieux juste et à jour',
      en: 'Keep a directory of places right and up to date',
    },
    ground: publicTask,
    people: {
      fr: 'Qui signale une erreur, propose un lieu ou tient une fiche',
      en: 'Whoever reports an error, proposes a place or keeps a page',
    },
    data: {
      fr: 'Contact laissé pour une réponse, demandes de tenir une fiche, rappels, fichiers importés',
      en: 'Contact left for an answer, claims, reminders, imported files',
    },
    recipients: { fr: 'La coordination', en: 'The coordination' },
    retention: ['directory.*'],
  },
  {
    code: 'territoire',
    purpose: {
      fr: 'Mesurer la fragilité numérique des communes et placer les conseillers',
      en: 'Measure the digital fragility of towns and place counsellors',
    },
    ground: publicTask,
    people: { fr: 'Membres de la coordination', en: 'Members of the coordination' },
    data: { fr: 'Qui a chargé un fichier, et quand', en: 'Who loaded a file, and when' },
    recipients: { fr: 'La coordination', en: 'The coordination' },
    retention: ['territory.*'],
  },
];

/** True when this rule of retention is told by this record. */
export const tells = ({ retention }: RegisterRecord, rule: string): boolean =>
  retention.some(known => (known.endsWith('*') ? rule.startsWith(known.slice(0, -1)) : known === rule));
