import { defineModule } from '../../core/module.ts';
import { calls } from './api/calls.ts';
import { directoryVerbs } from './cli.ts';
import { flushCounts } from './counting.ts';
import { addFictionalPlaces } from './demo.ts';
import { directoryDocuments } from './documents.ts';
import { directoryEvents } from './events.ts';
import { directoryJobs } from './jobs.ts';
import { directoryOwnData } from './own-data.ts';
import { directoryPanels } from './panels.tsx';
import { directoryRetention } from './retention.ts';
import { directoryRoutes } from './routes/index.ts';
import { seedDirectory } from './seed.ts';
import { directoryTemplates } from './templates.ts';

export { findEditablePlaces, grantEditor, type Holders, holdersAre, releaseEditors } from './holding.ts';

/** Places that help: where to go, when it is open, what to bring, how to call. */
export const directory = defineModule({
  name: 'directory',
  routes: directoryRoutes,
  api: Object.values(calls),
  verbs: directoryVerbs,
  jobs: directoryJobs,
  documents: directoryDocuments,
  events: directoryEvents,
  panels: directoryPanels,
  attribution:
    'Sources : INSEE (COG 2026), DGCL, La Poste, ministère de la Culture, ANCT — données sous Licence Ouverte 2.0, retravaillées par le projet Airial.'.replace(
      ' :',
      '\u00a0:',
    ),
  templates: directoryTemplates,
  retention: directoryRetention,
  ownData: directoryOwnData,
  seed: seedDirectory,
  demo: addFictionalPlaces,
  stop: flushCounts,
});
