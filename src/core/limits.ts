import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A limit of product/network.md §3.10. */
export interface Limit {
  what: string;
  most: number;
  seconds: number;
  /** Who is counted: a network prefix (/24, /48), which people share, or one address (/64 in IPv6). */
  per: 'prefix' | 'address';
}

/** Attempts read the time before they queue: one may be a little ahead of the next. In milliseconds. */
const clockSpread = 5000;

/**
 * Counts one attempt in a sliding window.
 * Returns 0 when allowed, otherwise the seconds to wait. Who is counted is hashed with a key that changes every day.
 */
export async function countAttempt(
  database: Database,
  limit: Limit,
  address: string,
  secret: string,
  now: Date,
): Promise<number> {
  const day = now.toISOString().slice(0, 10);
  const who = createHmac('sha256', `${secret} ${day}`)
    .update(networkOf(address, limit.per))
    .digest('base64url')
    .slice(0, 22);
  const since = new Date(now.getTime() - limit.seconds * 1000);
  const soon = new Date(now.getTime() + clockSpread);
  // One statement at a time per counter, so that parallel requests cannot all see the last free place.
  return await database.transaction().execute(async transaction => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${limit.what} ${who}`}, 0))`.execute(
      transaction,
    );
    const hits = await transaction
      .selectFrom('core.rate_hit')
      .select('at')
      .where('what', '=', limit.what)
      .where('who', '=', who)
      .where('at', '>', since)
      // A clock that was ahead left attempts in the future: they must not count until it gets there.
      .where('at', '<=', soon)
      .orderBy('at')
      .execute();
    if (hits.length >= limit.most) {
      return Math.max(1, Math.ceil((hits[0]!.at.getTime() + limit.seconds * 1000 - now.getTime()) / 1000));
    }
    await transaction.insertInto('core.rate_hit').values({ what: limit.what, who, at: now }).execute();
    return 0;
  });
}

/** What an address is counted as: its /24 (IPv4) or /48 (IPv6), or itself and its /64. */
export function networkOf(address: string, per: Limit['per']): string {
  const plain = address.replace(/^::ffff:/, '');
  if (!isIPv6(plain)) return per === 'address' ? plain : plain.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = plain.split('%')[0]!.split('::');
  const start = head.split(':').filter(Boolean);
  const end = tail.split(':').filter(Boolean);
  const groups = [...start, ...Array(Math.max(0, 8 - start.length - end.length)).fill('0'), ...end];
  return groups
    .slice(0, per === 'address' ? 4 : 3)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':');
}
