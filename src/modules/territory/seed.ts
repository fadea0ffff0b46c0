import { createHash } from 'node:crypto';
import { act } from '../../core/act.ts';
import { newId } from '../../core/identifier.ts';
import type { SeedContext } from '../../core/module.ts';
import { airial1 } from './domain/fragility/definition.ts';
import { embeddedAreas, embeddedHosts, embeddedIndicators } from './embedded.ts';
import { territoryEvents } from './events.ts';
import { publishIndex } from './indexing.ts';
import { hasAreas, loadHostStructures, type Provenance, presentTotals } from './store.ts';
import { loadAreas } from './store-areas.ts';
import { ensureCatalogue, hasImports, publishImport, saveImport } from './store-indicators.ts';

const installation = { kind: 'command', ref: 'installation' } as const;

/** Gives an empty database the embedded Landes: their communes, what is known of each, and the index it makes. */
export async function seed(context: SeedContext): Promise<void> {
  if (!(await hasAreas(context.database))) await seedAreas(context);
  await seedIndex(context);
}

export async function seedAreas({ database, now, say }: SeedContext): Promise<void> {
  const at = now();
  const areas = embeddedAreas();
  const hosts = embeddedHosts();
  await act(database, at, {
    event: territoryEvents.areas_loaded,
    actor: installation,
    change: async transaction => {
      const rows = await loadAreas(transaction, areas, {
        ...from(areas, at),
        vintage: '2026',
        source: 'INSEE (COG 2026, populations), DGCL, La Poste',
      });
      const structures = await loadHostStructures(transaction, hosts, {
        ...from(hosts, at),
        vintage: '2021-2022',
        source: 'ANCT, conseillers numériques France services',
      });
      return {
        answer: null,
        object: { type: 'territory', ref: areas.departement.code },
        facts: { rows, structures, embedded: true },
        unchanged: rows + structures === 0,
      };
    },
  });
  const home = areas.communes.filter(commune => commune.lat !== null).length;
  say(`${home} communes et ${areas.epcis.length} intercommunalités\u00a0: ${areas.departement.name}`);
}

/** Indicators of the Landes and the index they make, unless some indicator was ever loaded or the territory is another. */
async function seedIndex({ database, now, say }: SeedContext): Promise<void> {
  const totals = await presentTotals(database);
  if (totals?.departement !== embeddedAreas().departement.code || (await hasImports(database))) return;
  const at = now();
  for (const read of await embeddedIndicators()) {
    const { indicator, vintage, kept } = read;
    await act(database, at, {
      event: territoryEvents.import_published,
      actor: installation,
      change: async transaction => {
        await ensureCatalogue(transaction);
        const { id } = await saveImport(transaction, { id: newId(at), ...read, by: null, at });
        await publishImport(transaction, id, at);
        return {
          answer: null,
          object: { type: 'indicator', ref: indicator },
          facts: { indicator, vintage, communes: kept.length },
          also: [
            {
              event: territoryEvents.indicator_imported,
              object: { type: 'import', ref: id },
              facts: { indicator, vintage, read: kept.length, refused: 0 },
            },
          ],
        };
      },
    });
  }
  await publishIndex(database, { definition: airial1, actor: installation, now: at });
  say('Indice de fragilité numérique : calculé pour toutes les communes');
}

function from(facts: unknown, at: Date): Pick<Provenance, 'licence' | 'sha256' | 'at'> {
  const sha256 = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return { licence: 'Licence Ouverte 2.0', sha256, at };
}
