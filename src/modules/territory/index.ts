import { defineModule } from '../../core/module.ts';
import { loadVerb } from './cli.ts';
import { exportVerb } from './cli-export.ts';
import { indexVerb } from './cli-index.ts';
import { matrixVerb } from './cli-matrix.ts';
import { orlibVerb } from './cli-orlib.ts';
import { positionVerb } from './cli-position.ts';
import { robustVerb } from './cli-robust.ts';
import { verifyVerb } from './cli-verify.ts';
import { territoryEvents } from './events.ts';
import { territoryJobs } from './jobs.ts';
import { territoryOwnData } from './own-data.ts';
import { territoryPanels } from './panels.ts';
import { territoryRetention } from './retention.ts';
import { territoryRoutes } from './routes/index.ts';
import { seed } from './seed.ts';

export { trigramSimilarity, trigrams } from './domain/closeness.ts';
export { type CommuneHit, communeBeside, meantCommune, searchCommunes } from './domain/commune-search.ts';
export { type Commune, type CommuneIndex, distanceKm, type EpciRow } from './domain/communes.ts';
export { fold, meaningfulWords, singular } from './domain/folding.ts';
export { type LocalMap, localMap, type MapGeometry, mapAreas, mapGeometry } from './domain/map.ts';
export { seededRandom } from './domain/random.ts';
export { loadTerritory, type TerritoryIndex, territoryRevision } from './store.ts';
export { adoptedTimetable } from './timetables.ts';

/** Communes, intercommunalités, their limits: the ground on which every other house finds its way. */
export const territory = defineModule({
  name: 'territory',
  verbs: [loadVerb, indexVerb, orlibVerb, positionVerb, robustVerb, verifyVerb, exportVerb, matrixVerb],
  routes: territoryRoutes,
  events: territoryEvents,
  jobs: territoryJobs,
  panels: territoryPanels,
  retention: territoryRetention,
  ownData: territoryOwnData,
  seed,
});
