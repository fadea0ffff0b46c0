import { createHash } from 'node:crypto';
import { act } from '../../core/act.ts';
import type { SeedContext } from '../../core/module.ts';
import { embeddedAreas, embeddedHosts } from './embedded.ts';
import { territoryEvents } from './events.ts';
import { hasAreas, loadHostStructures, type Provenance } from './store.ts';
import { loadAreas } from './store-areas.ts';

/** Gives an empty database the embedded Landes: communes, EPCI, former and postal codes, host structures. */
export async function seed({ database, now, say }: SeedContext): Promise<void> {
  if (await hasAreas(database)) return;
  const at = now();
  const areas = embeddedAreas();
  const hosts = embeddedHosts();
  await act(database, at, {
    event: territoryEvents.areas_loaded,
    actor: { kind: 'command', ref: 'installation' },
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

function from(facts: unknown, at: Date): Pick<Provenance, 'licence' | 'sha256' | 'at'> {
  const sha256 = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return { licence: 'Licence Ouverte 2.0', sha256, at };
}
