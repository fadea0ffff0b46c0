import { defineModule } from '../../core/module.ts';
import { networkEvents } from './events.ts';
import { identify } from './identifying.ts';
import { networkPanels } from './panels.tsx';
import { accountRoutes } from './routes/account.tsx';
import { deskRoutes } from './routes/desk.tsx';
import './tables.ts';
import './tables-keys.ts';

/** Who acts, for which organisation, with which habilitation. */
export const network = defineModule({
  name: 'network',
  routes: [...accountRoutes, ...deskRoutes],
  events: networkEvents,
  panels: networkPanels,
  identify,
});
