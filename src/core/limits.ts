import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A limit of product/network.md §3.10. */
export interface Limit {
  what: string;
  most: number;
  seconds: number;
  /**
   * Who is counted: a network prefix (/24, /48), which people share, one address (/64 in IPv6),
   * or one account, card or contact, given as such.
   */
  per: 'prefix' | 'address' | 'account';
}

/** A limit whose own rule says how long to wait, from the attempts of its window, the oldest first. */
export interface SlowingLimit extends Omit<Limit, 'most'> {
  slowing(attempts: readonly Date[], now: Date): number;
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
  who: string,
  secret: string,
  now: Date,
): Promise<number> {
  const slowing = (attempts: readonly Date[]) =>
    attempts.length < limit.most
      ? 0
      : Math.max(1, Math.ceil((attempts[0]!.getTime() + limit.seconds * 1000 - now.getTime()) / 1000));
  return (await tryUnder(database, { ...limit, slowing }, who, secret, now)).wait;
}

/**
 * The same under a rule of its own; also says how many attempts the window holds, this one included when it is allowed.
 * An attempt that turns out well is taken back by {@link forgetAttempts}.
 */
export async function tryUnder(
  database: Database,
  limit: SlowingLimit,
  whom: string,
  secret: string,
  now: Date,
): Promise<{ wait: number; attempts: number }> {
  const who = countedAs(limit, whom, secret, now);
  const counter = `${limit.what} ${who}`;
  // In this process first: a crowd on one counter queues without holding the connections of the others.
  return await inTurn(counter, async () => {
    const refusal = refusalsOf(database).get(counter);
    const left = refusal ? refusal.until - now.getTime() : 0;
    if (refusal && left > 0 && left <= refusedFor)
      return { wait: Math.ceil(left / 1000), attempts: refusal.attempts };
    const answer = await countIn(database, limit, who, now);
    if (answer.wait > 0) {
      const until = now.getTime() + Math.min(answer.wait * 1000, refusedFor);
      keepRefusal(refusalsOf(database), counter, { until, attempts: answer.attempts });
    }
    return answer;
  });
}

/** The last half-second of counts may be lost with the machine: nobody waits for the disk. */
const withoutWaiting = sql`set_config('synchronous_commit', 'off', true)`;

/** One statement at a time per counter, so that parallel requests cannot all see the last free place. */
async function countIn(
  database: Database,
  { what, seconds, slowing }: SlowingLimit,
  who: string,
  now: Date,
): Promise<{ wait: number; attempts: number }> {
  const since = new Date(now.getTime() - seconds * 1000);
  const soon = new Date(now.getTime() + clockSpread);
  return await database.transaction().execute(async transaction => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${what} ${who}`}, 0)), ${withoutWaiting}`.execute(
      transaction,
    );
    const hits = await transaction
      .selectFrom('core.rate_hit')
      .select('at')
      .where('what', '=', what)
      .where('who', '=', who)
      .where('at', '>', since)
      // A clock that was ahead left attempts in the future: they must not count until it gets there.
      .where('at', '<=', soon)
      .orderBy('at')
      .execute();
    const wait = slowing(
      hits.map(hit => hit.at),
      now,
    );
    if (wait > 0) return { wait, attempts: hits.length };
    await transaction.insertInto('core.rate_hit').values({ what, who, at: now }).execute();
    return { wait: 0, attempts: hits.length + 1 };
  });
}

/**
 * Who was just told to wait is told again without asking the database, this long at most (milliseconds): somebody may
 * have been forgiven in another process.
 */
const refusedFor = 1000;
const mostRefusals = 10_000;

type Refusals = Map<string, { until: number; attempts: number }>;
const refusals = new WeakMap<Database, Refusals>();

function refusalsOf(database: Database): Refusals {
  const known = refusals.get(database) ?? new Map();
  refusals.set(database, known);
  return known;
}

function keepRefusal(kept: Refusals, counter: string, refusal: { until: number; attempts: number }): void {
  if (kept.size >= mostRefusals) kept.clear();
  kept.set(counter, refusal);
}

const turns = new Map<string, Promise<unknown>>();

/** Work on one counter, one after the other in this process. */
async function inTurn<Answer>(counter: string, work: () => Promise<Answer>): Promise<Answer> {
  const mine = (turns.get(counter) ?? Promise.resolve()).then(work, work);
  turns.set(counter, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(counter) === mine) turns.delete(counter);
  }
}

/**
 * Takes back what was counted: the answer was right, the earlier ones no longer speak against its giver.
 * With `at`, only the attempt of that instant: a network stays answerable for the others.
 */
export async function forgetAttempts(
  database: Database,
  limit: Pick<Limit, 'what' | 'per'>,
  whom: string,
  secret: string,
  now: Date,
  at?: Date,
): Promise<void> {
  const who = countedAs(limit, whom, secret, now);
  refusalsOf(database).delete(`${limit.what} ${who}`);
  await database
    .with('gone', query =>
      query
        .deleteFrom('core.rate_hit')
        .where('what', '=', limit.what)
        .where('who', '=', who)
        .$if(at !== undefined, some => some.where('at', '=', at!)),
    )
    .selectNoFrom(withoutWaiting.as('waits'))
    .execute();
}

/** Networks under a key of the day; an account under one that lasts, so that midnight gives no second try. */
function countedAs({ per }: Pick<Limit, 'per'>, whom: string, secret: string, now: Date): string {
  const [key, what] =
    per === 'account'
      ? [`${secret} account`, whom]
      : [`${secret} ${now.toISOString().slice(0, 10)}`, networkOf(whom, per)];
  return createHmac('sha256', key).update(what).digest('base64url').slice(0, 22);
}

/** What an address is counted as: its /24 (IPv4) or /48 (IPv6), or itself and its /64. */
export function networkOf(address: string, per: 'prefix' | 'address'): string {
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
