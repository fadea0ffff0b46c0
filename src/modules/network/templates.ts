import type { MessageTemplate } from '../../core/notify/template.ts';
import { dayText } from '../../core/typography.ts';

/** Messages of the network. */
export const networkTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.invitation',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    secret: true,
    texts: {
      fr: ({ organisation = '', inviter, message, link = '' }) => ({
        subject: `${organisation} vous invite dans Airial`,
        text: [
          'Bonjour,',
          `${inviter ? `${inviter} vous invite` : 'Vous êtes invité'} à rejoindre ${organisation} dans Airial, l’outil des aidants du numérique.`,
          message ?? '',
          'Ce lien sert une seule fois, pendant 7 jours.',
          'Si vous n’attendiez pas ce message, ne faites rien.',
        ]
          .filter(Boolean)
          .join('\n\n'),
        link: { label: 'Répondre à l’invitation', href: link },
      }),
      en: ({ organisation = '', inviter, message, link = '' }) => ({
        subject: `${organisation} invites you to Airial`,
        text: [
          'Hello,',
          `${inviter ? `${inviter} invites you` : 'You are invited'} to join ${organisation} in Airial, the tool of digital helpers.`,
          message ?? '',
          'This link works once, for 7 days.',
          'If you did not expect this message, do nothing.',
        ]
          .filter(Boolean)
          .join('\n\n'),
        link: { label: 'Answer the invitation', href: link },
      }),
    },
  },
  {
    code: 'network.join_refused',
    version: 1,
    kind: 'information',
    channels: ['email'],
    texts: {
      fr: ({ organisation = '', reason = '' }) => ({
        subject: 'Votre demande pour rejoindre le réseau',
        text: `Bonjour,\n\nLa coordination n’a pas pu accepter la demande de ${organisation}.\n\nSa raison\u00a0: ${reason}\n\nVous pouvez faire une nouvelle demande.`,
      }),
      en: ({ organisation = '', reason = '' }) => ({
        subject: 'Your request to join the network',
        text: `Hello,\n\nThe coordination could not accept the request of ${organisation}.\n\nIts reason: ${reason}\n\nYou can ask again.`,
      }),
    },
  },
  {
    code: 'network.habilitation_granted',
    version: 1,
    kind: 'information',
    channels: ['email', 'onscreen'],
    texts: {
      fr: ({ kind = '', until = '' }) => ({
        subject: `Vous êtes habilité\u00a0: ${kind}`,
        text: `Bonjour,\n\nLa coordination vous a donné l’habilitation «\u00a0${kind}\u00a0». Elle vaut jusqu’au ${dayText(new Date(until), { short: true })}.`,
      }),
      en: ({ kind = '', until = '' }) => ({
        subject: `You are entitled: ${kind}`,
        text: `Hello,\n\nThe coordination gave you the entitlement “${kind}”. It holds until ${dayText(new Date(until), { language: 'en', short: true })}.`,
      }),
    },
  },
  {
    code: 'network.habilitation_revoked',
    version: 1,
    kind: 'securite',
    channels: ['email', 'onscreen'],
    texts: {
      fr: ({ kind = '' }) => ({
        subject: `Votre habilitation a été retirée\u00a0: ${kind}`,
        text: `Bonjour,\n\nLa coordination a retiré votre habilitation «\u00a0${kind}\u00a0». Les mandats déjà recueillis restent valables\u00a0: ils sont à votre structure.`,
      }),
      en: ({ kind = '' }) => ({
        subject: `Your entitlement was withdrawn: ${kind}`,
        text: `Hello,\n\nThe coordination withdrew your entitlement “${kind}”. Mandates already taken stay valid: they belong to your organisation.`,
      }),
    },
  },
];
