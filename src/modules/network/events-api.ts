import { defineEvents } from '../../core/events.ts';
import { airialMayCountCalls, leadsMayLinkApplications } from './policy-api.ts';

/** The acts about linked applications (product/network.md §8). */
export const apiEvents = defineEvents('api', {
  secret_created: {
    policy: leadsMayLinkApplications,
    fr: 'Une application a été reliée à la structure.',
    en: 'An application was linked to the organisation.',
    facts: ['scopes', 'until'],
  },
  secret_revoked: {
    policy: leadsMayLinkApplications,
    fr: 'La clé d’une application a été retirée.',
    en: 'The key of an application was withdrawn.',
  },
  called: {
    policy: airialMayCountCalls,
    fr: 'Une application reliée a lu des données de la structure.',
    en: 'A linked application read data of the organisation.',
    facts: ['calls', 'hour'],
  },
});
