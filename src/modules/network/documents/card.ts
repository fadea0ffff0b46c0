import { printPdf, qrDrawing } from '../../../core/documents.ts';
import { say } from '../../../core/i18n.ts';
import type { Territory } from '../../../core/ui/site.ts';
import { cardGroups } from '../domain/card.ts';
import { cardMessages } from '../messages-card.ts';

export interface PrintedCard {
  name: string;
  /** 26 signs, without the check sign. */
  number: string;
  words: readonly string[];
  origin: string;
  territory: Pick<Territory, 'helpPhone' | 'helpHours'>;
  language: 'fr' | 'en';
  at: Date;
}

/** The card and its four words on one A4 to cut, as PDF/UA-1. The only place where the words are; nothing keeps it. */
export function printCard(it: PrintedCard): Promise<Uint8Array> {
  const said = say(cardMessages, { language: it.language, falc: false });
  const { helpPhone, helpHours } = it.territory;
  return printPdf(
    'modules/network/documents/card.typ',
    {
      words: {
        enter: said.docEnter,
        number: said.docNumber,
        qr: said.docQr,
        fold: said.docFold,
        four: said.docWords,
        keep: said.docKeep,
        both: said.docBoth,
      },
      title: said.docTitle,
      name: it.name,
      address: `${new URL(it.origin).host}/carte`,
      number: cardGroups(it.number).join(' '),
      qr: qrDrawing(`${it.origin}/carte#${it.number}`),
      lost: helpPhone ? said.docLostPhone(helpPhone.label, helpHours) : said.docLost,
      words4: it.words,
    },
    { title: said.docTitle, language: it.language, createdAt: it.at },
  );
}
