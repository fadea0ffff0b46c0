import { type Hours, parseHours } from './hours/index.ts';
import type { HoursReading } from './standard/types.ts';

type Rule = Hours['rules'][number];

/** Longest stretch over midnight that a place may mean, in minutes: « 14:00-09:00 » is a slip of the pen. */
const LONGEST_NIGHT = 12 * 60;

/** What the importer wants to know of opening hours: read or not, and whether they contradict themselves. */
export function readHours(raw: string): HoursReading {
  const hours = parseHours(raw);
  if (!hours) return 'unreadable';
  const open = hours.rules.filter(rule => rule.state === 'open');
  const spans = open.flatMap(rule => rule.times);
  if (spans.some(({ start, end }) => end > 1440 && end - start > LONGEST_NIGHT))
    return 'closing_before_opening';
  const overlapping = open.some(
    (rule, index) =>
      overlap(rule, rule) ||
      open
        .slice(0, index)
        .some(earlier => rule.additional && sameDays(earlier, rule) && overlap(earlier, rule)),
  );
  return overlapping ? 'overlap' : 'ok';
}

function overlap(a: Rule, b: Rule): boolean {
  return a.times.some((one, i) =>
    b.times.some((other, j) => (a !== b || i < j) && one.start < other.end && other.start < one.end),
  );
}

/** Both rules hold on a same day of the week, whatever the date. */
function sameDays(a: Rule, b: Rule): boolean {
  if (
    [a, b].some(rule => rule.dates.length + rule.weeks.length > 0 || rule.publicHoliday || rule.schoolHoliday)
  )
    return false;
  const days = daysOf(a);
  return daysOf(b).some(day => days.includes(day));
}

function daysOf({ weekdays }: Rule): number[] {
  if (weekdays.length === 0) return [0, 1, 2, 3, 4, 5, 6];
  return weekdays
    .filter(range => range.nth.length === 0)
    .flatMap(({ from, to }) =>
      Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7),
    );
}
