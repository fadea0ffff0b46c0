import { expect, test } from 'vitest';
import { type Commune, mapGeometry } from '../territory/index.ts';
import type { House } from './house.ts';
import { surroundingsOf } from './surroundings.ts';

const towns = [
  ['Dax', 43.71, -1.05, 21_000],
  ['Tercis', 43.67, -1.11, 1_300],
  ['Mont-de-Marsan', 43.89, -0.5, 30_000],
  ['Sabres', 44.15, -0.74, 1_200],
] as const;
const communes = towns.map(
  ([name, lat, lon, population]) => ({ insee: name, name, lat, lon, population }) as Commune,
);

function houseOf(known: readonly Commune[]): House {
  const areas = known.map(({ insee, name, lat, lon }) => ({ insee, name, lat: lat!, lon: lon!, epci: null }));
  const nearest = () => known.map(commune => ({ commune, distanceKm: 1 }));
  return { geometry: mapGeometry(areas, null), communes: { nearest } } as unknown as House;
}

test('surroundings are drawn once for a commune and a distance', () => {
  const house = houseOf(communes);
  const [dax, , marsan] = communes as [Commune, Commune, Commune];
  const near = surroundingsOf(house, dax, 10);
  expect(surroundingsOf(house, dax, 10)).toBe(near);
  expect(near!.towns.map(town => town.name)).toEqual(['Dax', 'Mont-de-Marsan', 'Tercis', 'Sabres']);
  expect(surroundingsOf(house, dax, 20)!.map.size).toBeGreaterThan(near!.map.size);
  expect(surroundingsOf(house, marsan, 10)!.centre).not.toEqual(near!.centre);
  expect(surroundingsOf(houseOf(communes), dax, 10)).not.toBe(near);
});

test('a commune without a point has no map, nor a territory without one', () => {
  const [dax] = communes as [Commune];
  expect(surroundingsOf(houseOf(communes), { ...dax, lat: null }, 10)).toBeNull();
  expect(surroundingsOf({ ...houseOf(communes), geometry: null }, dax, 10)).toBeNull();
});
