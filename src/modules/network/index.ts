import { defineModule } from '../../core/module.ts';
import { identify } from './identifying.ts';
import './tables.ts';
import './tables-keys.ts';

/** Who acts, for which organisation, with which habilitation. */
export const network = defineModule({
  name: 'network',
  identify,
});
