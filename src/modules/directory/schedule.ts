import { say } from '../../core/i18n.ts';
import { capital, clockText, dayInParis, dayText } from '../../core/typography.ts';
import type { Moment } from '../../core/ui/lists.tsx';
import type { Reader } from '../../core/ui/site.ts';
import type { ListedPlace } from './catalogue.ts';
import { comingNotices, holidaySentence } from './domain/hours/index.ts';
import type { House } from './house.ts';
import { directoryMessages } from './messages.ts';
import { asWritten } from './pages/as-written.tsx';
import { type Passage, passagesOf } from './passages.ts';
import { hoursLanguage } from './presenting.ts';

/** Days ahead of which a closing is announced (directory.md §9). */
const daysAnnounced = 14;

/** Most stops listed on a page. */
const mostStops = 8;

/** Next stops in words: « Mercredi 2 décembre, 14 h à 16 h 30 — Bougue, place de la Mairie ». */
export function nextStops(house: House, listed: ListedPlace, reader: Reader, now: Date): Moment[] {
  return passagesOf(listed, house.catalogue.holidays, now)
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
  return asWritten(cancelled ? `${where} (${words.cancelled})` : where, stop.label, reader);
}

/** What differs from the usual week soon, one sentence each; then what the hours say of public holidays. */
export function specialDays(house: House, listed: ListedPlace, reader: Reader, now: Date): string[] {
  const language = hoursLanguage(reader);
  const context = { exceptions: listed.exceptions, holidays: house.catalogue.holidays };
  const notices = comingNotices(listed.hours, now, context, language).map(notice => notice.text);
  const holidays = listed.hours ? holidaySentence(listed.hours, language) : null;
  const [today, soon] = [dayInParis(now), dayInParis(new Date(now.getTime() + daysAnnounced * 86_400_000))];
  const words = say(directoryMessages, reader);
  const meanwhile = listed.replacements
    .filter(({ from, to }) => to >= today && from <= soon)
    .map(({ name }) => words.meanwhile(name));
  return [...notices, ...meanwhile, ...(holidays ? [holidays] : [])];
}
