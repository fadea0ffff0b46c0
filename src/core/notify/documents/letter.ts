import { type PrintedDocument, printPdf, qrDrawing } from '../../documents.ts';
import { say } from '../../i18n.ts';
import { dayText, phoneText } from '../../typography.ts';
import { letterMessages } from './messages.ts';

export interface LetterValues {
  /** Name and lines of the address; the name alone when the letter is handed over. */
  address: readonly string[];
  /** Organisation that writes, or null for the territory itself. */
  sender: string | null;
  subject: string;
  text: string;
  link: string | null;
  language: 'fr' | 'en';
  large: boolean;
}

interface Printing {
  territory: { name: string; slogan: string; helpPhone?: string | undefined };
  at: Date;
}

/** Letters for window envelopes, in one PDF, each from the top of a page. */
export function printLetters(
  letters: readonly LetterValues[],
  { territory, at }: Printing,
): Promise<Uint8Array> {
  const language = letters.every(letter => letter.language === 'en') ? 'en' : 'fr';
  const words = say(letterMessages, { language, falc: false });
  return printPdf(
    'core/notify/documents/letter.typ',
    {
      words: {},
      slogan: territory.slogan,
      letters: letters.map(letter => letterOf(letter, { territory, at })),
    },
    { title: words.title(letters.length, territory.name), language, createdAt: at },
  );
}

function letterOf({ language, link, text, sender, ...letter }: LetterValues, { territory, at }: Printing) {
  const words = say(letterMessages, { language, falc: false });
  return {
    ...letter,
    language,
    sender: sender ?? territory.name,
    day: dayText(at, { language, short: true }),
    text: text.trim().split(/\n{2,}/),
    link: link === null ? null : link.replace(/^https?:\/\//, ''),
    qr: link && qrDrawing(link),
    qrWords: words.qr,
    linkWords: words.link,
    foot: territory.helpPhone ? words.call(phoneText(territory.helpPhone)) : words.ask,
  };
}

/** The example of the printed letters; nobody is called so. */
export const letterDocument: PrintedDocument = {
  name: 'courrier',
  sample: () =>
    printLetters(
      [
        {
          address: ['Camille Exemple', '12 chemin des Pins', '40630 Sabres'],
          sender: 'CCAS de Sabres',
          subject: 'Votre carte a été remplacée',
          text: 'Bonjour,\n\nUne nouvelle carte vous a été remise le 24 novembre. L’ancienne ne marche plus.\n\nSi ce n’était pas vous, dites-le à un lieu d’aide.',
          link: 'https://landes.example/aide',
          language: 'fr',
          large: false,
        },
      ],
      {
        territory: { name: 'Landes', slogan: 'Le numérique dans les Landes' },
        at: new Date('2026-11-24T10:00:00Z'),
      },
    ),
};
