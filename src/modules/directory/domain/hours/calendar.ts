import { civilFromDay, dayFromCivil, dayFromIso } from './paris.ts';
import type { Holidays, SchoolCalendar } from './types.ts';
import type { Language } from './words.ts';

/** Easter Sunday of the Gregorian calendar (anonymous computus, valid from 1583). */
export function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const epact =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * correction + 114;
  return dayFromCivil(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** Names of public holidays, in French and in English. */
const holidaysInEnglish = {
  'jour de l’An': 'New Year’s Day',
  'lundi de Pâques': 'Easter Monday',
  'fête du Travail': 'Labour Day',
  'victoire de 1945': 'Victory in Europe Day',
  Ascension: 'Ascension Day',
  'lundi de Pentecôte': 'Whit Monday',
  'fête nationale': 'French national day',
  Assomption: 'Assumption Day',
  Toussaint: 'All Saints’ Day',
  'armistice de 1918': 'Armistice Day',
  Noël: 'Christmas Day',
  'Vendredi saint': 'Good Friday',
  'lendemain de Noël': 'the day after Christmas',
};

type HolidayName = keyof typeof holidaysInEnglish;

/** The name of a public holiday in a language. */
export function holidayWords(name: HolidayName, language: Language): string {
  return language === 'en' ? holidaysInEnglish[name] : name;
}

const years = new Map<number, Map<number, HolidayName>>();

/**
 * Public holidays of a year in mainland France: day number → French name.
 * Article L3133-1 of the labour code; Alsace-Moselle adds two days (article L3134-13).
 */
export function publicHolidays(year: number, alsaceMoselle = false): ReadonlyMap<number, HolidayName> {
  const key = alsaceMoselle ? -year : year;
  let known = years.get(key);
  if (!known) {
    const easter = easterDay(year);
    known = new Map<number, HolidayName>([
      [dayFromCivil(year, 1, 1), 'jour de l’An'],
      [easter + 1, 'lundi de Pâques'],
      [dayFromCivil(year, 5, 1), 'fête du Travail'],
      [dayFromCivil(year, 5, 8), 'victoire de 1945'],
      [easter + 39, 'Ascension'],
      [easter + 50, 'lundi de Pentecôte'],
      [dayFromCivil(year, 7, 14), 'fête nationale'],
      [dayFromCivil(year, 8, 15), 'Assomption'],
      [dayFromCivil(year, 11, 1), 'Toussaint'],
      [dayFromCivil(year, 11, 11), 'armistice de 1918'],
      [dayFromCivil(year, 12, 25), 'Noël'],
    ]);
    if (alsaceMoselle) {
      known.set(easter - 2, 'Vendredi saint');
      known.set(dayFromCivil(year, 12, 26), 'lendemain de Noël');
    }
    years.set(key, known);
  }
  return known;
}

/** Name of the public holiday of a day, or null. */
export function publicHolidayName(day: number, holidays: Holidays): HolidayName | null {
  return publicHolidays(civilFromDay(day).year, holidays.alsaceMoselle === true).get(day) ?? null;
}

let lastDays: { first: number; end: number; alsaceMoselle: boolean; names: ReadonlyMap<number, string> } = {
  first: 0,
  end: 0,
  alsaceMoselle: false,
  names: new Map(),
};

/** Is the day a public holiday? Keeps the year asked last: days are walked one after the other. */
export function isPublicHoliday(day: number, holidays: Holidays): boolean {
  const alsaceMoselle = holidays.alsaceMoselle === true;
  if (day < lastDays.first || day >= lastDays.end || alsaceMoselle !== lastDays.alsaceMoselle) {
    const { year } = civilFromDay(day);
    lastDays = {
      first: dayFromCivil(year, 1, 1),
      end: dayFromCivil(year + 1, 1, 1),
      alsaceMoselle,
      names: publicHolidays(year, alsaceMoselle),
    };
  }
  return lastDays.names.has(day);
}

interface SchoolDays {
  from: number;
  to: number;
  periods: { from: number; to: number }[];
}

const prepared = new WeakMap<SchoolCalendar, SchoolDays>();

/** Is the day in school holidays? null when the table does not cover it: never extrapolated. */
export function isSchoolHoliday(day: number, holidays: Holidays): boolean | null {
  const table = holidays.school;
  if (!table) return null;
  let days = prepared.get(table);
  if (!days) {
    // A date that cannot be read covers nothing.
    days = {
      from: dayFromIso(table.covered[0]) ?? Number.POSITIVE_INFINITY,
      to: dayFromIso(table.covered[1]) ?? Number.NEGATIVE_INFINITY,
      periods: table.periods.map(period => ({
        from: dayFromIso(period.from) ?? Number.POSITIVE_INFINITY,
        to: dayFromIso(period.to) ?? Number.NEGATIVE_INFINITY,
      })),
    };
    prepared.set(table, days);
  }
  if (day < days.from || day > days.to) return null;
  return days.periods.some(period => day >= period.from && day <= period.to);
}
