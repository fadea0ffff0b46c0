import { civilFromDay, wallClock, weekdayOf } from './paris.ts';
import type { Evaluation } from './types.ts';

/** No-break space. */
const S = '\u00A0';

const DAYS_FR = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
const MONTHS_FR = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const DAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** « lundi » for 0. */
export function dayNameFr(weekday: number): string {
  return DAYS_FR[weekday]!;
}

/** Minutes from midnight in words: « 9 h », « 9 h 30 », « minuit ». */
export function hourFr(minutes: number): string {
  const minute = minutes % 1440;
  if (minute === 0) return 'minuit';
  const rest = minute % 60;
  return `${Math.floor(minute / 60)}${S}h${rest === 0 ? '' : `${S}${String(rest).padStart(2, '0')}`}`;
}

/** « mardi 1er décembre », with the year when it is not the current one. */
export function dateFr(day: number, today: number): string {
  const date = civilFromDay(day);
  const year = date.year === civilFromDay(today).year ? '' : `${S}${date.year}`;
  const number = date.day === 1 ? '1er' : String(date.day);
  return `${dayNameFr(weekdayOf(day))} ${number}${S}${MONTHS_FR[date.month - 1]}${year}`;
}

function hourEn(minutes: number): string {
  if (minutes % 1440 === 0) return 'midnight';
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function dateEn(day: number, today: number): string {
  const date = civilFromDay(day);
  const year = date.year === civilFromDay(today).year ? '' : ` ${date.year}`;
  return `${DAYS_EN[weekdayOf(day)]} ${date.day} ${MONTHS_EN[date.month - 1]}${year}`;
}

/** « aujourd’hui à 14 h », « demain à 9 h », « mardi à 9 h », « le mardi 1er décembre à 9 h 30 ». */
function openingFr(opening: Date, at: Date): string {
  const today = wallClock(at).day;
  const { day, minute } = wallClock(opening);
  const ahead = day - today;
  const hour = hourFr(minute);
  if (ahead === 0) return `aujourd’hui à ${hour}`;
  if (ahead === 1) return `demain à ${hour}`;
  if (ahead <= 6) return `${dayNameFr(weekdayOf(day))} à ${hour}`;
  return `le ${dateFr(day, today)} à ${hour}`;
}

function openingEn(opening: Date, at: Date): string {
  const today = wallClock(at).day;
  const { day, minute } = wallClock(opening);
  const ahead = day - today;
  const hour = hourEn(minute);
  if (ahead === 0) return `today at ${hour}`;
  if (ahead === 1) return `tomorrow at ${hour}`;
  return `${ahead <= 6 ? DAYS_EN[weekdayOf(day)] : dateEn(day, today)} at ${hour}`;
}

/** More than 24 hours away, the day is named; midnight belongs to the day it ends. */
function closing(change: Date, at: Date, language: 'fr' | 'en'): string {
  const { day, minute } = wallClock(change);
  const french = language === 'fr';
  const hour = french ? hourFr(minute) : hourEn(minute);
  if (change.getTime() - at.getTime() <= 24 * 3600_000) return french ? hour : `at ${hour}`;
  const today = wallClock(at).day;
  const named = minute === 0 ? day - 1 : day;
  if (named - today <= 6)
    return french ? `${dayNameFr(weekdayOf(named))} à ${hour}` : `${DAYS_EN[weekdayOf(named)]} at ${hour}`;
  return french ? `le ${dateFr(named, today)} à ${hour}` : `${dateEn(named, today)} at ${hour}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

function labelFr(evaluation: Evaluation, at: Date): string {
  const { state, cause, reason, nextChange, nextOpen, since } = evaluation;
  if (state === 'open') {
    const open = cause === 'exception' ? 'Ouvert exceptionnellement' : 'Ouvert';
    if (nextChange) return `${open} · ferme ${closingWordFr(nextChange, at)}`;
    return cause === 'exception' ? open : 'Ouvert en permanence';
  }
  if (state === 'closed') {
    let closed = 'Fermé';
    if (cause === 'exception') closed = reason ? `Fermé (${reason})` : 'Fermé exceptionnellement';
    else if (cause === 'holiday') closed = 'Fermé (jour férié)';
    return nextOpen ? `${closed} · ouvre ${openingFr(nextOpen, at)}` : closed;
  }
  const call = `${S}: appelez avant de venir`;
  switch (cause) {
    case 'holiday':
      return `Jour férié${call}`;
    case 'school':
      return `Horaires différents pendant les vacances scolaires${call}`;
    case 'comment':
      return `${capitalised(reason ?? '')}${call}`;
    case 'openEnd':
      return `Ouvert depuis ${hourFr(since ? wallClock(since).minute : 0)}, heure de fermeture non communiquée`;
    case 'exception':
      return `Ouverture exceptionnelle${call}`;
    case 'unreadable':
      return `Horaires indiqués par le lieu${S}: «${S}${reason ?? ''}${S}»`;
    case 'missing':
      return 'Horaires non communiqués';
    default:
      return `Horaires à confirmer${call}`;
  }
}

function closingWordFr(change: Date, at: Date): string {
  const words = closing(change, at, 'fr');
  // « ferme à 12 h », but « ferme samedi à minuit »
  return words.includes(' à ') ? words : `à ${words}`;
}

function labelEn(evaluation: Evaluation, at: Date): string {
  const { state, cause, reason, nextChange, nextOpen, since } = evaluation;
  if (state === 'open') {
    const open = cause === 'exception' ? 'Open exceptionally' : 'Open';
    if (nextChange) return `${open} · closes ${closing(nextChange, at, 'en')}`;
    return cause === 'exception' ? open : 'Always open';
  }
  if (state === 'closed') {
    let closed = 'Closed';
    if (cause === 'exception') closed = reason ? `Closed (${reason})` : 'Closed exceptionally';
    else if (cause === 'holiday') closed = 'Closed (public holiday)';
    return nextOpen ? `${closed} · opens ${openingEn(nextOpen, at)}` : closed;
  }
  switch (cause) {
    case 'holiday':
      return 'Public holiday: call before you come';
    case 'school':
      return 'Different hours during school holidays: call before you come';
    case 'comment':
      return `${capitalised(reason ?? '')}: call before you come`;
    case 'openEnd':
      return `Open since ${hourEn(since ? wallClock(since).minute : 0)}, closing time not given`;
    case 'exception':
      return 'Exceptional opening: call before you come';
    case 'unreadable':
      return `Hours given by the place: “${reason ?? ''}”`;
    case 'missing':
      return 'Opening hours not given';
    default:
      return 'Hours to be confirmed: call before you come';
  }
}

/**
 * The state in one line, as §4 of the directory's specification words it.
 * Holds until the next change or the next midnight in Paris (« demain » becomes « aujourd’hui »).
 */
export function label(evaluation: Evaluation, at: Date, language: 'fr' | 'en'): string {
  return language === 'en' ? labelEn(evaluation, at) : labelFr(evaluation, at);
}
