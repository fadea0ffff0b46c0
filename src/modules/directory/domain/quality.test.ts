import { expect, it } from 'vitest';
import type { PlaceContent } from './content.ts';
import { qualityOf } from './quality.ts';

const place = (over: Partial<PlaceContent> = {}): PlaceContent =>
  ({
    street: 'place de la Mairie',
    phone: null,
    phoneShort: null,
    accessModes: ['telephoner'],
    services: ['demarches'],
    fees: ['gratuit'],
    detail: 'd'.repeat(300),
    summary: null,
    lat: 43.9,
    lon: -0.4,
    geoQuality: 'address',
    ...over,
  }) as unknown as PlaceContent;
const known = { verifiedOn: '2026-09-01', today: '2026-11-24', hoursReadable: true };

it('lists what is left to do, and nothing for a full page', () => {
  expect(qualityOf(place(), known).missing).toEqual(['phone']);
  expect(qualityOf(place({ phone: '+33500000000' }), known)).toMatchObject({ score: 1, missing: [] });
});
it('asks for no telephone of a place that is not to be called', () => {
  const { criteria, missing } = qualityOf(place({ accessModes: ['se_presenter'] }), known);
  expect(criteria.phone).toBeNull();
  expect(missing).toEqual([]);
});
it('lets a check fade from six months to two years', () => {
  const on = (today: string) =>
    qualityOf(place(), { ...known, verifiedOn: '2024-11-24', today }).criteria.verification;
  expect(on('2025-05-24')).toBe(1);
  expect(on('2026-11-24')).toBe(0);
  expect(on('2025-08-24')).toBeCloseTo(0.83, 1);
  expect(qualityOf(place(), { ...known, verifiedOn: null }).criteria.verification).toBe(0);
});
