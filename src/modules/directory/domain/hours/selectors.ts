import { dayFromCivil } from './paris.ts';
import type { Reader } from './tokens.ts';
import type { DateRange, Rule } from './types.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

function monthAt(reader: Reader, ahead = 0): number {
  const word = reader.peekWord(ahead);
  return word === null ? 0 : MONTHS.indexOf(word) + 1;
}

function isYear(value: number | null): value is number {
  return value !== null && value >= 1900 && value <= 2200;
}

/** A date starts with a month, or with a year and a month. */
export function startsDate(reader: Reader, ahead = 0): boolean {
  return monthAt(reader, ahead) > 0 || (isYear(reader.peekNumber(ahead)) && monthAt(reader, ahead + 1) > 0);
}

function lastDay(month: number): number {
  return month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

interface Moment {
  year: number | null;
  month: number;
  day: number | null;
}

function readMoment(reader: Reader): Moment | null {
  const year = reader.takeNumber();
  const month = monthAt(reader);
  if (month === 0) return null;
  reader.next();
  let day: number | null = null;
  // « Aug 2026 Dec » cannot be: a number after a month is a day.
  if (reader.peekNumber() !== null) {
    day = reader.takeNumber();
    if (!isDay(year, month, day)) return null;
  }
  return { year, month, day };
}

function isDay(year: number | null, month: number, day: number | null): day is number {
  if (day === null || day < 1 || day > lastDay(month)) return false;
  return !(
    year !== null &&
    month === 2 &&
    day === 29 &&
    dayFromCivil(year, 2, 29) === dayFromCivil(year, 3, 1)
  );
}

/** `Jul-Aug`, `Dec 24-Jan 02`, `Dec 24-26,31`, `2026 Nov 23-2026 Nov 27`. */
export function readDates(reader: Reader, rule: Rule): boolean {
  let from = readMoment(reader);
  for (;;) {
    if (!from) return false;
    let to: Moment = from;
    if (reader.skip('-')) {
      const number = reader.peekNumber();
      if (number !== null && !isYear(number)) {
        reader.next();
        if (from.day === null || !isDay(from.year, from.month, number) || number < from.day) return false;
        to = { ...from, day: number };
      } else {
        const end = startsDate(reader) ? readMoment(reader) : null;
        if (!end || (end.day === null) !== (from.day === null)) return false;
        if (end.year !== null && from.year === null) return false;
        to = end;
      }
    }
    const range = rangeOf(from, to);
    if (!range) return false;
    rule.dates.push(range);
    if (reader.peekKind() !== ',') return true;
    const number = reader.peekNumber(1);
    if (number !== null && !isYear(number)) {
      // « Dec 24,31 »: another day of the same month.
      reader.next();
      reader.next();
      if (to.day === null || !isDay(to.year, to.month, number)) return false;
      from = { ...to, day: number };
    } else if (startsDate(reader, 1)) {
      reader.next();
      const next = readMoment(reader);
      // A year given once in a list: nobody can tell whether it holds for the rest.
      if (next && next.year === null && from.year !== null) return false;
      from = next;
    } else return false;
  }
}

function rangeOf(from: Moment, to: Moment): DateRange | null {
  const start = from.month * 100 + (from.day ?? 1);
  const end = to.month * 100 + (to.day ?? lastDay(to.month));
  // « 2026 Dec 24-Jan 02 » ends in the following year.
  const toYear = from.year === null ? null : (to.year ?? (end < start ? from.year + 1 : from.year));
  if (from.year !== null && toYear !== null && toYear * 10000 + end < from.year * 10000 + start) return null;
  return {
    fromYear: from.year,
    from: start,
    toYear,
    to: end,
    single: from.day !== null && start === end && from.year === toYear,
  };
}

/** `week 2-52/2`, `week 1,3,5-9`: ISO weeks. */
export function readWeeks(reader: Reader, rule: Rule): boolean {
  reader.next();
  do {
    const from = reader.takeNumber();
    if (from === null || from < 1 || from > 53) return false;
    let to: number | null = from;
    let step: number | null = 1;
    if (reader.skip('-')) {
      to = reader.takeNumber();
      if (reader.skip('/')) step = reader.takeNumber();
    }
    if (to === null || to < from || to > 53 || step === null || step < 1) return false;
    rule.weeks.push({ from, to, step });
  } while (reader.peekNumber(1) !== null && reader.skip(','));
  return true;
}

/** `[1]`, `[1,3]`, `[1-2]`, `[-1]`: which ones of the month; null when it cannot be read. */
function readNth(reader: Reader): number[] | null {
  const nth: number[] = [];
  do {
    const sign = reader.skip('-') ? -1 : 1;
    const first = reader.takeNumber();
    if (first === null || first < 1 || first > 5) return null;
    nth.push(sign * first);
    if (sign === 1 && reader.skip('-')) {
      const last = reader.takeNumber();
      if (last === null || last < first || last > 5) return null;
      for (let value = first + 1; value <= last; value += 1) nth.push(value);
    }
  } while (reader.skip(','));
  return reader.skip(']') ? nth : null;
}

/**
 * A list of weekdays and holidays: `Mo-Fr`, `We[1,3]`, `PH,Mo-Fr` (one or the other), and
 * `SH Mo-Fr` (both) when it comes as a second list. False when it cannot be read.
 */
export function readWeekdays(reader: Reader, rule: Rule): boolean {
  const hadDays = rule.weekdays.length > 0;
  const hadHolidays = rule.publicHoliday || rule.schoolHoliday;
  if ((hadDays && hadHolidays) || rule.holidayAndWeekday) return false;
  let days = false;
  let holidays = false;
  do {
    const word = reader.peekWord();
    reader.next();
    if (word === 'ph' || word === 'sh') {
      if (word === 'ph') rule.publicHoliday = true;
      else rule.schoolHoliday = true;
      holidays = true;
      continue;
    }
    const from = word === null ? -1 : WEEKDAYS.indexOf(word);
    if (from < 0) return false;
    let to = from;
    let nth: number[] = [];
    if (reader.skip('[')) {
      const read = readNth(reader);
      if (!read) return false;
      nth = read;
    } else if (reader.skip('-')) {
      const end = reader.peekWord();
      reader.next();
      to = end === null ? -1 : WEEKDAYS.indexOf(end);
      if (to < 0 || reader.peekKind() === '[') return false;
    }
    rule.weekdays.push({ from, to, nth });
    days = true;
  } while (reader.peekWord(1) !== null && reader.skip(','));
  if (hadDays || hadHolidays) {
    // A second list must complete the first: one of days, one of holidays.
    if ((hadDays && days) || (hadHolidays && holidays)) return false;
    rule.holidayAndWeekday = true;
  }
  return true;
}
