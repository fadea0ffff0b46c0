import { seededRandom } from '../random.ts';
import type { IndexDefinition } from './definition.ts';
import { type CommuneValues, inCodeOrder } from './imputing.ts';
import { type IndexRun, ranksOf } from './index-run.ts';
import { positionOf } from './position.ts';

/** What is left of the ranking when nearly everything that was chosen is chosen otherwise. */
export interface SevereTrial {
  draws: number;
  /** Median width of the 90 % interval of ranks. */
  width: number;
  /** Of the `top_k` most fragile communes, those that stay among them in half of the draws or more. */
  kept: number;
  /** Communes that are ever among them. */
  ever: number;
}

const draws = 400;
/** Shares of the communes brought back to the bounds before the scale from least to greatest. */
const winsor = 0.01;
/** Cuts of seven classes, among the 21 quantiles of reference. */
const cuts = [2, 4, 8, 12, 16, 18];
const least = 1;

/**
 * The severe trial (product/territory.md §4.4): weights drawn at random from all there are (Dirichlet(1)), positions by
 * national quantiles, by rank in the territory, from least to greatest or in seven classes, and a mean that is arithmetic or
 * geometric. What is not published is taken at the mean of what was drawn.
 */
export function severeTrial(
  { indicators, reference, robustness }: IndexDefinition,
  given: readonly CommuneValues[],
  run: IndexRun,
): SevereTrial {
  const communes = inCodeOrder(given);
  const random = seededRandom(robustness.seed + 1);
  const scales = indicators.map(({ id, direction }, k) => {
    const values = Float64Array.from(communes, ({ values: known }, index) => {
      const guessed = run.scores[index]!.guessed.find(({ indicator }) => indicator === id);
      return known[k] ?? guessed!.mean;
    });
    const turn = (position: number) =>
      100 * (direction === 'higher_is_more_fragile' ? position : 1 - position);
    const quantiles = reference.table[id]!;
    const sorted = values.toSorted();
    const [low, high] = [
      sorted[Math.floor(winsor * (sorted.length - 1))]!,
      sorted[Math.ceil((1 - winsor) * (sorted.length - 1))]!,
    ];
    const byRank = ranksOf(values);
    return [
      values.map(value => turn(positionOf(quantiles, value))),
      values.map((_, index) => turn(1 - (byRank[index]! - 1) / Math.max(1, values.length - 1))),
      values.map(value =>
        turn(high > low ? (Math.min(high, Math.max(low, value)) - low) / (high - low) : 0.5),
      ),
      values.map(value => turn(cuts.filter(cut => quantiles[cut]! < value).length / cuts.length)),
    ];
  });
  const ranks = communes.map(() => new Int32Array(draws));
  const tops = new Int32Array(communes.length);
  for (let draw = 0; draw < draws; draw++) {
    const shares = indicators.map(() => -Math.log(1 - random()));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const scale = Math.floor(random() * 4);
    const isGeometric = random() < 0.5;
    const values = Float64Array.from(communes, (_, index) =>
      shares.reduce((sum, share, k) => {
        const z = scales[k]![scale]![index]!;
        return sum + (share / total) * (isGeometric ? Math.log(Math.max(least, z)) : z);
      }, 0),
    );
    for (const [index, rank] of ranksOf(values).entries()) {
      ranks[index]![draw] = rank;
      if (rank <= robustness.top_k) tops[index]!++;
    }
  }
  const widths = ranks
    .map(each => {
      const sorted = each.toSorted();
      return sorted[Math.floor(0.95 * draws)]! - sorted[Math.floor(0.05 * draws)]! + 1;
    })
    .sort((a, b) => a - b);
  return {
    draws,
    width: widths[Math.floor(widths.length / 2)] ?? 0,
    kept: run.scores.filter(({ rank }, index) => rank <= robustness.top_k && tops[index]! >= draws / 2)
      .length,
    ever: tops.filter(count => count > 0).length,
  };
}
