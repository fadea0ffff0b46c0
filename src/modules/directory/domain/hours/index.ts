/** Opening hours: the only door of this folder. */
export { CheckError, type CheckResult, checkCases } from './check.ts';
export { evaluateHours } from './evaluate.ts';
export { label } from './label.ts';
export { occurrences } from './occurrences.ts';
export { parseHours } from './parse.ts';
export { hasOverlap, isOpenOn, openingHoursSpecification } from './regular.ts';
export type {
  Evaluation,
  Holidays,
  Hours,
  HoursContext,
  HoursException,
  HoursState,
  SchoolCalendar,
  WeekLine,
} from './types.ts';
export { type ComingNotice, comingNotices, holidaySentence, weekTable } from './week.ts';
