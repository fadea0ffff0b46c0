import type { MessageTemplate } from '../../core/notify/template.ts';

/** An important announcement, told by message too. */
export const announcementTemplate: MessageTemplate = {
  code: 'network.announcement',
  version: 1,
  kind: 'information',
  channels: ['email', 'onscreen'],
  texts: {
    fr: ({ title = '', text = '', link = '' }) => ({
      subject: title,
      text: `Bonjour,\n\n${text}`,
      link: { label: 'Lire les annonces', href: link },
    }),
    en: ({ title = '', text = '', link = '' }) => ({
      subject: title,
      text: `Hello,\n\n${text}`,
      link: { label: 'Read the announcements', href: link },
    }),
  },
};
