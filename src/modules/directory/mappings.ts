import type { Mapping } from './domain/standard/mapping.ts';
import franceServices from './mappings/france-services.json' with { type: 'json' };
import landes from './mappings/landes.json' with { type: 'json' };
import laPoste from './mappings/laposte.json' with { type: 'json' };
import libraries from './mappings/libraries.json' with { type: 'json' };
import standard from './mappings/standard.json' with { type: 'json' };

/*
 * Why two formats fill services by default: the national charter of France services makes help with
 * official forms free and gives a computer and a printer; an « Étape numérique » of La Poste is there to
 * teach. Libraries promise nothing of the kind in their table: nothing is invented for them.
 */
const all: readonly Mapping[] = [standard, landes, libraries, franceServices, laPoste] as Mapping[];

/** Formats of `--format`, by name. */
export const mappings: ReadonlyMap<string, Mapping> = new Map(all.map(mapping => [mapping.name, mapping]));
