import { printPdf } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import { clockText, dayText, numberText } from '../../../core/typography.ts';
import { dataMessages } from '../messages-data.ts';

export interface PrintedCertificate {
  id: string;
  at: Date;
  rows: number;
  digest: string;
  results: readonly { words: string; rows: number }[];
  /** Who answers for the territory. */
  organisation: string;
  territory: { slogan: string };
  language: 'fr' | 'en';
}

/** What a run erased, in counts, as PDF/UA-1 for a file or an audit. */
export function printCertificate(it: PrintedCertificate): Promise<Uint8Array> {
  const { language } = it;
  const words = say(dataMessages, { language, falc: false });
  return printPdf(
    'modules/network/documents/certificate.typ',
    {
      words: { rule: words.rule, rows: words.rows },
      slogan: it.territory.slogan,
      title: words.certificate,
      lead: words.certifies(it.organisation),
      facts: [
        { term: words.when, text: `${dayText(it.at, { language })}, ${clockText(it.at, language)}` },
        { term: words.number, text: it.id },
        { term: words.rows, text: numberText(it.rows, language) },
        { term: words.digest, text: it.digest },
      ],
      results: it.results.map(({ words: rule, rows }) => ({ rule, rows: numberText(rows, language) })),
    },
    { title: words.certificate, language, createdAt: it.at },
  );
}
