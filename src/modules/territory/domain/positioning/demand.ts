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
  const ages = ratesOf(places, place => place.age65Plus);
  const diplomas = ratesOf(places, place => place.lowDiploma);
  const persons = Float64Array.from(places, ({ population }, index) =>
    population === 0
      ? 0
      : Math.max(
          1,
          Math.floor(
            (population *
              (weights.age65Plus * ages[index]! +
                weights.lowDiploma * diplomas[index]! +
                weights.everybody)) /
              100 +
              0.5,
          ),
        ),
  );
  const estimated = places.flatMap(({ code, age65Plus, lowDiploma }) =>
    age65Plus === null || lowDiploma === null ? [code] : [],
  );
  return { persons, estimated };
}

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
