import { describe, expect, it } from 'vitest';
import { costOfPlan, type Groups, instanceOf, openOf, type Rules } from '../positioning/instance.ts';
import { solveMedian } from '../positioning/proving.ts';
import { seededRandom } from '../random.ts';
import { judge } from './comparing.ts';
import { addInstead, leastAdditions, reasonsOf } from './explaining.ts';
import type { Ground } from './ground.ts';

const count = 9;
const p = 3;

function drawn(seed: number, groups: Groups | null = null) {
  const random = seededRandom(seed);
  const table = Array.from({ length: count * count }, () => Math.floor(random() * 200));
  const ground: Ground = {
    places: Array.from({ length: count }, (_, place) => ({ code: String(place), name: '', epci: '' })),
    persons: Float64Array.from({ length: count }, () => 1 + Math.floor(random() * 30)),
    time: (from, to) => (from === to ? 0 : table[from * count + to]!),
  };
  const instance = instanceOf(count, count, (from, to) => ground.persons[from]! * ground.time(from, to));
  const rules: Rules = { p, fixed: new Uint8Array(count), siteCost: null, groups };
  if (seed % 3 === 0) rules.fixed[seed % count] = 2;
  const all = ground.persons.reduce((sum, each) => sum + each, 0);
  return { ground, instance, rules, all };
}

const work = () => ({ random: seededRandom(1), budget: () => true });
const without = (open: Uint8Array, site: number) => open.map((each, other) => (other === site ? 0 : each));
const withSite = (open: Uint8Array, site: number) => open.map((each, other) => (other === site ? 1 : each));

describe('why a site is in the plan', () => {
  it('is what its closing and its best replacement would cost, as a new count says', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { ground, instance, rules, all } = drawn(seed);
      const central = (await solveMedian(instance, rules, work()))!;
      const { open, value } = central.plan;
      const reasons = reasonsOf(ground, rules, open);
      expect(reasons.map(({ site }) => site)).toEqual([...openOf(open)]);
      expect(reasons.reduce((sum, { persons }) => sum + persons, 0)).toBe(all);
      for (const { site, persons, minutesIfClosed, next, replacement } of reasons) {
        const closed = without(open, site);
        expect(minutesIfClosed).toBeCloseTo((costOfPlan(instance, rules, closed) - value) / all / 10, 9);
        expect(next.reduce((sum, each) => sum + each.persons, 0)).toBe(persons);
        expect(next.every(each => closed[each.site])).toBe(true);
        const others = [...open.keys()].filter(each => !open[each] && rules.fixed[each] !== 2);
        const costs = others.map(each => costOfPlan(instance, rules, withSite(closed, each)));
        const least = Math.min(...costs);
        expect(replacement!.minutes).toBeCloseTo((least - value) / all / 10, 9);
        expect(costs[others.indexOf(replacement!.site)]).toBe(least);
      }
    }
  });

  it('respects fixed sites and groups, and says nothing of a site alone', () => {
    const groups: Groups = {
      of: Int32Array.from({ length: count }, (_, site) => (site < 3 ? 0 : 1)),
      least: Int32Array.of(1, 0),
      most: Int32Array.of(1, 9),
    };
    const { ground, rules } = drawn(4, groups);
    rules.fixed[5] = 1;
    const open = Uint8Array.from({ length: count }, (_, site) =>
      site === 1 || site === 5 || site === 7 ? 1 : 0,
    );
    const [inGroup, kept, other] = reasonsOf(ground, rules, open);
    expect(inGroup!.replacement!.site).toBeLessThan(3);
    expect(kept!.replacement).toBeNull();
    expect(other!.replacement!.site).toBeGreaterThanOrEqual(3);
    const alone = Uint8Array.from({ length: count }, (_, site) => (site === 1 ? 1 : 0));
    expect(reasonsOf(ground, { ...rules, groups: null }, alone)[0]).toMatchObject({
      minutesIfClosed: null,
      next: [],
    });
  });
});

describe('why a site is not in the plan', () => {
  it('is what the best plan with it costs, and no less than what is said at once', async () => {
    let dearer = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { instance, rules, all } = drawn(seed);
      const central = (await solveMedian(instance, rules, work()))!;
      const least = leastAdditions(instance, rules, central, all);
      for (let site = 0; site < count; site++) {
        const addition = await addInstead(instance, rules, central, site, all, work());
        if (rules.fixed[site] === 2) {
          expect([addition, least[site]]).toEqual([null, Number.POSITIVE_INFINITY]);
          continue;
        }
        let best = Number.POSITIVE_INFINITY;
        for (let one = 0; one < count; one++)
          for (let two = 0; two < one; two++) {
            if (one === site || two === site || rules.fixed[one] || rules.fixed[two]) continue;
            const open = new Uint8Array(count);
            for (const each of [site, one, two]) open[each] = 1;
            best = Math.min(best, costOfPlan(instance, rules, open));
          }
        const { minutes, atLeast, leaving, coming, solved } = addition!;
        expect([solved.plan.value, solved.bound]).toEqual([best, best]);
        expect([minutes, atLeast]).toEqual(Array(2).fill((best - central.plan.value) / all / 10));
        expect(least[site]!).toBeLessThanOrEqual(minutes + 1e-9);
        if (least[site]! > 0) dearer++;
        expect(leaving.length).toBe(coming.length + (central.plan.open[site] ? 0 : 1));
      }
    }
    expect(dearer).toBeGreaterThan(100);
  });
});

describe('a plan made by hand', () => {
  it('is told how far from the best it is, whatever its number of sites', async () => {
    const { instance, rules } = drawn(2);
    const central = (await solveMedian(instance, rules, work()))!;
    expect(judge(instance, rules, central.plan.open, central)).toEqual({
      value: central.plan.value,
      above: 0,
      isExact: true,
    });
    const fewer = without(central.plan.open, [...openOf(central.plan.open)][0]!);
    const value = costOfPlan(instance, rules, fewer);
    expect(judge(instance, rules, fewer, central).above).toBe((value - central.bound) / central.bound);
    expect(judge(instance, rules, fewer, { ...central, bound: central.bound - 10 }).isExact).toBe(false);
    expect(judge(instance, rules, new Uint8Array(count), central).above).toBe(Number.POSITIVE_INFINITY);
  });
});
