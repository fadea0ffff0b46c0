import type { Database } from '../../core/database.ts';
import type { CommuneIndex } from '../territory/index.ts';
import { type Columns, columnsOf, type Selectable } from './domain/columns.ts';
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
import { placeWords, type WeightedLexemes } from './domain/place-words.ts';
import { stateNumber } from './domain/selection.ts';
import { TextIndex } from './domain/text-index.ts';
import { passagesOf, stateOfPassages } from './passages.ts';
import { type ChangedPlace, findChangedPlaces, type StopRow } from './store/catalogue.ts';
import { missingAfter } from './store/imports.ts';
import { exceptionReasons } from './vocabulary.ts';

/** A published place as pages read it: what it says, and what is worked out from it once. */
export interface ListedPlace extends Selectable {
  id: string;
  place: StoredPlace;
  hours: Hours | null;
  exceptions: readonly HoursException[];
  /** Where to go during some of them. */
  replacements: readonly { from: string; to: string; name: string }[];
  stops: readonly StopRow[];
  fictional: boolean;
  words: readonly WeightedLexemes[];
  /** No source lists it any more, after two imports. */
  gone: boolean;
  sources: readonly { name: string; licence: string; url: string | null }[];
  /** Evaluation kept until the instant it may change, or midnight. */
  evaluated: { until: number; from: number; evaluation: Evaluation } | null;
}

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

const byName = (a: ListedPlace, b: ListedPlace) =>
  collator.compare(a.place.name, b.place.name) || (a.id < b.id ? -1 : 1);

const checkedOn = ({ place }: ListedPlace) => place.verifiedOn ?? place.sourceUpdatedOn ?? '';

const byFreshness = (a: ListedPlace, b: ListedPlace) => {
  const [left, right] = [checkedOn(a), checkedOn(b)];
  return left < right ? 1 : left > right ? -1 : 0;
};

/** Hours are read 400 days ahead: a state with no end in sight is worked out again a day later, in milliseconds. */
const longestState = 86_400_000;

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
  private named: ListedPlace[] = [];
  private freshest: ListedPlace[] = [];
  /** The places of `all()` side by side. */
  columns: Columns<ListedPlace> = columnsOf([]);
  /** The rows of `all()` in the order of names. */
  byName: Uint32Array = new Uint32Array(0);
  private textIndex: TextIndex | null = null;
  private state = { from: 0, until: 0, numbers: new Uint8Array(0), ends: new Float64Array(0) };
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

  /** The present itself, for who has just changed something: never what was read before this call. */
  async lookAgain(): Promise<void> {
    await this.looking;
    this.lookedAt = Number.NEGATIVE_INFINITY;
    await this.refresh();
  }

  private async look(now: number) {
    const changed = await findChangedPlaces(this.database, this.horizon);
    const fresh = new Set<string>();
    for (const row of changed.rows) {
      const before = this.places.get(row.place.id);
      if (before) this.bySlug.delete(before.place.slug);
      if (row.place.status !== 'published') {
        this.places.delete(row.place.id);
        continue;
      }
      this.places.set(row.place.id, this.list(row));
      this.bySlug.set(row.place.slug, row.place.id);
      fresh.add(row.place.id);
    }
    if (changed.rows.length > 0) {
      this.revision++;
      this.rank(fresh);
    }
    this.horizon = changed.horizon;
    this.lookedAt = now;
  }

  /** Comparing names is slow: it is done once a change, not once a list, on what is nearly sorted already. */
  private rank(fresh: ReadonlySet<string>) {
    const kept = this.named.filter(({ id }) => this.places.has(id) && !fresh.has(id));
    this.named = [...kept, ...[...fresh].flatMap(id => this.places.get(id) ?? [])].sort(byName);
    this.freshest = [...this.named].sort(byFreshness);
    const rows = new Map(this.freshest.map((listed, row) => [listed, row]));
    this.byName = Uint32Array.from(this.named, listed => rows.get(listed)!);
    this.columns = columnsOf(this.freshest);
    this.textIndex = null;
    const { length } = this.freshest;
    this.state = { from: 0, until: 0, numbers: new Uint8Array(length), ends: new Float64Array(length) };
  }

  private list({ place, exceptions: rows, stops, records }: ChangedPlace): ListedPlace {
    const hours = place.hoursRaw ? parseHours(place.hoursRaw) : null;
    const exceptions = rows.map(row => ({
      kind: row.kind,
      from: row.from_day,
      to: row.to_day,
      hours: row.hours,
      reason: exceptionReasons[row.reason].words,
    }));
    return {
      id: place.id,
      place,
      hours,
      exceptions,
      replacements: rows.flatMap(({ from_day, to_day, replacement }) =>
        replacement ? [{ from: from_day, to: to_day, name: replacement }] : [],
      ),
      stops,
      words: placeWords(place, this.communes.byCode(place.communeInsee)?.name ?? ''),
      fictional: records.some(record => record.fictional),
      gone: records.length > 0 && records.every(record => record.missing >= missingAfter),
      sources: [
        ...new Map(
          records.map(({ source, licence, url }) => [source, { name: source, licence, url }]),
        ).values(),
      ],
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

  /** Every place, the most recently checked first: the order of a list that nothing else orders. */
  all(): readonly ListedPlace[] {
    return this.freshest;
  }

  /** The words of `all()`, read again when somebody searches after a change. */
  get text(): TextIndex {
    this.textIndex ??= new TextIndex(this.freshest.map(({ words }) => words));
    return this.textIndex;
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
    const isKnownByStops = listed.place.hoursRaw === null && listed.stops.length > 0;
    const evaluation = isKnownByStops
      ? stateOfPassages(passagesOf(listed, this.holidays, at), at)
      : evaluateHours(listed.hours, listed.place.hoursRaw, at, {
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

  /** Number of the opening state of every place of `all()` at an instant; the next call may change it. */
  states(at: Date): Uint8Array {
    const time = at.getTime();
    const { numbers, ends } = this.state;
    if (time >= this.state.from && time < this.state.until) return numbers;
    const isLater = time >= this.state.from;
    let until = Number.POSITIVE_INFINITY;
    for (const [row, listed] of this.freshest.entries()) {
      if (!isLater || time >= ends[row]!) {
        const { state, nextChange } = this.evaluation(listed, at);
        numbers[row] = stateNumber[state];
        ends[row] = Math.min(nextChange?.getTime() ?? Number.POSITIVE_INFINITY, time + longestState);
      }
      if (ends[row]! < until) until = ends[row]!;
    }
    this.state = { from: time, until, numbers, ends };
    return numbers;
  }
}
