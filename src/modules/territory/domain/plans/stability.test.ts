import { describe, expect, it } from 'vitest';
import {
  costOfPlan,
  countByGroup,
  type Groups,
  instanceOf,
  type Rules,
  suits,
} from '../positioning/instance.ts';
import { seededRandom } from '../random.ts';
import { movesFrom } from './figures.ts';
import { siteCostOf, stabilityCurve } from './stability.ts';

const sites = 8;

/** A small problem, the adopted plan, and every plan that is possible with the moves that it makes and its value. */
function drawn(seed: number, grouped: boolean) {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const table = Array.from({ length: sites * sites }, () => upTo(seed % 2 ? 9 : 200));
  const instance = instanceOf(sites, sites, (one, two) => (one === two ? 0 : table[one * sites + two]!));
  const p = 2 + upTo(3);
  const groups: Groups | null = grouped
    ? {
        of: Int32Array.from({ length: sites }, () => upTo(1)),
        least: Int32Array.of(1, 1),
        most: Int32Array.of(p, p - 1),
      }
    : null;
  const rules: Rules = { p, fixed: new Uint8Array(sites), siteCost: null, groups };
  if (random() < 0.4) rules.fixed[upTo(sites - 1)] = 1 + upTo(1);
  const adopted = new Uint8Array(sites);
  // Sometimes it has not as many sites as asked.
  for (let count = p - 1 + upTo(2); count > 0; count--) adopted[upTo(sites - 1)] = 1;
  const plans: { moves: number; value: number }[] = [];
  for (let mask = 0; mask < 1 << sites; mask++) {
    const open = Uint8Array.from({ length: sites }, (_, site) => (mask >> site) & 1);
    if (open.reduce((sum, each) => sum + each, 0) !== p) continue;
    if (rules.fixed.some((as, site) => as === (open[site] ? 2 : 1))) continue;
    if (groups && !suits(groups, countByGroup(groups, open))) continue;
    plans.push({ moves: movesFrom(adopted, open), value: costOfPlan(instance, rules, open) });
  }
  const bestWith = (moves: number) =>
    Math.min(...plans.filter(plan => plan.moves <= moves).map(plan => plan.value));
  return { instance, rules, adopted, plans, bestWith };
}

const work = () => ({ random: seededRandom(1), budget: () => true });

describe('the curve of moves', () => {
  it('has the best plan of each number of moves, proven, from the fewest that are possible', async () => {
    let stays = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const { instance, rules, adopted, plans, bestWith } = drawn(seed, false);
      const { points, best, complete } = await stabilityCurve(instance, rules, adopted, 5, work());
      const fewest = Math.min(...plans.map(plan => plan.moves));
      const wanted = [0, 1, 2, 3, 4, 5].filter(moves => moves >= fewest);
      expect(
        points.map(point => point.moves),
        `seed ${seed}`,
      ).toEqual(wanted);
      for (const { moves, open, value, bound, gained } of points) {
        expect([value, bound === value], `seed ${seed}, ${moves} moves`).toEqual([bestWith(moves), true]);
        expect(movesFrom(adopted, open)).toBeLessThanOrEqual(moves);
        expect(gained).toBe(points[0]!.value - value);
      }
      expect([complete, best?.plan.value]).toEqual([true, bestWith(sites)]);
      if (fewest === 0) stays++;
    }
    expect(stays).toBeGreaterThan(20);
  });

  it('with groups, has points of the lower hull, each the best for its number of moves, and both its ends', async () => {
    let inner = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const { instance, rules, adopted, plans, bestWith } = drawn(seed, true);
      const { points, complete } = await stabilityCurve(instance, rules, adopted, sites, work());
      expect(complete).toBe(false);
      if (plans.length === 0) {
        expect(points).toEqual([]);
        continue;
      }
      expect(points[0]!.moves, `seed ${seed}`).toBe(Math.min(...plans.map(plan => plan.moves)));
      expect(points.at(-1)!.value).toBe(bestWith(sites));
      for (const { moves, value, bound } of points)
        expect([value, bound === value], `seed ${seed}, ${moves} moves`).toEqual([bestWith(moves), true]);
      inner += Math.max(0, points.length - 2);
    }
    expect(inner).toBeGreaterThan(20);
  });

  it('keeps the points found when time is over', async () => {
    const { instance, rules, adopted } = drawn(3, false);
    let asked = 0;
    const { points } = await stabilityCurve(instance, rules, adopted, 5, {
      random: seededRandom(1),
      budget: () => ++asked < 60,
    });
    const whole = await stabilityCurve(instance, rules, adopted, 5, work());
    expect(points.length).toBeLessThan(whole.points.length);
    expect(points.map(({ moves }) => moves)).toEqual(
      whole.points.slice(0, points.length).map(({ moves }) => moves),
    );
  });
});

it('prices the sites that the adopted plan has not, in persons × tenths of minute', () => {
  expect(Array.from(siteCostOf(Uint8Array.of(1, 0, 1, 0), 12.34))).toEqual([0, 123, 0, 123]);
});
