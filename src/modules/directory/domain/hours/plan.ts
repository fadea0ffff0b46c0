import { isSchoolHoliday, publicHolidayName } from './calendar.ts';
import { civilFromDay, DAY_MINUTES, dayFromCivil, isoWeek, weekdayOf } from './paris.ts';
import type { Cause, Holidays, Hours, Rule } from './types.ts';

/** A stretch of one wall-clock day, inside 0..1440; what no stretch covers is closed. */
export interface Stretch {
  start: number;
  end: number;
  state: 'open' | 'unknown';
  cause: Cause | null;
  reason: string | null;
}

/** One wall-clock day: disjoint stretches in order. */
export interface DayPlan {
  stretches: readonly Stretch[];
  /** Why the rest of the day is closed, when it is not simply the written hours. */
  closedCause: Cause | null;
  closedReason: string | null;
}

/** What the rules ask of a day. */
interface DayFacts {
  day: number;
  publicHoliday: boolean;
  schoolHoliday: boolean;
}

const HOLIDAY_REASON = 'jour férié';
const WHOLE_DAY = [{ start: 0, end: DAY_MINUTES, openEnd: false }];

/** Does the day lie in the dates of the rule? */
export function inDates(rule: Rule, day: number): boolean {
  if (rule.dates.length === 0) return true;
  const date = civilFromDay(day);
  const monthDay = date.month * 100 + date.day;
  return rule.dates.some(range => {
    if (range.fromYear === null || range.toYear === null) {
      return range.from <= range.to
        ? monthDay >= range.from && monthDay <= range.to
        : monthDay >= range.from || monthDay <= range.to;
    }
    const full = date.year * 10000 + monthDay;
    return full >= range.fromYear * 10000 + range.from && full <= range.toYear * 10000 + range.to;
  });
}

function inWeeks(rule: Rule, day: number): boolean {
  if (rule.weeks.length === 0) return true;
  const week = isoWeek(day);
  return rule.weeks.some(
    range => week >= range.from && week <= range.to && (week - range.from) % range.step === 0,
  );
}

function onWeekday(rule: Rule, day: number): boolean {
  const weekday = weekdayOf(day);
  return rule.weekdays.some(range => {
    const inside =
      range.from <= range.to
        ? weekday >= range.from && weekday <= range.to
        : weekday >= range.from || weekday <= range.to;
    if (!inside || range.nth.length === 0) return inside;
    const date = civilFromDay(day);
    const lastDay = dayFromCivil(date.year + (date.month === 12 ? 1 : 0), (date.month % 12) + 1, 1) - 1;
    const fromStart = Math.floor((date.day - 1) / 7) + 1;
    const fromEnd = -Math.floor((lastDay - day) / 7) - 1;
    return range.nth.includes(fromStart) || range.nth.includes(fromEnd);
  });
}

function matches(rule: Rule, facts: DayFacts): boolean {
  if (!inDates(rule, facts.day) || !inWeeks(rule, facts.day)) return false;
  const asksHoliday = rule.publicHoliday || rule.schoolHoliday;
  if (!asksHoliday && rule.weekdays.length === 0) return true;
  const holiday = (rule.publicHoliday && facts.publicHoliday) || (rule.schoolHoliday && facts.schoolHoliday);
  if (!asksHoliday) return onWeekday(rule, facts.day);
  if (rule.holidayAndWeekday) return holiday && onWeekday(rule, facts.day);
  return holiday || onWeekday(rule, facts.day);
}

/** `We 12:00-14:00 off` cuts these hours only; every other `;` rule replaces the whole day. */
function replaces(rule: Rule): boolean {
  return !rule.additional && !(rule.state === 'closed' && rule.times.length > 0);
}

/** Puts a stretch over what is there; null only takes away. */
function paint(list: Stretch[], start: number, end: number, stretch: Stretch | null): Stretch[] {
  if (start >= end) return list;
  const result: Stretch[] = [];
  for (const old of list) {
    if (old.start < start) result.push(old.end <= start ? old : { ...old, end: start });
    if (old.end > end) result.push(old.start >= end ? old : { ...old, start: end });
  }
  if (stretch) {
    result.push(stretch);
    result.sort((a, b) => a.start - b.start);
  }
  return result;
}

function compute(hours: Hours, today: DayFacts, eve: DayFacts | null): DayPlan {
  let stretches: Stretch[] = [];
  let closedByHoliday = false;
  const { rules } = hours;
  let firstOfEve = 0;
  if (eve)
    rules.forEach((rule, index) => {
      if (replaces(rule) && matches(rule, eve)) firstOfEve = index;
    });
  const holidayIsWritten = rules.some(
    rule => rule.publicHoliday && inDates(rule, today.day) && inWeeks(rule, today.day),
  );

  const put = (rule: Rule, start: number, end: number, openEnd: boolean, onHoliday: boolean) => {
    if (rule.state === 'closed') {
      stretches = paint(stretches, start, end, null);
      return;
    }
    const asWritten = holidayIsWritten || rule.always || rule.dates.some(range => range.single);
    let state: Stretch['state'] = rule.state;
    let cause: Cause | null = null;
    let reason: string | null = rule.comment;
    if (rule.state === 'unknown') cause = rule.comment === null ? 'doubt' : 'comment';
    if (openEnd) {
      state = 'unknown';
      cause ??= 'openEnd';
    }
    if (onHoliday && !asWritten) {
      state = 'unknown';
      cause = 'holiday';
      reason = HOLIDAY_REASON;
    }
    stretches = paint(stretches, start, end, { start, end, state, cause, reason });
  };

  rules.forEach((rule, index) => {
    const here = matches(rule, today);
    if (here && replaces(rule)) {
      stretches = [];
      closedByHoliday = rule.state === 'closed' && rule.publicHoliday && today.publicHoliday;
    }
    if (here && rule.additional && rule.state === 'closed' && rule.publicHoliday && rule.times.length === 0)
      closedByHoliday = today.publicHoliday;
    if (eve && index >= firstOfEve && matches(rule, eve)) {
      for (const time of rule.times)
        put(rule, 0, time.end - DAY_MINUTES, false, today.publicHoliday || eve.publicHoliday);
    }
    if (here) {
      for (const time of rule.times.length === 0 ? WHOLE_DAY : rule.times)
        put(rule, time.start, Math.min(time.end, DAY_MINUTES), time.openEnd, today.publicHoliday);
    }
  });
  return closedByHoliday
    ? { stretches, closedCause: 'holiday', closedReason: HOLIDAY_REASON }
    : { stretches, closedCause: null, closedReason: null };
}

/** Where the answers differ from one plan to another, nothing is certain. */
function onlyWhereTheyAgree(plans: readonly DayPlan[]): DayPlan {
  const first = plans[0]!;
  const edges = new Set<number>([0, DAY_MINUTES]);
  for (const plan of plans)
    for (const stretch of plan.stretches) {
      edges.add(stretch.start);
      edges.add(stretch.end);
    }
  const sorted = [...edges].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [start, end] = [sorted[index]!, sorted[index + 1]!];
    const found = plans.map(plan => plan.stretches.find(s => s.start <= start && s.end >= end));
    const agreed = found[0];
    const differ = found.some(stretch => stretch?.state !== agreed?.state);
    const previous = stretches.at(-1);
    if (differ && previous?.cause === 'school' && previous.end === start) previous.end = end;
    else if (differ)
      stretches.push({ start, end, state: 'unknown', cause: 'school', reason: 'vacances scolaires' });
    else if (agreed) stretches.push({ ...agreed, start, end });
  }
  return { stretches, closedCause: first.closedCause, closedReason: first.closedReason };
}

const weeklyPlans = new WeakMap<Hours, (DayPlan | undefined)[]>();

/** Plain weekly hours have at most 7 days × 2 eves × 2 holidays of each kind: computed once. */
function planFor(hours: Hours, today: DayFacts, eve: DayFacts | null): DayPlan {
  if (!hours.weekly) return compute(hours, today, eve);
  let known = weeklyPlans.get(hours);
  if (!known) {
    known = [];
    weeklyPlans.set(hours, known);
  }
  const key =
    weekdayOf(today.day) * 32 +
    (today.publicHoliday ? 16 : 0) +
    (today.schoolHoliday ? 8 : 0) +
    (eve === null ? 0 : 1 + (eve.publicHoliday ? 2 : 0) + (eve.schoolHoliday ? 4 : 0));
  let plan = known[key];
  if (!plan) {
    plan = compute(hours, today, eve);
    known[key] = plan;
  }
  return plan;
}

/**
 * The plan of one wall-clock day by the written hours alone (exceptions come over it).
 * @param withEve false when the night before does not run on (closure, other hours the day before)
 * @param plainDay true to read the day as if it were no public holiday
 */
export function writtenPlan(
  hours: Hours,
  day: number,
  holidays: Holidays,
  withEve: boolean,
  plainDay = false,
): DayPlan {
  const publicToday = !plainDay && publicHolidayName(day, holidays) !== null;
  const publicEve = withEve && publicHolidayName(day - 1, holidays) !== null;
  const schools = (at: number): readonly boolean[] => {
    if (!hours.namesSchoolHolidays) return [false];
    const known = isSchoolHoliday(at, holidays);
    return known === null ? [false, true] : [known];
  };
  const eves = withEve ? schools(day - 1) : [false];
  const plans: DayPlan[] = [];
  for (const schoolHoliday of schools(day))
    for (const schoolEve of eves)
      plans.push(
        planFor(
          hours,
          { day, publicHoliday: publicToday, schoolHoliday },
          withEve ? { day: day - 1, publicHoliday: publicEve, schoolHoliday: schoolEve } : null,
        ),
      );
  return plans.length === 1 ? plans[0]! : onlyWhereTheyAgree(plans);
}
