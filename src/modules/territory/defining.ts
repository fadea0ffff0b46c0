import canonicalize from 'canonicalize';
import type { Database } from '../../core/database.ts';
import { airial1, type IndexDefinition } from './domain/fragility/definition.ts';
import type { CommuneValues } from './domain/fragility/imputing.ts';
import { type Composition, referredToTerritory, variants } from './domain/fragility/variants.ts';
import { inputsSha256, installedValues } from './indexing.ts';
import { type DefinitionVersion, findVersions } from './store-definitions.ts';

/** A definition as the values loaded now make it. */
export interface DefinitionNow {
  composition: Composition;
  /** Null while some indicator has no value. */
  definition: IndexDefinition | null;
  /** Indicators without any value. */
  missing: string[];
  inputs: CommuneValues[];
  /** Whether the index shown is that of the values published now. */
  shown: 'current' | 'stale' | 'never';
  /** Those published, the latest first. */
  versions: DefinitionVersion[];
}

/** What the product knows how to compute, by identifier. */
export const compositions: readonly Composition[] = [airial1, ...variants];

/** A definition, or the one that a variant makes of these values; `version` numbers a table never seen before. */
export function definitionFrom(
  composition: Composition,
  inputs: readonly CommuneValues[],
  vintage: string,
  version: (made: IndexDefinition) => number = () => 1,
): { definition: IndexDefinition | null; missing: string[] } {
  const missing = composition.indicators
    .map(({ id }) => id)
    .filter((_, k) => inputs.every(({ values }) => values[k] === null));
  if (missing.length > 0) return { definition: null, missing };
  if (composition.id === airial1.id) return { definition: airial1, missing };
  const made = referredToTerritory(
    composition,
    1,
    inputs.map(({ values }) => values),
    vintage,
  );
  return { definition: { ...made, version: version(made) }, missing };
}

/** Every definition with the values published now. A variant whose table did not change keeps its version. */
export async function definitionsNow(database: Database): Promise<DefinitionNow[]> {
  const versions = await findVersions(database);
  const { valuesFor } = await installedValues(database);
  return compositions.map(composition => {
    const { inputs, vintages } = valuesFor(composition);
    const own = versions.filter(({ id }) => id === composition.id);
    const years = [...new Set(Object.values(vintages))].sort().join(', ');
    const version = (made: IndexDefinition) =>
      own.find(({ body }) => canonicalize({ ...body, version: 0 }) === canonicalize({ ...made, version: 0 }))
        ?.version ?? Math.max(0, ...own.map(each => each.version)) + 1;
    const now = definitionFrom(composition, inputs, years, version);
    return { composition, inputs, ...now, shown: shownOf(now.definition, inputs, own), versions: own };
  });
}

/** What is shown of a definition against the values of now. */
function shownOf(
  definition: IndexDefinition | null,
  inputs: readonly CommuneValues[],
  own: readonly DefinitionVersion[],
): DefinitionNow['shown'] {
  const shown = own.find(({ shownInputs }) => shownInputs !== null);
  if (!shown) return 'never';
  return shown.version === definition?.version && shown.shownInputs === inputsSha256(inputs)
    ? 'current'
    : 'stale';
}
