import { printPdf } from '../../../core/documents.ts';
import { defineMessages, say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import type { AgreementText } from '../agreement.ts';

const messages = defineMessages({
  fr: {
    title: 'Accord sur les données',
    between: (organisation: string, pilot: string) =>
      `Entre ${organisation} et ${pilot}, qui pilote le territoire.`,
    version: (version: string) => `Version ${version} du texte.`,
    accepted: (day: string) => `Accepté dans Airial par le référent de la structure, le ${day}.`,
    retention: (months: number) => `Durée de conservation choisie\u00a0: ${months}\u00a0mois.`,
    waiting: 'Ce texte n’est pas encore accepté.',
  },
  en: {
    title: 'Data agreement',
    between: (organisation: string, pilot: string) =>
      `Between ${organisation} and ${pilot}, which leads the territory.`,
    version: (version: string) => `Version ${version} of the text.`,
    accepted: (day: string) => `Accepted in Airial by the lead of the organisation, on ${day}.`,
    retention: (months: number) => `Retention chosen: ${months} months.`,
    waiting: 'This text is not accepted yet.',
  },
});

export interface PrintedAgreement {
  agreement: AgreementText;
  organisation: string;
  /** Name of the organisation that leads the territory. */
  pilot: string;
  /** Null while nobody accepted it. */
  acceptedAt: Date | null;
  retentionMonths: number;
  territory: { slogan: string };
  language: 'fr' | 'en';
  at: Date;
}

/** The data agreement between an organisation and its territory, as PDF/UA-1: the very text that is accepted. */
export function printAgreement(it: PrintedAgreement): Promise<Uint8Array> {
  const { language, agreement } = it;
  const words = say(messages, { language, falc: false });
  return printPdf(
    'modules/network/documents/agreement.typ',
    {
      words: {},
      slogan: it.territory.slogan,
      title: words.title,
      between: words.between(it.organisation, it.pilot),
      version: words.version(agreement.version),
      articles: agreement.texts[language].articles,
      state: it.acceptedAt
        ? [
            words.accepted(dayText(it.acceptedAt, { language, short: true })),
            words.retention(it.retentionMonths),
          ]
        : [words.waiting],
    },
    { title: words.title, language, createdAt: it.acceptedAt ?? it.at },
  );
}
