import type { Indicator } from '../../vocabulary.ts';

type Unit = Indicator['unit'];

/** What producers write for a value kept secret or never measured. */
const notPublished = new Set(['', 's', 'ns', 'nd', 'n.d.', 'nc', 'n.c.']);

/** True for what says that there is no value here; « 0 » is a value. */
export const isNotPublished = (typed: string) => notPublished.has(typed.trim().toLowerCase());

/** Least and greatest value that makes sense, by unit. */
export const bounds: Readonly<Record<Unit, readonly [from: number, to: number]>> = {
  pct: [0, 100],
  share: [0, 1],
  count: [0, 1e9],
  min: [0, 600],
  per_10k: [0, 10_000],
  index_1_10: [1, 10],
};

/** A number as it is typed: decimal comma or point, thousands apart, « % » after; null when it is none. */
export function readNumber(typed: string): number | null {
  const bare = typed.trim().replace(/[\s\u00a0\u202f]*%$/, '');
  const plain = /^-?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(bare)
    ? bare.replace(/[ \u00a0\u202f]/g, '')
    : bare;
  return /^-?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?$/i.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** What is known of one area: a commune, a former one, a quarter. Null: not told, or not published. */
export interface Figures {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  population: number | null;
}

/** By how much a numerator over its denominator is multiplied; null when the unit is no ratio. */
const factors: Readonly<Record<Unit, number | null>> = {
  pct: 100,
  share: 1,
  count: null,
  min: 1,
  per_10k: 10_000,
  index_1_10: null,
};

/** The value that a numerator and its denominator make; null when they make none. */
export function ratioOf(
  { numerator, denominator }: Pick<Figures, 'numerator' | 'denominator'>,
  unit: Unit,
): number | null {
  const factor = factors[unit];
  if (factor === null || numerator === null || denominator === null || denominator <= 0) return null;
  return (factor * numerator) / denominator;
}

/** A share of an area that goes to the whole: 1 but for an area that was divided. */
export interface Portion extends Figures {
  share: number;
}

/** How several areas made one. `secret`: some of them are not published. */
export type Joining = 'sum' | 'ratio' | 'weighted' | 'secret';

/**
 * One area out of several: counts add up; rates are made again of their numerators and denominators when all have
 * them, otherwise weighted by inhabitants. Null when neither can be done.
 */
export function join(portions: readonly Portion[], unit: Unit): (Figures & { how: Joining }) | null {
  const summed = (of: (portion: Portion) => number | null) =>
    portions.reduce<number | null>((sum, portion) => {
      const each = of(portion);
      return sum === null || each === null ? null : sum + each * portion.share;
    }, 0);
  const total = {
    numerator: summed(portion => portion.numerator),
    denominator: summed(portion => portion.denominator),
    population: summed(portion => portion.population),
  };
  const [from, to] = bounds[unit];
  const made = (value: number | null, how: Joining) => ({
    ...total,
    value: value === null ? null : Math.min(to, Math.max(from, value)),
    how,
  });
  if (unit === 'count') {
    const sum = summed(portion => portion.value);
    return made(sum, sum === null ? 'secret' : 'sum');
  }
  const ratio = ratioOf(total, unit);
  if (ratio !== null) return made(ratio, 'ratio');
  if (portions.some(portion => portion.value === null)) return made(null, 'secret');
  // One area divided: each part has its rate.
  if (portions.length === 1) return made(portions[0]!.value, 'weighted');
  const weighted = summed(({ value, population }) =>
    value === null || population === null ? null : value * population,
  );
  if (weighted === null || !total.population) return null;
  return made(weighted / total.population, 'weighted');
}
