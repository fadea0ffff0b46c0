import { membersMay } from '../access.ts';
import { defineEvents } from '../events.ts';

export const administratorsMayKeepAirial = membersMay(
  'A61',
  'Un administrateur voit l’état d’Airial et change les réglages du territoire',
  ['administrateur'],
);

export const administrationEvents = defineEvents('administration', {
  jobs_retried: {
    policy: administratorsMayKeepAirial,
    fr: 'Des travaux qui avaient échoué ont été relancés.',
    en: 'Jobs that had failed were started again.',
    facts: ['count'],
  },
});
