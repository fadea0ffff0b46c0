import type { MessageTemplate } from '../../core/notify/template.ts';
import { dayText, noBreak as nb } from '../../core/typography.ts';

const day = (iso: string) => dayText(new Date(iso), { short: true });
const dayEn = (iso: string) => dayText(new Date(iso), { short: true, language: 'en' });
const channels = ['email', 'sms', 'letter', 'onscreen'] as const;

/** What is written about the naming of a data protection officer. */
export const officerTemplates: readonly MessageTemplate[] = [
  {
    code: 'network.officer_proposed',
    version: 1,
    kind: 'securite',
    channels,
    texts: {
      fr: ({ name = '', proposer = '', until = '' }) => ({
        subject: 'Un délégué à la protection des données est proposé',
        text: `Bonjour,\n\n${proposer} propose ${name} comme délégué à la protection des données.\n\nIl faut l’accord d’un deuxième administrateur, avant le ${day(until)}. Il confirme ou refuse sur son bureau. Sans réponse, rien ne change.`,
        sms: `Airial${nb}: un délégué à la protection des données est proposé. Un deuxième administrateur répond avant le ${day(until)}.`,
      }),
      en: ({ name = '', proposer = '', until = '' }) => ({
        subject: 'A data protection officer is proposed',
        text: `Hello,\n\n${proposer} proposes ${name} as data protection officer.\n\nA second administrator has to agree, before ${dayEn(until)}. They confirm or refuse on their desk. Without an answer, nothing changes.`,
        sms: `Airial: a data protection officer is proposed. A second administrator answers before ${dayEn(until)}.`,
      }),
    },
  },
  {
    code: 'network.officer_confirmed',
    version: 1,
    kind: 'securite',
    channels,
    texts: {
      fr: ({ name = '' }) => ({
        subject: 'Le délégué à la protection des données est nommé',
        text: `Bonjour,\n\nDeux administrateurs sont d’accord${nb}: ${name} est délégué à la protection des données.`,
        sms: `Airial${nb}: le délégué à la protection des données est nommé, deux administrateurs sont d’accord.`,
      }),
      en: ({ name = '' }) => ({
        subject: 'The data protection officer is named',
        text: `Hello,\n\nTwo administrators agree: ${name} is data protection officer.`,
        sms: 'Airial: the data protection officer is named, two administrators agree.',
      }),
    },
  },
  {
    code: 'network.officer_refused',
    version: 1,
    kind: 'securite',
    channels,
    texts: {
      fr: ({ name = '' }) => ({
        subject: 'Le délégué à la protection des données n’est pas nommé',
        text: `Bonjour,\n\nUn deuxième administrateur a refusé de nommer ${name} délégué à la protection des données. Rien ne change.`,
        sms: `Airial${nb}: un deuxième administrateur a refusé de nommer le délégué à la protection des données proposé.`,
      }),
      en: ({ name = '' }) => ({
        subject: 'The data protection officer is not named',
        text: `Hello,\n\nA second administrator refused to name ${name} data protection officer. Nothing changes.`,
        sms: 'Airial: a second administrator refused to name the data protection officer proposed.',
      }),
    },
  },
];
