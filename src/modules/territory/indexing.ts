import canonicalize from 'canonicalize';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Database } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { sha256 } from './cli-files.ts';
import type { IndexDefinition } from './domain/fragility/definition.ts';
import { type CommuneValues, inCodeOrder } from './domain/fragility/imputing.ts';
import { runIndex } from './domain/fragility/index-run.ts';
import { summaryOf } from './domain/fragility/summary.ts';
import { territoryEvents } from './events.ts';
import { loadTerritory } from './store.ts';
import { publishDefinition, publishRun } from './store-index.ts';
import { readObservations } from './store-indicators.ts';

/** Hash of a definition, printed wherever its scores are. */
export const definitionSha256 = (definition: IndexDefinition) => sha256(canonicalize(definition)!);

/** Hash of the values it is computed from. */
export const inputsSha256 = (inputs: readonly CommuneValues[]) => sha256(canonicalize(inCodeOrder(inputs))!);

/** The values published now: what an index is computed from, for any definition. */
export async function installedValues(database: Database) {
  const { communes } = await loadTerritory(database);
  const observations = await readObservations(database);
  const home = communes.all.filter(commune => commune.home);
  return {
    epciOf: (code: string) => communes.epciOf(code)?.siren ?? null,
    valuesFor: ({ indicators }: Pick<IndexDefinition, 'indicators'>) => ({
      inputs: home.map(
        ({ insee, population }): CommuneValues => ({
          code: insee,
          population: population ?? 0,
          values: indicators.map(({ id }) => observations.get(id)?.byCommune.get(insee)?.value ?? null),
        }),
      ),
      vintages: Object.fromEntries(indicators.map(({ id }) => [id, observations.get(id)?.vintage ?? ''])),
    }),
  };
}

/**
 * Publishes a definition, if it is not, and the index it gives with the values published now. False when nothing
 * changed. Every indicator of the definition must have a value; throws NothingObserved.
 */
export async function publishIndex(
  database: Database,
  {
    definition,
    actor,
    now,
    key,
    request,
  }: { definition: IndexDefinition; actor: Actor; now: Date; key?: string; request?: string },
): Promise<boolean> {
  const { epciOf, valuesFor } = await installedValues(database);
  const { inputs, vintages } = valuesFor(definition);
  const run = runIndex(definition, inputs, epciOf);
  const sha = definitionSha256(definition);
  return await act(database, now, {
    event: territoryEvents.index_published,
    actor,
    key,
    request,
    change: async transaction => {
      const isNew = await publishDefinition(transaction, definition, sha, now);
      const changed = await publishRun(
        transaction,
        {
          id: newId(now),
          definition,
          inputsSha256: inputsSha256(inputs),
          run,
          summary: summaryOf(definition, run, vintages, inputs),
        },
        now,
      );
      const object = { type: 'index', ref: `${definition.id}.${definition.version}` };
      return {
        answer: changed,
        object,
        facts: { definition: definition.id, version: definition.version, communes: inputs.length },
        unchanged: !changed,
        also: isNew
          ? [
              {
                event: territoryEvents.definition_published,
                object,
                facts: { definition: definition.id, version: definition.version },
              },
            ]
          : [],
      };
    },
  });
}
