/** What a wrong answer costs to the next one (product/network.md §3.10). Seconds to wait now, 0 when it may try. */
export type Slowing = (failures: readonly Date[], now: Date) => number;

export const quarter = 15 * 60;

const freeTries = 5;
const stopAfter = 10;
const delays = [1, 2, 4, 8, 8];

const secondsUntil = (instant: number, now: Date) => Math.max(0, Math.ceil((instant - now.getTime()) / 1000));

/** Passwords of one account: 5 tries, then 1, 2, 4, 8 s between them; 10, and passwords rest for 15 minutes. */
export const passwordSlowing: Slowing = (failures, now) => {
  const last = failures.at(-1)?.getTime();
  if (last === undefined || failures.length < freeTries) return 0;
  if (failures.length >= stopAfter) return secondsUntil(last + quarter * 1000, now);
  return secondsUntil(last + delays[failures.length - freeTries]! * 1000, now);
};

/** True when one more failure is the one the holder is told about. */
export const isStopped = (failures: number) => failures === stopAfter;

/** A network prefix that people share: never refused, one try every two seconds beyond 30 failures. */
export const prefixSlowing: Slowing = (failures, now) => {
  const last = failures.at(-1)?.getTime();
  return last === undefined || failures.length < 30 ? 0 : secondsUntil(last + 2000, now);
};

/** So many, then wait until the oldest has left the window. */
export function atMost(most: number, seconds: number): Slowing {
  return (failures, now) =>
    failures.length < most
      ? 0
      : Math.max(1, secondsUntil(failures.at(-most)!.getTime() + seconds * 1000, now));
}
