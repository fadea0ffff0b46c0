import { printPdf } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { meansMessages } from '../messages-means.ts';

export interface CodesSheet {
  name: string;
  /** In groups, as read aloud. */
  codes: readonly string[];
  territory: { slogan: string };
  language: 'fr' | 'en';
  at: Date;
}

/** The sheet of recovery codes, as PDF/UA-1. Nothing keeps it. */
export function printCodes({ name, codes, territory, language, at }: CodesSheet): Promise<Uint8Array> {
  const words = say(meansMessages, { language, falc: false });
  const title = words.sheetHello(name);
  return printPdf(
    'modules/network/documents/codes.typ',
    {
      words: {},
      slogan: territory.slogan,
      title,
      lead: words.sheetLead,
      codes,
      once: words.sheetOnce,
      keep: words.sheetKeep,
      printed: dayText(at, { language, short: true }),
    },
    { title, language, createdAt: at },
  );
}
