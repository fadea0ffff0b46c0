import { inDates } from './plan.ts';
import type { Hours, HoursState, Rule, WeekRange } from './types.ts';

/** A range of the regular week, in minutes from midnight. */
export interface RegularRange {
  start: number;
  end: number;
  openEnd: boolean;
  state: HoursState;
  comment: string | null;
  /** Which weeks or which ones of the month; empty = every week. */
  nth: readonly number[];
  weeks: readonly WeekRange[];
}

function includes(rule: Rule, weekday: number): { here: boolean; nth: readonly number[] } {
  if (rule.weekdays.length === 0) return { here: true, nth: [] };
  const found = rule.weekdays.filter(range =>
    range.from <= range.to
      ? weekday >= range.from && weekday <= range.to
      : weekday >= range.from || weekday <= range.to,
  );
  const every = found.some(range => range.nth.length === 0);
  return { here: found.length > 0, nth: every ? [] : found.flatMap(range => range.nth) };
}

/** Rules that only speak of holidays are no part of the regular week. */
function isRegular(rule: Rule): boolean {
  if (rule.holidayAndWeekday) return false;
  return !(rule.publicHoliday || rule.schoolHoliday) || rule.weekdays.length > 0;
}

/**
 * Ranges of a weekday in the regular week, holidays and exceptions apart.
 * @param day the date for rules tied to a season; null = rules without dates only
 */
export function regularRanges(hours: Hours, weekday: number, day: number | null): RegularRange[] {
  let ranges: RegularRange[] = [];
  for (const rule of hours.rules) {
    const { here, nth } = includes(rule, weekday);
    if (!here || !isRegular(rule)) continue;
    if (rule.dates.length > 0 && (day === null || !inDates(rule, day))) continue;
    const everyWeek = nth.length === 0 && rule.weeks.length === 0;
    if (rule.state === 'closed' && !everyWeek) continue;
    const times = rule.times.length > 0 ? rule.times : [{ start: 0, end: 1440, openEnd: false }];
    if (rule.state === 'closed' && rule.times.length > 0) {
      for (const time of times) ranges = ranges.flatMap(range => without(range, time.start, time.end));
      continue;
    }
    if (rule.state === 'closed' || (!rule.additional && everyWeek)) ranges = [];
    if (rule.state === 'closed') continue;
    const { state, comment, weeks } = rule;
    for (const time of times) ranges.push({ ...time, state, comment, nth, weeks });
  }
  return united(ranges.sort((a, b) => a.start - b.start || a.end - b.end));
}

/** Overlapping ranges of the same kind are one. */
function united(ranges: RegularRange[]): RegularRange[] {
  const result: RegularRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    const plain = [range, last].every(
      one => one?.state === 'open' && !one.openEnd && !one.comment && !one.nth.length && !one.weeks.length,
    );
    if (last && plain && range.start <= last.end)
      result[result.length - 1] = { ...last, end: Math.max(last.end, range.end) };
    else result.push(range);
  }
  return result;
}

function without(range: RegularRange, start: number, end: number): RegularRange[] {
  const rest: RegularRange[] = [];
  if (range.start < start) rest.push({ ...range, end: Math.min(range.end, start) });
  if (range.end > end) rest.push({ ...range, start: Math.max(range.start, end) });
  return rest;
}

/** Do written ranges overlap on some day? They are read as their union; an import warns. */
export function hasOverlap(hours: Hours): boolean {
  for (let weekday = 0; weekday < 7; weekday += 1) {
    let group: { start: number; end: number; nth: readonly number[]; rule: Rule }[] = [];
    for (const rule of hours.rules) {
      const { here, nth } = includes(rule, weekday);
      if (!rule.additional) group = [];
      if (!here || rule.state === 'closed') continue;
      for (const { start, end } of rule.times) {
        const clash = group.some(
          other =>
            start < other.end && other.start < end && (other.rule === rule || sameDays(other, { nth, rule })),
        );
        if (clash) return true;
        group.push({ start, end, nth, rule });
      }
    }
  }
  return false;
}

/** Two rules surely meet when neither is tied to a date, a week, a holiday or an nth weekday. */
function sameDays(...both: { nth: readonly number[]; rule: Rule }[]): boolean {
  return both.every(
    ({ nth, rule }) => nth.length === 0 && !rule.dates.length && !rule.weeks.length && isRegular(rule),
  );
}

/** All rules when every one is tied to a season, else those of the whole year. */
function wholeYear(hours: Hours, weekday: number): RegularRange[] {
  if (hours.rules.some(rule => rule.dates.length === 0 && isRegular(rule)))
    return regularRanges(hours, weekday, null);
  const undated = hours.rules.map(rule => ({ ...rule, dates: [], additional: true }));
  return regularRanges({ ...hours, rules: undated }, weekday, null);
}

/** Regular week: certainly open on a Saturday, or after 18:00 from Monday to Friday. */
export function isOpenOn(hours: Hours, what: 'samedi' | 'soir'): boolean {
  if (what === 'samedi') return wholeYear(hours, 5).some(range => range.state === 'open' && !range.openEnd);
  return [0, 1, 2, 3, 4].some(weekday =>
    wholeYear(hours, weekday).some(range => range.state === 'open' && !range.openEnd && range.end > 18 * 60),
  );
}

const SCHEMA_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** schema.org `OpeningHoursSpecification` of the regular week: certain, every-week ranges only. */
export function openingHoursSpecification(
  hours: Hours,
): { dayOfWeek: string[]; opens: string; closes: string }[] {
  const byRange = new Map<string, { dayOfWeek: string[]; opens: string; closes: string }>();
  for (let weekday = 0; weekday < 7; weekday += 1) {
    for (const range of regularRanges(hours, weekday, null)) {
      if (range.state !== 'open' || range.openEnd || range.nth.length > 0 || range.weeks.length > 0) continue;
      const opens = clock(range.start);
      // schema.org has no 24:00.
      const closes = range.end === 1440 ? '23:59' : clock(range.end);
      const known = byRange.get(`${opens}-${closes}`);
      if (known) known.dayOfWeek.push(SCHEMA_DAYS[weekday]!);
      else byRange.set(`${opens}-${closes}`, { dayOfWeek: [SCHEMA_DAYS[weekday]!], opens, closes });
    }
  }
  return [...byRange.values()];
}
