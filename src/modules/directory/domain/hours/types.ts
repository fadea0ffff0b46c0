/**
 * Opening hours of a place: the shapes shared by the reader, the evaluator and the pages.
 * Minutes count from local midnight (Europe/Paris); days are whole days since 1970-01-01.
 */

export type HoursState = 'open' | 'closed' | 'unknown';

/** A dated exception entered by the place; `to` is the last day, inclusive. */
export interface HoursException {
  kind: 'closed' | 'open';
  /** YYYY-MM-DD */
  from: string;
  /** YYYY-MM-DD, inclusive */
  to: string;
  /** Opening hours (OSM syntax) of those days, for kind `open`; null = the usual ones. */
  hours: string | null;
  reason: string | null;
}

/** School holidays as a table: outside `covered` nothing is known, and nothing is extrapolated. */
export interface SchoolCalendar {
  covered: [from: string, to: string];
  periods: { name: string; from: string; to: string }[];
}

export interface Holidays {
  school: SchoolCalendar | null;
  /** Good Friday and 26 December are public holidays there. */
  alsaceMoselle?: boolean;
}

export interface HoursContext {
  exceptions: readonly HoursException[];
  holidays: Holidays;
}

/** Why the state is what it is, when it is not simply the written hours. */
export type Cause =
  | 'holiday'
  | 'school'
  | 'comment'
  | 'doubt'
  | 'openEnd'
  | 'exception'
  | 'missing'
  | 'unreadable';

/** The answer at one instant. Instants are exact; the labels are in the words of a person. */
export interface Evaluation {
  state: HoursState;
  nextChange: Date | null;
  nextState: HoursState | null;
  /** Start of the next certain opening; null while open. */
  nextOpen: Date | null;
  reason: string | null;
  labelFr: string;
  cause?: Cause | null;
  /** Start of the present stretch of hours, for « Ouvert depuis 9 h ». */
  since?: Date | null;
}

/** One stretch of time of a rule, in minutes from the midnight of its day; `end` may pass 1440. */
export interface TimeSpan {
  start: number;
  end: number;
  /** `18:00+`: the closing time is not given. */
  openEnd: boolean;
}

/** A day of the year, with or without its year. `month` 1..12. */
export interface DateRange {
  fromYear: number | null;
  from: number /* month * 100 + day */;
  toYear: number | null;
  to: number;
  /** Exactly one day is named: it is known even on a public holiday. */
  single: boolean;
}

export interface WeekRange {
  from: number;
  to: number;
  step: number;
}

/** `nth` empty = every such weekday of the month. Monday is 0. */
export interface WeekdayRange {
  from: number;
  to: number;
  nth: number[];
}

export interface Rule {
  /** `,` before the rule: it adds to the day instead of replacing it. */
  additional: boolean;
  always: boolean;
  dates: DateRange[];
  weeks: WeekRange[];
  weekdays: WeekdayRange[];
  publicHoliday: boolean;
  schoolHoliday: boolean;
  /** `SH Mo-Fr`: both must match; `PH,Mo-Fr`: one of them is enough. */
  holidayAndWeekday: boolean;
  times: TimeSpan[];
  state: HoursState;
  comment: string | null;
}

/** Hours once read. Opaque to other rooms: go through the functions of this folder. */
export interface Hours {
  readonly rules: readonly Rule[];
  readonly namesPublicHolidays: boolean;
  readonly namesSchoolHolidays: boolean;
  /** No rule is tied to a date, a week or an nth weekday. */
  readonly weekly: boolean;
}

/** One line of the weekly table of a page. */
export interface WeekLine {
  /** « Lundi », « Mardi à jeudi » */
  days: string;
  /** One text per range, or ['fermé'] */
  text: string[];
  /** What the place wrote beside each range, in its own words. */
  comments: (string | null)[];
  today: boolean;
  closed: boolean;
}
