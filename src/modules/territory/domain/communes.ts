import { fold, joined, meaningfulWords } from './folding.ts';

/** A point on the Earth, WGS84 degrees. */
export interface Point {
  lat: number;
  lon: number;
}

/** A present commune as the facts give it. No point for members of an EPCI beyond the département, until fresh data. */
export interface CommuneRow {
  insee: string;
  name: string;
  population: number | null;
  epci: string | null;
  lat: number | null;
  lon: number | null;
  /** Distance of the farthest vertex of the limits, km; null without limits. */
  radiusKm: number | null;
  postalCodes: readonly string[];
}

/** An old code and what it became; the name is null while it is not confirmed. */
export interface FormerCommuneRow {
  insee: string;
  name: string | null;
  presentInsee: string;
}

export interface EpciRow {
  siren: string;
  name: string;
  population: number | null;
}

export interface TerritoryRows {
  /** Code of the département; communes elsewhere are there by their EPCI. */
  departement: { code: string; name: string };
  communes: readonly CommuneRow[];
  former: readonly FormerCommuneRow[];
  epcis: readonly EpciRow[];
}

/** Present commune of a code. */
export interface CommuneOfCode {
  insee: string;
  name: string;
  viaOldCode: boolean;
  lat: number | null;
  lon: number | null;
  /** How far its ground goes from its point, km: farthest vertex of the limits, 15 without limits. */
  radiusKm: number;
}

export interface Commune extends CommuneRow {
  /** In the département itself, not only member of one of its EPCI. */
  home: boolean;
}

/** One name by which a commune can be looked for: its own, or that of a former commune. */
export interface CommuneName {
  commune: Commune;
  /** Null for the present name. */
  former: FormerCommuneRow | null;
  folded: string;
  joined: string;
  words: readonly string[];
  /** The words that carry meaning. */
  core: readonly string[];
}

export interface CommuneIndex {
  departement: { code: string; name: string };
  /** Present communes by code. */
  all: readonly Commune[];
  /** Every confirmed name, present and former. */
  names: readonly CommuneName[];
  former: ReadonlyMap<string, FormerCommuneRow>;
  epcis: readonly EpciRow[];
  /** Box around the points, a fifth of a degree wider, degrees. */
  box: { latMin: number; latMax: number; lonMin: number; lonMax: number };
  get(insee: string): Commune | null;
  /** Present commune of a present or old code. */
  byCode(code: string): CommuneOfCode | null;
  /** Present codes of a folded name, present or former. */
  byName(foldedName: string): string[];
  /** Present codes served by a postal code. */
  byPostalCode(postalCode: string): string[];
  /** INSEE or postal code of another département, and of no commune known here. */
  isElsewhere(code: string): boolean;
  epci(siren: string): EpciRow | null;
  epciOf(insee: string): EpciRow | null;
  /** All member communes of an EPCI, those beyond the département included, by code. */
  members(siren: string): readonly Commune[];
  /** The n communes whose point is nearest, nearest first. */
  nearest(lat: number, lon: number, n: number): { commune: Commune; distanceKm: number }[];
}

/** Radius assumed when the limits of a commune are not loaded, km. */
const RADIUS_WITHOUT_LIMITS = 15;

/** Length of the great circle between two points on a sphere of 6,371 km, km. */
export function distanceKm(a: Point, b: Point): number {
  const radians = Math.PI / 180;
  const sinLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * radians) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * sinLon * sinLon;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Code of the département of a commune: 3 characters beyond the seas, 2 elsewhere. */
export function departementOf(insee: string): string {
  return /^9[78]/.test(insee) ? insee.slice(0, 3) : insee.slice(0, 2);
}

/** The communes of a territory, ready to be asked. Rows in any order; the answers do not depend on it. */
export function buildCommuneIndex(rows: TerritoryRows): CommuneIndex {
  const all: Commune[] = rows.communes
    .map(row => ({ ...row, home: departementOf(row.insee) === rows.departement.code }))
    .sort((a, b) => compare(a.insee, b.insee));
  const byInsee = new Map(all.map(commune => [commune.insee, commune]));
  const former = new Map(rows.former.map(row => [row.insee, row]));
  const epcis = [...rows.epcis].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  const epciBySiren = new Map(epcis.map(epci => [epci.siren, epci]));
  const names = namesOf(all, rows.former, byInsee);
  const byFolded = grouped(names, name => [name.folded]);
  const byPostal = grouped(all, commune => commune.postalCodes);
  const byEpci = grouped(all, commune => (commune.epci ? [commune.epci] : []));

  return {
    departement: rows.departement,
    all,
    names,
    former,
    epcis,
    box: boxOf(all),
    get: insee => byInsee.get(insee) ?? null,
    byCode(code) {
      const present = byInsee.get(code);
      const commune = present ?? byInsee.get(presentCode(code, former) ?? '');
      if (!commune) return null;
      const { insee, name, lat, lon } = commune;
      return {
        insee,
        name,
        viaOldCode: !present,
        lat,
        lon,
        radiusKm: commune.radiusKm ?? RADIUS_WITHOUT_LIMITS,
      };
    },
    byName: folded => [...new Set(byFolded.get(folded)?.map(name => name.commune.insee))],
    byPostalCode: postalCode => (byPostal.get(postalCode) ?? []).map(commune => commune.insee),
    isElsewhere: code =>
      departementOf(code) !== rows.departement.code && !byInsee.has(code) && !byPostal.has(code),
    epci: siren => epciBySiren.get(siren) ?? null,
    epciOf: insee => epciBySiren.get(byInsee.get(insee)?.epci ?? '') ?? null,
    members: siren => byEpci.get(siren) ?? [],
    nearest: (lat, lon, n) =>
      all
        .flatMap(commune =>
          commune.lat === null || commune.lon === null
            ? []
            : [{ commune, distanceKm: distanceKm({ lat, lon }, { lat: commune.lat, lon: commune.lon }) }],
        )
        .sort((a, b) => a.distanceKm - b.distanceKm || compare(a.commune.insee, b.commune.insee))
        .slice(0, n),
  };
}

/** Follows the changes to the code of today; null when the code was never one. */
function presentCode(code: string, former: ReadonlyMap<string, FormerCommuneRow>): string | null {
  let at = former.get(code)?.presentInsee ?? null;
  // A code may have changed more than once; the database refuses a circle.
  for (let step = 0; at !== null && step < former.size && former.has(at); step++)
    at = former.get(at)!.presentInsee;
  return at;
}

function namesOf(
  communes: readonly Commune[],
  formerRows: readonly FormerCommuneRow[],
  byInsee: ReadonlyMap<string, Commune>,
): CommuneName[] {
  const former = new Map(formerRows.map(row => [row.insee, row]));
  const present = communes.map(commune => ({ commune, former: null, name: commune.name }));
  const old = formerRows.flatMap(row => {
    const commune = byInsee.get(presentCode(row.insee, former) ?? '');
    return commune && row.name !== null ? [{ commune, former: row, name: row.name }] : [];
  });
  return [...present, ...old].map(({ commune, former, name }) => {
    const folded = fold(name);
    return {
      commune,
      former,
      folded,
      joined: joined(name),
      words: folded.split(' '),
      core: meaningfulWords(folded),
    };
  });
}

function grouped<Item>(items: readonly Item[], keys: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

function boxOf(communes: readonly Commune[]) {
  const lats = communes.flatMap(commune => commune.lat ?? []);
  const lons = communes.flatMap(commune => commune.lon ?? []);
  if (lats.length === 0) return { latMin: -90, latMax: 90, lonMin: -180, lonMax: 180 };
  const margin = 0.2;
  return {
    latMin: Math.min(...lats) - margin,
    latMax: Math.max(...lats) + margin,
    lonMin: Math.min(...lons) - margin,
    lonMax: Math.max(...lons) + margin,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
