import { printPdf, qrDrawing } from '../../../core/documents.ts';
import { defineMessages, say } from '../../../core/i18n.ts';

const sheetMessages = defineMessages({
  fr: {
    slogan: (territory: string) => `Territoire – ${territory}`,
    qrAlt: 'Code à lire avec un téléphone pour ouvrir la page de la commune sur internet.',
    online: 'La page de la commune\u00a0:',
  },
  en: {
    slogan: territory => `Territory – ${territory}`,
    qrAlt: 'Code to read with a phone to open the page of the town on the internet.',
    online: 'The page of the town:',
  },
});

/** One A4 page, to put up or to carry. */
export interface Sheet {
  title: string;
  lead: string;
  /** What is read first, in large letters: the times of a place. */
  lines: readonly string[];
  /** The week of a counsellor. */
  table: { columns: readonly string[]; rows: readonly (readonly string[])[] } | null;
  /** Page on the internet; none for a counsellor. */
  url: string | null;
}

/** Sheets of rounds as PDF/UA-1, one a page. */
export function printSheets(
  sheets: readonly Sheet[],
  {
    title,
    territoryName,
    printedOn,
    note,
  }: { title: string; territoryName: string; printedOn: string; note: string },
  { createdAt, language }: { createdAt: Date; language: 'fr' | 'en' },
): Promise<Uint8Array> {
  const words = say(sheetMessages, { language, falc: false });
  return printPdf(
    'modules/territory/documents/sheets.typ',
    {
      words: {},
      slogan: words.slogan(territoryName),
      note: `${note} ${printedOn}`,
      sheets: sheets.map(({ url, ...sheet }) => ({
        ...sheet,
        qr: url && {
          svg: qrDrawing(url),
          alt: words.qrAlt,
          words: words.online,
          url: url.replace(/^https?:\/\//, ''),
        },
      })),
    },
    { title: `${title} – ${territoryName}`, language, createdAt },
  );
}
