import type { Child } from 'hono/jsx';
import { defineMessages, say } from '../../../core/i18n.ts';
import { noBreak as nb } from '../../../core/typography.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Hours } from '../../../core/ui/tables.tsx';
import type { WeekLine } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { hoursLines } from './as-written.tsx';

const printMessages = defineMessages({
  fr: {
    lead: 'Voici la fiche à donner à la personne.',
    pdf: 'Ouvrir la fiche à imprimer (PDF, A5)',
    two: 'Deux fiches sur une page A4',
    back: 'Revenir à la fiche du lieu',
    phone: `Téléphone${nb}:`,
    printedOn: (day: string) => `Imprimé le ${day}.`,
    online: (url: string) => `Cette fiche est aussi sur${nb}: ${url}`,
  },
  en: {
    lead: 'Here is the sheet to hand to the person.',
    pdf: 'Open the sheet to print (PDF, A5)',
    two: 'Two sheets on one A4 page',
    back: 'Back to the place',
    phone: 'Phone:',
    printedOn: (day: string) => `Printed on ${day}.`,
    online: (url: string) => `This sheet is also at: ${url}`,
  },
});

interface PrintPageProps {
  name: string;
  slug: string;
  address: string;
  phone: string | null;
  week: readonly WeekLine[] | null;
  hoursNote: Child;
  verified: string;
  printedOn: string;
  url: string;
  reader: Reader;
}

/** `/lieux/:slug/imprimer`: the sheet as it will be on paper, and the PDF that prints it. */
export function PrintPage(sheet: PrintPageProps) {
  const words = say(printMessages, sheet.reader);
  const common = say(directoryMessages, sheet.reader);
  return (
    <div class="flow">
      <h1>{common.print}</h1>
      <p class="lead noprint">{words.lead}</p>
      <p class="row noprint">
        <ButtonLink href={`/lieux/${sheet.slug}.pdf`} icon="print">
          {words.pdf}
        </ButtonLink>
        <ButtonLink kind="alt" href={`/lieux/${sheet.slug}.pdf?format=a4`}>
          {words.two}
        </ButtonLink>
        <ButtonLink kind="quiet" href={`/lieux/${sheet.slug}`}>
          {words.back}
        </ButtonLink>
      </p>
      <article class="sheet flow">
        <h2 class="sheet-title">{sheet.name}</h2>
        <p>{sheet.address}</p>
        {sheet.phone ? (
          <p>
            {words.phone} <b class="nw">{sheet.phone}</b>
          </p>
        ) : null}
        {sheet.week ? (
          <Hours caption={common.hours} lines={hoursLines(sheet.week, sheet.reader)} reader={sheet.reader} />
        ) : (
          <p>{sheet.hoursNote}</p>
        )}
        <h3>{common.bring}</h3>
        <p>
          {common.bringText}
          <b>{common.bringNever}</b>
          {common.bringEnd}
        </p>
        <p class="small">{words.online(sheet.url)}</p>
        <p class="small">
          {sheet.verified} {words.printedOn(sheet.printedOn)}
        </p>
      </article>
    </div>
  );
}
