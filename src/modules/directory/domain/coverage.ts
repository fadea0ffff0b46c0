import { distanceKm } from '../../territory/index.ts';

/** What the figures need of a published place that receives people. */
export interface CoveragePlace {
  commune: string;
  kinds: readonly string[];
  services: readonly string[];
  /** Where one can go: the place itself, its stops. */
  points: readonly { lat: number; lon: number }[];
  verifiedOn: string | null;
  /** Opening hours that the product can read, so that it can say when the place is open. */
  readableHours: boolean;
  evening: boolean;
  saturday: boolean;
}

/** What the figures need of a commune; no point for some members of an EPCI beyond the département. */
export interface CoverageCommune {
  insee: string;
  name: string;
  population: number | null;
  epci: string | null;
  lat: number | null;
  lon: number | null;
  home: boolean;
}

/** Figures of a commune, an EPCI or the whole département. */
export interface AreaCoverage {
  code: string;
  name: string;
  inhabitants: number;
  /** Inhabitants of the communes whose point is known: only these can be near or far. */
  located: number;
  /** Inhabitants within 5 km, and within 10 km, of at least one place, in a straight line. */
  within5: number;
  within10: number;
  places: number;
  verified: number;
  readable: number;
  evening: number;
  saturday: number;
  byKind: ReadonlyMap<string, number>;
  byService: ReadonlyMap<string, number>;
}

export interface CommuneCoverage extends AreaCoverage {
  epci: string | null;
  home: boolean;
  /** To the nearest place; null without a point or without any place. */
  nearestKm: number | null;
}

export interface Coverage {
  /** The communes of the département alone. */
  whole: AreaCoverage;
  /** Every member commune counts, those beyond the département too. */
  epcis: readonly AreaCoverage[];
  communes: readonly CommuneCoverage[];
  /** Communes of the département more than 10 km from any place, farthest first. */
  whiteZones: readonly CommuneCoverage[];
}

export interface CoverageInput {
  places: readonly CoveragePlace[];
  communes: readonly CoverageCommune[];
  epcis: readonly { siren: string; name: string }[];
  departement: { code: string; name: string };
  /** Day of the figures, `2026-11-23`, Europe/Paris. */
  today: string;
}

/** Beyond this distance of any place a commune is a white zone, km. */
const farKm = 10;
const nearKm = 5;
/** Length of a degree of latitude on the sphere of {@link distanceKm}, km. */
const degreeKm = (6371 * Math.PI) / 180;

const byName = new Intl.Collator('fr');

interface Counting extends AreaCoverage {
  byKind: Map<string, number>;
  byService: Map<string, number>;
}

/** Who is near help, where it is missing, what is known of the places (directory.md §12). Order of the input does not matter. */
export function coverageOf({ places, communes, epcis, departement, today }: CoverageInput): Coverage {
  const nearest = nearestSearch(places);
  const since = monthsBefore(today, 6);
  const byCode = new Map<string, Counting & CommuneCoverage>();
  for (const { insee, name, population, epci, home, lat, lon } of communes) {
    const nearestKm = lat === null || lon === null ? null : nearest({ lat, lon });
    const inhabitants = population ?? 0;
    byCode.set(insee, {
      ...emptyArea(insee, name),
      inhabitants,
      located: lat === null ? 0 : inhabitants,
      within5: nearestKm !== null && nearestKm <= nearKm ? inhabitants : 0,
      within10: nearestKm !== null && nearestKm <= farKm ? inhabitants : 0,
      epci,
      home,
      nearestKm,
    });
  }
  for (const place of places) {
    const area = byCode.get(place.commune);
    if (!area) continue;
    area.places++;
    if (place.verifiedOn !== null && place.verifiedOn > since) area.verified++;
    if (place.readableHours) area.readable++;
    if (place.evening) area.evening++;
    if (place.saturday) area.saturday++;
    for (const kind of place.kinds) area.byKind.set(kind, (area.byKind.get(kind) ?? 0) + 1);
    for (const service of place.services) area.byService.set(service, (area.byService.get(service) ?? 0) + 1);
  }
  const all = [...byCode.values()].sort((a, b) => byName.compare(a.name, b.name));
  const home = all.filter(area => area.home);
  return {
    whole: sumOf(departement.code, departement.name, home),
    epcis: epcis
      .map(({ siren, name }) =>
        sumOf(
          siren,
          name,
          all.filter(area => area.epci === siren),
        ),
      )
      .sort((a, b) => byName.compare(a.name, b.name)),
    communes: all,
    whiteZones: home
      .filter(({ nearestKm }) => nearestKm !== null && nearestKm > farKm)
      .sort((a, b) => b.nearestKm! - a.nearestKm! || byName.compare(a.name, b.name)),
  };
}

function emptyArea(code: string, name: string): Counting {
  const none = {
    inhabitants: 0,
    located: 0,
    within5: 0,
    within10: 0,
    places: 0,
    verified: 0,
    readable: 0,
    evening: 0,
    saturday: 0,
  };
  return { code, name, ...none, byKind: new Map(), byService: new Map() };
}

function sumOf(code: string, name: string, parts: readonly AreaCoverage[]): AreaCoverage {
  const sum = emptyArea(code, name);
  for (const part of parts) {
    sum.inhabitants += part.inhabitants;
    sum.located += part.located;
    sum.within5 += part.within5;
    sum.within10 += part.within10;
    sum.places += part.places;
    sum.verified += part.verified;
    sum.readable += part.readable;
    sum.evening += part.evening;
    sum.saturday += part.saturday;
    for (const [kind, count] of part.byKind) sum.byKind.set(kind, (sum.byKind.get(kind) ?? 0) + count);
    for (const [service, count] of part.byService)
      sum.byService.set(service, (sum.byService.get(service) ?? 0) + count);
  }
  return sum;
}

/** Distance to the nearest place, km; null when there is none. Looks away from the point in latitude until nothing nearer can come. */
function nearestSearch(
  places: readonly CoveragePlace[],
): (from: { lat: number; lon: number }) => number | null {
  const points = places.flatMap(place => place.points).sort((a, b) => a.lat - b.lat);
  return from => {
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle]!.lat < from.lat) low = middle + 1;
      else high = middle;
    }
    let best = Number.POSITIVE_INFINITY;
    for (let at = low; at < points.length && (points[at]!.lat - from.lat) * degreeKm < best; at++)
      best = Math.min(best, distanceKm(from, points[at]!));
    for (let at = low - 1; at >= 0 && (from.lat - points[at]!.lat) * degreeKm < best; at--)
      best = Math.min(best, distanceKm(from, points[at]!));
    return best === Number.POSITIVE_INFINITY ? null : best;
  };
}

/** Same day some months earlier, the last of the month when it is shorter: `2026-08-31` less 6 is `2026-02-28`. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** One row an area, for a spreadsheet: codes of kinds and services as columns, numbers as they are, an empty cell when unknown. */
export function coverageCsv(
  level: string,
  areas: readonly AreaCoverage[],
  codes: { kinds: readonly string[]; services: readonly string[] },
): string {
  const head = [
    'niveau',
    'code',
    'nom',
    'habitants',
    'habitants_situes',
    'habitants_5_km',
    'habitants_10_km',
    'distance_km',
    'lieux',
    'verifies_6_mois',
    'horaires_lisibles',
    'ouverts_apres_18h',
    'ouverts_samedi',
  ];
  const columns = [
    ...head,
    ...codes.services.map(code => `service_${code}`),
    ...codes.kinds.map(code => `type_${code}`),
  ];
  const rows = areas.map(area => [
    level,
    area.code,
    area.name,
    area.inhabitants,
    area.located,
    area.within5,
    area.within10,
    'nearestKm' in area && typeof area.nearestKm === 'number' ? area.nearestKm.toFixed(1) : '',
    area.places,
    area.verified,
    area.readable,
    area.evening,
    area.saturday,
    ...codes.services.map(code => area.byService.get(code) ?? 0),
    ...codes.kinds.map(code => area.byKind.get(code) ?? 0),
  ]);
  return [columns, ...rows].map(row => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
