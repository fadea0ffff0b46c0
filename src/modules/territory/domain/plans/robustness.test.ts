import { expect, it } from 'vitest';
import { airial1 } from '../fragility/definition.ts';
import { demandOf, type PlaceFacts } from '../positioning/demand.ts';
import { costOfPlan, instanceOf, type Rules } from '../positioning/instance.ts';
import { solveMedian } from '../positioning/proving.ts';
import { seededRandom } from '../random.ts';
import { type Draw, drawPlans, sharesOf, type Trial } from './robustness.ts';

const count = 10;
const p = 3;

/** Places anywhere, and what is known of them; without incomes, those of odd places are not published. */
async function trialOf(seed: number, everyIncome: boolean): Promise<Trial> {
  const random = seededRandom(seed);
  const at = Array.from({ length: count }, () => [random() * 100, random() * 100] as const);
  const time = (from: number, to: number) =>
    Math.round(10 * Math.hypot(at[from]![0] - at[to]![0], at[from]![1] - at[to]![1]));
  const places = Array.from({ length: count }, (_, place): PlaceFacts => {
    const rate = () => random() * 60;
    return {
      code: `4000${place}`,
      lat: 44,
      lon: -1,
      epci: 'A',
      population: place === 4 ? 0 : 100 + Math.floor(random() * 5000),
      age65Plus: rate(),
      lowDiploma: rate(),
    };
  });
  const communes = places.map(({ code, population, age65Plus, lowDiploma }, place) => ({
    code,
    population,
    values: [random() * 100, everyIncome || place % 2 === 0 ? random() * 50 : null, age65Plus, lowDiploma],
  }));
  const { persons } = demandOf(places);
  const rules: Rules = { p, fixed: new Uint8Array(count), siteCost: null, groups: null };
  const instance = instanceOf(count, count, (from, to) => persons[from]! * time(from, to));
  const central = (await solveMedian(instance, rules, { random: seededRandom(1), budget: () => true }))!;
  return { places, time, rules, central, persons, communes, definition: airial1 };
}

const drawing = { draws: 6, seed: 40, budget: () => true };

it('each draw is the best plan of the demand of its weights', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const trial = await trialOf(seed, true);
    for (const { draw, seed: used, objective, bound, open } of await drawPlans(trial, drawing)) {
      expect(used).toBe(40 + draw);
      const random = seededRandom(used);
      const drawn = [random(), random(), random()].map(each => -Math.log(1 - each));
      const [age = 0, diploma = 0, low = 0] = drawn.map(each => each / (drawn[0]! + drawn[1]! + drawn[2]!));
      const persons = trial.places.map(({ population, age65Plus, lowDiploma }, place) =>
        population === 0
          ? 0
          : Math.max(
              1,
              Math.round(
                (population *
                  (age * age65Plus! +
                    diploma * 0.5 * lowDiploma! +
                    low * trial.communes[place]!.values[1]!)) /
                  100,
              ),
            ),
      );
      const instance = instanceOf(count, count, (from, to) => persons[from]! * trial.time(from, to));
      let best = Number.POSITIVE_INFINITY;
      for (let one = 0; one < count; one++)
        for (let two = 0; two < one; two++)
          for (let three = 0; three < two; three++) {
            const plan = new Uint8Array(count);
            for (const site of [one, two, three]) plan[site] = 1;
            best = Math.min(best, costOfPlan(instance, trial.rules, plan));
          }
      expect([objective, bound], `seed ${seed}, draw ${draw}`).toEqual([best, best]);
      expect(open).toHaveLength(p);
    }
  }
});

it('a draw depends on its seed only: not on how many there are, nor on the order of the table', async () => {
  const trial = await trialOf(3, false);
  const all = await drawPlans(trial, drawing);
  expect(all).toHaveLength(6);
  expect(await drawPlans(trial, { ...drawing, draws: 2 })).toEqual(all.slice(0, 2));
  const turned = { ...trial, communes: trial.communes.toReversed() };
  expect(await drawPlans(turned, drawing)).toEqual(all);
  const next = await drawPlans(trial, { ...drawing, seed: 41, draws: 5 });
  expect(next.map(each => each.objective)).toEqual(all.slice(1).map(each => each.objective));
  expect(new Set(all.map(each => each.objective)).size).toBeGreaterThan(1);
});

it('stops when it is time, keeps the draws done, and tells how far it is', async () => {
  const trial = await trialOf(3, false);
  let done = 0;
  const kept = await drawPlans(trial, {
    ...drawing,
    budget: () => done < 3,
    progress: (now, of) => {
      expect([now, of]).toEqual([++done, 6]);
    },
  });
  expect(kept.map(({ draw }) => draw)).toEqual([1, 2, 3]);
});

it('sites are sure as often as they are chosen', () => {
  const draw = (number: number): Draw => ({
    draw: number,
    seed: number,
    open: ['a', ...(number <= 4 ? ['c'] : ['e']), ...(number === 1 ? ['b'] : ['d'])],
    objective: 0,
    bound: 0,
  });
  expect(sharesOf([1, 2, 3, 4, 5].map(draw))).toEqual([
    { code: 'a', share: 1, sureness: 'always' },
    { code: 'c', share: 0.8, sureness: 'very_sure' },
    { code: 'd', share: 0.8, sureness: 'very_sure' },
    { code: 'b', share: 0.2, sureness: 'depends' },
    { code: 'e', share: 0.2, sureness: 'depends' },
  ]);
  expect(sharesOf([1, 2, 3, 4, 5, 6].map(draw)).find(({ code }) => code === 'b')!.sureness).toBeNull();
});
