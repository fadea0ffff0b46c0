import { defineEvents } from '../../core/events.ts';
import {
  airialMayCompute,
  analystsMayRunScenarios,
  coordinationMayAdopt,
  operatorsMayLoadAreas,
} from './policy.ts';

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
  scenario_asked: {
    policy: analystsMayRunScenarios,
    fr: 'Un plan de positionnement, ou ses essais, a été demandé.',
    en: 'A positioning plan, or its trials, was asked for.',
    facts: ['model', 'places'],
  },
  scenario_stopped: {
    policy: analystsMayRunScenarios,
    fr: 'Le calcul d’un plan de positionnement a été arrêté.',
    en: 'The computation of a positioning plan was stopped.',
  },
  scenario_computed: {
    policy: airialMayCompute,
    fr: 'Un plan de positionnement a été calculé.',
    en: 'A positioning plan was worked out.',
    facts: ['model', 'places', 'status'],
  },
  scenario_named: {
    policy: analystsMayRunScenarios,
    fr: 'Un plan de positionnement a été nommé.',
    en: 'A positioning plan was named.',
  },
  scenario_archived: {
    policy: analystsMayRunScenarios,
    fr: 'Un plan de positionnement a été archivé.',
    en: 'A positioning plan was archived.',
  },
  scenario_shared: {
    policy: coordinationMayAdopt,
    fr: 'Un plan de positionnement a été partagé par un lien.',
    en: 'A positioning plan was shared by a link.',
  },
  share_revoked: {
    policy: coordinationMayAdopt,
    fr: 'Le lien qui partage un plan de positionnement a été retiré.',
    en: 'The link that shares a positioning plan was withdrawn.',
  },
  matrix_added: {
    policy: operatorsMayLoadAreas,
    fr: 'Des temps de trajet entre les communes ont été chargés.',
    en: 'Travel times between towns were loaded.',
    facts: ['model'],
  },
  timetable_adopted: {
    policy: coordinationMayAdopt,
    fr: 'Des tournées de conseillers ont été adoptées.',
    en: 'Rounds of counsellors were adopted.',
    facts: ['model', 'places'],
  },
  scenario_adopted: {
    policy: coordinationMayAdopt,
    fr: 'Un plan de positionnement a été adopté.',
    en: 'A positioning plan was adopted.',
    facts: ['model', 'places'],
  },
});
