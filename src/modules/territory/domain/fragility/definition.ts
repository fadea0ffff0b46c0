export type Direction = 'higher_is_more_fragile' | 'lower_is_more_fragile';

/** A way to compute the index. Its canonical JSON is hashed: once published it never changes, a change is a version. */
export interface IndexDefinition {
  id: string;
  version: number;
  title_fr: string;
  level: 'commune';
  variant: 'tout-age' | 'senior' | 'jeune';
  /** Weights sum to 1. */
  indicators: readonly { id: string; weight: number; direction: Direction }[];
  /** Value below which 0 %, 5 %, … 100 % of the communes of reference are, by indicator: 21 numbers. */
  reference: {
    kind: 'quantiles';
    source: string;
    vintage: string;
    table: Readonly<Record<string, readonly number[]>>;
  };
  normalisation: 'position';
  aggregation: 'weighted-mean';
  imputation: { method: 'pmm'; donors: number };
  /** `weight_noise`: each weight is multiplied by a number drawn in 1 ± noise; `top_k`: the ranks worth telling. */
  robustness: { weight_noise: number; draws: number; seed: number; top_k: number };
  scale: readonly [number, number];
}

/** The index of everybody, by commune (product/territory.md §4.2, its reference table included). */
export const airial1: IndexDefinition = {
  id: 'airial-1',
  version: 1,
  title_fr: 'Fragilité numérique, tout âge',
  level: 'commune',
  variant: 'tout-age',
  indicators: [
    { id: 'no_very_high_speed_pct', weight: 0.25, direction: 'higher_is_more_fragile' },
    { id: 'low_income_households_pct', weight: 0.25, direction: 'higher_is_more_fragile' },
    { id: 'age_65_plus_pct', weight: 0.25, direction: 'higher_is_more_fragile' },
    { id: 'low_or_no_diploma_15_plus_pct', weight: 0.25, direction: 'higher_is_more_fragile' },
  ],
  reference: {
    kind: 'quantiles',
    source: 'ARCEP, DGFiP, INSEE, toutes les communes de France où la valeur est publiée',
    vintage: '2017-2019',
    table: {
      no_very_high_speed_pct: [
        0, 3.13, 9.65, 19.37, 31.2, 42.08, 51.18, 58.59, 65.64, 72.48, 79.35, 87.68, 96.36, 99.65, 100, 100,
        100, 100, 100, 100, 100,
      ],
      low_income_households_pct: [
        9.39, 13.69, 14.95, 16.28, 17.27, 18.26, 19.2, 20.14, 21.05, 22.2, 23.17, 24.34, 25.56, 26.95, 28.57,
        30.11, 31.89, 33.74, 36.13, 39.62, 70.8,
      ],
      age_65_plus_pct: [
        0, 15.15, 17.18, 18.55, 19.7, 20.76, 21.68, 22.58, 23.47, 24.36, 25.3, 26.27, 27.3, 28.39, 29.62,
        30.99, 32.61, 34.51, 36.93, 40.68, 100,
      ],
      low_or_no_diploma_15_plus_pct: [
        10, 38.29, 42.02, 44.61, 46.59, 48.24, 49.71, 51.03, 52.27, 53.49, 54.65, 55.84, 57.01, 58.22, 59.45,
        60.81, 62.22, 63.88, 65.91, 68.84, 100,
      ],
    },
  },
  normalisation: 'position',
  aggregation: 'weighted-mean',
  imputation: { method: 'pmm', donors: 10 },
  robustness: { weight_noise: 0.25, draws: 2000, seed: 20260101, top_k: 30 },
  scale: [1, 10],
};
