import { defineEvents } from '../../core/events.ts';
import { analystsMayRunScenarios, coordinationMayAdopt, operatorsMayLoadAreas } from './policy.ts';

export const territoryEvents = defineEvents('territory', {
  areas_loaded: {
    policy: operatorsMayLoadAreas,
    fr: 'Les communes du territoire ont été chargées.',
    en: 'The communes of the territory were loaded.',
    facts: ['rows', 'structures', 'embedded', 'contours', 'files'],
  },
  indicator_imported: {
    policy: analystsMayRunScenarios,
    fr: 'Un fichier d’indicateur a été lu.',
    en: 'A file of an indicator was read.',
    facts: ['indicator', 'vintage', 'read', 'refused'],
  },
  import_published: {
    policy: coordinationMayAdopt,
    fr: 'Les valeurs d’un indicateur ont été publiées.',
    en: 'The values of an indicator were published.',
    facts: ['indicator', 'vintage', 'communes'],
  },
  definition_published: {
    policy: coordinationMayAdopt,
    fr: 'Une définition de l’indice de fragilité a été publiée.',
    en: 'A definition of the fragility index was published.',
    facts: ['definition', 'version'],
  },
  index_published: {
    policy: coordinationMayAdopt,
    fr: 'L’indice de fragilité a été publié.',
    en: 'The fragility index was published.',
    facts: ['definition', 'version', 'communes'],
  },
});
