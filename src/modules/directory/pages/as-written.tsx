import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import type { HoursLine } from '../../../core/ui/tables.tsx';
import type { WeekLine } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';

/** A sentence that ends or begins with words typed by others: they stay French, and an English page says so. */
export function asWritten(sentence: string, typed: string | null, reader: Reader): Child {
  if (reader.language === 'fr' || !typed) return sentence;
  const at = sentence.startsWith(typed) ? 0 : sentence.lastIndexOf(typed);
  if (at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <span lang="fr">{typed}</span>
      {sentence.slice(at + typed.length)}
    </>
  );
}

/** The week as the table of hours shows it. */
export function hoursLines(week: readonly WeekLine[], reader: Reader): HoursLine[] {
  const { closedDay } = say(directoryMessages, reader);
  return week.map(line => ({
    day: line.days,
    spans: line.closed
      ? []
      : line.text.map((text, index) => asWritten(text, line.comments[index] ?? null, reader)),
    closed: closedDay,
    today: line.today,
  }));
}
