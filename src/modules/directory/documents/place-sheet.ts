import { drawnText, printPdf, qrDrawing } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import { documentMessages, type Printing, templateWords } from './messages.ts';

/** What is printed of one place; every text already in the reader's language. */
export interface PlaceSheetValues {
  name: string;
  /** Lines of the address, the town last; those without words are left out. */
  address: readonly (string | null)[];
  /** As people write it: « 05 54 39 00 13 ». */
  phone: string | null;
  /** The week, or null when it cannot be read; then the note says what is known. */
  hours: readonly { day: string; spans: readonly string[] }[] | null;
  hoursNote: string;
  whatToBring: string;
  services: readonly string[];
  cost: string | null;
  access: string | null;
  /** Page of the place, with its scheme. */
  url: string;
  /** Outline and inner borders as SVG paths; the point in the same units. */
  map: { viewBox: string; outline: string; mesh: string; x: number; y: number; label: string } | null;
  /** « lundi 23 novembre 2026 » */
  printedOn: string;
  /** A sentence: who checked, and when. */
  verified: string;
  sources: string;
  territoryName: string;
  helpPhone: string | null;
}

/** Letters that never fit on one A5 page, whatever their size: the press does not try each size in vain. */
const tooManyLetters = 5000;

/** The sheet of a place as PDF/UA-1: one A5 page, or two of them on an A4 page to cut apart. */
export function placeSheet(
  values: PlaceSheetValues,
  { format, createdAt, language }: Printing & { format: 'a5' | 'a4' },
): Promise<Uint8Array> {
  const words = say(documentMessages, { language, falc: false });
  const { map, ...texts } = values;
  const { cost, access, helpPhone, territoryName } = texts;
  const facts = [cost && words.cost(cost.toLocaleLowerCase(language)), access].filter(Boolean);
  return printPdf(
    'modules/directory/documents/place-sheet.typ',
    {
      words: templateWords(words),
      format,
      tooLong: JSON.stringify(texts).length > tooManyLetters,
      slogan: words.slogan(territoryName),
      name: values.name,
      address: values.address.filter(Boolean),
      phone: values.phone,
      hours: values.hours,
      hoursNote: values.hoursNote,
      services: values.services,
      whatToBring: values.whatToBring,
      facts,
      map: map && { drawing: mapDrawing(map), alt: words.mapAlt(map.label, territoryName) },
      qr: qrDrawing(values.url),
      url: values.url.replace(/^https?:\/\//, ''),
      help: helpPhone && words.help(helpPhone),
      provenance: [
        `${values.verified} ${words.printedOn(values.printedOn)}`,
        values.sources && words.source(values.sources),
      ].filter(Boolean),
    },
    { title: `${values.name} – ${territoryName}`, language, createdAt },
  );
}

function mapDrawing({ viewBox, outline, mesh, x, y, label }: NonNullable<PlaceSheetValues['map']>): string {
  const width = Number(viewBox.split(' ')[2]);
  const east = x > width * 0.6;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${drawnText(viewBox)}">`,
    `<path d="${drawnText(outline)}" fill="#fff" stroke="#17231d" stroke-width="3" stroke-linejoin="round"/>`,
    `<path d="${drawnText(mesh)}" fill="none" stroke="#b9b3a6" stroke-width="1.5"/>`,
    `<circle cx="${x}" cy="${y}" r="14" fill="#1c4a39" stroke="#fff" stroke-width="4"/>`,
    `<text x="${x + (east ? -24 : 24)}" y="${y + 12}" text-anchor="${east ? 'end' : 'start'}" font-family="Atkinson Hyperlegible Next" font-weight="700" font-size="36" fill="#17231d" stroke="#fff" stroke-width="8" stroke-linejoin="round" paint-order="stroke">${drawnText(label)}</text>`,
    '</svg>',
  ].join('');
}
