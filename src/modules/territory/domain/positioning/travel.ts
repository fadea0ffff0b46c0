import type { PlaceFacts } from './demand.ts';

const earthRadiusKm = 6371;
/** How much longer roads are than straight lines, and the mean speed on them, in km/h. */
const detour = 1.3;
const speed = 50;

/** Parameters as certificates say them. */
export const haversineV1 = { model: 'haversine-v1', detour, speed_kmh: speed, radius_km: earthRadiusKm };

/** Estimated time between two places, in tenths of minute, as the crow flies with a detour: an estimate, said as such. */
export function haversineTime(
  places: readonly Pick<PlaceFacts, 'lat' | 'lon'>[],
): (from: number, to: number) => number {
  const radians = Math.PI / 180;
  const lat = Float64Array.from(places, place => place.lat * radians);
  const lon = Float64Array.from(places, place => place.lon * radians);
  const cosine = lat.map(Math.cos);
  return (from, to) => {
    const half = Math.sin((lat[to]! - lat[from]!) / 2);
    const side = Math.sin((lon[to]! - lon[from]!) / 2);
    return timeOfChord(half * half + cosine[from]! * cosine[to]! * side * side);
  };
}

/** The same time, from the squared half chord of the haversine formula. */
export const timeOfChord = (chord: number): number =>
  Math.round(((2 * earthRadiusKm * Math.asin(Math.sqrt(chord)) * detour) / speed) * 600);
