import { printPdf } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import { documentMessages, type Printing, templateWords } from './messages.ts';

/** What is printed of a list, at most 200 rows (directory.md §7). */
export interface PlaceListValues {
  title: string;
  printedOn: string;
  /** How many places the list has, printed or not. */
  total: number;
  rows: readonly { name: string; address: string; phone: string; hours: string }[];
  sources: string;
  territoryName: string;
  helpPhone: string | null;
}

/** A list of places as PDF/UA-1, on as many A4 pages as it takes. */
export function placeList(values: PlaceListValues, { createdAt, language }: Printing): Promise<Uint8Array> {
  const words = say(documentMessages, { language, falc: false });
  const { rows, total, helpPhone, territoryName } = values;
  const count = rows.length < total ? words.firstOf(rows.length, total) : words.places(total);
  return printPdf(
    'modules/directory/documents/place-list.typ',
    {
      words: templateWords(words),
      slogan: words.slogan(territoryName),
      title: values.title,
      lead: total === 0 ? count : `${count}. ${words.before}`,
      rows: rows.map(row => ({ ...row, hours: linesOf(row.hours) })),
      printed: words.printedOn(values.printedOn),
      notes: [helpPhone && words.help(helpPhone), values.sources && words.source(values.sources)].filter(
        Boolean,
      ),
    },
    { title: `${values.title} – ${territoryName}`, language, createdAt },
  );
}

/** One line a day or group of days, in pieces between which a line may end. */
function linesOf(hours: string): string[][] {
  return hours.split(/\s*;\s*/).map(line => line.split(', '));
}
