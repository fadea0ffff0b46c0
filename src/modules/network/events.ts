import { defineEvents } from '../../core/events.ts';
import {
  administratorsMayGrantTerritoryRoles,
  airialMayEndSleepingAccounts,
  airialMayFollowTerms,
  airialMayKeepAccounts,
  everybodyMayAskToJoin,
  everybodyMaySignIn,
  holdersMayKeepTheirAccount,
  leadsMayKeepMembers,
  leadsMayKeepTheOrganisation,
  leadsMaySuspend,
  theCoordinationMayEntitle,
  theCoordinationMayOpenOrganisations,
  theOperatorMayInvite,
} from './policy.ts';
import { answerersMayAnswerAlerts, holdersMayReadTheirJournal } from './policy-journal.ts';
import {
  leadsMayAnnounce,
  recipientsMayReadTheirMessages,
  senderMaySeeWhatBecame,
} from './policy-messages.ts';

/** The acts of the network (product/network.md §8). */
export const networkEvents = defineEvents('network', {
  first_admin_invited: {
    policy: theOperatorMayInvite,
    fr: 'Un lien pour le premier administrateur a été créé.',
    en: 'A link for the first administrator was made.',
  },
  signed_in: {
    policy: everybodyMaySignIn,
    fr: 'Vous vous êtes connecté.',
    en: 'You signed in.',
    facts: ['means', 'strength'],
  },
  signed_out: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Vous vous êtes déconnecté.',
    en: 'You signed out.',
  },
  session_revoked: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Un appareil a été déconnecté.',
    en: 'A device was signed out.',
    facts: ['sessions'],
  },
  context_changed: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Vous avez choisi pour qui vous agissez.',
    en: 'You chose whom you act for.',
    facts: ['organisation'],
  },
  contact_changed: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Votre nom, votre adresse mail ou votre téléphone a changé.',
    en: 'Your name, e-mail address or phone changed.',
    facts: ['fields'],
  },
  account_opened: {
    policy: everybodyMaySignIn,
    fr: 'Votre compte a été ouvert.',
    en: 'Your account was opened.',
    facts: ['means'],
  },
  account_suspended: {
    policy: leadsMaySuspend,
    fr: 'Votre compte a été suspendu.',
    en: 'Your account was suspended.',
  },
  account_restored: {
    policy: leadsMaySuspend,
    fr: 'Votre compte a été rouvert.',
    en: 'Your account was reopened.',
  },
  account_sleeping: {
    policy: airialMayEndSleepingAccounts,
    fr: 'Airial vous a prévenu que votre compte ne sert plus.',
    en: 'Airial told you that your account is no longer used.',
    facts: ['step', 'since'],
  },
  account_closed: {
    policy: airialMayEndSleepingAccounts,
    fr: 'Votre compte a été fermé\u00a0: il ne servait plus.',
    en: 'Your account was closed: it was no longer used.',
    facts: ['since', 'roles'],
  },
  account_closing: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Vous avez demandé la fermeture de votre compte.',
    en: 'You asked for your account to be closed.',
  },
  account_kept: {
    policy: holdersMayKeepTheirAccount,
    fr: 'Vous gardez votre compte\u00a0: la fermeture est annulée.',
    en: 'You keep your account: the closing is cancelled.',
  },
  organisation_opened: {
    policy: theCoordinationMayOpenOrganisations,
    fr: 'Une structure a été ouverte.',
    en: 'An organisation was opened.',
    facts: ['kind'],
  },
  organisation_founded: {
    policy: everybodyMaySignIn,
    fr: 'L’organisation qui pilote le territoire a été créée.',
    en: 'The organisation that leads the territory was created.',
  },
  organisation_changed: {
    policy: leadsMayKeepTheOrganisation,
    fr: 'Les réglages d’une structure ont changé.',
    en: 'The settings of an organisation changed.',
    facts: ['fields', 'retention_months'],
  },
  organisation_suspended: {
    policy: theCoordinationMayOpenOrganisations,
    fr: 'Une structure a été suspendue.',
    en: 'An organisation was suspended.',
    facts: ['state'],
  },
  organisation_closed: {
    policy: theCoordinationMayOpenOrganisations,
    fr: 'Une structure a été fermée.',
    en: 'An organisation was closed.',
    facts: ['state'],
  },
  agreement_accepted: {
    policy: leadsMayKeepTheOrganisation,
    fr: 'Une structure a accepté l’accord sur les données.',
    en: 'An organisation accepted the data agreement.',
    facts: ['version', 'retention_months'],
  },
  join_requested: {
    policy: everybodyMayAskToJoin,
    fr: 'Une structure a demandé à rejoindre le réseau.',
    en: 'An organisation asked to join the network.',
    facts: ['kind', 'commune'],
  },
  join_refused: {
    policy: theCoordinationMayOpenOrganisations,
    fr: 'Une demande pour rejoindre le réseau a été refusée.',
    en: 'A request to join the network was refused.',
  },
  invitation_sent: {
    policy: leadsMayKeepMembers,
    fr: 'Une personne a été invitée dans une structure.',
    en: 'Somebody was invited to an organisation.',
    facts: ['roles', 'again'],
  },
  invitation_withdrawn: {
    policy: leadsMayKeepMembers,
    fr: 'Une invitation a été annulée.',
    en: 'An invitation was withdrawn.',
  },
  invitation_accepted: {
    policy: everybodyMaySignIn,
    fr: 'Vous avez rejoint une structure.',
    en: 'You joined an organisation.',
    facts: ['roles'],
  },
  invitation_refused: {
    policy: everybodyMaySignIn,
    fr: 'Une invitation a été refusée.',
    en: 'An invitation was refused.',
  },
  invitations_expired: {
    policy: airialMayKeepAccounts,
    fr: 'Des invitations restées sans réponse ont pris fin.',
    en: 'Unanswered invitations came to their end.',
    facts: ['invitations'],
  },
  territory_role_granted: {
    policy: administratorsMayGrantTerritoryRoles,
    fr: 'Un rôle du territoire vous a été donné.',
    en: 'You were given a role of the territory.',
    facts: ['role'],
  },
  role_changed: {
    policy: leadsMayKeepMembers,
    fr: 'Votre rôle dans une structure a changé.',
    en: 'Your role in an organisation changed.',
    facts: ['added', 'removed'],
  },
  membership_ended: {
    policy: leadsMayKeepMembers,
    fr: 'Vous ne faites plus partie d’une structure.',
    en: 'You no longer belong to an organisation.',
    facts: ['roles'],
  },
  habilitation_granted: {
    policy: theCoordinationMayEntitle,
    fr: 'Une habilitation vous a été donnée.',
    en: 'You were given an entitlement.',
    facts: ['kind', 'until', 'source'],
  },
  habilitation_ending: {
    policy: airialMayFollowTerms,
    fr: 'Airial vous a prévenu qu’une de vos habilitations prend bientôt fin.',
    en: 'Airial told you that one of your entitlements ends soon.',
    facts: ['kind', 'days', 'until'],
  },
  habilitation_expired: {
    policy: airialMayFollowTerms,
    fr: 'Une de vos habilitations a pris fin.',
    en: 'One of your entitlements came to its end.',
    facts: ['kind', 'until'],
  },
  habilitation_revoked: {
    policy: theCoordinationMayEntitle,
    fr: 'Une habilitation vous a été retirée.',
    en: 'An entitlement was withdrawn from you.',
    facts: ['kind'],
  },
  message_choices_changed: {
    policy: recipientsMayReadTheirMessages,
    fr: 'Vous avez choisi comment recevoir vos messages.',
    en: 'You chose how to receive your messages.',
    facts: ['channels', 'resumed'],
  },
  messages_read: {
    policy: recipientsMayReadTheirMessages,
    fr: 'Vous avez lu vos messages.',
    en: 'You read your messages.',
    facts: ['messages'],
  },
  message_settled: {
    policy: senderMaySeeWhatBecame,
    fr: 'Vous avez vu qu’un message n’est pas arrivé.',
    en: 'You saw that a message did not arrive.',
  },
  announcement_published: {
    policy: leadsMayAnnounce,
    fr: 'Une annonce a été publiée.',
    en: 'An announcement was published.',
    facts: ['audience', 'level', 'from', 'until', 'told'],
  },
  announcement_ended: {
    policy: leadsMayAnnounce,
    fr: 'Une annonce a été retirée.',
    en: 'An announcement was taken back.',
  },
  announcement_dismissed: {
    policy: recipientsMayReadTheirMessages,
    fr: 'Vous avez caché une annonce.',
    en: 'You hid an announcement.',
  },
  journal_alerted: {
    policy: holdersMayReadTheirJournal,
    fr: 'Vous avez signalé une ligne de votre journal.',
    en: 'You reported a line of your journal.',
  },
  journal_checkpoint_sent: {
    policy: airialMayKeepAccounts,
    fr: 'L’état signé du journal a été envoyé aux délégués à la protection des données.',
    en: 'The signed state of the journal was sent to the data protection officers.',
    facts: ['size', 'officers'],
  },
  journal_alert_answered: {
    policy: answerersMayAnswerAlerts,
    fr: 'Une réponse a été donnée à votre signalement.',
    en: 'Your report was answered.',
  },
  access_refused: {
    policy: everybodyMaySignIn,
    fr: 'Une action a été refusée.',
    en: 'An action was refused.',
    facts: ['sentence', 'method', 'route'],
  },
});
