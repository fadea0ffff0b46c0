import { sortByDigits } from './digits.ts';
import { explainedShare, leastSquares, predicted } from './regression.ts';

/** A commune as the index sees it: values in the order of the definition, null when not published. */
export interface CommuneValues {
  code: string;
  population: number;
  values: readonly (number | null)[];
}

/** Whatever the order of a file, the same inputs are the same. */
export const inCodeOrder = (communes: readonly CommuneValues[]) =>
  communes.toSorted((a, b) => (a.code < b.code ? -1 : 1));

/** An indicator observed in this share of the communes helps to guess the others. */
const predictorShare = 0.95;
const leastObserved = 30;
const leastExplained = 0.1;

/** How the missing values of an indicator are drawn; `none` when no commune misses it, or no commune has it. */
export interface Guessing {
  method: 'pmm' | 'marginal' | 'none';
  /** Communes where it is observed, by place in the list. */
  observed: Int32Array;
  missing: Int32Array;
  /** Indicators that help, by place in the definition. */
  predictors: number[];
  /** Share of the variance they explain where everything is observed. */
  explained: number;
}

/** Chosen once, on all the communes where the indicator is observed, before any draw (product/territory.md §4.3). */
export function guessingsOf(communes: readonly CommuneValues[], indicators: number): Guessing[] {
  const observedIn = Array.from({ length: indicators }, (_, k) =>
    Int32Array.from(communes.flatMap(({ values }, index) => (values[k] === null ? [] : [index]))),
  );
  return observedIn.map((observed, k) => {
    const missing = Int32Array.from(
      communes.flatMap(({ values }, index) => (values[k] === null ? [index] : [])),
    );
    const predictors = observedIn.flatMap((others, other) =>
      other !== k && others.length >= predictorShare * communes.length ? [other] : [],
    );
    const complete = [...observed].filter(index =>
      predictors.every(other => communes[index]!.values[other] !== null),
    );
    const explained = explainedShare(
      Float64Array.from(complete.flatMap(index => predictors.map(other => communes[index]!.values[other]!))),
      Float64Array.from(complete, index => communes[index]!.values[k]!),
      predictors.length,
    );
    const isGuessed =
      predictors.length > 0 && observed.length >= leastObserved && explained >= leastExplained;
    const method = missing.length === 0 || observed.length === 0 ? 'none' : isGuessed ? 'pmm' : 'marginal';
    return { method, observed, missing, predictors, explained };
  });
}

/** What each draw guesses an indicator from, in flat tables: a country has seventy million draws. */
interface Guessed {
  k: number;
  guessing: Guessing;
  /** Published values by commune. */
  published: Float64Array;
  /** Predictors of each commune, one commune after the other: what is missing among them is drawn first. */
  rows: Float64Array;
  sample: Int32Array;
  /** Observed communes by what the last regression said of them. */
  order: Int32Array;
  /** What it said, in this order. */
  sorted: Float64Array;
}

/** Draws whole tables, one after the other; `table[k]` holds the values of indicator k by commune, observed or drawn. */
export class TableDrawer {
  readonly table: Float64Array[];
  private readonly published: Float64Array[];
  private readonly guessings: readonly Guessing[];
  private readonly donors: number;
  private readonly random: () => number;
  private readonly guessed: readonly Guessed[];
  /** Communes, and indicators that predict others, where the predictor is missing: by commune, then by indicator. */
  private readonly unknownPredictors: readonly { index: number; other: number }[];
  /** What is missing: by commune, then by indicator. */
  private readonly unknown: readonly { index: number; k: number }[];
  /** What the regression at hand says of each observed commune. */
  private readonly guesses: Float64Array;

  constructor(
    communes: readonly CommuneValues[],
    guessings: readonly Guessing[],
    donors: number,
    random: () => number,
  ) {
    this.guessings = guessings;
    this.donors = donors;
    this.random = random;
    this.published = guessings.map((_, k) =>
      Float64Array.from(communes, ({ values }) => values[k] ?? Number.NaN),
    );
    this.table = this.published.map(values => values.slice());
    this.guesses = new Float64Array(communes.length);
    this.guessed = guessings.flatMap((guessing, k) => {
      if (guessing.method !== 'pmm') return [];
      const { observed, predictors } = guessing;
      const rows = new Float64Array(communes.length * predictors.length);
      for (let index = 0; index < communes.length; index++)
        for (const [place, other] of predictors.entries())
          rows[index * predictors.length + place] = this.published[other]![index]!;
      const sample = new Int32Array(observed.length);
      const sorted = new Float64Array(observed.length);
      return [{ k, guessing, published: this.published[k]!, rows, sample, order: observed.slice(), sorted }];
    });
    const needed = [...new Set(this.guessed.flatMap(({ guessing }) => guessing.predictors))].sort(
      (a, b) => a - b,
    );
    const missing = (wanted: readonly number[]) =>
      Array.from(communes, (commune, index) =>
        wanted.flatMap(k => (commune.values[k] === null ? [{ index, k }] : [])),
      ).flat();
    this.unknownPredictors = missing(needed).map(({ index, k }) => ({ index, other: k }));
    this.unknown = missing([...guessings.keys()].filter(k => guessings[k]!.method !== 'none'));
  }

  /**
   * The next table. In this order, whatever the machine: bootstrap samples by indicator; then, commune by commune and
   * indicator by indicator, the predictors that are missing; then, in the same order, the missing values.
   */
  draw(): void {
    const { table, random } = this;
    for (const { sample, guessing } of this.guessed) {
      const { observed } = guessing;
      for (let each = 0; each < sample.length; each++)
        sample[each] = observed[Math.floor(random() * observed.length)]!;
    }
    this.fillPredictors();
    const pickers: (((index: number) => number) | undefined)[] = [];
    for (const guessed of this.guessed) pickers[guessed.k] = this.nearest(guessed);
    for (const { index, k } of this.unknown) table[k]![index] = pickers[k]?.(index) ?? this.marginal(k);
  }

  private marginal(k: number): number {
    const { observed } = this.guessings[k]!;
    return this.published[k]![observed[Math.floor(this.random() * observed.length)]!]!;
  }

  private fillPredictors(): void {
    for (const { index, other } of this.unknownPredictors) {
      const drawn = this.marginal(other);
      for (const { guessing, rows } of this.guessed) {
        const { predictors } = guessing;
        const place = predictors.indexOf(other);
        if (place >= 0) rows[index * predictors.length + place] = drawn;
      }
    }
  }

  /** Draws one of the observed communes whose prediction is nearest, and gives its value. */
  private nearest({ guessing, published, rows, sample, order, sorted }: Guessed): (index: number) => number {
    const { observed, predictors } = guessing;
    const width = predictors.length;
    const coefficients = leastSquares(rows, published, width, sample);
    const { guesses } = this;
    for (const index of observed) guesses[index] = predicted(coefficients, rows, index * width);
    sortBy(order, observed, guesses);
    for (let at = 0; at < order.length; at++) sorted[at] = guesses[order[at]!]!;
    const count = Math.min(this.donors, order.length);
    return index => {
      const first = firstWindow(sorted, predicted(coefficients, rows, index * width), count);
      return published[order[first + Math.floor(this.random() * count)]!]!;
    };
  }
}

/** Most communes worth sorting by insertion. */
const few = 1000;

/** Sorts numbers of communes by their guess, equals by number: by insertion when few, since they are nearly sorted. */
function sortBy(order: Int32Array, observed: Int32Array, guesses: Float64Array): void {
  if (order.length > few) {
    order.set(observed);
    sortByDigits(order, guesses);
    return;
  }
  for (let at = 1; at < order.length; at++) {
    const index = order[at]!;
    const guess = guesses[index]!;
    let place = at;
    for (; place > 0; place--) {
      const before = order[place - 1]!;
      if (guesses[before]! < guess || (guesses[before] === guess && before < index)) break;
      order[place] = before;
    }
    order[place] = index;
  }
}

/** Where the `count` numbers nearest to `wanted` begin in a sorted list; the lower ones when as near. */
function firstWindow(sorted: Float64Array, wanted: number, count: number): number {
  let [low, high] = [0, sorted.length - count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wanted - sorted[middle]! > sorted[middle + count]! - wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
