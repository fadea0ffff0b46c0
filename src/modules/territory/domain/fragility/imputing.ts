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
      complete.map(index => Float64Array.from(predictors, other => communes[index]!.values[other]!)),
      complete.map(index => communes[index]!.values[k]!),
    );
    const isGuessed =
      predictors.length > 0 && observed.length >= leastObserved && explained >= leastExplained;
    const method = missing.length === 0 || observed.length === 0 ? 'none' : isGuessed ? 'pmm' : 'marginal';
    return { method, observed, missing, predictors, explained };
  });
}

/** Draws whole tables, one after the other; `table[k]` holds the values of indicator k by commune, observed or drawn. */
export class TableDrawer {
  readonly table: Float64Array[];
  private readonly communes: readonly CommuneValues[];
  private readonly guessings: readonly Guessing[];
  private readonly donors: number;
  private readonly random: () => number;
  private readonly samples: Int32Array[];
  /** Observed communes by what the last regression said of them. */
  private readonly orders: Int32Array[];
  /** Predictors of each indicator, by commune: what is missing among them is drawn first. */
  private readonly rows: Float64Array[][];
  /** What the regression at hand says of each observed commune. */
  private readonly guesses: Float64Array;

  constructor(
    communes: readonly CommuneValues[],
    guessings: readonly Guessing[],
    donors: number,
    random: () => number,
  ) {
    this.communes = communes;
    this.guessings = guessings;
    this.donors = donors;
    this.random = random;
    this.table = guessings.map((_, k) =>
      Float64Array.from(communes, ({ values }) => values[k] ?? Number.NaN),
    );
    this.guesses = new Float64Array(communes.length);
    this.orders = guessings.map(({ observed }) => observed.slice());
    this.samples = guessings.map(({ observed }) => new Int32Array(observed.length));
    this.rows = guessings.map(({ method, predictors }) =>
      method === 'pmm' ? communes.map(() => new Float64Array(predictors.length)) : [],
    );
  }

  /**
   * The next table. In this order, whatever the machine: bootstrap samples by indicator; then, commune by commune and
   * indicator by indicator, the predictors that are missing; then, in the same order, the missing values.
   */
  draw(): void {
    const { guessings, communes, table, random } = this;
    for (const [k, { method, observed }] of guessings.entries()) {
      if (method !== 'pmm') continue;
      const sample = this.samples[k]!;
      for (let each = 0; each < sample.length; each++)
        sample[each] = observed[Math.floor(random() * observed.length)]!;
    }
    this.fillPredictors();
    const pickers = guessings.map((guessing, k) =>
      guessing.method === 'pmm' ? this.nearest(guessing, k) : null,
    );
    for (let index = 0; index < communes.length; index++)
      for (const [k, guessing] of guessings.entries()) {
        if (guessing.method === 'none' || communes[index]!.values[k] !== null) continue;
        table[k]![index] = pickers[k]?.(index) ?? this.marginal(k);
      }
  }

  private marginal(k: number): number {
    const { observed } = this.guessings[k]!;
    return this.communes[observed[Math.floor(this.random() * observed.length)]!]!.values[k]!;
  }

  private fillPredictors(): void {
    const { guessings, communes } = this;
    const guessed = guessings.flatMap((guessing, k) => (guessing.method === 'pmm' ? [{ k, guessing }] : []));
    const needed = [...new Set(guessed.flatMap(({ guessing }) => guessing.predictors))].sort((a, b) => a - b);
    const drawn = new Float64Array(guessings.length);
    for (let index = 0; index < communes.length; index++) {
      const { values } = communes[index]!;
      for (const other of needed) drawn[other] = values[other] ?? this.marginal(other);
      for (const { k, guessing } of guessed)
        for (const [place, other] of guessing.predictors.entries())
          this.rows[k]![index]![place] = drawn[other]!;
    }
  }

  /** Draws one of the observed communes whose prediction is nearest, and gives its value. */
  private nearest({ observed, predictors }: Guessing, k: number): (index: number) => number {
    const rows = this.rows[k]!;
    const publishedAt = (index: number) => this.communes[index]!.values[k]!;
    const sample = this.samples[k]!;
    const coefficients = leastSquares(
      Array.from(sample, index => rows[index]!),
      Float64Array.from(sample, publishedAt),
      predictors.length,
    );
    const guesses = this.guesses;
    for (const index of observed) guesses[index] = predicted(coefficients, rows[index]!);
    const order = this.orders[k]!;
    sortBy(order, guesses);
    const sorted = Float64Array.from(order, index => guesses[index]!);
    const count = Math.min(this.donors, order.length);
    return index => {
      const wanted = predicted(coefficients, rows[index]!);
      const first = firstWindow(sorted, wanted, count);
      return publishedAt(order[first + Math.floor(this.random() * count)]!);
    };
  }
}

/** Most communes worth sorting by insertion. */
const few = 1000;

/** Sorts numbers of communes by their guess, equals by number: by insertion when few, since they are nearly sorted. */
function sortBy(order: Int32Array, guesses: Float64Array): void {
  if (order.length > few) {
    order.sort((a, b) => guesses[a]! - guesses[b]! || a - b);
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
