import { seededRandom } from '../random.ts';
import type { IndexDefinition } from './definition.ts';
import { sortByDigits } from './digits.ts';
import { type CommuneValues, type Guessing, guessingsOf, inCodeOrder, TableDrawer } from './imputing.ts';
import { fragilityOf } from './position.ts';

/** A value of an indicator that was not published: what it may be. */
export interface GuessedValue {
  indicator: string;
  mean: number;
  lo90: number;
  hi90: number;
}

export interface Score {
  code: string;
  /** Fragility of each indicator, 0 to 100: the mean of the drawn ones when it is missing. */
  z: Record<string, number>;
  /** 0 to 100. */
  value: number;
  /** On the scale of the definition. */
  value10: number;
  lo90: number;
  hi90: number;
  /** 1 is the most fragile; equals share the best. */
  rank: number;
  rankLo90: number;
  rankHi90: number;
  /** Share of the draws where it is among the `top_k` most fragile. */
  pTop: number;
  /** What each indicator adds to the mean of the territory; they sum to value − mean. */
  contributions: Record<string, number>;
  guessed: GuessedValue[];
}

/** What communes make together, by population: an intercommunalité. It has no value of its own that could be missing. */
export type GroupScore = Omit<Score, 'guessed' | 'pTop'>;

export interface IndexRun {
  /** Mean of the territory, by population. */
  mean: number;
  /** In the order of codes. */
  scores: Score[];
  /** Of the groups asked for, in the order of codes. */
  groups: GroupScore[];
  guessings: Record<string, Pick<Guessing, 'method' | 'explained'> & { missing: number }>;
}

/** The index cannot be computed; the indicator that nobody has. */
export class NothingObserved extends Error {
  readonly indicator: string;
  constructor(indicator: string) {
    super(`Aucune commune n’a de valeur pour ${indicator}.`);
    this.indicator = indicator;
  }
}

/**
 * Scores of the communes, with what is not known drawn many times and weights moved (product/territory.md §4.2–4.4),
 * and those of the groups that `groupOf` puts them in. Nothing depends on the order of the communes nor on the
 * machine. Throws {@link NothingObserved}.
 */
export function runIndex(
  definition: IndexDefinition,
  given: readonly CommuneValues[],
  groupOf: (code: string) => string | null = () => null,
): IndexRun {
  const communes = inCodeOrder(given);
  const groups = groupsOf(communes, groupOf);
  const { indicators, reference, robustness } = definition;
  const guessings = guessingsOf(communes, indicators.length);
  const unknown = guessings.findIndex(({ observed }) => observed.length === 0);
  if (communes.length > 0 && unknown >= 0) throw new NothingObserved(indicators[unknown]!.id);
  const fragility = indicators.map(({ id, direction }) => {
    const quantiles = reference.table[id]!;
    return (value: number) => fragilityOf(quantiles, value, direction);
  });
  const drawn = drawAll(definition, communes, guessings, fragility, groups);
  const z = indicators.map((_, k) =>
    Float64Array.from(communes, ({ values }, index) => {
      const value = values[k]!;
      return value === null ? drawn.sums[k]![index]! / robustness.draws : fragility[k]!(value);
    }),
  );
  const means = z.map(each => meanByPopulation(each, communes));
  const values = Float64Array.from(communes, (_, index) =>
    indicators.reduce((sum, { weight }, k) => sum + weight * z[k]![index]!, 0),
  );
  const mean = indicators.reduce((sum, { weight }, k) => sum + weight * means[k]!, 0);
  const ranks = ranksOf(values);
  const byIndicator = (of: (k: number) => number) =>
    Object.fromEntries(indicators.map(({ id }, k) => [id, of(k)]));
  const boundsOf = (draws: Draws, index: number, value: number, rank: number) => {
    const [lo90, hi90] = interval(draws.scores, index, robustness.draws);
    const [rankLo90, rankHi90] = interval(draws.ranks, index, robustness.draws);
    return {
      value,
      value10: onScale(definition, value),
      lo90: Math.min(value, lo90),
      hi90: Math.max(value, hi90),
      rank,
      rankLo90: Math.min(rank, rankLo90),
      rankHi90: Math.max(rank, rankHi90),
    };
  };
  const partsOf = (of: (k: number) => number) => ({
    z: byIndicator(of),
    contributions: byIndicator(k => indicators[k]!.weight * (of(k) - means[k]!)),
  });
  const scores = communes.map(
    ({ code, values: known }, index): Score => ({
      code,
      ...partsOf(k => z[k]![index]!),
      ...boundsOf(drawn.communes, index, values[index]!, ranks[index]!),
      pTop: drawn.tops[index]! / robustness.draws,
      guessed: indicators.flatMap(({ id }, k) =>
        known[k] === null ? [{ indicator: id, ...drawn.guessed(k, index) }] : [],
      ),
    }),
  );
  const groupValues = groups.meansOf(values);
  const groupZ = z.map(each => groups.meansOf(each));
  const groupRanks = ranksOf(groupValues);
  const told = guessings.map(({ method, explained, missing }) => ({
    method,
    explained,
    missing: missing.length,
  }));
  return {
    mean,
    scores,
    groups: groups.codes.map((code, group) => ({
      code,
      ...partsOf(k => groupZ[k]![group]!),
      ...boundsOf(drawn.groups, group, groupValues[group]!, groupRanks[group]!),
    })),
    guessings: Object.fromEntries(indicators.map(({ id }, k) => [id, told[k]!])),
  };
}

/** A score from 0 to 100, on the scale that is shown. */
export function onScale({ scale: [least, most] }: Pick<IndexDefinition, 'scale'>, value: number): number {
  return least + ((most - least) * value) / 100;
}

/** Communes put together: their codes in order, and the mean of each by inhabitants. */
interface Groups {
  codes: string[];
  meansOf(values: Float64Array): Float64Array;
}

function groupsOf(communes: readonly CommuneValues[], groupOf: (code: string) => string | null): Groups {
  const named = communes.map(({ code }) => groupOf(code));
  const codes = [...new Set(named.filter(name => name !== null))].sort();
  const of = named.map(name => (name === null ? -1 : codes.indexOf(name)));
  const persons = new Float64Array(codes.length);
  for (const [index, { population }] of communes.entries())
    if (of[index]! >= 0) persons[of[index]!]! += population;
  return {
    codes,
    meansOf: values => {
      const sums = new Float64Array(codes.length);
      for (const [index, { population }] of communes.entries())
        if (of[index]! >= 0) sums[of[index]!]! += population * values[index]!;
      return sums.map((sum, group) => (persons[group]! > 0 ? sum / persons[group]! : 0));
    },
  };
}

/** `draws` numbers in a row for each commune, or each group. */
interface Draws {
  scores: Float64Array;
  ranks: Int32Array;
}

interface Drawn {
  communes: Draws;
  groups: Draws;
  tops: Int32Array;
  /** Sum of the fragility of the drawn values, by indicator and commune. */
  sums: Float64Array[];
  guessed(k: number, index: number): Omit<GuessedValue, 'indicator'>;
}

function drawAll(
  { indicators, imputation, robustness }: IndexDefinition,
  communes: readonly CommuneValues[],
  guessings: readonly Guessing[],
  fragility: readonly ((value: number) => number)[],
  groups: Groups,
): Drawn {
  const { draws, weight_noise: noise, seed, top_k: top } = robustness;
  const random = seededRandom(seed);
  const tables = new TableDrawer(communes, guessings, imputation.donors, random);
  const count = communes.length;
  const rowsOf = (rows: number): Draws => ({
    scores: new Float64Array(rows * draws),
    ranks: new Int32Array(rows * draws),
  });
  const keep = ({ scores, ranks }: Draws, draw: number, values: Float64Array): Int32Array => {
    const order = ranksOf(values);
    for (let row = 0; row < values.length; row++) {
      scores[row * draws + draw] = values[row]!;
      ranks[row * draws + draw] = order[row]!;
    }
    return order;
  };
  const drawnCommunes = rowsOf(count);
  const drawnGroups = rowsOf(groups.codes.length);
  const tops = new Int32Array(count);
  const sums = indicators.map(() => new Float64Array(count));
  const places = guessings.map(
    ({ missing }) => new Map(Array.from(missing, (index, place) => [index, place])),
  );
  const kept = guessings.map(({ missing }) => new Float64Array(missing.length * draws));
  // Observed ones never change; drawn ones are those of some other commune: each is placed among the quantiles once.
  const z = indicators.map((_, k) =>
    Float64Array.from(communes, ({ values }) => (values[k] === null ? 0 : fragility[k]!(values[k]!))),
  );
  const known = fragility.map(of => {
    const placed = new Map<number, number>();
    return (value: number) => {
      const before = placed.get(value);
      if (before !== undefined) return before;
      const now = of(value);
      placed.set(value, now);
      return now;
    };
  });
  const drawnScores = new Float64Array(count);
  for (let draw = 0; draw < draws; draw++) {
    const weights = indicators.map(({ weight }) => weight * (1 - noise + 2 * noise * random()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    tables.draw();
    for (const [k, { missing }] of guessings.entries())
      for (let place = 0; place < missing.length; place++) {
        const index = missing[place]!;
        const value = tables.table[k]![index]!;
        kept[k]![place * draws + draw] = value;
        const placed = known[k]!(value);
        z[k]![index] = placed;
        sums[k]![index]! += placed;
      }
    for (let index = 0; index < count; index++) {
      let score = 0;
      for (let k = 0; k < weights.length; k++) score += (weights[k]! / total) * z[k]![index]!;
      drawnScores[index] = score;
    }
    const drawnRanks = keep(drawnCommunes, draw, drawnScores);
    for (let index = 0; index < count; index++) if (drawnRanks[index]! <= top) tops[index]!++;
    if (groups.codes.length > 0) keep(drawnGroups, draw, groups.meansOf(drawnScores));
  }
  return {
    communes: drawnCommunes,
    groups: drawnGroups,
    tops,
    sums,
    guessed: (k, index) => {
      const place = places[k]!.get(index)!;
      const values = kept[k]!.slice(place * draws, (place + 1) * draws);
      const [lo90, hi90] = interval(values, 0, draws);
      return { mean: values.reduce((sum, value) => sum + value, 0) / draws, lo90, hi90 };
    },
  };
}

/** From the 5th to the 95th of a hundred, among the draws of one commune. */
function interval(drawn: Float64Array | Int32Array, index: number, draws: number): [number, number] {
  const sorted = drawn.slice(index * draws, (index + 1) * draws).sort();
  return [sorted[Math.floor(0.05 * draws)]!, sorted[Math.floor(0.95 * draws)]!];
}

/** 1 for the greatest; equals share the best. */
export function ranksOf(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  sortByDigits(order, values);
  const ranks = new Int32Array(values.length);
  let rank = 1;
  for (let at = order.length - 1; at >= 0; at--) {
    const value = values[order[at]!]!;
    if (at < order.length - 1 && value !== values[order[at + 1]!]!) rank = order.length - at;
    ranks[order[at]!] = rank;
  }
  return ranks;
}

/** Of all alike where nobody lives anywhere. */
function meanByPopulation(values: Float64Array, communes: readonly CommuneValues[]): number {
  let [sum, persons] = [0, 0];
  for (const [index, { population }] of communes.entries()) {
    sum += population * values[index]!;
    persons += population;
  }
  return persons > 0 ? sum / persons : values.reduce((all, value) => all + value, 0) / (values.length || 1);
}
