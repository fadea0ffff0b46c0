/** What Airial did about an account that nobody opens: told, kept because it is the last one, suspended, closed. */
export type SleepingStep = 'prevenu' | 'retenu' | 'suspendu' | 'ferme';

/** Months without a sign-in (product/network.md §3.11). */
export const sleepingMonths = { warned: 11, suspended: 12, closed: 24 } as const;

/** Nothing falls on somebody the day after they were told, even when Airial itself was off for months. */
const grace = 14 * 86_400_000;

/** The same day some months later, the last one of a shorter month. */
export function monthsLater(at: Date, months: number): Date {
  const then = new Date(at);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() + months);
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(at.getUTCDate(), last));
  return then;
}

export interface Sleeper {
  state: 'actif' | 'suspendu';
  /** Last sign-in, or what came after: the account opened again, a new role. */
  since: Date;
  step: SleepingStep | null;
  stepAt: Date | null;
}

/** What to do today about an account, or nothing. A step done before the last sign-in does not count. */
export function nextSleepingStep(
  { state, since, step, stepAt }: Sleeper,
  now: Date,
): Exclude<SleepingStep, 'retenu'> | null {
  const done = stepAt && stepAt >= since ? step : null;
  const slept = (months: number) => monthsLater(since, months) <= now;
  const rested = stepAt !== null && stepAt.getTime() + grace <= now.getTime();
  if (done === 'ferme') return null;
  if (state === 'suspendu') return slept(sleepingMonths.closed) && (done === null || rested) ? 'ferme' : null;
  if (done === null) return slept(sleepingMonths.warned) ? 'prevenu' : null;
  return slept(sleepingMonths.suspended) && rested ? 'suspendu' : null;
}
