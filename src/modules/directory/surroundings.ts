import { type Commune, type LocalMap, localMap } from '../territory/index.ts';
import type { House } from './house.ts';

/** A point of the map of the territory, in its units. */
interface MapPoint {
  x: number;
  y: number;
}

/** What a local map shows whatever its places: the ground, the centre and the names of towns. */
interface Surroundings {
  map: LocalMap;
  centre: MapPoint;
  towns: readonly (MapPoint & { name: string })[];
}

/** Drawn once for each commune and distance of the form, for as long as the territory stays the same. */
const drawn = new WeakMap<House, Map<string, Surroundings | null>>();

/** The surroundings of a commune to a distance; null when the commune or the territory has no map. */
export function surroundingsOf(house: House, centre: Commune, radiusKm: number): Surroundings | null {
  const known = drawn.get(house) ?? new Map<string, Surroundings | null>();
  drawn.set(house, known);
  const key = `${centre.insee} ${radiusKm}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const surroundings = draw(house, centre, radiusKm);
  known.set(key, surroundings);
  return surroundings;
}

function draw(house: House, centre: Commune, radiusKm: number): Surroundings | null {
  const { geometry } = house;
  if (!geometry || centre.lat === null || centre.lon === null) return null;
  const point = ({ lat, lon }: { lat: number | null; lon: number | null }): MapPoint => {
    const [x, y] = geometry.project(lat!, lon!);
    return { x, y };
  };
  return {
    map: localMap(geometry, { lat: centre.lat, lon: centre.lon }, radiusKm * 1.11),
    centre: point(centre),
    towns: townsAround(house, centre, radiusKm).map(town => ({ name: town.name, ...point(town) })),
  };
}

/** The centre, and the most populous communes of the window that are far enough from each other to be read. */
function townsAround(house: House, centre: Commune, radiusKm: number) {
  const near = house.communes
    .nearest(centre.lat!, centre.lon!, 60)
    .filter(({ distanceKm }) => distanceKm < radiusKm * 0.95);
  const bySize = near.map(({ commune }) => commune).sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const named = [centre];
  const far = radiusKm / 4;
  for (const commune of bySize) {
    if (named.length >= 6) break;
    const isClear = named.every(
      other => Math.hypot((other.lat! - commune.lat!) * 111, (other.lon! - commune.lon!) * 80) > far,
    );
    if (commune.insee !== centre.insee && isClear) named.push(commune);
  }
  return named;
}
