import type { MessageTemplate } from '../../core/notify/template.ts';

/** Messages about requests of rights. */
export const rightsTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.rights_asked',
    version: 1,
    kind: 'echeance',
    channels: ['email', 'onscreen'],
    texts: {
      fr: ({ link = '', due = '' }) => ({
        subject: 'Une personne demande quelque chose sur ses données',
        text: `Bonjour,\n\nUne personne a fait une demande sur ses données. La réponse est due le ${due}.`,
        link: { label: 'Voir la demande', href: link },
      }),
      en: ({ link = '', due = '' }) => ({
        subject: 'Somebody asks something about their data',
        text: `Hello,\n\nSomebody made a request about their data. The answer is due on ${due}.`,
        link: { label: 'See the request', href: link },
      }),
    },
  },
  {
    code: 'network.rights_extended',
    version: 1,
    kind: 'echeance',
    channels: ['sms', 'email', 'letter', 'onscreen'],
    texts: {
      fr: ({ link = '', due = '', reason = '' }) => ({
        subject: 'Votre demande sur vos données prendra plus de temps',
        text: `Bonjour,\n\nVous avez fait une demande sur vos données. Elle demande plus de temps\u00a0: la réponse viendra avant le ${due}.\n\nPourquoi\u00a0:\n\n${reason}\n\nVous pouvez vous plaindre à la CNIL (cnil.fr).`,
        link: { label: 'Voir ma demande', href: link },
        sms: `Airial\u00a0: votre demande sur vos données prendra plus de temps. Réponse avant le ${due}.`,
      }),
      en: ({ link = '', due = '', reason = '' }) => ({
        subject: 'Your request about your data will take more time',
        text: `Hello,\n\nYou made a request about your data. It needs more time: the answer will come before ${due}.\n\nWhy:\n\n${reason}\n\nYou may complain to the CNIL (cnil.fr).`,
        link: { label: 'See my request', href: link },
        sms: `Airial: your request about your data will take more time. Answer before ${due}.`,
      }),
    },
  },
  {
    code: 'network.rights_answered',
    version: 1,
    kind: 'echeance',
    channels: ['sms', 'email', 'letter', 'onscreen'],
    texts: {
      fr: ({ link = '', answer = '' }) => ({
        subject: 'Réponse à votre demande sur vos données',
        text: `Bonjour,\n\nVoici la réponse à votre demande sur vos données\u00a0:\n\n${answer}\n\nSi elle ne vous convient pas, vous pouvez vous plaindre à la CNIL (cnil.fr).`,
        link: { label: 'Voir ma demande', href: link },
        sms: 'Airial\u00a0: une réponse à votre demande sur vos données vous attend dans vos messages.',
      }),
      en: ({ link = '', answer = '' }) => ({
        subject: 'Answer to your request about your data',
        text: `Hello,\n\nHere is the answer to your request about your data:\n\n${answer}\n\nIf it does not suit you, you may complain to the CNIL (cnil.fr).`,
        link: { label: 'See my request', href: link },
        sms: 'Airial: an answer to your request about your data waits in your messages.',
      }),
    },
  },
];
