import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCommunes } from '../../communes-table.ts';
import { demandOf } from '../positioning/demand.ts';
import { instanceOf } from '../positioning/instance.ts';
import { solveMedian } from '../positioning/proving.ts';
import { haversineTime } from '../positioning/travel.ts';
import { seededRandom } from '../random.ts';
import { comparePlans } from './comparing.ts';
import { figuresOf, mostFragileFifth } from './figures.ts';
import type { Ground } from './ground.ts';

/** Places in a line, `at` in tenths of minute. */
function line(at: readonly number[], persons: readonly number[], epcis = at.map(() => 'A')): Ground {
  return {
    places: at.map((_, place) => ({ code: `4000${place}`, name: `Lieu ${place}`, epci: epcis[place]! })),
    persons: Float64Array.from(persons),
    time: (from, to) => Math.abs(at[from]! - at[to]!),
  };
}

describe('the figures of a plan', () => {
  it('are those of its persons, in minutes', () => {
    const ground = line([0, 100, 150, 300], [50, 30, 10, 10]);
    const { all, load, loadRatio, moves } = figuresOf(ground, Uint8Array.of(1, 0, 0, 0));
    expect(all).toMatchObject({ persons: 100, mean: 7.5, median: 0, p90: 15, max: 30, worstTenth: 30 });
    expect([all.within10, all.within15, all.within20, all.within30]).toEqual([0.8, 0.9, 0.9, 1]);
    expect([load, loadRatio, moves]).toEqual([[{ site: 0, persons: 100 }], 1, null]);
  });

  it('agree with persons counted one by one', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 60; round++) {
      const at = Array.from({ length: 9 }, () => Math.floor(random() * 300));
      const ground = line(
        at,
        at.map(() => Math.floor(random() * 4) * 5),
      );
      ground.persons[0] = 10;
      const open = Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 0);
      const times = at
        .flatMap((here, place) =>
          Array.from({ length: ground.persons[place]! }, () =>
            Math.min(Math.abs(here - at[0]!), Math.abs(here - at[4]!)),
          ),
        )
        .sort((a, b) => a - b);
      const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length / 10;
      const { all } = figuresOf(ground, open);
      const count = times.length;
      expect(all.persons).toBe(count);
      expect(all.mean).toBeCloseTo(mean(times), 9);
      expect(all.median).toBe(times[Math.ceil(count / 2) - 1]! / 10);
      expect(all.p90).toBe(times[Math.ceil(count * 0.9 - 1e-9) - 1]! / 10);
      // Counts are multiples of five: ten times as many persons make the tenth whole.
      const worst = times.flatMap(time => Array<number>(10).fill(time)).slice(-count);
      expect(all.worstTenth).toBeCloseTo(mean(worst), 9);
      let differences = 0;
      for (const one of times) for (const other of times) differences += Math.abs(one - other) / 10;
      expect(all.gini).toBeCloseTo(all.mean === 0 ? 0 : differences / (2 * count * count * all.mean), 9);
    }
  });

  it('are given by EPCI, for the most fragile fifth and the rest, and count moves', () => {
    const ground = line([0, 100, 200, 300, 400], [40, 10, 10, 0, 40], ['B', 'B', 'A', 'C', 'A']);
    const { byEpci, fragile, load, loadRatio, moves } = figuresOf(ground, Uint8Array.of(1, 0, 0, 0, 1), {
      scores: [10, 90, 80, 100, 20],
      adopted: Uint8Array.of(1, 1, 0, 0, 0),
    });
    // Nobody needs help in C.
    expect(byEpci.map(({ epci, figures }) => [epci, figures.persons, figures.mean])).toEqual([
      ['A', 50, 4],
      ['B', 50, 2],
    ]);
    expect([fragile!.fifth.persons, fragile!.fifth.mean]).toEqual([20, 15]);
    expect([fragile!.rest.persons, fragile!.rest.mean]).toEqual([80, 0]);
    expect(load).toEqual([
      { site: 0, persons: 60 },
      { site: 4, persons: 40 },
    ]);
    expect([loadRatio, moves]).toEqual([1.2, 1]);
  });

  it('take places into the fragile fifth until it is reached, equal scores by code, unknown ones never', () => {
    const ground = line([0, 1, 2, 3], [30, 15, 15, 40]);
    expect([...mostFragileFifth(ground, [null, 50, 50, 10])].sort()).toEqual([1, 2]);
    expect([...mostFragileFifth(ground, [70, 50, 50, 10])]).toEqual([0]);
    expect(
      figuresOf(ground, Uint8Array.of(1, 0, 0, 0), { scores: [null, null, null, null] }).fragile,
    ).toBeNull();
  });
});

describe('two plans side by side', () => {
  it('tell sites, persons who go five minutes farther or nearer by EPCI, and each place', () => {
    const ground = line([0, 50, 151, 300], [10, 20, 30, 40], ['A', 'A', 'B', 'B']);
    const found = comparePlans(ground, Uint8Array.of(1, 0, 0, 1), Uint8Array.of(0, 1, 0, 1));
    expect([found.gained, found.lost, found.kept]).toEqual([[1], [0], [3]]);
    // Five minutes exactly is not more than five.
    expect(found.minutes.map(({ more }) => more)).toEqual([5, -5, -4.8, 0]);
    expect(found.byEpci).toEqual([
      { epci: 'A', nearer: 0, farther: 0 },
      { epci: 'B', nearer: 0, farther: 0 },
    ]);
    const far = comparePlans(ground, Uint8Array.of(1, 0, 0, 1), Uint8Array.of(0, 0, 1, 0));
    expect(far.byEpci).toEqual([
      { epci: 'A', nearer: 0, farther: 30 },
      { epci: 'B', nearer: 30, farther: 40 },
    ]);
    expect(far.before.all.mean).toBeCloseTo(5.47, 9);
    expect(far.after.all.mean).toBeCloseTo(9.49, 9);
  });
});

const indicators = ['data/landes/indicators.csv', '../shared/data/landes/indicators.csv'].find(existsSync);

describe.skipIf(!indicators)('the plan of thirty sites of the Landes', () => {
  it('has the figures of the specification', async () => {
    const [head, ...rows] = readFileSync(indicators!, 'utf8').trim().split('\n');
    const rates = new Map(rows.map(line => [line.split(',')[0], line]));
    const [first, ...communes] = readFileSync('data/landes/communes.csv', 'utf8').trim().split('\n');
    const places = readCommunes(
      [
        `${first},${head!.replace('insee', 'again')}`,
        ...communes.map(line => `${line},${rates.get(line.split(',')[0])}`),
      ].join('\n'),
    );
    const { persons } = demandOf(places);
    const time = haversineTime(places);
    const rules = { p: 30, fixed: new Uint8Array(327), siteCost: null, groups: null };
    const solved = await solveMedian(
      instanceOf(327, 327, (from, to) => persons[from]! * time(from, to)),
      rules,
      { random: seededRandom(1), budget: () => true },
    );
    const { all, byEpci, load } = figuresOf({ places, persons, time }, solved!.plan.open);
    expect([all.persons, all.max, byEpci.length, load.length]).toEqual([131_870, 35.8, 18, 30]);
    expect(all.mean).toBeCloseTo(7_830_578 / 131_870 / 10, 9);
    expect(all.within15).toBeCloseTo(0.8817, 4);
  });
});
