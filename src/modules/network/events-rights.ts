import { defineEvents } from '../../core/events.ts';
import { holdersMayUseTheirRights, theOfficerMayAnswerRights } from './policy-data.ts';

/** The acts about requests of rights (product/network.md §8). */
export const rightsEvents = defineEvents('rights', {
  request_received: {
    policy: holdersMayUseTheirRights,
    fr: 'Vous avez demandé quelque chose sur vos données.',
    en: 'You asked something about your data.',
    facts: ['kind', 'due'],
  },
  request_recorded: {
    policy: theOfficerMayAnswerRights,
    fr: 'Une demande reçue sur papier a été enregistrée.',
    en: 'A request received on paper was recorded.',
    facts: ['kind', 'due'],
  },
  request_extended: {
    policy: theOfficerMayAnswerRights,
    fr: 'La réponse à votre demande prendra plus de temps.',
    en: 'The answer to your request will take more time.',
    facts: ['due'],
  },
  request_answered: {
    policy: theOfficerMayAnswerRights,
    fr: 'Votre demande sur vos données a reçu une réponse.',
    en: 'Your request about your data was answered.',
    facts: ['kind', 'late'],
  },
  data_exported: {
    policy: holdersMayUseTheirRights,
    fr: 'Vous avez pris une copie de vos données.',
    en: 'You took a copy of your data.',
    facts: ['rows'],
  },
});
