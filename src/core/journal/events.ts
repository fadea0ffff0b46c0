import { operatorsMay } from '../access.ts';
import { defineEvents } from '../events.ts';

const operatorsMayVerify = operatorsMay('A58', 'Qui tient la machine vérifie le journal');
const operatorsMayKeepTheKey = operatorsMay('A61', 'Qui tient la machine garde la clé du journal');

/** What happens to the journal itself. */
export const journalEvents = defineEvents('journal', {
  verified: {
    policy: operatorsMayVerify,
    fr: 'Le journal a été vérifié.',
    en: 'The journal was verified.',
    facts: ['size', 'findings', 'first', 'seconds'],
  },
  key_rotated: {
    policy: operatorsMayKeepTheKey,
    fr: 'La clé qui signe le journal a changé.',
    en: 'The key that signs the journal changed.',
    facts: ['number', 'named'],
  },
});
