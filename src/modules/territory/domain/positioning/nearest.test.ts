import { describe, expect, it } from 'vitest';
import { verifyCertificate } from '../../verify.ts';
import { seededRandom } from '../random.ts';
import { certificateOf, claimedMedian } from './certificate.ts';
import { costOfPlan, type Rules } from './instance.ts';
import { instanceOfPlaces } from './nearest.ts';
import { solveMedian } from './proving.ts';
import { haversineTime } from './travel.ts';

type Point = { lat: number; lon: number };

/** Towns and countryside; some seeds add islands far away, on both sides of the antimeridian. */
function drawn(seed: number, count: number) {
  const random = seededRandom(seed);
  const places: Point[] = Array.from({ length: count }, (_, place) => {
    if (seed % 3 === 0 && place % 20 === 0)
      return { lat: -13 + random(), lon: place % 40 === 0 ? 179 + random() : -180 + random() };
    const spread = random() < 0.5 ? 0.05 : 3;
    return { lat: 44 + spread * random(), lon: -1 + spread * random() };
  });
  const persons = Float64Array.from(places, () => Math.floor(random() * 50));
  const time = haversineTime(places);
  return { places, persons, cost: (from: number, to: number) => persons[from]! * time(from, to), time };
}

const plain = (p: number, sites: number): Rules => ({
  p,
  fixed: new Uint8Array(sites),
  siteCost: null,
  groups: null,
});

describe('the nearest places of each', () => {
  it('are those that all pairs give, and no other is cheaper than what is said', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const count = 100 + 5 * seed;
      const neighbours = [1, 5, 12, 40][seed % 4]!;
      const { places, persons, cost, time } = drawn(seed, count);
      const { byClient, beyond } = instanceOfPlaces(places, persons, neighbours);
      for (let client = 0; client < count; client++) {
        const away = places.map((_, site) => time(client, site));
        const sorted = [...places.keys()].sort((one, two) => away[one]! - away[two]! || one - two);
        const listed = Array.from(byClient.other.subarray(client * neighbours, (client + 1) * neighbours));
        expect(listed.sort((one, two) => one - two)).toEqual(
          sorted.slice(0, neighbours).sort((one, two) => one - two),
        );
        expect(beyond[client], `seed ${seed}`).toBe(cost(client, sorted[neighbours]!));
      }
    }
  });

  it('are all places when there are few', () => {
    const { places, persons } = drawn(1, 40);
    const { byClient, beyond } = instanceOfPlaces(places, persons);
    expect(byClient.other).toHaveLength(40 * 40);
    expect(beyond[7]).toBe(Number.POSITIVE_INFINITY);
  });

  it('price a plan at its true nearest, listed or not', () => {
    const { places, persons, cost } = drawn(4, 120);
    const instance = instanceOfPlaces(places, persons, 6);
    const open = new Uint8Array(120);
    for (const site of [3, 50, 110]) open[site] = 1;
    const value = [...places.keys()].reduce(
      (sum, client) => sum + Math.min(cost(client, 3), cost(client, 50), cost(client, 110)),
      0,
    );
    expect(costOfPlan(instance, plain(3, 120), open)).toBe(value);
  });

  it('are enough for the best plan of all pairs, and its proof, on 200 small problems', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const sites = 6 + (seed % 5);
      const { places, persons, cost } = drawn(seed, sites);
      const p = 1 + (seed % 4);
      const rules = plain(p, sites);
      const found = (await solveMedian(instanceOfPlaces(places, persons, 1 + (seed % 3)), rules, {
        random: seededRandom(seed),
        budget: () => true,
      }))!;
      let best = Number.POSITIVE_INFINITY;
      for (let mask = 0; mask < 1 << sites; mask++) {
        const open = [...places.keys()].filter(site => mask & (1 << site));
        if (open.length !== p) continue;
        const least = (client: number) => Math.min(...open.map(site => cost(client, site)));
        best = Math.min(
          best,
          places.reduce((sum, _, client) => sum + least(client), 0),
        );
      }
      expect([found.plan.value, found.bound], `seed ${seed}`).toEqual([best, best]);
      const labels = places.map((_, place) => String(place));
      const certificate = certificateOf(
        { labels, instance: { file: '', sha256: '' } },
        rules,
        claimedMedian(found),
      );
      expect(
        verifyCertificate(JSON.parse(JSON.stringify(certificate)), { labels, persons: () => 1, time: cost }),
      ).toEqual({
        kind: 'proven',
      });
    }
  });
});

describe('a plan that is close enough', () => {
  it('is given as soon as its gap is proven', async () => {
    const { places, persons, cost } = drawn(2, 300);
    const instance = instanceOfPlaces(places, persons, 60);
    const rules = plain(25, 300);
    const work = { random: seededRandom(1), budget: () => true, gap: 0.05 };
    const found = (await solveMedian(instance, rules, work))!;
    expect(found.bound).toBeGreaterThanOrEqual(0.95 * found.plan.value);
    expect(found.bound).toBeLessThan(found.plan.value);
    const labels = places.map((_, place) => String(place));
    const certificate = certificateOf(
      { labels, instance: { file: '', sha256: '' } },
      rules,
      claimedMedian(found),
    );
    expect(
      verifyCertificate(JSON.parse(JSON.stringify(certificate)), { labels, persons: () => 1, time: cost })
        .kind,
    ).toBe('proven');
  });
});
