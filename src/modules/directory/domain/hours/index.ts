/** Opening hours: the only door of this folder. */
export { CheckError, checkCases } from './check.ts';
export { evaluateHours } from './evaluate.ts';
export { label, writtenByPlace } from './label.ts';
export { occurrences } from './occurrences.ts';
export { parseHours } from './parse.ts';
export { hasOverlap, isOpenOn, openingHoursSpecification } from './regular.ts';
export type {
  Evaluation,
  Holidays,
  Hours,
  HoursException,
  SchoolCalendar,
  WeekLine,
} from './types.ts';
export { comingNotices, holidaySentence, weekTable } from './week.ts';
export type { Language } from './words.ts';
