import type { Call } from '../../../core/api/call.ts';
import {
  communesAnswer,
  communesQuery,
  hoursAnswer,
  hoursCases,
  noQuery,
  placeSchema,
  placesAnswer,
  placesQuery,
  searchAnswer,
  searchQuery,
} from './schemas.ts';

/** Calls about places, open to all; `/api/v1/openapi.json` tells them. */
export const calls = {
  places: {
    method: 'GET',
    path: '/api/v1/lieux',
    summary: 'Les lieux publiés, par pages',
    query: placesQuery,
    answer: placesAnswer,
    errors: [400],
  },
  place: {
    method: 'GET',
    path: '/api/v1/lieux/{id}',
    summary: 'Un lieu, par son identifiant ou le nom de sa page',
    query: noQuery,
    answer: placeSchema,
    errors: [400, 404],
  },
  communes: {
    method: 'GET',
    path: '/api/v1/communes',
    summary: 'Les communes du territoire, ou celles qui répondent à un texte',
    query: communesQuery,
    answer: communesAnswer,
    errors: [400],
  },
  search: {
    method: 'GET',
    path: '/api/v1/recherche',
    summary: 'Communes et lieux qui répondent à un texte',
    query: searchQuery,
    answer: searchAnswer,
    errors: [400],
  },
  hours: {
    method: 'POST',
    path: '/api/v1/horaires/evaluer',
    summary: 'Ouvert ou fermé\u00a0? Évalue des horaires à des instants donnés',
    query: noQuery,
    body: hoursCases,
    answer: hoursAnswer,
    errors: [400, 413],
  },
} as const satisfies Record<string, Call>;
