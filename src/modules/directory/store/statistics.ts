import { sql } from 'kysely';
import type { Database, Transaction } from '../../../core/database.ts';

/** How many times something happened on a day, `2026-11-23`. */
export interface DayCount {
  what: string;
  day: string;
  times: number;
}

/** Adds views to places, in one statement; a place that does not exist is left aside. */
export async function addViews(transaction: Transaction, counts: readonly DayCount[]): Promise<void> {
  await sql`
    INSERT INTO directory.view_count (place_id, day, views)
    SELECT what, day, times FROM unnest(${counts.map(count => count.what)}::uuid[], ${counts.map(count => count.day)}::date[], ${counts.map(count => count.times)}::int[]) AS seen (what, day, times)
    WHERE EXISTS (SELECT FROM directory.place WHERE place.id = seen.what)
    ORDER BY what, day
    ON CONFLICT (place_id, day) DO UPDATE SET views = view_count.views + excluded.views`.execute(transaction);
}

/** Different searches kept for one day, a little more at most: nobody can fill the table by typing. */
const mostADay = 5000;

/** Adds searches that found nothing, in one statement. */
export async function addMissedSearches(
  transaction: Transaction,
  counts: readonly DayCount[],
): Promise<void> {
  await sql`
    INSERT INTO directory.missed_search (folded, day, times)
    SELECT what, day, times FROM unnest(${counts.map(count => count.what)}::text[], ${counts.map(count => count.day)}::date[], ${counts.map(count => count.times)}::int[]) AS typed (what, day, times)
    WHERE (SELECT count(*) FROM directory.missed_search AS kept WHERE kept.day = typed.day) < ${mostADay}
      OR EXISTS (SELECT FROM directory.missed_search AS kept WHERE kept.day = typed.day AND kept.folded = typed.what)
    ORDER BY what, day
    ON CONFLICT (folded, day) DO UPDATE SET times = missed_search.times + excluded.times`.execute(
    transaction,
  );
}

/** Words typed in vain at least `least` times since a day, most often first. */
export async function findMissedSearches(
  database: Database,
  since: string,
  least: number,
): Promise<{ words: string; times: number }[]> {
  const { rows } = await sql<{ words: string; times: number }>`
    SELECT folded AS words, sum(times)::int AS times FROM directory.missed_search
    WHERE day >= ${since}::date GROUP BY folded HAVING sum(times) >= ${least} ORDER BY times DESC, folded`.execute(
    database,
  );
  return rows;
}

/**
 * Erases what is older than these days; the last report of a source stays, and so does the row as it came of a place
 * that its source still lists. Answers how many rows went.
 */
export async function forget(
  transaction: Transaction,
  before: { views: string; searches: string; imports: string },
): Promise<{ views: number; searches: number; issues: number; raw: number }> {
  const views = await transaction
    .deleteFrom('directory.view_count')
    .where('day', '<', before.views)
    .executeTakeFirst();
  const searches = await transaction
    .deleteFrom('directory.missed_search')
    .where('day', '<', before.searches)
    .executeTakeFirst();
  const issues = await sql`
    DELETE FROM directory.import_issue USING directory.import_run AS run
    WHERE run.id = import_issue.run_id AND run.finished_at < ${before.imports}::date
      AND EXISTS (SELECT FROM directory.import_run AS later WHERE later.source_id = run.source_id AND later.started_at > run.started_at)`.execute(
    transaction,
  );
  const raw = await sql`
    UPDATE directory.source_record SET raw = '{}'
    WHERE missing_runs > 0 AND last_seen < ${before.imports}::date AND raw <> '{}'`.execute(transaction);
  return {
    views: Number(views.numDeletedRows),
    searches: Number(searches.numDeletedRows),
    issues: Number(issues.numAffectedRows ?? 0n),
    raw: Number(raw.numAffectedRows ?? 0n),
  };
}
