import { operatorsMay } from '../../core/access.ts';
import { defineEvents } from '../../core/events.ts';

export const territoryEvents = defineEvents('territory', {
  areas_loaded: {
    policy: operatorsMay('A53', 'L’installation et l’administrateur chargent les communes'),
    fr: 'Les communes du territoire ont été chargées.',
    en: 'The communes of the territory were loaded.',
    facts: ['rows', 'structures', 'embedded', 'contours', 'files'],
  },
});
