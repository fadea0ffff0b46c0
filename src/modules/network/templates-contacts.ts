import type { MessageTemplate } from '../../core/notify/template.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** What Airial writes when the ways to reach somebody change. */
export const contactTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.address_link',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    secret: true,
    lifetimeMinutes: 15,
    texts: {
      fr: ({ link = '' }) => ({
        subject: 'Confirmez votre adresse mail',
        text: `Vous avez demandé à mettre cette adresse sur votre compte Airial.\n\nOuvrez ce lien dans les 15${nb}minutes, puis appuyez sur le bouton. Il sert une fois.\n\nVous n’avez rien demandé${nb}? Ne faites rien${nb}: rien ne change.`,
        link: { label: 'Confirmer mon adresse', href: link },
      }),
      en: ({ link = '' }) => ({
        subject: 'Confirm your e-mail address',
        text: 'You asked to put this address on your Airial account.\n\nOpen this link within 15 minutes, then press the button. It works once.\n\nYou asked for nothing? Do nothing: nothing changes.',
        link: { label: 'Confirm my address', href: link },
      }),
    },
  },
  {
    code: 'network.address_taken',
    version: 1,
    kind: 'securite',
    channels: ['email'],
    texts: {
      fr: () => ({
        subject: 'Votre adresse a été demandée pour un autre compte',
        text: `Quelqu’un a voulu mettre votre adresse mail sur un autre compte Airial. Elle reste sur le vôtre${nb}: rien n’a changé.\n\nC’était vous${nb}? Vous avez déjà un compte avec cette adresse${nb}: entrez avec lui.\n\nCe n’était pas vous${nb}? Ne faites rien.`,
      }),
      en: () => ({
        subject: 'Your address was asked for another account',
        text: 'Somebody wanted to put your e-mail address on another Airial account. It stays on yours: nothing changed.\n\nWas it you? You have an account with this address already: come in with it.\n\nIt was not you? Do nothing.',
      }),
    },
  },
  {
    code: 'network.contact_left',
    version: 1,
    kind: 'securite',
    channels: ['email', 'sms'],
    texts: {
      fr: () => ({
        subject: 'Ce contact n’est plus sur votre compte Airial',
        text: `Cette adresse n’est plus celle de votre compte Airial. Elle ne sert plus à vous écrire, ni à entrer.\n\nCe n’était pas vous${nb}? Appelez votre lieu d’aide tout de suite.`,
        sms: `Airial${nb}: ce numéro n’est plus celui de votre compte. Ce n’était pas vous${nb}? Appelez votre lieu d’aide tout de suite.`,
      }),
      en: () => ({
        subject: 'This contact is no longer on your Airial account',
        text: 'This address is no longer that of your Airial account. It is no longer used to write to you, nor to come in.\n\nIt was not you? Call your help place right away.',
        sms: 'Airial: this number is no longer that of your account. It was not you? Call your help place right away.',
      }),
    },
  },
  {
    code: 'network.contact_changed',
    version: 1,
    kind: 'securite',
    channels: ['email', 'sms', 'onscreen'],
    texts: {
      fr: () => ({
        subject: 'Votre adresse ou votre téléphone a changé',
        text: `L’adresse mail ou le téléphone de votre compte Airial a changé. Vos autres appareils ont été déconnectés.\n\nCe n’était pas vous${nb}? Appelez votre lieu d’aide tout de suite.`,
        sms: `Airial${nb}: l’adresse mail ou le téléphone de votre compte a changé. Ce n’était pas vous${nb}? Appelez votre lieu d’aide.`,
      }),
      en: () => ({
        subject: 'Your address or telephone changed',
        text: 'The e-mail address or telephone of your Airial account changed. Your other devices were signed out.\n\nIt was not you? Call your help place right away.',
        sms: 'Airial: the e-mail address or telephone of your account changed. It was not you? Call your help place.',
      }),
    },
  },
];
