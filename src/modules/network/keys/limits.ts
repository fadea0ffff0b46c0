import type { Visit } from '../../../core/http/route.ts';
import { forgetAttempts, type Limit, type SlowingLimit, tryUnder } from '../../../core/limits.ts';
import { atMost, passwordSlowing, prefixSlowing, quarter } from '../domain/slowing.ts';

const day = 86_400;

/** The limits of sign-in (product/network.md §3.10). */
export const passwordLimit: SlowingLimit = {
  what: 'password',
  seconds: quarter,
  per: 'account',
  slowing: passwordSlowing,
};
export const knownDeviceLimit: SlowingLimit = {
  what: 'password known device',
  seconds: quarter,
  per: 'account',
  slowing: atMost(10, quarter),
};
export const prefixLimit: SlowingLimit = {
  what: 'sign-in prefix',
  seconds: quarter,
  per: 'prefix',
  slowing: prefixSlowing,
};
export const secondFactorLimit: SlowingLimit = {
  what: 'second factor',
  seconds: quarter,
  per: 'account',
  slowing: atMost(5, quarter),
};
export const cardLimit: SlowingLimit = {
  what: 'card',
  seconds: quarter,
  per: 'account',
  slowing: atMost(5, quarter),
};
/** Only counts: the card is blocked by what its owner's row says. */
export const cardDayLimit: SlowingLimit = {
  what: 'card day',
  seconds: day,
  per: 'account',
  slowing: () => 0,
};
export const linkLimit: Limit = { what: 'magic link', most: 3, seconds: 3600, per: 'account' };
export const linkPrefixLimit: Limit = { what: 'magic link prefix', most: 10, seconds: 3600, per: 'prefix' };
/** Text messages cost money and ring: few to one number, whoever asks; more from a place where many people are. */
export const smsHourLimit: Limit = { what: 'sms code', most: 3, seconds: 3600, per: 'account' };
export const smsDayLimit: Limit = { what: 'sms code day', most: 6, seconds: day, per: 'account' };
export const smsPrefixLimit: Limit = { what: 'sms code prefix', most: 30, seconds: 3600, per: 'prefix' };
/** Counts one try of this visit against somebody or something. */
export function tryOf(
  { ground, now }: Visit,
  limit: SlowingLimit,
  whom: string,
): Promise<{ wait: number; attempts: number }> {
  return tryUnder(ground.database, limit, whom, ground.secret, now);
}

/** The answer was right: what was counted against them is taken back; from a network, this try only. */
export async function forgive({ ground, now }: Visit, limit: SlowingLimit, whom: string): Promise<void> {
  const only = limit.per === 'account' ? undefined : now;
  await forgetAttempts(ground.database, limit, whom, ground.secret, now, only);
}
