import { isPublicHoliday, isSchoolHoliday } from './calendar.ts';
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
  year: number;
  /** month * 100 + day of the month */
  monthDay: number;
  publicHoliday: boolean;
  schoolHoliday: boolean;
}

const HOLIDAY_REASON = 'jour férié';
const WHOLE_DAY = [{ start: 0, end: DAY_MINUTES, openEnd: false }];

/** Does the day lie in the dates of the rule? */
export function inDates(rule: Rule, day: number): boolean {
  if (rule.dates.length === 0) return true;
  const date = civilFromDay(day);
  return lies(rule, date.year, date.month * 100 + date.day);
}

function lies(rule: Rule, year: number, monthDay: number): boolean {
  return rule.dates.some(range => {
    if (range.fromYear === null || range.toYear === null) {
      return range.from <= range.to
        ? monthDay >= range.from && monthDay <= range.to
        : monthDay >= range.from || monthDay <= range.to;
    }
    const full = year * 10000 + monthDay;
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
  if (rule.dates.length > 0 && !lies(rule, facts.year, facts.monthDay)) return false;
  if (!inWeeks(rule, facts.day)) return false;
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

const CLOSED: DayPlan = { stretches: [], closedCause: null, closedReason: null };

function compute(hours: Hours, today: DayFacts, eve: DayFacts | null): DayPlan {
  // Out of season, most days match nothing.
  if (!hours.rules.some(rule => matches(rule, today) || (eve !== null && matches(rule, eve)))) return CLOSED;
  let stretches: Stretch[] = [];
  let closedByHoliday = false;
  const { rules } = hours;
  let firstOfEve = 0;
  if (eve)
    rules.forEach((rule, index) => {
      if (replaces(rule) && matches(rule, eve)) firstOfEve = index;
    });
  const holidayIsWritten = rules.some(
    rule =>
      rule.publicHoliday &&
      (rule.dates.length === 0 || lies(rule, today.year, today.monthDay)) &&
      inWeeks(rule, today.day),
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

/** Plans of the days already asked, for hours that change with the date. */
interface DatedPlans {
  holidays: Holidays;
  plans: Map<number, DayPlan>;
}

const datedPlans = new WeakMap<Hours, DatedPlans>();
/** A little over the 400 days of a search, so that a season is computed once a year, not at each page. */
const DATED_LIMIT = 600;

function knownPlans(hours: Hours, holidays: Holidays): Map<number, DayPlan> {
  let known = datedPlans.get(hours);
  if (!known || known.holidays !== holidays || known.plans.size > DATED_LIMIT) {
    known = { holidays, plans: new Map() };
    datedPlans.set(hours, known);
  }
  return known.plans;
}

function factsOf(day: number, publicHoliday: boolean, schoolHoliday: boolean): DayFacts {
  const date = civilFromDay(day);
  return { day, year: date.year, monthDay: date.month * 100 + date.day, publicHoliday, schoolHoliday };
}

/** 0 no, 1 yes, 2 not covered by the table. */
function schoolAnswer(hours: Hours, day: number, holidays: Holidays): 0 | 1 | 2 {
  if (!hours.namesSchoolHolidays) return 0;
  const known = isSchoolHoliday(day, holidays);
  return known === null ? 2 : known ? 1 : 0;
}

const BOTH: readonly boolean[] = [false, true];

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
  const publicHoliday = !plainDay && isPublicHoliday(day, holidays);
  const publicEve = withEve && isPublicHoliday(day - 1, holidays);
  const school = schoolAnswer(hours, day, holidays);
  const schoolEve = withEve ? schoolAnswer(hours, day - 1, holidays) : 0;

  const fresh = (): DayPlan => {
    const plans: DayPlan[] = [];
    for (const here of school === 2 ? BOTH : [school === 1])
      for (const before of schoolEve === 2 ? BOTH : [schoolEve === 1])
        plans.push(
          compute(
            hours,
            factsOf(day, publicHoliday, here),
            withEve ? factsOf(day - 1, publicEve, before) : null,
          ),
        );
    return plans.length === 1 ? plans[0]! : onlyWhereTheyAgree(plans);
  };

  if (!hours.weekly) {
    if (!withEve || plainDay) return fresh();
    const plans = knownPlans(hours, holidays);
    let plan = plans.get(day);
    if (!plan) {
      plan = fresh();
      plans.set(day, plan);
    }
    return plan;
  }
  // Plain weekly hours know few kinds of days: weekday, holiday or not, eve holiday or not.
  let known = weeklyPlans.get(hours);
  if (!known) {
    known = [];
    weeklyPlans.set(hours, known);
  }
  const flags = (publicHoliday ? 1 : 0) + (publicEve ? 2 : 0) + (withEve ? 4 : 0);
  const key = ((weekdayOf(day) * 3 + school) * 3 + schoolEve) * 8 + flags;
  let plan = known[key];
  if (!plan) {
    plan = fresh();
    known[key] = plan;
  }
  return plan;
}
