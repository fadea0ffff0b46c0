import { seededRandom } from '../random.ts';
import type { IndexDefinition } from './definition.ts';
import type { CommuneValues } from './imputing.ts';
import { type IndexRun, ranksOf } from './index-run.ts';
import { type SevereTrial, severeTrial } from './severe.ts';

/** What a run says of itself, for the method page. */
export interface RunSummary {
  communes: number;
  guessings: IndexRun['guessings'];
  /** Year of each indicator. */
  vintages: Record<string, string>;
  /** Median width of the 90 % interval of ranks: weights alone, and with what is not published. */
  widths: { weights: number; all: number };
  /** Communes where at least one input is not published. */
  incomplete: number;
  severe: SevereTrial;
}

export function summaryOf(
  definition: IndexDefinition,
  run: IndexRun,
  vintages: Record<string, string>,
  communes: readonly CommuneValues[],
): RunSummary {
  return {
    communes: run.scores.length,
    guessings: run.guessings,
    vintages,
    widths: {
      weights: median(widthsByWeights(definition, run)),
      all: median(run.scores.map(({ rankLo90, rankHi90 }) => rankHi90 - rankLo90 + 1)),
    },
    incomplete: run.scores.filter(({ guessed }) => guessed.length > 0).length,
    severe: severeTrial(definition, communes, run),
  };
}

/** Widths of the intervals of ranks if everything were known as the mean of what was drawn. */
function widthsByWeights({ indicators, robustness }: IndexDefinition, { scores }: IndexRun): number[] {
  const { draws, seed, weight_noise: noise } = robustness;
  const random = seededRandom(seed);
  const ranks = scores.map(() => new Int32Array(draws));
  const z = indicators.map(({ id }) => Float64Array.from(scores, score => score.z[id]!));
  for (let draw = 0; draw < draws; draw++) {
    const weights = indicators.map(({ weight }) => weight * (1 - noise + 2 * noise * random()));
    const values = Float64Array.from(scores, (_, index) =>
      weights.reduce((sum, weight, k) => sum + weight * z[k]![index]!, 0),
    );
    for (const [index, rank] of ranksOf(values).entries()) ranks[index]![draw] = rank;
  }
  return ranks.map(each => {
    const sorted = each.sort();
    return sorted[Math.floor(0.95 * draws)]! - sorted[Math.floor(0.05 * draws)]! + 1;
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
