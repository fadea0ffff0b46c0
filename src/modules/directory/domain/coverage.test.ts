import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../core/config.ts';
import { distanceKm } from '../../territory/index.ts';
import {
  type CoverageCommune,
  type CoveragePlace,
  coverageCsv,
  coverageOf,
  monthsBefore,
} from './coverage.ts';

const table = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(projectRoot, 'data/landes', name)), { columns: true });
const today = '2026-11-23';
const departement = { code: '40', name: 'Landes' };

const place = (
  commune: string,
  lat: number,
  lon: number,
  more: Partial<CoveragePlace> = {},
): CoveragePlace => ({
  commune,
  kinds: [],
  services: [],
  points: [{ lat, lon }],
  verifiedOn: null,
  readableHours: false,
  evening: false,
  saturday: false,
  ...more,
});
const commune = (
  insee: string,
  lat: number | null,
  lon: number | null,
  population: number | null,
  more: Partial<CoverageCommune> = {},
): CoverageCommune => ({
  insee,
  name: `Commune ${insee}`,
  population,
  epci: '200000001',
  lat,
  lon,
  home: true,
  ...more,
});

describe('coverage of the 138 libraries of the Landes', () => {
  const communes = table('communes.csv').map(row =>
    commune(row.insee!, Number(row.lat), Number(row.lon), Number(row.population), {
      name: row.nom!,
      epci: row.epci_siren!,
    }),
  );
  const places = table('places-libraries.csv').map(row =>
    place(row.insee!, Number(row.lat), Number(row.lon), { kinds: ['BIB'] }),
  );
  const epcis = table('epci.csv').map(row => ({ siren: row.siren!, name: row.nom! }));
  const { whole, whiteZones, epcis: areas } = coverageOf({ places, communes, epcis, departement, today });

  it('finds 91.3 % of inhabitants within 5 km and 99.8 % within 10 km', () => {
    expect(places).toHaveLength(138);
    expect(whole.inhabitants).toBe(433_570);
    expect(((whole.within5 / whole.located) * 100).toFixed(1)).toBe('91.3');
    expect(((whole.within10 / whole.located) * 100).toFixed(1)).toBe('99.8');
  });

  it('puts Arx first among the white zones: 15.2 km, 57 inhabitants', () => {
    const [first] = whiteZones;
    expect(first).toMatchObject({ name: 'Arx', inhabitants: 57 });
    expect(first!.nearestKm!.toFixed(1)).toBe('15.2');
  });

  it('counts every inhabitant and every library once over the EPCI', () => {
    expect(areas.reduce((sum, area) => sum + area.inhabitants, 0)).toBe(433_570);
    expect(areas.reduce((sum, area) => sum + area.places, 0)).toBe(138);
    expect(areas.reduce((sum, area) => sum + (area.byKind.get('BIB') ?? 0), 0)).toBe(138);
  });
});

describe('coverage', () => {
  it('includes both bounds of 5 and 10 km and leaves what is beyond', () => {
    const north = (km: number) => 44 + km / ((6371 * Math.PI) / 180);
    const communes = [4.99, 5.01, 9.99, 10.01].map((km, index) =>
      commune(`4000${index}`, north(km), -0.7, 10 ** index),
    );
    const { whole, whiteZones } = coverageOf({
      places: [place('40999', 44, -0.7)],
      communes,
      epcis: [],
      departement,
      today,
    });
    expect([whole.within5, whole.within10]).toEqual([1, 111]);
    expect(whiteZones.map(({ code }) => code)).toEqual(['40003']);
  });

  it('says that inhabitants without a point are neither near nor far', () => {
    const communes = [commune('40001', 44, -0.7, 100), commune('32027', null, null, 900, { home: false })];
    const { epcis, whole } = coverageOf({
      places: [place('40001', 44, -0.7), place('32027', 43.7, -0.2)],
      communes,
      epcis: [{ siren: '200000001', name: 'CC' }],
      departement,
      today,
    });
    expect(epcis[0]).toMatchObject({ inhabitants: 1000, located: 100, within5: 100, places: 2 });
    expect(whole).toMatchObject({ inhabitants: 100, places: 1 });
  });

  it('counts verified places under six months, the day itself excluded', () => {
    const places = ['2026-05-23', '2026-05-24', null].map(verifiedOn =>
      place('40001', 44, -0.7, { verifiedOn }),
    );
    expect(
      coverageOf({ places, communes: [commune('40001', 44, -0.7, 1)], epcis: [], departement, today }).whole
        .verified,
    ).toBe(1);
  });

  it('has every commune in the white when no place exists, without inventing a distance', () => {
    const { whole, communes, whiteZones } = coverageOf({
      places: [],
      communes: [commune('40001', 44, -0.7, 100)],
      epcis: [],
      departement,
      today,
    });
    expect([whole.within10, communes[0]!.nearestKm, whiteZones]).toEqual([0, null, []]);
  });

  it('finds the same nearest place as looking at all of them', () => {
    const point = fc.record({
      lat: fc.double({ min: 43.4, max: 44.6, noNaN: true }),
      lon: fc.double({ min: -1.6, max: 0.2, noNaN: true }),
    });
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 1, maxLength: 30 }), (from, points) => {
        const { communes } = coverageOf({
          places: points.map(({ lat, lon }) => place('x', lat, lon)),
          communes: [commune('40001', from.lat, from.lon, 1)],
          epcis: [],
          departement,
          today,
        });
        expect(communes[0]!.nearestKm).toBeCloseTo(
          Math.min(...points.map(other => distanceKm(from, other))),
          9,
        );
      }),
    );
  });

  it('writes one row an area, with a name that holds a comma between quotes', () => {
    const { communes } = coverageOf({
      places: [place('40001', 44, -0.7, { services: ['a'], kinds: ['BIB'] })],
      communes: [commune('40001', 44, -0.7, 7, { name: 'Arx, « le haut »' })],
      epcis: [],
      departement,
      today,
    });
    expect(
      parse(coverageCsv('commune', communes, { kinds: ['BIB'], services: ['a', 'b'] }), { columns: true }),
    ).toEqual([
      expect.objectContaining({
        nom: 'Arx, « le haut »',
        habitants: '7',
        distance_km: '0.0',
        lieux: '1',
        service_a: '1',
        service_b: '0',
        type_BIB: '1',
      }),
    ]);
  });

  it('goes back months within shorter ones and over the year', () => {
    expect([
      monthsBefore('2026-08-31', 6),
      monthsBefore('2026-03-15', 6),
      monthsBefore('2026-11-23', 24),
    ]).toEqual(['2026-02-28', '2025-09-15', '2024-11-23']);
  });
});
