import { civilFromDay, weekdayOf } from './paris.ts';

/** French is the source, English is complete, easy-to-read French (`falc`) replaces what it needs. */
export type Language = 'fr' | 'en' | 'falc';

/** No-break space. */
const S = '\u00A0';

const monthsFr = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);
const monthsEn =
  'January February March April May June July August September October November December'.split(' ');
const daysFr = 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split(' ');
const daysEn = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const nthFr = ['', '1er', '2e', '3e', '4e', '5e'];
const nthEn = ['', '1st', '2nd', '3rd', '4th', '5th'];

/** The year is said when it is not the current one. */
function yearAfter(day: number, today: number): string {
  const { year } = civilFromDay(day);
  return year === civilFromDay(today).year ? '' : `${S}${year}`;
}

const fr = {
  /** « lundi » for 0 */
  day: (weekday: number) => daysFr[weekday]!,
  days: (first: string, last: string, following: boolean) => `${first} ${following ? 'et' : 'à'} ${last}`,
  /** Minutes from midnight: « 9 h », « 9 h 30 », « minuit ». */
  hour: (minutes: number) => {
    const minute = minutes % 1440;
    if (minute === 0) return 'minuit';
    const rest = minute % 60;
    return `${Math.floor(minute / 60)}${S}h${rest === 0 ? '' : `${S}${String(rest).padStart(2, '0')}`}`;
  },
  /** « mardi 1er décembre » */
  date: (day: number, today: number) => {
    const date = civilFromDay(day);
    const number = date.day === 1 ? '1er' : String(date.day);
    return `${daysFr[weekdayOf(day)]} ${number}${S}${monthsFr[date.month - 1]}${yearAfter(day, today)}`;
  },
  at: (hour: string) => `à ${hour}`,
  todayAt: (hour: string) => `aujourd’hui à ${hour}`,
  tomorrowAt: (hour: string) => `demain à ${hour}`,
  dayAt: (day: string, hour: string) => `${day} à ${hour}`,
  dateAt: (date: string, hour: string) => `le ${date} à ${hour}`,

  open: 'Ouvert',
  openExceptionally: 'Ouvert exceptionnellement',
  alwaysOpen: 'Ouvert en permanence',
  closes: (state: string, when: string) => `${state} · ferme ${when}`,
  shut: 'Fermé',
  shutFor: (reason: string) => `Fermé (${reason})`,
  shutExceptionally: 'Fermé exceptionnellement',
  shutHoliday: 'Fermé (jour férié)',
  opens: (state: string, when: string) => `${state} · ouvre ${when}`,
  callFirst: (what: string) => `${what}${S}: appelez avant de venir`,
  holiday: 'Jour férié',
  schoolHolidays: 'Horaires différents pendant les vacances scolaires',
  openSince: (hour: string) => `Ouvert depuis ${hour}, heure de fermeture non communiquée`,
  exceptionalOpening: 'Ouverture exceptionnelle',
  asWritten: (text: string) => `Horaires indiqués par le lieu${S}: «${S}${text}${S}»`,
  missing: 'Horaires non communiqués',
  toConfirm: 'Horaires à confirmer',

  from: (hour: string) => `à partir de ${hour}`,
  dayAndNight: 'jour et nuit',
  range: (start: string, end: string) => `${start}${S}– ${end}`,
  /** Rank of a weekday in its month, -1 for the last. */
  nth: (nth: number) => (nth === -1 ? 'dernier' : nth > 0 ? nthFr[nth]! : `${nthFr[-nth]} avant la fin`),
  list: (but: string, last: string) => `${but} et ${last}`,
  ofTheMonth: (which: string, day: string) => `${which} ${day} du mois`,
  evenWeeks: 'semaines paires',
  oddWeeks: 'semaines impaires',
  someWeeks: 'certaines semaines',
  doubtful: 'à confirmer',
  closed: 'fermé',
  callBefore: 'appelez avant de venir',

  holidaysDoubtful: `Jours fériés${S}: appelez avant de venir.`,
  holidaysClosed: 'Fermé les jours fériés.',
  holidaysOpen: 'Ouvert les jours fériés.',
  holidaysFrom: (ranges: string) => `Ouvert les jours fériés${S}: ${ranges}.`,
  on: (date: string) => `le ${date}`,
  fromTo: (from: string, to: string) => `du ${from} au ${to}`,
  closedOn: (when: string, reason: string) => `Fermé ${when}${reason}`,
  openOn: (when: string, reason: string, hours: string) =>
    `Ouvert exceptionnellement ${when}${reason}${S}: ${hours}`,
  holidayOn: (date: string, name: string, hours: string) => `${date}, ${name}${S}: ${hours}`,
};

type HoursWords = typeof fr;

const en: HoursWords = {
  day: weekday => daysEn[weekday]!,
  days: (first, last, following) => `${first} ${following ? 'and' : 'to'} ${last}`,
  hour: minutes => {
    const minute = minutes % 1440;
    if (minute === 0) return 'midnight';
    const [hours, rest] = [Math.floor(minute / 60), minute % 60];
    const clock = `${hours % 12 === 0 ? 12 : hours % 12}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
    return `${clock}${S}${hours < 12 ? 'am' : 'pm'}`;
  },
  date: (day, today) => {
    const date = civilFromDay(day);
    return `${daysEn[weekdayOf(day)]} ${date.day}${S}${monthsEn[date.month - 1]}${yearAfter(day, today)}`;
  },
  at: hour => `at ${hour}`,
  todayAt: hour => `today at ${hour}`,
  tomorrowAt: hour => `tomorrow at ${hour}`,
  dayAt: (day, hour) => `${day} at ${hour}`,
  dateAt: (date, hour) => `${date} at ${hour}`,

  open: 'Open',
  openExceptionally: 'Open exceptionally',
  alwaysOpen: 'Always open',
  closes: (state, when) => `${state} · closes ${when}`,
  shut: 'Closed',
  shutFor: reason => `Closed (${reason})`,
  shutExceptionally: 'Closed exceptionally',
  shutHoliday: 'Closed (public holiday)',
  opens: (state, when) => `${state} · opens ${when}`,
  callFirst: what => `${what}: call before you come`,
  holiday: 'Public holiday',
  schoolHolidays: 'Different hours during school holidays',
  openSince: hour => `Open since ${hour}, closing time not given`,
  exceptionalOpening: 'Exceptional opening',
  asWritten: text => `Hours given by the place: “${text}”`,
  missing: 'Opening hours not given',
  toConfirm: 'Hours to be confirmed',

  from: hour => `from ${hour}`,
  dayAndNight: 'day and night',
  range: (start, end) => `${start} to ${end}`,
  nth: nth => (nth === -1 ? 'last' : nth > 0 ? nthEn[nth]! : `${nthEn[-nth]} from last`),
  list: (but, last) => `${but} and ${last}`,
  ofTheMonth: (which, day) => `${which} ${day} of the month`,
  evenWeeks: 'even-numbered weeks',
  oddWeeks: 'odd-numbered weeks',
  someWeeks: 'some weeks',
  doubtful: 'to be confirmed',
  closed: 'closed',
  callBefore: 'call before you come',

  holidaysDoubtful: 'Public holidays: call before you come.',
  holidaysClosed: 'Closed on public holidays.',
  holidaysOpen: 'Open on public holidays.',
  holidaysFrom: ranges => `Open on public holidays: ${ranges}.`,
  on: date => `on ${date}`,
  fromTo: (from, to) => `from ${from} to ${to}`,
  closedOn: (when, reason) => `Closed ${when}${reason}`,
  openOn: (when, reason, hours) => `Open exceptionally ${when}${reason}: ${hours}`,
  holidayOn: (date, name, hours) => `${date}, ${name}: ${hours}`,
};

/** One short sentence a line, no sign to guess, no negation: what cannot be said so is asked by phone. */
const falc: HoursWords = {
  ...fr,
  openExceptionally: 'Ouvert aujourd’hui',
  alwaysOpen: 'Ouvert jour et nuit',
  closes: (state, when) => `${state}. Le lieu ferme ${when}.`,
  shutExceptionally: 'Fermé aujourd’hui',
  shutHoliday: 'Fermé (jour de fête)',
  opens: (state, when) => `${state}. Le lieu ouvre ${when}.`,
  callFirst: what => `${what}. Appelez avant de venir.`,
  holiday: 'C’est un jour de fête',
  schoolHolidays: 'Les heures changent pendant les vacances',
  openSince: hour => `Ouvert depuis ${hour}. Appelez pour connaître l’heure de fermeture.`,
  exceptionalOpening: 'Ouvert ce jour-là',
  asWritten: text => `Le lieu a écrit${S}: «${S}${text}${S}»`,
  missing: 'Appelez pour connaître les heures',
  toConfirm: 'Heures à vérifier',

  range: (start, end) => `de ${start} à ${end}`,
  evenWeeks: 'une semaine sur deux, appelez avant',
  oddWeeks: 'une semaine sur deux, appelez avant',
  someWeeks: 'certaines semaines, appelez avant',
  doubtful: 'appelez avant',
  callBefore: 'appelez avant',

  holidaysDoubtful: 'Appelez avant de venir un jour de fête.',
  holidaysClosed: 'Fermé les jours de fête.',
  holidaysOpen: 'Ouvert les jours de fête.',
  holidaysFrom: ranges => `Ouvert les jours de fête${S}: ${ranges}.`,
  closedOn: (when, reason) => `Fermé ${when}${reason}.`,
  openOn: (when, reason, hours) => `Ouvert ${when}${reason}. Heures${S}: ${hours}.`,
  holidayOn: (date, name, hours) => `${date}${S}: ${name}. Ce jour de fête${S}: ${hours}.`,
};

/** The words of opening hours in a language. */
export const hoursWords: Record<Language, HoursWords> = { fr, en, falc };

/** First letter in capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}
