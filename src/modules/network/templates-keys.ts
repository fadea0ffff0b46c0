import type { MessageTemplate } from '../../core/notify/template.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** What Airial writes to people about their means of sign-in. */
export const keyTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.sign_in_link',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    secret: true,
    lifetimeMinutes: 15,
    texts: {
      fr: ({ link = '' }) => ({
        subject: 'Votre lien pour entrer dans Airial',
        text: `Vous avez demandé à entrer dans Airial.\n\nOuvrez ce lien dans les 15${nb}minutes. Il sert une fois.\n\nVous n’avez rien demandé${nb}? Ne faites rien${nb}: personne n’est entré.`,
        link: { label: 'Entrer dans Airial', href: link },
      }),
      en: ({ link = '' }) => ({
        subject: 'Your link to come into Airial',
        text: 'You asked to come into Airial.\n\nOpen this link within 15 minutes. It works once.\n\nYou asked for nothing? Do nothing: nobody came in.',
        link: { label: 'Come into Airial', href: link },
      }),
    },
  },
  {
    code: 'network.sign_in_unknown',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    lifetimeMinutes: 15,
    texts: {
      fr: ({ link = '' }) => ({
        subject: 'Aucun compte Airial avec cette adresse',
        text: `Quelqu’un, sans doute vous, a demandé à entrer dans Airial avec cette adresse. Aucun compte ne l’utilise.\n\nVous avez un compte${nb}? Essayez une autre de vos adresses, ou votre carte.\n\nVous n’avez rien demandé${nb}? Ne faites rien.`,
        link: { label: 'Ouvrir un compte', href: link },
      }),
      en: ({ link = '' }) => ({
        subject: 'No Airial account with this address',
        text: 'Somebody, probably you, asked to come into Airial with this address. No account uses it.\n\nYou have an account? Try another of your addresses, or your card.\n\nYou asked for nothing? Do nothing.',
        link: { label: 'Open an account', href: link },
      }),
    },
  },
  {
    code: 'network.account_link',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    secret: true,
    lifetimeMinutes: 15,
    texts: {
      fr: ({ link = '' }) => ({
        subject: 'Ouvrez votre compte Airial',
        text: `Vous avez demandé un compte Airial.\n\nOuvrez ce lien dans les 15${nb}minutes. Votre compte s’ouvre quand vous appuyez sur le bouton.\n\nVous n’avez rien demandé${nb}? Ne faites rien${nb}: aucun compte n’est ouvert.`,
        link: { label: 'Ouvrir mon compte', href: link },
      }),
      en: ({ link = '' }) => ({
        subject: 'Open your Airial account',
        text: 'You asked for an Airial account.\n\nOpen this link within 15 minutes. Your account opens when you press the button.\n\nYou asked for nothing? Do nothing: no account is opened.',
        link: { label: 'Open my account', href: link },
      }),
    },
  },
  {
    code: 'network.phone_code',
    version: 1,
    kind: 'securite',
    channels: ['sms'],
    secret: true,
    lifetimeMinutes: 10,
    texts: {
      fr: ({ code = '' }) => ({
        subject: 'Votre code Airial',
        text: `Votre code Airial est ${code}. Il marche 10${nb}minutes. Ne le donnez à personne.`,
        sms: `Airial : votre code est ${code}. Il marche 10 minutes. Ne le donnez à personne.`
          .replace(' :', `${nb}:`)
          .replace('10 m', `10${nb}m`),
      }),
      en: ({ code = '' }) => ({
        subject: 'Your Airial code',
        text: `Your Airial code is ${code}. It works for 10 minutes. Give it to nobody.`,
        sms: `Airial: your code is ${code}. It works for 10 minutes. Give it to nobody.`,
      }),
    },
  },
  {
    code: 'network.passwords_rest',
    version: 1,
    kind: 'securite',
    channels: ['email', 'sms', 'onscreen'],
    texts: {
      fr: () => ({
        subject: 'Des essais de mot de passe sur votre compte',
        text: `Quelqu’un a essayé dix mots de passe sur votre compte Airial. Personne n’est entré.\n\nC’était vous${nb}? Attendez 15${nb}minutes, ou demandez un lien par mail.\n\nCe n’était pas vous${nb}? Vous pouvez entrer comme d’habitude depuis vos appareils.`,
        sms: `Airial${nb}: dix mauvais mots de passe ont été essayés sur votre compte. Personne n’est entré. Vous pouvez demander un lien par mail.`,
      }),
      en: () => ({
        subject: 'Passwords were tried on your account',
        text: 'Somebody tried ten passwords on your Airial account. Nobody came in.\n\nWas it you? Wait 15 minutes, or ask for a link by e-mail.\n\nIt was not you? You can come in as usual from your devices.',
        sms: 'Airial: ten wrong passwords were tried on your account. Nobody came in. You can ask for a link by e-mail.',
      }),
    },
  },
  {
    code: 'network.means_changed',
    version: 1,
    kind: 'securite',
    channels: ['email', 'sms', 'onscreen'],
    texts: {
      fr: () => ({
        subject: 'Vos moyens de connexion ont changé',
        text: `Un moyen de connexion de votre compte Airial a été ajouté, changé ou retiré. Vos autres appareils ont été déconnectés.\n\nCe n’était pas vous${nb}? Appelez votre lieu d’aide tout de suite.`,
        sms: `Airial${nb}: un moyen de connexion de votre compte a changé. Ce n’était pas vous${nb}? Appelez votre lieu d’aide.`,
      }),
      en: () => ({
        subject: 'Your means of sign-in changed',
        text: 'A means of sign-in of your Airial account was added, changed or removed. Your other devices were signed out.\n\nIt was not you? Call your help place right away.',
        sms: 'Airial: a means of sign-in of your account changed. It was not you? Call your help place.',
      }),
    },
  },
  {
    code: 'network.card_blocked',
    version: 1,
    kind: 'securite',
    channels: ['email', 'sms', 'letter', 'onscreen'],
    texts: {
      fr: () => ({
        subject: 'Votre carte Airial est bloquée',
        text: `Votre carte Airial ne marche plus. Vos appareils ont été déconnectés.\n\nUn lieu d’aide peut vous en donner une autre.\n\nVous n’avez rien demandé${nb}? Appelez votre lieu d’aide tout de suite.`,
        sms: `Airial${nb}: votre carte est bloquée. Un lieu d’aide peut vous en donner une autre. Ce n’était pas vous${nb}? Appelez votre lieu d’aide.`,
      }),
      en: () => ({
        subject: 'Your Airial card is blocked',
        text: 'Your Airial card no longer works. Your devices were signed out.\n\nA help place can give you another one.\n\nYou asked for nothing? Call your help place right away.',
        sms: 'Airial: your card is blocked. A help place can give you another one. It was not you? Call your help place.',
      }),
    },
  },
  {
    code: 'network.card_issued',
    version: 2,
    kind: 'securite',
    channels: ['email', 'sms', 'letter', 'onscreen'],
    texts: {
      fr: ({ organisation = '' }) => ({
        subject: 'Une carte Airial vous a été remise',
        text: `${organisation} vous a remis une carte Airial. Si vous en aviez une, elle ne marche plus.\n\nVous n’avez pas demandé de carte${nb}? Appelez votre lieu d’aide tout de suite.`,
        sms: `Airial${nb}: une carte vous a été remise. Si vous en aviez une, elle ne marche plus. Ce n’était pas vous${nb}? Appelez votre lieu d’aide.`,
      }),
      en: ({ organisation = '' }) => ({
        subject: 'An Airial card was given to you',
        text: `${organisation} gave you an Airial card. If you had one, it no longer works.\n\nYou did not ask for a card? Call your help place right away.`,
        sms: 'Airial: a card was given to you. If you had one, it no longer works. It was not you? Call your help place.',
      }),
    },
  },
];
