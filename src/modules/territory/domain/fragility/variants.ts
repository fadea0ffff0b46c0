import canonicalize from 'canonicalize';
import type { IndexDefinition } from './definition.ts';

/** A definition whose reference table is still to be made: nobody publishes one for these indicators. */
export type Composition = Omit<IndexDefinition, 'version' | 'reference'>;

const common = {
  level: 'commune',
  normalisation: 'position',
  aggregation: 'weighted-mean',
  imputation: { method: 'pmm', donors: 10 },
  robustness: { weight_noise: 0.25, draws: 2000, seed: 20260101, top_k: 30 },
  scale: [1, 10],
} as const satisfies Partial<Composition>;

const equally = (ids: readonly string[]): Composition['indicators'] =>
  ids.map(id => ({ id, weight: 1 / ids.length, direction: 'higher_is_more_fragile' }));

/** Older and younger people (product/territory.md §4.6): our choice, inspired by the national index. */
export const variants: readonly Composition[] = [
  {
    ...common,
    id: 'airial-senior-1',
    title_fr: 'Fragilité numérique, seniors',
    variant: 'senior',
    indicators: equally([
      'no_very_high_speed_pct',
      'poverty_50_plus_pct',
      'age_75_plus_pct',
      'low_or_no_diploma_15_plus_pct',
      'one_person_households_50_plus_pct',
    ]),
  },
  {
    ...common,
    id: 'airial-jeune-1',
    title_fr: 'Fragilité numérique, jeunes',
    variant: 'jeune',
    indicators: equally([
      'no_very_high_speed_pct',
      'no_4g_pct',
      'poverty_under_30_pct',
      'neet_16_25_pct',
      'low_or_no_diploma_15_25_pct',
    ]),
  },
];

/** The 21 quantiles (0 %, 5 %, … 100 %) of values, between neighbours in proportion; four decimals. */
export function quantilesOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: 21 }, (_, step) => {
    const at = ((sorted.length - 1) * step) / 20;
    const below = sorted[Math.floor(at)]!;
    const above = sorted[Math.ceil(at)]!;
    return Number((below + (above - below) * (at - Math.floor(at))).toFixed(4));
  });
}

/**
 * A variant whose reference is the territory itself: the communes where the value is published. `rows` hold the values
 * of each commune in the order of its indicators; each indicator must have one somewhere. Other values make another table,
 * hence another version.
 */
export function referredToTerritory(
  composition: Composition,
  version: number,
  rows: readonly (readonly (number | null)[])[],
  vintage: string,
): IndexDefinition {
  return {
    ...composition,
    version,
    reference: {
      kind: 'quantiles',
      source:
        'les communes du territoire où la valeur est publiée\u00a0: aucune table nationale n’est connue',
      vintage,
      table: Object.fromEntries(
        composition.indicators.map(({ id }, k) => [id, quantilesOf(rows.flatMap(row => row[k] ?? []))]),
      ),
    },
  };
}

/** What changed from a version to the next, in French; empty when only the number did. */
export function differences(before: IndexDefinition, after: IndexDefinition): string[] {
  const weights = ({ indicators }: IndexDefinition) => new Map(indicators.map(each => [each.id, each]));
  const [old, fresh] = [weights(before), weights(after)];
  const said: string[] = [];
  for (const { id, weight } of after.indicators)
    if (!old.has(id)) said.push(`${id} ajouté (poids ${typed(weight)})`);
    else if (old.get(id)!.weight !== weight)
      said.push(`poids de ${id}\u00a0: ${typed(old.get(id)!.weight)} puis ${typed(weight)}`);
    else if (old.get(id)!.direction !== fresh.get(id)!.direction) said.push(`sens de ${id}`);
  for (const id of old.keys()) if (!fresh.has(id)) said.push(`${id} retiré`);
  const parts = {
    reference: 'table de référence',
    imputation: 'façon d’estimer ce qui n’est pas publié',
    robustness: 'tirages',
    normalisation: 'position',
    aggregation: 'agrégation',
    scale: 'échelle',
    title_fr: 'titre',
  } as const;
  for (const [part, name] of Object.entries(parts) as [keyof typeof parts, string][])
    if (canonicalize(before[part]) !== canonicalize(after[part])) said.push(name);
  return said;
}

const typed = (weight: number) => String(Number(weight.toFixed(3))).replace('.', ',');
