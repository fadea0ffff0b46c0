import { everybodyMay, membersMay } from '../access.ts';
import { defineEvents } from '../events.ts';

export const administratorsMayKeepAirial = membersMay(
  'A61',
  'Un administrateur voit l’état d’Airial et change les réglages du territoire',
  ['administrateur'],
);

export const everybodyMaySeeTheMark = everybodyMay(
  'A00',
  'Tout le monde voit le logo et les couleurs du territoire',
);

export const administrationEvents = defineEvents('administration', {
  jobs_retried: {
    policy: administratorsMayKeepAirial,
    fr: 'Des travaux qui avaient échoué ont été relancés.',
    en: 'Jobs that had failed were started again.',
    facts: ['count'],
  },
  settings_changed: {
    policy: administratorsMayKeepAirial,
    fr: 'Les réglages du territoire ont changé.',
    en: 'The settings of the territory changed.',
    facts: ['fields', 'version'],
  },
});
