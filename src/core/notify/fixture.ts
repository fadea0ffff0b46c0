import type { Contact, MessageTemplate } from './template.ts';
import { registerMessages } from './template.ts';

/** For tests: people who can be reached, by account. */
export const people = new Map<string, Contact>();

/** For tests: causes that are no longer true, by occurrence. */
export const gone = new Set<string>();

const words = (subject: string) => (values: Readonly<Record<string, string>>) => ({
  subject,
  text: `Bonjour ${values.name ?? ''}.\n\nIl s’est passé quelque chose.`,
  link: { label: 'Voir', href: 'https://landes.example/compte' },
  sms: `Airial : ${subject} ${values.name ?? ''}`,
});

const base = { version: 1, channels: ['sms', 'email', 'letter', 'onscreen'] } as const;

const trialTemplates = {
  security: {
    ...base,
    code: 'trial.security',
    kind: 'securite',
    texts: { fr: words('Votre carte a changé'), en: words('Your card changed') },
  },
  due: {
    ...base,
    code: 'trial.due',
    kind: 'echeance',
    texts: { fr: words('C’est bientôt'), en: words('Soon') },
    stillDue: async (_, { occurrence }) => !gone.has(occurrence),
  },
  news: {
    ...base,
    code: 'trial.news',
    kind: 'information',
    texts: { fr: words('Une nouvelle'), en: words('News') },
  },
  code: {
    ...base,
    code: 'trial.code',
    kind: 'securite',
    secret: true,
    lifetimeMinutes: 10,
    texts: {
      fr: ({ code }) => ({
        subject: 'Votre code',
        text: `Votre code : ${code}.`,
        sms: `Votre code Airial : ${code}`,
      }),
      en: ({ code }) => ({
        subject: 'Your code',
        text: `Your code: ${code}.`,
        sms: `Your Airial code: ${code}`,
      }),
    },
  },
} as const satisfies Record<string, MessageTemplate>;

registerMessages({
  templates: Object.values(trialTemplates),
  contacts: async (_, account) => people.get(account) ?? null,
});
