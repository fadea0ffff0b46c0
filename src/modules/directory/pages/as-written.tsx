import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import type { HoursLine } from '../../../core/ui/tables.tsx';
import type { WeekLine } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';

/**
 * A sentence that ends or begins with words typed by others: they stay as they are.
 * An English page says that they are French, an easy-to-read page that they are not of it.
 */
export function asWritten(sentence: string, typed: string | null, reader: Reader): Child {
  if (!typed || (reader.language === 'fr' && !reader.falc)) return sentence;
  const at = sentence.startsWith(typed) ? 0 : sentence.lastIndexOf(typed);
  if (at < 0) return sentence;
  return (
    <>
      {sentence.slice(0, at)}
      <Typed reader={reader}>{typed}</Typed>
      {sentence.slice(at + typed.length)}
    </>
  );
}

/** Words typed by others: names, addresses, presentations. */
export function Typed({ reader, children }: { reader: Reader; children: Child }) {
  if (reader.language === 'en') return <span lang="fr">{children}</span>;
  return reader.falc ? <span data-typed>{children}</span> : children;
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
