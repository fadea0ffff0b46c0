import { eachRun } from './evaluate.ts';
import { wallClock } from './paris.ts';
import type { Hours, HoursContext } from './types.ts';

/**
 * The next certain stretches of a recurrence (a stop, an opening), in order.
 * @param from those already over at this instant are left out; one under way is kept whole
 * @param days how many days ahead, from `from`
 */
export function occurrences(
  hours: Hours,
  from: Date,
  days: number,
  context: HoursContext,
): { start: Date; end: Date }[] {
  const first = Math.floor(from.getTime() / 60000);
  const limit = first + days * 1440;
  const found: { start: number; end: number }[] = [];
  const today = wallClock(from).day;
  // The day before: an evening that runs past midnight may still be under way.
  for (let day = today - 1; day <= today + days; day += 1) {
    eachRun(day, hours, null, context, run => {
      if (run.state !== 'open') return true;
      const previous = found.at(-1);
      if (previous?.end === run.start) previous.end = run.end;
      else found.push({ start: run.start, end: run.end });
      return true;
    });
  }
  return found
    .filter(({ start, end }) => end > first && start < limit)
    .map(({ start, end }) => ({ start: new Date(start * 60000), end: new Date(end * 60000) }));
}
