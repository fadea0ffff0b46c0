import type { Direction, IndexDefinition } from './definition.ts';

/**
 * Share of the communes of reference below this value, in [0, 1]: linear between two quantiles, the middle of a plateau
 * when several are equal (product/territory.md §4.2). `quantiles`: 21 numbers that never go down.
 */
export function positionOf(quantiles: readonly number[], value: number): number {
  const last = quantiles.length - 1;
  if (value < quantiles[0]!) return 0;
  if (value > quantiles[last]!) return 1;
  const first = quantiles.indexOf(value);
  if (first >= 0) return (first + quantiles.lastIndexOf(value)) / 2 / last;
  const above = quantiles.findIndex(quantile => quantile > value);
  const [low, high] = [quantiles[above - 1]!, quantiles[above]!];
  return (above - 1 + (value - low) / (high - low)) / last;
}

/** How fragile a value makes a commune, from 0 to 100. */
export function fragilityOf(quantiles: readonly number[], value: number, direction: Direction): number {
  const position = positionOf(quantiles, value);
  return 100 * (direction === 'higher_is_more_fragile' ? position : 1 - position);
}

/** Classes of points of 2022: one more for each of these quantiles strictly below the value. */
const cuts = [2, 4, 8, 12, 16, 18];

export interface CompatScore {
  /** From −3 to +3 by indicator; null when its value is missing: the indicator is unticked. */
  points: (number | null)[];
  /** In [−10, 10]; null when nothing is known. */
  total: number | null;
  /** In [1, 10]. */
  value10: number | null;
}

/**
 * Points in the manner of the IFN of 2022 (product/territory.md §4.5): equal weights, sum brought to [−10, 10]. The inner
 * cuts and the scale 1–10 are ours.
 */
export function compatScore(
  { indicators, reference }: Pick<IndexDefinition, 'indicators' | 'reference'>,
  values: readonly (number | null)[],
): CompatScore {
  const points = indicators.map(({ id, direction }, index) => {
    const value = values[index] ?? null;
    if (value === null) return null;
    const quantiles = reference.table[id]!;
    const above = cuts.filter(cut => quantiles[cut]! < value).length - 3;
    // Not −0.
    return direction === 'higher_is_more_fragile' ? above : 0 - above;
  });
  const known = points.filter(point => point !== null);
  if (known.length === 0) return { points, total: null, value10: null };
  const total = (known.reduce((sum, point) => sum + point, 0) * 10) / (3 * known.length);
  return { points, total, value10: 1 + (9 * (total + 10)) / 20 };
}
