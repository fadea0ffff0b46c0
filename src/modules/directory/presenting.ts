import { say } from '../../core/i18n.ts';
import { capital, clockText, dayInParis, dayText, phoneText } from '../../core/typography.ts';
import type { Reader } from '../../core/ui/site.ts';
import type { ListedPlace } from './catalogue.ts';
import { canCall, type StoredPlace } from './domain/content.ts';
import { staleOn } from './domain/freshness.ts';
import { type Language, label, type WeekLine, weekTable } from './domain/hours/index.ts';
import type { House } from './house.ts';
import { directoryMessages } from './messages.ts';
import type { ShownPlace } from './pages/place-line.tsx';

/** How opening hours are said to this reader. */
export const hoursLanguage = (reader: Reader): Language => (reader.falc ? 'falc' : reader.language);

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
    stateText:
      hoursLanguage(reader) === 'fr' ? evaluation.labelFr : label(evaluation, now, hoursLanguage(reader)),
    commune: communeName(house, listed.place),
    address: addressOf(house, listed.place, reader),
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
  return listed.hours ? weekTable(listed.hours, now, hoursLanguage(reader)) : null;
}

/** What is said of hours that no table can show; empty when one does. */
export function hoursNote({ place, hours }: ListedPlace, reader: Reader): string {
  const words = say(directoryMessages, reader);
  if (hours) return '';
  if (place.hoursRaw) return words.hoursAsWritten(place.hoursRaw);
  return place.weeklyHours === null
    ? words.hoursUnknown(canCall(place))
    : words.weeklyOnly(words.weekly(place.weeklyHours), canCall(place));
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
    return words.verifiedBy(
      day(place.verifiedOn),
      [words[`by_${place.verifiedByKind}`], place.verifiedFor && `(${place.verifiedFor})`]
        .filter(Boolean)
        .join(' '),
    );
  return place.sourceUpdatedOn ? words.updated(day(place.sourceUpdatedOn)) : words.unverified;
}

/** What must be said before coming: fictional, forgotten by its source, not checked for long. */
export function warningsOf(listed: ListedPlace, reader: Reader, now: Date): string[] {
  const words = say(directoryMessages, reader);
  const { place } = listed;
  return [
    listed.fictional ? words.fictional : null,
    listed.gone ? words.gone(canCall(place)) : null,
    staleOn(dayInParis(now))(place) ? words.stale(canCall(place)) : null,
  ].filter(warning => warning !== null);
}

/** Phone as people read it: the number, or the short number. */
export function phoneOf(place: StoredPlace): string | null {
  return place.phone ? phoneText(place.phone) : place.phoneShort;
}
