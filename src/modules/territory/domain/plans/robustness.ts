import type { IndexDefinition } from '../fragility/definition.ts';
import { type CommuneValues, guessingsOf, inCodeOrder, TableDrawer } from '../fragility/imputing.ts';
import { expectedPersons, knownRates, type PlaceFacts } from '../positioning/demand.ts';
import { instanceOf, openOf, type Rules } from '../positioning/instance.ts';
import type { LinearSolver } from '../positioning/linear.ts';
import { type Solved, solveMedian } from '../positioning/proving.ts';
import { seededRandom } from '../random.ts';

/*
 * Would the plan be the same if need were counted otherwise? It is computed again with weights drawn by lot and low
 * incomes drawn where they are not published (product/territory.md §8).
 */

/** The plan that is put to the test, and all it was made of. */
export interface Trial {
  /** In the order of the instance. */
  places: readonly PlaceFacts[];
  /** Tenths of minute. */
  time: (from: number, to: number) => number;
  rules: Rules;
  central: Solved;
  /** Demand of the central plan, by place. */
  persons: Float64Array;
  /** What low incomes are drawn from: every place once, in any order, with the indicators of the definition. */
  communes: readonly CommuneValues[];
  definition: IndexDefinition;
}

export interface Draw {
  /** From 1. */
  draw: number;
  seed: number;
  /** Codes, in the order of the instance. */
  open: string[];
  objective: number;
  bound: number;
}

interface Drawing {
  draws: number;
  /** Draw t uses `seed + t`. */
  seed: number;
  /** False when it is time to stop: whole draws are kept, the one at hand is not. */
  budget: () => boolean;
  progress?: (done: number, draws: number) => void;
  linear?: LinearSolver;
}

const income = 'low_income_households_pct';

/** Optimises again as many times as asked, or as there is time for. The definition holds low incomes, known somewhere. */
export async function drawPlans(trial: Trial, drawing: Drawing): Promise<Draw[]> {
  const { places, time, rules, central } = trial;
  const { budget, linear } = drawing;
  const needs = needsOf(trial);
  const prices = pricesOf(trial);
  const kept: Draw[] = [];
  for (let draw = 1; draw <= drawing.draws && budget(); draw++) {
    const seed = drawing.seed + draw;
    const random = seededRandom(seed);
    const persons = needs(random);
    const instance = instanceOf(places.length, places.length, (from, to) =>
      persons[from] === 0 ? 0 : persons[from]! * time(from, to),
    );
    const solved = await solveMedian(instance, rules, {
      random,
      budget,
      ...(linear ? { linear } : {}),
      start: central.plan.open,
      multipliers: prices.map((price, place) => price * persons[place]!),
    });
    if (!solved || (solved.bound < solved.plan.value && !budget())) break;
    kept.push({
      draw,
      seed,
      open: Array.from(openOf(solved.plan.open), site => places[site]!.code),
      objective: solved.plan.value,
      bound: solved.bound,
    });
    drawing.progress?.(draw, drawing.draws);
  }
  return kept;
}

/** Persons by place, weights and then incomes drawn with the numbers given. */
function needsOf({ places, communes, definition }: Trial): (random: () => number) => Float64Array {
  const inOrder = inCodeOrder(communes);
  const rowOf = new Map(inOrder.map(({ code }, row) => [code, row]));
  const rows = places.map(({ code }) => rowOf.get(code)!);
  const column = definition.indicators.findIndex(({ id }) => id === income);
  const guessings = guessingsOf(inOrder, definition.indicators.length);
  const { age65Plus, lowDiploma } = knownRates(places);
  return random => {
    const [age, diploma, low] = dirichlet(3, random);
    const drawer = new TableDrawer(inOrder, guessings, definition.imputation.donors, random);
    drawer.draw();
    const incomes = drawer.table[column]!;
    return Float64Array.from(places, ({ population }, place) =>
      expectedPersons(
        population,
        age! * age65Plus[place]! + diploma! * 0.5 * lowDiploma[place]! + low! * incomes[rows[place]!]!,
      ),
    );
  };
}

/** Weights that sum to 1, all of them as likely: exponential numbers over their sum. */
function dirichlet(count: number, random: () => number): number[] {
  const drawn = Array.from({ length: count }, () => -Math.log(1 - random()));
  const sum = drawn.reduce((all, each) => all + each, 0);
  return drawn.map(each => each / sum);
}

/** Multipliers of the central plan by person: they change with the number of persons much less than by place. */
function pricesOf({ central, persons }: Trial): Float64Array {
  const { scale, u } = central.multipliers[0]!;
  return persons.map((count, place) => (count > 0 ? u[place]! / scale / count : 0));
}

/** How sure a site is: chosen in all draws, in 80 % of them or more, in 20 % or more. */
export type Sureness = 'always' | 'very_sure' | 'depends';

export interface SiteShare {
  code: string;
  /** Of the draws, in [0, 1]. */
  share: number;
  /** Null when it is chosen now and then only. */
  sureness: Sureness | null;
}

/** The sites that some draw chose, the most often chosen first, then by code. */
export function sharesOf(draws: readonly Draw[]): SiteShare[] {
  const counts = new Map<string, number>();
  for (const { open } of draws) for (const code of open) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({
      code,
      share: count / draws.length,
      sureness: surenessOf(count, draws.length),
    }))
    .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1));
}

/** In integers: 4 of 5 is 80 %. */
function surenessOf(count: number, draws: number): Sureness | null {
  if (count === draws) return 'always';
  if (count * 5 >= draws * 4) return 'very_sure';
  return count * 5 >= draws ? 'depends' : null;
}
