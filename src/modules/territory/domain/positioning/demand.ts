/** What is known of a place to estimate its need; a rate is null when it is not known. */
export interface PlaceFacts {
  code: string;
  lat: number;
  lon: number;
  epci: string;
  population: number;
  /** Percentages of inhabitants. */
  age65Plus: number | null;
  lowDiploma: number | null;
}

/** Shares of each group expected to need help: a declared convention, not a measurement (product/territory.md §6). */
export interface DemandWeights {
  age65Plus: number;
  lowDiploma: number;
  everybody: number;
}

export const demandV1: DemandWeights = { age65Plus: 0.5, lowDiploma: 0.2, everybody: 6 };

export interface Demand {
  /** Expected persons who need help, by place. */
  persons: Float64Array;
  /** Codes of the places where a rate was estimated. */
  estimated: string[];
}

/** `max(1, round(population × (0.5 × 65+ + 0.2 × low diploma + 6) / 100))`, half up; 0 where nobody lives. */
export function demandOf(places: readonly PlaceFacts[], weights: DemandWeights = demandV1): Demand {
  const { age65Plus, lowDiploma } = knownRates(places);
  const persons = Float64Array.from(places, ({ population }, index) =>
    expectedPersons(
      population,
      weights.age65Plus * age65Plus[index]! + weights.lowDiploma * lowDiploma[index]! + weights.everybody,
    ),
  );
  const estimated = places.flatMap(({ code, age65Plus, lowDiploma }) =>
    age65Plus === null || lowDiploma === null ? [code] : [],
  );
  return { persons, estimated };
}

/** This many per cent of the inhabitants, half up, and somebody wherever people live. */
export const expectedPersons = (population: number, percent: number): number =>
  population === 0 ? 0 : Math.max(1, Math.floor((population * percent) / 100 + 0.5));

/** Both rates by place, estimated where they are not known. */
export const knownRates = (places: readonly PlaceFacts[]) => ({
  age65Plus: ratesOf(places, place => place.age65Plus),
  lowDiploma: ratesOf(places, place => place.lowDiploma),
});

/** What is to blame when demand cannot be used: a column of the table, or the weight of everybody. */
export type DemandPart =
  | 'population'
  | 'age_65_plus_pct'
  | 'low_or_no_diploma_15_plus_pct'
  | 'everybody'
  | 'count';

/** Demand refused before anything is computed; `part` is guilty. */
export class WrongDemand extends Error {
  readonly kind: 'nobody' | 'weights-zero' | 'not-a-number' | 'too-large';
  readonly part: DemandPart;
  constructor(kind: WrongDemand['kind'], part: DemandPart) {
    super(`${kind}: ${part}`);
    this.kind = kind;
    this.part = part;
  }
}

/** Costs are exact under this: persons × tenths of minute, all of them from the farthest site. */
const mostCost = 2 ** 52;

/**
 * Refuses weights that cannot make a demand: negative, all zero, or so large that costs are not exact with times up to
 * `longest` tenths of minute. Throws {@link WrongDemand}.
 */
export function checkDemand(places: readonly PlaceFacts[], weights: DemandWeights, longest: number): void {
  const parts = [
    ['age_65_plus_pct', weights.age65Plus],
    ['low_or_no_diploma_15_plus_pct', weights.lowDiploma],
    ['everybody', weights.everybody],
  ] as const;
  for (const [part, weight] of parts)
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) throw new WrongDemand('not-a-number', part);
  if (parts.every(([, weight]) => weight === 0)) throw new WrongDemand('weights-zero', 'everybody');
  if (places.every(({ population }) => population === 0)) throw new WrongDemand('nobody', 'population');
  const { age65Plus, lowDiploma } = knownRates(places);
  const sums = [age65Plus, lowDiploma, places.map(() => 1)].map((rates, index) =>
    places.reduce(
      (sum, { population }, place) => sum + (population * parts[index]![1] * rates[place]!) / 100,
      0,
    ),
  );
  const all = sums.reduce((sum, each) => sum + each, places.length);
  if (all * longest >= mostCost)
    throw new WrongDemand('too-large', parts[sums.indexOf(Math.max(...sums))]![0]);
}

/**
 * Real counts of persons helped, by code of place (`demande-reelle`), instead of an estimate. Places without a count have
 * nobody, and are listed as estimated. Throws {@link WrongDemand} when a count is not a whole number, or all are zero.
 */
export function realDemand(
  places: readonly Pick<PlaceFacts, 'code'>[],
  counts: ReadonlyMap<string, number>,
): Demand {
  const persons = Float64Array.from(places, ({ code }) => counts.get(code) ?? 0);
  if (persons.some(count => !Number.isSafeInteger(count) || count < 0))
    throw new WrongDemand('not-a-number', 'count');
  if (persons.every(count => count === 0)) throw new WrongDemand('nobody', 'count');
  return { persons, estimated: places.flatMap(({ code }) => (counts.has(code) ? [] : [code])) };
}

/**
 * More weight to fragile places: `round(w × (1 + e × (s − 50) / 50))`, half up.
 * @param scores fragility, 0 to 100; a place without one keeps its persons
 * @param equity e, in [0, 1]: 0 changes nothing
 */
export const withEquity = (
  persons: Float64Array,
  scores: readonly (number | null)[],
  equity: number,
): Float64Array =>
  persons.map((count, place) => Math.floor(count * (1 + (equity * ((scores[place] ?? 50) - 50)) / 50) + 0.5));

/** A rate that is not known: the mean of the EPCI by population, else that of the département, else that of all. */
function ratesOf(places: readonly PlaceFacts[], rate: (place: PlaceFacts) => number | null): number[] {
  const means = new Map<string, { persons: number; sum: number }>();
  const around = ({ epci, code }: PlaceFacts) => [
    `epci ${epci}`,
    `departement ${departementOf(code)}`,
    'all',
  ];
  for (const place of places) {
    const value = rate(place);
    if (value === null) continue;
    for (const name of around(place)) {
      const mean = means.get(name) ?? { persons: 0, sum: 0 };
      mean.persons += place.population;
      mean.sum += place.population * value;
      means.set(name, mean);
    }
  }
  return places.map(place => {
    const value = rate(place);
    if (value !== null) return value;
    const mean = around(place)
      .map(name => means.get(name))
      .find(each => each !== undefined && each.persons > 0);
    return mean ? mean.sum / mean.persons : 0;
  });
}

/** Overseas, three characters make a département. */
const departementOf = (code: string) => code.slice(0, /^9[78]/.test(code) ? 3 : 2);
