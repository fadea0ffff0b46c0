import { reasonWords } from '../../vocabulary.ts';
import { holidayWords, publicHolidayName } from './calendar.ts';
import { dayPlan } from './exceptions.ts';
import { dayFromIso, isoFromDay, wallClock, weekdayOf } from './paris.ts';
import type { DayPlan } from './plan.ts';
import { type RegularRange, regularRanges } from './regular.ts';
import type { Hours, HoursContext, WeekLine } from './types.ts';
import { capitalised, hoursWords, type Language } from './words.ts';

/** « 9 h – 12 h », « à partir de 9 h », « jour et nuit ». */
function rangeText(start: number, end: number, openEnd: boolean, language: Language): string {
  const words = hoursWords[language];
  if (openEnd) return words.from(words.hour(start));
  if (end - start === 1440) return words.dayAndNight;
  return words.range(words.hour(start), words.hour(end));
}

/** « 1er et 3e mercredi du mois », « semaines paires ». */
function conditionText(range: RegularRange, weekday: number, language: Language): string | null {
  const words = hoursWords[language];
  if (range.nth.length > 0) {
    const names = range.nth.map(words.nth);
    const last = names.pop()!;
    const list = names.length === 0 ? last : words.list(names.join(', '), last);
    return words.ofTheMonth(list, words.day(weekday));
  }
  if (range.weeks.length === 0) return null;
  if (range.weeks.length === 1 && range.weeks[0]!.step === 2)
    return range.weeks[0]!.from % 2 === 0 ? words.evenWeeks : words.oddWeeks;
  return words.someWeeks;
}

function textOf(range: RegularRange, weekday: number, language: Language): string {
  const notes = [conditionText(range, weekday, language), range.comment].filter(note => note !== null);
  if (range.state === 'unknown' && range.comment === null) notes.push(hoursWords[language].doubtful);
  const text = rangeText(range.start, range.end, range.openEnd, language);
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`;
}

function dayNames(first: number, last: number, language: Language): string {
  const words = hoursWords[language];
  const name = capitalised(words.day(first));
  return first === last ? name : words.days(name, words.day(last), last === first + 1);
}

/**
 * The regular week in words, Monday to Sunday of the week of `at`: consecutive equal days are one line,
 * today is always a line of its own so that « aujourd’hui » is true of the whole line.
 */
export function weekTable(hours: Hours, at: Date, language: Language = 'fr'): WeekLine[] {
  const today = wallClock(at).day;
  const monday = today - weekdayOf(today);
  const lines: WeekLine[] = [];
  let first = 0;
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const ranges = regularRanges(hours, weekday, monday + weekday);
    const closed = ranges.length === 0;
    const text = closed
      ? [hoursWords[language].closed]
      : ranges.map(range => textOf(range, weekday, language));
    const isToday = monday + weekday === today;
    const previous = lines.at(-1);
    // Easy-to-read gives each day in full.
    const isSame = previous?.text.join('|') === text.join('|') && language !== 'falc';
    if (previous && isSame && !previous.today && !isToday) {
      previous.days = dayNames(first, weekday, language);
    } else {
      first = weekday;
      lines.push({
        days: dayNames(weekday, weekday, language),
        text,
        comments: ranges.map(range => range.comment),
        today: isToday,
        closed,
      });
    }
  }
  return lines;
}

/** What the written hours say of public holidays, as one sentence for under the table. */
export function holidaySentence(hours: Hours, language: Language = 'fr'): string | null {
  const words = hoursWords[language];
  if (hours.rules.every(rule => rule.always)) return null;
  if (!hours.namesPublicHolidays) return words.holidaysDoubtful;
  const rules = hours.rules.filter(rule => rule.publicHoliday && rule.dates.length === 0);
  const last = rules.at(-1);
  if (!last || last.holidayAndWeekday) return null;
  if (last.state === 'closed') return last.times.length === 0 ? words.holidaysClosed : null;
  if (last.state === 'unknown') return words.holidaysDoubtful;
  const ranges = last.times.map(time => rangeText(time.start, time.end, time.openEnd, language));
  return ranges.length === 0 ? words.holidaysOpen : words.holidaysFrom(ranges.join(', '));
}

function planText(plan: DayPlan, language: Language): string {
  const words = hoursWords[language];
  if (plan.stretches.length === 0) return words.closed;
  return plan.stretches
    .map(({ start, end, state, cause }) => {
      const range = rangeText(start, end, cause === 'openEnd', language);
      return state === 'unknown' && cause !== 'openEnd' ? `${range} (${words.callBefore})` : range;
    })
    .join(', ');
}

/** A notice of the coming days, to show beside the weekly table. `from` is its first day, YYYY-MM-DD. */
export interface ComingNotice {
  kind: 'closed' | 'open' | 'holiday';
  from: string;
  text: string;
}

/**
 * What differs from the regular week soon: closures and exceptional openings that begin within 14 days
 * (or run now), public holidays of the next 7 days, in order of date.
 */
export function comingNotices(
  hours: Hours | null,
  at: Date,
  context: HoursContext,
  language: Language = 'fr',
): ComingNotice[] {
  const words = hoursWords[language];
  const today = wallClock(at).day;
  const found: { day: number; notice: ComingNotice }[] = [];
  const covered: [number, number][] = [];
  for (const exception of context.exceptions) {
    const from = dayFromIso(exception.from);
    const to = dayFromIso(exception.to);
    if (from === null || to === null || to < today || from > today + 14) continue;
    covered.push([from, to]);
    const first = words.date(from, today);
    const when = from === to ? words.on(first) : words.fromTo(first, words.date(to, today));
    const reason = exception.reason ? ` (${reasonWords(exception.reason, language)})` : '';
    const text =
      exception.kind === 'closed'
        ? words.closedOn(when, reason)
        : words.openOn(when, reason, planText(dayPlan(hours, null, from, context), language));
    found.push({ day: from, notice: { kind: exception.kind, from: exception.from, text } });
  }
  for (let day = today; hours && day < today + 7; day += 1) {
    const name = publicHolidayName(day, context.holidays);
    if (name === null || covered.some(([from, to]) => day >= from && day <= to)) continue;
    const plan = dayPlan(hours, null, day, context);
    const doubtful =
      plan.stretches.length > 0 && plan.stretches.every(stretch => stretch.cause === 'holiday');
    const text = words.holidayOn(
      capitalised(words.date(day, today)),
      holidayWords(name, language),
      doubtful ? words.callBefore : planText(plan, language),
    );
    found.push({ day, notice: { kind: 'holiday', from: isoFromDay(day), text } });
  }
  return found.sort((a, b) => a.day - b.day).map(({ notice }) => notice);
}
