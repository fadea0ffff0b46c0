/**
 * Europe/Paris without the process time zone and without Intl: whole days and minutes, by arithmetic.
 * Summer time by the European rule in force since 1996 (directive 2000/84/EC): from the last Sunday of
 * March to the last Sunday of October, both at 01:00 UTC.
 */

export const DAY_MINUTES = 1440;

/** Days since 1970-01-01 of a date of the Gregorian calendar. `month` 1..12. */
export function dayFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The Gregorian date of a day number. */
export function civilFromDay(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** Monday is 0. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}

/** Day number of `YYYY-MM-DD`, or null when it is not a date of the calendar. */
export function dayFromIso(iso: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (month < 1 || month > 12 || day < 1) return null;
  const number = dayFromCivil(year, month, day);
  return civilFromDay(number).day === day ? number : null;
}

/** `YYYY-MM-DD` of a day number. */
export function isoFromDay(dayNumber: number): string {
  const { year, month, day } = civilFromDay(dayNumber);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** ISO 8601 week number: the week belongs to the year of its Thursday. */
export function isoWeek(dayNumber: number): number {
  const thursday = dayNumber - weekdayOf(dayNumber) + 3;
  const firstOfYear = dayFromCivil(civilFromDay(thursday).year, 1, 1);
  return Math.floor((thursday - firstOfYear) / 7) + 1;
}

/** A year as days: where it begins and ends (exclusive), and its two clock changes. */
interface YearDays {
  first: number;
  end: number;
  spring: number;
  autumn: number;
}

/** The year asked last: walking from day to day asks for the same one again and again. */
let lastYear: YearDays = { first: 0, end: 0, spring: 0, autumn: 0 };

function yearOf(dayNumber: number): YearDays {
  if (dayNumber >= lastYear.first && dayNumber < lastYear.end) return lastYear;
  const { year } = civilFromDay(dayNumber);
  const marchEnd = dayFromCivil(year, 3, 31);
  const octoberEnd = dayFromCivil(year, 10, 31);
  lastYear = {
    first: dayFromCivil(year, 1, 1),
    end: dayFromCivil(year + 1, 1, 1),
    spring: marchEnd - ((weekdayOf(marchEnd) + 1) % 7),
    autumn: octoberEnd - ((weekdayOf(octoberEnd) + 1) % 7),
  };
  return lastYear;
}

/** Minutes ahead of UTC in Paris at a UTC minute. */
function offsetAt(utcMinute: number): number {
  const { spring, autumn } = yearOf(Math.floor(utcMinute / DAY_MINUTES));
  return utcMinute >= spring * DAY_MINUTES + 60 && utcMinute < autumn * DAY_MINUTES + 60 ? 120 : 60;
}

/** Wall-clock day and minute of an instant. */
export function wallClock(at: Date): { day: number; minute: number } {
  const utc = Math.floor(at.getTime() / 60000);
  const local = utc + offsetAt(utc);
  const day = Math.floor(local / DAY_MINUTES);
  return { day, minute: local - day * DAY_MINUTES };
}

/** A stretch of a wall-clock day with one offset to UTC. */
export interface Piece {
  from: number;
  to: number;
  offset: number;
}

const WINTER: readonly Piece[] = [{ from: 0, to: DAY_MINUTES, offset: 60 }];
const SUMMER: readonly Piece[] = [{ from: 0, to: DAY_MINUTES, offset: 120 }];
/** The hour from 2 to 3 does not exist, then exists twice. */
const SPRING: readonly Piece[] = [
  { from: 0, to: 120, offset: 60 },
  { from: 180, to: DAY_MINUTES, offset: 120 },
];
const AUTUMN: readonly Piece[] = [
  { from: 0, to: 180, offset: 120 },
  { from: 120, to: DAY_MINUTES, offset: 60 },
];

/** The stretches of a wall-clock day, in the order they are lived. */
export function piecesOf(dayNumber: number): readonly Piece[] {
  const { spring, autumn } = yearOf(dayNumber);
  if (dayNumber === spring) return SPRING;
  if (dayNumber === autumn) return AUTUMN;
  return dayNumber > spring && dayNumber < autumn ? SUMMER : WINTER;
}

/** Instant of a wall-clock time; inside the missing hour, the jump; in the repeated hour, the first time. */
export function instantOf(dayNumber: number, minute: number): Date {
  const day = dayNumber + Math.floor(minute / DAY_MINUTES);
  const local = minute - (day - dayNumber) * DAY_MINUTES;
  for (const piece of piecesOf(day)) {
    if (local < piece.to)
      return new Date((day * DAY_MINUTES + Math.max(local, piece.from) - piece.offset) * 60000);
  }
  throw new RangeError(`minute out of the day: ${minute}`);
}
