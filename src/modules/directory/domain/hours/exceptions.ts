import { DAY_MINUTES, dayFromIso } from './paris.ts';
import { parseHours } from './parse.ts';
import { type DayPlan, type Stretch, writtenPlan } from './plan.ts';
import type { Cause, Hours, HoursContext, HoursException } from './types.ts';

interface DatedException {
  kind: 'closed' | 'open';
  from: number;
  to: number;
  /** undefined: not given, the usual ones; null: given but unreadable. */
  hours: Hours | null | undefined;
  reason: string | null;
}

const NONE: readonly DatedException[] = [];
const prepared = new WeakMap<readonly HoursException[], readonly DatedException[]>();

/** Exceptions as day numbers; dates that cannot be read are left out (the store refuses them). */
function datedExceptions(exceptions: readonly HoursException[]): readonly DatedException[] {
  if (exceptions.length === 0) return NONE;
  let dated = prepared.get(exceptions);
  if (!dated) {
    dated = exceptions.flatMap(exception => {
      const from = dayFromIso(exception.from);
      const to = dayFromIso(exception.to);
      if (from === null || to === null || to < from) return [];
      const hours = exception.hours === null ? undefined : parseHours(exception.hours);
      return [{ kind: exception.kind, from, to, hours, reason: exception.reason }];
    });
    prepared.set(exceptions, dated);
  }
  return dated;
}

/** The exception of a day: the shortest one is the most precise; at equal length a closure wins. */
function exceptionOf(day: number, exceptions: readonly DatedException[]): DatedException | null {
  let best: DatedException | null = null;
  for (const exception of exceptions) {
    if (day < exception.from || day > exception.to) continue;
    const length = exception.to - exception.from;
    const bestLength = best ? best.to - best.from : Number.POSITIVE_INFINITY;
    if (length < bestLength || (length === bestLength && exception.kind === 'closed')) best = exception;
  }
  return best;
}

function wholeDay(cause: Cause, reason: string | null): DayPlan {
  return {
    stretches: [{ start: 0, end: DAY_MINUTES, state: 'unknown', cause, reason }],
    closedCause: null,
    closedReason: null,
  };
}

/** Hours of an exceptional opening are certain: the place has just written them for that day. */
function exceptionalPlan(hours: Hours | null, day: number, exception: DatedException, context: HoursContext) {
  const source = exception.hours === undefined ? hours : exception.hours;
  if (!source) return wholeDay('exception', exception.reason);
  const plan = writtenPlan(source, day, context.holidays, false, true);
  if (plan.stretches.length === 0 && exception.hours === undefined)
    return wholeDay('exception', exception.reason);
  const stretches = plan.stretches.map(stretch => asException(stretch, exception));
  return { stretches, closedCause: null, closedReason: null };
}

function asException(stretch: Stretch, exception: DatedException): Stretch {
  return stretch.state === 'open' ? { ...stretch, cause: 'exception', reason: exception.reason } : stretch;
}

/**
 * The plan of one wall-clock day, exceptions over everything.
 * @param missing cause of a place without readable hours: its days are unknown
 */
export function dayPlan(
  hours: Hours | null,
  missing: Cause | null,
  day: number,
  context: HoursContext,
): DayPlan {
  const exceptions = datedExceptions(context.exceptions);
  const today = exceptions.length === 0 ? null : exceptionOf(day, exceptions);
  if (today?.kind === 'closed')
    return { stretches: [], closedCause: 'exception', closedReason: today.reason };
  if (today) return exceptionalPlan(hours, day, today, context);
  if (!hours) return wholeDay(missing ?? 'missing', null);
  const eve = exceptions.length === 0 ? null : exceptionOf(day - 1, exceptions);
  const plan = writtenPlan(hours, day, context.holidays, eve === null);
  if (eve?.kind !== 'open' || !eve.hours) return plan;
  return { ...plan, stretches: withNightBefore(plan.stretches, eve.hours, day, eve, context) };
}

/** An exceptional evening that ends after midnight runs on into the next day. */
function withNightBefore(
  stretches: readonly Stretch[],
  hours: Hours,
  day: number,
  eve: DatedException,
  context: HoursContext,
): readonly Stretch[] {
  const night = writtenPlan(hours, day, context.holidays, true, true).stretches;
  const alone = writtenPlan(hours, day, context.holidays, false, true).stretches;
  const first = night[0];
  if (first?.start !== 0 || alone[0]?.start === 0) return stretches;
  return [asException(first, eve), ...stretches.filter(stretch => stretch.start >= first.end)];
}

/** May the place open at all? Saves the search of 400 days when it never does. */
export function mayOpen(hours: Hours | null, exceptions: readonly HoursException[]): boolean {
  return (
    exceptions.some(exception => exception.kind === 'open') ||
    (hours?.rules.some(rule => rule.state === 'open') ?? false)
  );
}
