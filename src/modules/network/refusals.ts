import { sql } from 'kysely';
import type { Policy } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Transaction } from '../../core/database.ts';
import type { Visit } from '../../core/http/route.ts';
import { networkEvents } from './events.ts';

/** From so many refusals in an hour, somebody looks at who is trying what (product/network.md §8). */
const manyRefusals = 20;

/** Writes that an act was refused: which sentence, which kind of page; nothing of what was sent. */
export async function recordRefusal(visit: Visit, policy: Pick<Policy, 'id'>, route: string): Promise<void> {
  const { ground, actor, now, number, method } = visit;
  await act(ground.database, now, {
    event: networkEvents.access_refused,
    actor,
    request: number,
    change: async () => ({
      answer: null,
      object: { type: 'sentence', ref: policy.id },
      facts: { sentence: policy.id, method, route: route.replaceAll(/[^\w/:.-]/g, '_') },
    }),
  });
}

/** Pseudonyms refused many times in the last hour, and how many times. */
export async function findInsistent(
  transaction: Transaction,
  now: Date,
): Promise<{ actor: string; times: number }[]> {
  const since = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<{ actor: string; times: number }>`
    SELECT actor_ref AS actor, count(*)::int AS times FROM core.journal_entry
    WHERE event = ${networkEvents.access_refused.code} AND at > ${since}
    GROUP BY actor_ref HAVING count(*) >= ${manyRefusals}`.execute(transaction);
  return rows;
}
