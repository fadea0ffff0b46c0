import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/** Plans a job with the act that causes it: no act, no job. `key`: one at a time, the last planned wins. */
export async function planJob(
  transaction: Transaction,
  { job, payload, key, seconds = 0 }: { job: string; payload: object; key?: string; seconds?: number },
): Promise<void> {
  await sql`SELECT core.plan_job(${job}, ${JSON.stringify(payload)}::json, ${seconds}, ${key ?? null})`.execute(
    transaction,
  );
}
