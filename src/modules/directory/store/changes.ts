import type { Database } from '../../../core/database.ts';

/** When a place last changed, whatever its status: a place that leaves the exports changes them too. */
export async function findNewestChange(database: Database): Promise<Date | null> {
  const row = await database
    .selectFrom('directory.place')
    .select('changed_at')
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.changed_at ?? null;
}
