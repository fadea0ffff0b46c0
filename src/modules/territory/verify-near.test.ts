import { describe, expect, it } from 'vitest';
import { seededRandom } from './domain/random.ts';
import { factsOfCommunes } from './verify-data.ts';

/** A table of communes, some of which nobody lives in. */
function table(seed: number, count: number): string {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, (_, place) => {
    const [lat, lon] = [43 + (seed % 2 ? 5 : 0.2) * random(), -1 + 3 * random()];
    const population = random() < 0.1 ? 0 : Math.ceil(5000 * random());
    return `${10_000 + place},Lieu,${lat.toFixed(3)},${lon.toFixed(3)},1,${population},25,30`;
  });
  return `insee,nom,lat,lon,epci_siren,population,age_65_plus_pct,low_or_no_diploma_15_plus_pct\n${rows.join('\n')}\n`;
}

describe('the sites that the verifier looks at', () => {
  it('are all those that cost less than what matters, and few others', () => {
    let [shown, all] = [0, 0];
    for (let seed = 1; seed <= 10; seed++) {
      const count = 150;
      const { persons, time, near } = factsOfCommunes(table(seed, count));
      const cost = (client: number, site: number) => persons(client) * time(client, site);
      const random = seededRandom(seed);
      for (let client = 0; client < count; client++) {
        const most = cost(client, Math.floor(random() * count));
        const seen = new Set<number>();
        near!(client, site => {
          seen.add(site);
          return most;
        });
        for (let site = 0; site < count; site++)
          if (cost(client, site) < most) expect(seen.has(site), `seed ${seed}`).toBe(true);
        shown += seen.size;
        all += count;
      }
    }
    expect(shown).toBeLessThan(0.8 * all);
  });

  it('follow what matters as it shrinks: the nearest is found', () => {
    const { persons, time, near } = factsOfCommunes(table(1, 200));
    const cost = (client: number, site: number) => persons(client) * time(client, site);
    for (let client = 0; client < 200; client++) {
      let least = Number.POSITIVE_INFINITY;
      near!(client, site => {
        if (site % 9 === 0) least = Math.min(least, cost(client, site));
        return least;
      });
      const sites = Array.from({ length: 23 }, (_, index) => index * 9);
      expect(least).toBe(Math.min(...sites.map(site => cost(client, site))));
    }
  });
});
