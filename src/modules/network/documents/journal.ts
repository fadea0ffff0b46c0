import { printPdf } from '../../../core/documents.ts';
import { defineMessages, say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';

const messages = defineMessages({
  fr: {
    title: 'Mon journal',
    lead: 'Ce qui a été fait sur mon compte, par moi ou par d’autres. Le plus récent est en premier.',
    printed: (day: string) => `Imprimé le ${day}.`,
    cut: (count: number) =>
      `Seules les ${count} dernières lignes sont ici. La copie avec les preuves, dans « Mon journal », les contient toutes.`,
    none: 'Personne n’a rien fait en votre nom.',
    odd: 'Une ligne ne vous paraît pas normale ? Dites-le dans « Mon journal », ou à la personne qui vous aide.',
  },
  en: {
    title: 'My journal',
    lead: 'What was done on my account, by me or by others. The latest comes first.',
    printed: (day: string) => `Printed on ${day}.`,
    cut: (count: number) =>
      `Only the last ${count} lines are here. The copy with proofs, in “My journal”, holds them all.`,
    none: 'Nobody did anything in your name.',
    odd: 'Does a line look odd to you? Say so in “My journal”, or to the person who helps you.',
  },
});

export interface PrintedJournal {
  name: string;
  /** By day, the newest first. */
  days: readonly { name: string; lines: readonly { clock: string; sentence: string; who: string }[] }[];
  /** True when older lines were left out. */
  cut: boolean;
  territory: { slogan: string };
  language: 'fr' | 'en';
  at: Date;
}

/** One's own journal on paper, as PDF/UA-1 (product/network.md §12). */
export function printJournal({ name, days, cut, ...it }: PrintedJournal): Promise<Uint8Array> {
  const { language } = it;
  const words = say(messages, { language, falc: false });
  return printPdf(
    'modules/network/documents/journal.typ',
    {
      words: { lead: words.lead, none: words.none, odd: words.odd },
      slogan: it.territory.slogan,
      title: words.title,
      name,
      days,
      printed: words.printed(dayText(it.at, { language })),
      cut: cut ? words.cut(days.reduce((sum, day) => sum + day.lines.length, 0)) : null,
    },
    { title: words.title, language, createdAt: it.at },
  );
}
