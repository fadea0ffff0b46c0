import { dayPlan, mayOpen } from './exceptions.ts';
import { label } from './label.ts';
import { DAY_MINUTES, piecesOf, wallClock } from './paris.ts';
import type { DayPlan } from './plan.ts';
import type { Cause, Evaluation, Hours, HoursContext, HoursState } from './types.ts';

/** Days searched for the next change: beyond, « nothing comes ». */
const HORIZON = 400;

/** A stretch of time lived, in minutes since the epoch (UTC). */
export interface Run {
  start: number;
  end: number;
  state: HoursState;
  cause: Cause | null;
  reason: string | null;
}

/** Runs of one wall-clock day, closed ones included, in the order they are lived; stops when `visit` says false. */
export function eachRun(
  day: number,
  hours: Hours | null,
  missing: Cause | null,
  context: HoursContext,
  visit: (run: Run) => boolean,
): boolean {
  const plan = dayPlan(hours, missing, day, context);
  const midnight = day * DAY_MINUTES;
  for (const piece of piecesOf(day)) {
    const shift = midnight - piece.offset;
    let reached = piece.from;
    for (const stretch of plan.stretches) {
      const start = Math.max(stretch.start, piece.from);
      const end = Math.min(stretch.end, piece.to);
      if (start >= end) continue;
      if (start > reached && !visit(closedRun(plan, shift + reached, shift + start))) return false;
      const { state, cause, reason } = stretch;
      if (!visit({ start: shift + start, end: shift + end, state, cause, reason })) return false;
      reached = end;
    }
    if (reached < piece.to && !visit(closedRun(plan, shift + reached, shift + piece.to))) return false;
  }
  return true;
}

function closedRun(plan: DayPlan, start: number, end: number): Run {
  return { start, end, state: 'closed', cause: plan.closedCause, reason: plan.closedReason };
}

function dateOf(minute: number | null): Date | null {
  return minute === null ? null : new Date(minute * 60000);
}

function isConstant(hours: Hours | null): boolean {
  if (!hours) return true;
  const rule = hours.rules[0]!;
  const selects = hours.weekly && (rule.weekdays.length > 0 || rule.publicHoliday || rule.schoolHoliday);
  if (hours.rules.length > 1 || !hours.weekly || selects || rule.times.length > 0) return false;
  // « open » without « 24/7 » still doubts on a public holiday.
  return rule.always || rule.state !== 'open';
}

/**
 * State of a place at an instant, by the wall clock of Europe/Paris: opening inclusive, closing exclusive.
 * @param hours what `parseHours` gave; null = no hours, or unreadable ones (`raw` says which)
 * @param at any instant; the process time zone plays no part
 * @returns the state, the next change within 400 days and its label in French
 */
export function evaluateHours(
  hours: Hours | null,
  raw: string | null,
  at: Date,
  context: HoursContext,
): Evaluation {
  const now = Math.floor(at.getTime() / 60000);
  const today = wallClock(at).day;
  const written = raw?.trim() ?? '';
  const missing: Cause | null = hours ? null : written === '' ? 'missing' : 'unreadable';
  const openable = mayOpen(hours, context.exceptions);
  let current: Run | null = null;
  let change: Run | null = null;
  let nextOpen: number | null = null;

  const visit = (run: Run): boolean => {
    if (run.end <= now) return true;
    if (!current) {
      current = run;
      return true;
    }
    if (!change && run.state !== current.state) change = run;
    if (current.state === 'open') return change === null;
    if (run.state === 'open') nextOpen = run.start;
    return change === null || (openable && nextOpen === null);
  };
  // « 24/7 », « off » or no readable hours, without exceptions: no day differs from another.
  const last = context.exceptions.length === 0 && isConstant(hours) ? today : today + HORIZON;
  for (let day = today; day <= last; day += 1) {
    if (!eachRun(day, hours, missing, context, visit)) break;
  }

  const found = current as Run | null;
  const next = change as Run | null;
  const evaluation: Evaluation = {
    state: found?.state ?? 'unknown',
    nextChange: dateOf(next?.start ?? null),
    nextState: next?.state ?? null,
    nextOpen: dateOf(nextOpen),
    reason: found?.cause === 'unreadable' ? written : (found?.reason ?? null),
    labelFr: '',
    cause: found?.cause ?? null,
    since: dateOf(found?.start ?? null),
  };
  evaluation.labelFr = label(evaluation, at, 'fr');
  return evaluation;
}
