import { operatorsMay } from '../access.ts';
import { defineEvents } from '../events.ts';

export const retentionEvents = defineEvents('retention', {
  applied: {
    policy: operatorsMay('A60', 'Airial efface ce qui a fait son temps'),
    fr: 'Des données anciennes ont été effacées.',
    en: 'Old data were erased.',
    facts: ['rows', 'rules', 'digest'],
  },
  journal_year_retired: {
    policy: operatorsMay('A60', 'Airial efface ce qui a fait son temps'),
    fr: 'Une année ancienne du journal a été ôtée, ses empreintes restent.',
    en: 'An old year of the journal was taken away, its hashes stay.',
    facts: ['entries'],
  },
});
