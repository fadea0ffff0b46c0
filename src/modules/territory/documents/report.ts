import { printPdf, qrDrawing } from '../../../core/documents.ts';
import { defineMessages, say } from '../../../core/i18n.ts';
import { noBreak as nb } from '../../../core/typography.ts';

const reportMessages = defineMessages({
  fr: {
    slogan: (territory: string) => `Territoire – ${territory}`,
    page: 'Page',
    printedOn: (day: string) => `Imprimé le ${day}.`,
    qrAlt: `Code à lire avec un téléphone pour ouvrir cette page sur internet.`,
    online: `Cette page est aussi sur internet${nb}:`,
  },
  en: {
    slogan: territory => `Territory – ${territory}`,
    page: 'Page',
    printedOn: day => `Printed on ${day}.`,
    qrAlt: 'Code to read with a phone to open this page on the internet.',
    online: 'This page is also on the internet:',
  },
});

export interface ReportPart {
  title: string;
  texts: readonly string[];
  table: {
    columns: readonly { title: string; numeric?: boolean }[];
    rows: readonly (readonly string[])[];
  } | null;
}

export interface Report {
  title: string;
  lead: string;
  /** SVG with the words that say the same; `width` in millimetres. */
  drawing: { svg: string; alt: string; width: number } | null;
  parts: readonly ReportPart[];
  /** Page on the internet, with its scheme. */
  url: string;
  notes: readonly string[];
  /** « mardi 24 novembre 2026 » */
  printedOn: string;
  territoryName: string;
}

/** A commune, the method or a plan as PDF/UA-1, on as many A4 pages as it takes. */
export function printReport(
  report: Report,
  { createdAt, language }: { createdAt: Date; language: 'fr' | 'en' },
): Promise<Uint8Array> {
  const words = say(reportMessages, { language, falc: false });
  return printPdf(
    'modules/territory/documents/report.typ',
    {
      words: {},
      slogan: words.slogan(report.territoryName),
      page: words.page,
      printed: words.printedOn(report.printedOn),
      title: report.title,
      lead: report.lead,
      drawing: report.drawing,
      parts: report.parts.map(({ title, texts, table }) => ({
        title,
        texts: texts.filter(Boolean),
        table: table && {
          columns: table.columns.map(column => ({ title: column.title, numeric: column.numeric ?? false })),
          rows: table.rows,
        },
      })),
      qr: {
        svg: qrDrawing(report.url),
        alt: words.qrAlt,
        words: words.online,
        url: report.url.replace(/^https?:\/\//, ''),
      },
      notes: report.notes.filter(Boolean),
    },
    { title: `${report.title} – ${report.territoryName}`, language, createdAt },
  );
}
