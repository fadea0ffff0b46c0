import { fold, trigramSimilarity } from '../../territory/index.ts';

interface Named {
  id: string;
  name: string;
  siret: string | null;
  communeInsee: string;
}

/** Closer than this in the same commune, two names may be those of one organisation (product/network.md §3.1). */
const close = 0.5;

/** The same organisation already known by its SIRET, and those whose name is close in the same commune. */
export function lookalikes<Known extends Named>(
  it: Omit<Named, 'id'>,
  known: readonly Known[],
): { same: Known | null; near: Known[] } {
  const near = known.filter(
    other =>
      other.communeInsee === it.communeInsee && trigramSimilarity(fold(other.name), fold(it.name)) > close,
  );
  return { same: known.find(other => it.siret !== null && other.siret === it.siret) ?? null, near };
}
