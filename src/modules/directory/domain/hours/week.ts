import { publicHolidayName } from './calendar.ts';
import { dayPlan } from './exceptions.ts';
import { dateFr, dayNameFr, hourFr } from './label.ts';
import { dayFromIso, isoFromDay, wallClock, weekdayOf } from './paris.ts';
import type { DayPlan } from './plan.ts';
import { type RegularRange, regularRanges } from './regular.ts';
import type { Hours, HoursContext, WeekLine } from './types.ts';

/** No-break space. */
const S = '\u00A0';
const NTH = ['', '1er', '2e', '3e', '4e', '5e'];

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** « 9 h – 12 h », « à partir de 9 h », « jour et nuit ». */
function rangeFr(start: number, end: number, openEnd: boolean): string {
  if (openEnd) return `à partir de ${hourFr(start)}`;
  if (end - start === 1440) return 'jour et nuit';
  return `${hourFr(start)}${S}– ${hourFr(end)}`;
}

/** « 1er et 3e mercredi du mois », « semaines paires ». */
function conditionFr(range: RegularRange, weekday: number): string | null {
  if (range.nth.length > 0) {
    const names = range.nth.map(nth =>
      nth === -1 ? 'dernier' : nth > 0 ? NTH[nth]! : `${NTH[-nth]} avant la fin`,
    );
    const last = names.pop()!;
    const list = names.length === 0 ? last : `${names.join(', ')} et ${last}`;
    return `${list} ${dayNameFr(weekday)} du mois`;
  }
  if (range.weeks.length === 0) return null;
  if (range.weeks.length === 1 && range.weeks[0]!.step === 2)
    return range.weeks[0]!.from % 2 === 0 ? 'semaines paires' : 'semaines impaires';
  return 'certaines semaines';
}

function textOf(range: RegularRange, weekday: number): string {
  const notes = [conditionFr(range, weekday), range.comment].filter(note => note !== null);
  if (range.state === 'unknown' && range.comment === null) notes.push('à confirmer');
  const text = rangeFr(range.start, range.end, range.openEnd);
  return notes.length === 0 ? text : `${text} (${notes.join(', ')})`;
}

function dayNames(first: number, last: number): string {
  if (first === last) return capitalised(dayNameFr(first));
  return `${capitalised(dayNameFr(first))} ${last === first + 1 ? 'et' : 'à'} ${dayNameFr(last)}`;
}

/**
 * The regular week in words, Monday to Sunday of the week of `at`: consecutive equal days are one line,
 * today is always a line of its own so that « aujourd’hui » is true of the whole line.
 */
export function weekTable(hours: Hours, at: Date): WeekLine[] {
  const today = wallClock(at).day;
  const monday = today - weekdayOf(today);
  const lines: WeekLine[] = [];
  let first = 0;
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const ranges = regularRanges(hours, weekday, monday + weekday);
    const closed = ranges.length === 0;
    const text = closed ? ['fermé'] : ranges.map(range => textOf(range, weekday));
    const isToday = monday + weekday === today;
    const previous = lines.at(-1);
    if (previous && !previous.today && !isToday && previous.text.join('|') === text.join('|')) {
      previous.days = dayNames(first, weekday);
      previous.last = weekday + 1;
    } else {
      first = weekday;
      lines.push({
        days: dayNames(weekday, weekday),
        first: weekday + 1,
        last: weekday + 1,
        text,
        today: isToday,
        closed,
      });
    }
  }
  return lines;
}

/** What the written hours say of public holidays, as one sentence for under the table. */
export function holidaySentence(hours: Hours): string | null {
  if (hours.rules.every(rule => rule.always)) return null;
  if (!hours.namesPublicHolidays) return `Jours fériés${S}: appelez avant de venir.`;
  const rules = hours.rules.filter(rule => rule.publicHoliday && rule.dates.length === 0);
  const last = rules.at(-1);
  if (!last || last.holidayAndWeekday) return null;
  if (last.state === 'closed') return last.times.length === 0 ? 'Fermé les jours fériés.' : null;
  if (last.state === 'unknown') return `Jours fériés${S}: appelez avant de venir.`;
  const ranges = last.times.map(time => rangeFr(time.start, time.end, time.openEnd));
  return ranges.length === 0
    ? 'Ouvert les jours fériés.'
    : `Ouvert les jours fériés${S}: ${ranges.join(', ')}.`;
}

function planFr(plan: DayPlan): string {
  if (plan.stretches.length === 0) return 'fermé';
  return plan.stretches
    .map(({ start, end, state, cause }) => {
      const range = rangeFr(start, end, cause === 'openEnd');
      return state === 'unknown' && cause !== 'openEnd' ? `${range} (appelez avant de venir)` : range;
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
export function comingNotices(hours: Hours | null, at: Date, context: HoursContext): ComingNotice[] {
  const today = wallClock(at).day;
  const found: { day: number; notice: ComingNotice }[] = [];
  const covered: [number, number][] = [];
  for (const exception of context.exceptions) {
    const from = dayFromIso(exception.from);
    const to = dayFromIso(exception.to);
    if (from === null || to === null || to < today || from > today + 14) continue;
    covered.push([from, to]);
    const when =
      from === to ? `le ${dateFr(from, today)}` : `du ${dateFr(from, today)} au ${dateFr(to, today)}`;
    const reason = exception.reason ? ` (${exception.reason})` : '';
    const text =
      exception.kind === 'closed'
        ? `Fermé ${when}${reason}`
        : `Ouvert exceptionnellement ${when}${reason}${S}: ${planFr(dayPlan(hours, null, from, context))}`;
    found.push({ day: from, notice: { kind: exception.kind, from: exception.from, text } });
  }
  for (let day = today; hours && day < today + 7; day += 1) {
    const name = publicHolidayName(day, context.holidays);
    if (name === null || covered.some(([from, to]) => day >= from && day <= to)) continue;
    const plan = dayPlan(hours, null, day, context);
    const doubtful =
      plan.stretches.length > 0 && plan.stretches.every(stretch => stretch.cause === 'holiday');
    const text = `${capitalised(dateFr(day, today))}, ${name}${S}: ${doubtful ? 'appelez avant de venir' : planFr(plan)}`;
    found.push({ day, notice: { kind: 'holiday', from: isoFromDay(day), text } });
  }
  return found.sort((a, b) => a.day - b.day).map(({ notice }) => notice);
}
