import { parisClock } from '../typography.ts';
import type { Channel } from './vocabulary.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Waits before each new try: 14 tries more over 41 hours (network.md §6). */
const waits: readonly number[] = [
  ...[1, 2, 4, 8, 15, 30].map(count => count * minute),
  ...[1, 2, 3, 4, 6, 6, 8, 10].map(count => count * hour),
];

/** When to try again after this many tries that failed; null when it is time to give up. */
export function nextTry(tries: number, now: Date): Date | null {
  const wait = waits[tries - 1];
  return wait === undefined ? null : afterNight(new Date(now.getTime() + wait));
}

/** Nothing is planned between 02:00 and 02:59 in Paris: that hour comes twice in autumn, never in spring. */
export function afterNight(at: Date): Date {
  let planned = at;
  while (parisClock(planned).hour === 2) {
    planned = new Date(planned.getTime() + (60 - parisClock(planned).minute) * minute);
  }
  return planned;
}

/** Text messages ring: between 8 pm and 8 am they wait, except the codes somebody is waiting for. */
export function allowedFrom(channel: Channel, { secret }: { secret: boolean }, now: Date): Date {
  if (channel !== 'sms' || secret) return now;
  const { hour: hours, minute: minutes } = parisClock(now);
  if (hours >= 8 && hours < 20) return now;
  return morningAfter(new Date(now.getTime() - minutes * minute));
}

/** The next 8 o'clock of Paris after an instant. */
export function morningAfter(now: Date): Date {
  // By whole hours on the real clock, so that a night of 23 or 25 hours ends at 8 too.
  let at = new Date(Math.floor(now.getTime() / hour) * hour + hour);
  while (parisClock(at).hour !== 8) at = new Date(at.getTime() + hour);
  return at;
}

/** Midnight of Paris at the beginning of the day of an instant. */
export function dayStart(now: Date): Date {
  let at = new Date(Math.floor(now.getTime() / hour) * hour);
  while (parisClock(at).hour !== 0) at = new Date(at.getTime() - hour);
  return at;
}
