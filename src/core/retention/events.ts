import { operatorsMay } from '../access.ts';
import { defineEvents } from '../events.ts';

export const retentionEvents = defineEvents('retention', {
  applied: {
    policy: operatorsMay('A60', 'Airial efface ce qui a fait son temps'),
    fr: 'Des données anciennes ont été effacées.',
    en: 'Old data were erased.',
    facts: ['rows', 'rules', 'digest'],
  },
});
