/** What a list of communes says as a whole, département only. */
export interface Totals {
  communes: number;
  population: number;
}

const COMMUNES_TOLERANCE = 0.03;
const POPULATION_TOLERANCE = 0.05;

/** Why a new list cannot be true beside the one in place; null when it can. */
export function absurdity(before: Totals, after: Totals): string | null {
  if (after.communes === 0) return 'Ce fichier ne contient aucune commune du département.';
  if (before.communes === 0) return null;
  if (Math.abs(after.communes - before.communes) > before.communes * COMMUNES_TOLERANCE) {
    return `Ce fichier compte ${after.communes} communes au lieu de ${before.communes}\u00a0: un écart de plus de 3\u00a0% n’est pas croyable.`;
  }
  if (Math.abs(after.population - before.population) > before.population * POPULATION_TOLERANCE) {
    return `Ce fichier compte ${after.population} habitants au lieu de ${before.population}\u00a0: un écart de plus de 5\u00a0% n’est pas croyable.`;
  }
  return null;
}
