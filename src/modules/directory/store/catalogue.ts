import { sql } from 'kysely';
import type { Database } from '../../../core/database.ts';
import type { StoredPlace } from '../domain/content.ts';
import type { exceptionReasons } from '../vocabulary.ts';
import { storedPlace } from './places.ts';

export interface ExceptionRow {
  kind: 'closed' | 'open';
  from_day: string;
  to_day: string;
  hours: string | null;
  reason: keyof typeof exceptionReasons;
  /** Name of the place to go to meanwhile. */
  replacement: string | null;
}

export interface StopRow {
  id: string;
  label: string;
  commune_insee: string;
  address: string | null;
  lat: number | null;
  lon: number | null;
  recurrence: string | null;
  booking: 'none' | 'phone' | 'online';
  dates: { starts_at: string; ends_at: string; cancelled: boolean }[];
}

export interface ChangedPlace {
  place: StoredPlace;
  exceptions: ExceptionRow[];
  stops: StopRow[];
  /** The records behind it: attribution of the source, whether it is fictional, imports in a row without it. */
  records: { source: string; licence: string; url: string | null; fictional: boolean; missing: number }[];
}

/**
 * Places, of whatever status, changed since the horizon given by the last call ('0' at first),
 * with their exceptions and stops. A row may come twice; none is missed.
 */
export async function findChangedPlaces(
  database: Database,
  horizon: string,
): Promise<{ rows: ChangedPlace[]; horizon: string }> {
  return await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async transaction => {
      const snapshot = await sql<{
        xmin: string;
      }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`.execute(transaction);
      const next = snapshot.rows[0]!.xmin;
      const { rows } = await sql<
        Record<string, unknown> & {
          exceptions: ExceptionRow[];
          stops: StopRow[];
          records: ChangedPlace['records'];
        }
      >`
        SELECT v.*, p.id AS place_id, p.slug, p.status, p.verified_on, p.verified_by_kind, p.verified_for, p.created_at AS place_created_at, p.changed_at,
          coalesce((SELECT json_agg(json_build_object('kind', e.kind, 'from_day', e.from_day, 'to_day', e.to_day, 'hours', e.hours, 'reason', e.reason,
              'replacement', (SELECT rv.name FROM directory.place r JOIN directory.place_version rv ON rv.id = r.current_version_id
                WHERE r.id = e.replacement_place_id AND r.status = 'published')) ORDER BY e.from_day)
            FROM directory.hours_exception e WHERE e.place_id = p.id), '[]') AS exceptions,
          coalesce((SELECT json_agg(json_build_object('id', s.id, 'label', s.label, 'commune_insee', s.commune_insee, 'address', s.address, 'lat', s.lat, 'lon', s.lon,
              'recurrence', s.recurrence, 'booking', s.booking, 'dates', coalesce((SELECT json_agg(json_build_object('starts_at', d.starts_at, 'ends_at', d.ends_at, 'cancelled', d.cancelled) ORDER BY d.starts_at)
                FROM directory.stop_date d WHERE d.stop_id = s.id), '[]')) ORDER BY s.label)
            FROM directory.stop s WHERE s.place_id = p.id), '[]') AS stops,
          coalesce((SELECT json_agg(json_build_object('source', o.attribution, 'licence', o.licence, 'url', o.url, 'fictional', o.fictional, 'missing', r.missing_runs) ORDER BY o.name)
            FROM directory.source_record r JOIN directory.source o ON o.id = r.source_id WHERE r.place_id = p.id), '[]') AS records
        FROM directory.place p JOIN directory.place_version v ON v.id = p.current_version_id
        WHERE p.changed_xid >= ${horizon}::xid8`.execute(transaction);
      return {
        rows: rows.map(row => ({
          place: storedPlace(row as never),
          exceptions: row.exceptions,
          stops: row.stops,
          records: row.records,
        })),
        horizon: next,
      };
    });
}
