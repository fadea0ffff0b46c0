import type { MessageTemplate } from '../../core/notify/template.ts';

/** Messages about the journal. */
export const journalTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.journal_alert',
    version: 1,
    kind: 'echeance',
    channels: ['email', 'onscreen'],
    texts: {
      fr: ({ link = '' }) => ({
        subject: 'Une personne trouve une ligne de son journal anormale',
        text: 'Bonjour,\n\nUne personne a signalé une ligne de son journal\u00a0: elle ne lui paraît pas normale.\n\nMerci de lui répondre dans les 72 heures.',
        link: { label: 'Voir les alertes', href: link },
      }),
      en: ({ link = '' }) => ({
        subject: 'Somebody finds a line of their journal abnormal',
        text: 'Hello,\n\nSomebody reported a line of their journal: it does not look normal to them.\n\nPlease answer within 72 hours.',
        link: { label: 'See the alerts', href: link },
      }),
    },
  },
  {
    code: 'network.journal_answer',
    version: 1,
    kind: 'information',
    channels: ['sms', 'email', 'onscreen'],
    texts: {
      fr: ({ answer = '', link = '' }) => ({
        subject: 'Réponse à votre question sur votre journal',
        text: `Bonjour,\n\nVous aviez signalé une ligne de votre journal. Voici la réponse\u00a0:\n\n${answer}`,
        link: { label: 'Voir mon journal', href: link },
        sms: 'Airial\u00a0: une réponse à votre question sur votre journal vous attend dans vos messages.',
      }),
      en: ({ answer = '', link = '' }) => ({
        subject: 'Answer to your question about your journal',
        text: `Hello,\n\nYou reported a line of your journal. Here is the answer:\n\n${answer}`,
        link: { label: 'See my journal', href: link },
        sms: 'Airial: an answer to your question about your journal waits in your messages.',
      }),
    },
  },
  {
    code: 'network.journal_checkpoint',
    version: 1,
    kind: 'information',
    channels: ['email'],
    texts: {
      fr: ({ note = '' }) => ({
        subject: 'L’état signé du journal, à garder',
        text: `Bonjour,\n\nVoici l’état du journal ce matin. Gardez ce message hors d’Airial\u00a0: il permettra de prouver qu’aucune ligne n’a été changée ou supprimée.\n\n${note}`,
      }),
      en: ({ note = '' }) => ({
        subject: 'The signed state of the journal, to keep',
        text: `Hello,\n\nHere is the state of the journal this morning. Keep this message outside of Airial: it will prove that no line was changed or removed.\n\n${note}`,
      }),
    },
  },
];
