import { say } from '../../core/i18n.ts';
import { capital, clockText, dayText } from '../../core/typography.ts';
import type { Moment } from '../../core/ui/lists.tsx';
import type { Reader } from '../../core/ui/site.ts';
import type { ListedPlace } from './catalogue.ts';
import { comingNotices, holidaySentence, occurrences, parseHours } from './domain/hours/index.ts';
import type { House } from './house.ts';
import { directoryMessages } from './messages.ts';
import type { StopRow } from './store/catalogue.ts';

/** How far ahead stops are shown, in days (directory.md §9). */
const daysAhead = 60;

/** Most stops listed on a page. */
const mostStops = 8;

/** One passage of an itinerant place. */
export interface Passage {
  stop: StopRow;
  start: Date;
  end: Date;
  cancelled: boolean;
}

/** Passages of a place from `now` on, soonest first: its dated stops, and those of its recurrences not cancelled. */
export function passagesOf(house: House, listed: ListedPlace, now: Date): Passage[] {
  const context = { exceptions: listed.exceptions, holidays: house.catalogue.holidays };
  const until = now.getTime() + daysAhead * 86_400_000;
  return listed.stops
    .flatMap(stop => {
      const dated = stop.dates.map(date => ({
        stop,
        start: new Date(date.starts_at),
        end: new Date(date.ends_at),
        cancelled: date.cancelled,
      }));
      const hours = stop.recurrence ? parseHours(stop.recurrence) : null;
      const named = new Set(dated.map(passage => passage.start.getTime()));
      const recurring = hours
        ? occurrences(hours, now, daysAhead, context).filter(({ start }) => !named.has(start.getTime()))
        : [];
      return [...dated, ...recurring.map(({ start, end }) => ({ stop, start, end, cancelled: false }))];
    })
    .filter(({ start, end }) => end > now && start.getTime() < until)
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Next stops in words: « Mercredi 2 décembre, 14 h à 16 h 30 — Bougue, place de la Mairie ». */
export function nextStops(house: House, listed: ListedPlace, reader: Reader, now: Date): Moment[] {
  return passagesOf(house, listed, now)
    .slice(0, mostStops)
    .map(passage => ({
      time: { at: passage.start.toISOString(), text: passageTime(passage, reader, now) },
      text: passagePlace(house, passage, reader),
    }));
}

/** « Mercredi 2 décembre, 14 h à 16 h 30 » */
function passageTime({ start, end }: Passage, reader: Reader, now: Date): string {
  const day = capital(dayText(start, { language: reader.language, now }));
  const to = reader.language === 'en' ? 'to' : 'à';
  return `${day}, ${clockText(start, reader.language)} ${to} ${clockText(end, reader.language)}`;
}

function passagePlace(house: House, { stop, cancelled }: Passage, reader: Reader) {
  const words = say(directoryMessages, reader);
  const where = [house.communes.get(stop.commune_insee)?.name, stop.address, stop.label]
    .filter(Boolean)
    .join(', ');
  return cancelled ? `${where} (${words.cancelled})` : where;
}

/** What differs from the usual week soon, one sentence each; then what the hours say of public holidays. */
export function specialDays(house: House, listed: ListedPlace, reader: Reader, now: Date): string[] {
  // The sentences are made in French by the domain, with the dates of the exceptions.
  if (reader.language !== 'fr') return [];
  const context = { exceptions: listed.exceptions, holidays: house.catalogue.holidays };
  const notices = comingNotices(listed.hours, now, context).map(notice => notice.text);
  const holidays = listed.hours ? holidaySentence(listed.hours) : null;
  return holidays ? [...notices, holidays] : notices;
}
