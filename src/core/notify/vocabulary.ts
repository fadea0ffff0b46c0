/** Ways to reach somebody, in the order tried when they said nothing. */
export const channelCodes = ['sms', 'email', 'letter', 'onscreen'] as const;
export type Channel = (typeof channelCodes)[number];

/** `securite` and `echeance` go by two channels and cannot be stopped; `information` by one, and can. */
export type MessageKind = 'securite' | 'echeance' | 'information';

export type MessageState = 'a_envoyer' | 'envoye' | 'remis' | 'echec' | 'incertain' | 'annule' | 'perime';

export type ReceiptEvent =
  | 'processed'
  | 'sent'
  | 'delivered'
  | 'failure'
  | 'printed'
  | 'handed'
  | 'posted'
  | 'returned';

/** Why a message failed, was cancelled, or waits: code kept with it, sentence shown to who caused it. */
export const details = {
  no_phone: { fr: 'Pas de numéro de téléphone vérifié', en: 'No verified phone number' },
  no_email: { fr: 'Pas d’adresse mail vérifiée', en: 'No verified e-mail address' },
  address_refused: { fr: 'L’adresse ou le numéro n’existe pas', en: 'The address or number does not exist' },
  refused: { fr: 'Le service d’envoi a refusé le message', en: 'The sending service refused the message' },
  unreachable: { fr: 'Le service d’envoi ne répond pas', en: 'The sending service does not answer' },
  given_up: {
    fr: 'Le service d’envoi ne répondait pas, après 14 essais',
    en: 'The sending service did not answer, after 14 tries',
  },
  unknown_outcome: {
    fr: 'Nous ne savons pas si le message est parti',
    en: 'We do not know whether the message left',
  },
  prefix_refused: {
    fr: 'Ce numéro est hors des pays prévus',
    en: 'This number is outside the countries planned for',
  },
  too_long: { fr: 'Le texte est trop long pour un SMS', en: 'The text is too long for a text message' },
  cap_person: {
    fr: 'Trop de SMS ce jour pour cette personne',
    en: 'Too many text messages today for this person',
  },
  cap_day: { fr: 'Trop de SMS ce jour, envoi demain', en: 'Too many text messages today, sent tomorrow' },
  quiet_hours: {
    fr: 'Pas de SMS entre 20 h et 8 h'.replaceAll(/ (?=h)/g, '\u00a0'),
    en: 'No text message between 8 pm and 8 am',
  },
  no_longer_due: { fr: 'Ce message n’était plus utile', en: 'This message was no longer needed' },
  too_late: { fr: 'Le délai est passé', en: 'Too late' },
  bounced: { fr: 'La boîte a renvoyé le message', en: 'The mailbox sent the message back' },
  came_back: { fr: 'La lettre est revenue', en: 'The letter came back' },
  delayed: { fr: 'La boîte fait attendre le message', en: 'The mailbox keeps the message waiting' },
} as const satisfies Record<string, { fr: string; en: string }>;

export type Detail = keyof typeof details;
