import type { Database } from '../../core/database.ts';
import { type CommuneIndex, distanceKm, fold } from '../territory/index.ts';
import type { StoredPlace } from './domain/content.ts';
import { facets, facetValueNumber } from './domain/filters.ts';
import {
  type Evaluation,
  evaluateHours,
  type Holidays,
  type Hours,
  type HoursException,
  isOpenOn,
  parseHours,
} from './domain/hours/index.ts';
import type { Selectable } from './domain/selection.ts';
import { type ChangedPlace, findChangedPlaces, type StopRow } from './store/catalogue.ts';

/** A published place as pages read it: what it says, and what is worked out from it once. */
export interface ListedPlace extends Selectable {
  place: StoredPlace;
  hours: Hours | null;
  exceptions: readonly HoursException[];
  stops: readonly StopRow[];
  fictional: boolean;
  /** No source lists it any more, after two imports. */
  gone: boolean;
  sources: readonly { name: string; licence: string; url: string | null }[];
  folded: string;
  saturday: boolean;
  evening: boolean;
  /** Evaluation kept until the instant it may change, or midnight. */
  evaluated: { until: number; from: number; evaluation: Evaluation } | null;
}

/** How long a process may show what another one has changed, in milliseconds. */
const freshness = 1000;

/**
 * The published places in memory, refreshed from the rows that changed: a list page then costs no query.
 * PostgreSQL stays the only truth; the catalogue can be thrown away at any time.
 */
export class Catalogue {
  private readonly database: Database;
  private readonly places = new Map<string, ListedPlace>();
  private readonly bySlug = new Map<string, string>();
  private horizon = '0';
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | null = null;
  readonly communes: CommuneIndex;
  readonly holidays: Holidays;
  /** Grows with every change seen: what derives from the places is kept by it. */
  revision = 0;

  constructor(database: Database, communes: CommuneIndex, holidays: Holidays) {
    this.database = database;
    this.communes = communes;
    this.holidays = holidays;
  }

  /** Brings the catalogue to the present; concurrent callers wait for the same look. */
  async refresh(now: number = performance.now()): Promise<void> {
    if (now - this.lookedAt < freshness) return;
    this.looking ??= this.look(now).finally(() => {
      this.looking = null;
    });
    await this.looking;
  }

  private async look(now: number) {
    const changed = await findChangedPlaces(this.database, this.horizon);
    if (changed.rows.length > 0) this.revision++;
    for (const row of changed.rows) {
      const before = this.places.get(row.place.id);
      if (before) this.bySlug.delete(before.place.slug);
      if (row.place.status !== 'published') {
        this.places.delete(row.place.id);
        continue;
      }
      this.places.set(row.place.id, this.list(row));
      this.bySlug.set(row.place.slug, row.place.id);
    }
    this.horizon = changed.horizon;
    this.lookedAt = now;
  }

  private list({ place, exceptions: rows, stops, records }: ChangedPlace): ListedPlace {
    const hours = place.hoursRaw ? parseHours(place.hoursRaw) : null;
    const exceptions = rows.map(row => ({
      kind: row.kind,
      from: row.from_day,
      to: row.to_day,
      hours: row.hours,
      reason: row.reason,
    }));
    return {
      id: place.id,
      place,
      hours,
      exceptions,
      stops,
      fictional: records.some(record => record.fictional),
      gone: records.length > 0 && records.every(record => record.missing >= 2),
      sources: [
        ...new Map(
          records.map(({ source, licence, url }) => [source, { name: source, licence, url }]),
        ).values(),
      ],
      folded: fold(place.name),
      values: facets
        .flatMap(({ param, vocabulary }) =>
          place[vocabulary].map(code => facetValueNumber.get(`${param}=${code}`) ?? -1),
        )
        .filter(value => value >= 0),
      itinerant: place.mobility.includes('itinerant'),
      accessible: place.accesslibreUrl !== null,
      communes: [...new Set([place.communeInsee, ...stops.map(stop => stop.commune_insee)])],
      points: [
        this.pointOf(place.communeInsee, place),
        ...stops.map(stop => this.pointOf(stop.commune_insee, stop)),
      ].filter(point => point !== null),
      saturday: hours !== null && isOpenOn(hours, 'samedi'),
      evening: hours !== null && isOpenOn(hours, 'soir'),
      evaluated: null,
    };
  }

  private pointOf(insee: string, known: { lat: number | null; lon: number | null }) {
    if (known.lat !== null && known.lon !== null) return { lat: known.lat, lon: known.lon };
    const commune = this.communes.get(insee);
    return commune && commune.lat !== null && commune.lon !== null
      ? { lat: commune.lat, lon: commune.lon }
      : null;
  }

  all(): IterableIterator<ListedPlace> {
    return this.places.values();
  }

  get size(): number {
    return this.places.size;
  }

  get(id: string): ListedPlace | null {
    return this.places.get(id) ?? null;
  }

  withSlug(slug: string): ListedPlace | null {
    return this.get(this.bySlug.get(slug) ?? '');
  }

  /** Opening state at an instant, kept until it may change. */
  evaluation(listed: ListedPlace, at: Date): Evaluation {
    const time = at.getTime();
    if (listed.evaluated && time >= listed.evaluated.from && time < listed.evaluated.until)
      return listed.evaluated.evaluation;
    const evaluation = evaluateHours(listed.hours, listed.place.hoursRaw, at, {
      exceptions: listed.exceptions,
      holidays: this.holidays,
    });
    // « demain » becomes « aujourd’hui » at midnight in Paris, which is a whole hour in every zone it may be.
    const nextHour = (Math.floor(time / 3_600_000) + 1) * 3_600_000;
    listed.evaluated = {
      from: time,
      until: Math.min(evaluation.nextChange?.getTime() ?? Number.POSITIVE_INFINITY, nextHour),
      evaluation,
    };
    return evaluation;
  }

  /** Kilometres in a straight line from a point to the nearest of a place's points; null when unknown. */
  static kmFrom(centre: { lat: number; lon: number }) {
    return (points: Selectable['points']): number | null => {
      let nearest: number | null = null;
      for (const point of points) {
        const km = distanceKm(centre, point);
        if (nearest === null || km < nearest) nearest = km;
      }
      return nearest;
    };
  }
}
