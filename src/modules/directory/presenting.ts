import { say } from '../../core/i18n.ts';
import { capital, clockText, dayInParis, dayText, phoneText } from '../../core/typography.ts';
import type { Reader } from '../../core/ui/site.ts';
import type { ListedPlace } from './catalogue.ts';
import type { StoredPlace } from './domain/content.ts';
import { label, type WeekLine, weekTable } from './domain/hours/index.ts';
import type { House } from './house.ts';
import { directoryMessages } from './messages.ts';
import type { ShownPlace } from './pages/place-line.tsx';

/** A place of a list, evaluated at one instant in the reader's words. */
export function showPlace(
  house: House,
  listed: ListedPlace,
  km: number | null,
  reader: Reader,
  now: Date,
): ShownPlace {
  const evaluation = house.catalogue.evaluation(listed, now);
  return {
    place: listed.place,
    evaluation,
    stateText: reader.language === 'fr' ? evaluation.labelFr : label(evaluation, now, 'en'),
    commune: communeName(house, listed.place),
    km,
  };
}

/** The present name of the place's commune. */
export function communeName(house: House, place: StoredPlace): string {
  return house.communes.get(place.communeInsee)?.name ?? place.communeLabel;
}

/** « 131, place Gambetta, 40630 Sabres » */
export function addressOf(house: House, place: StoredPlace, reader: Reader): string {
  const words = say(directoryMessages, reader);
  const town = [place.postalCode, communeName(house, place)].filter(Boolean).join(' ');
  return [place.street ?? words.addressUnknown, town].join(', ');
}

/** The week in the reader's words, today marked; null when the hours cannot be read. */
export function weekOf(listed: ListedPlace, reader: Reader, now: Date): WeekLine[] | null {
  return listed.hours ? weekTable(listed.hours, now, reader.language) : null;
}

/** « Mardi 24 novembre, 14 h 20 » */
export function momentOf(now: Date, reader: Reader): string {
  return capital(`${dayText(now, { language: reader.language, now })}, ${clockText(now, reader.language)}`);
}

/** Who checked the information, and when. */
export function verifiedOf(place: StoredPlace, reader: Reader, now: Date): string {
  const words = say(directoryMessages, reader);
  const day = (text: string) => dayText(text, { language: reader.language, now });
  if (place.verifiedOn && place.verifiedByKind)
    return words.verifiedBy(day(place.verifiedOn), words[`by_${place.verifiedByKind}`]);
  return place.sourceUpdatedOn ? words.updated(day(place.sourceUpdatedOn)) : words.unverified;
}

/** Months after which a place nobody checked carries a notice (directory.md §8). */
const staleAfterMonths = 8;

/** What must be said before coming: fictional, forgotten by its source, not checked for long. */
export function warningsOf(listed: ListedPlace, reader: Reader, now: Date): string[] {
  const words = say(directoryMessages, reader);
  const { place } = listed;
  const since = place.verifiedOn ?? place.sourceUpdatedOn;
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - staleAfterMonths);
  return [
    listed.fictional ? words.fictional : null,
    listed.gone ? words.gone : null,
    since !== null && since < dayInParis(limit) ? words.stale : null,
  ].filter(warning => warning !== null);
}

/** Phone as people read it: the number, or the short number. */
export function phoneOf(place: StoredPlace): string | null {
  return place.phone ? phoneText(place.phone) : place.phoneShort;
}
