import { everybodyMay } from '../access.ts';
import type { Route } from '../http/route.ts';
import { jsonAnswer } from './answering.ts';
import { openApi } from './openapi.ts';

const everybodyMayRead = everybodyMay('A00', 'Tout le monde peut lire la documentation de l’API');

/** What the API says of itself, for all the houses. */
export const apiRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/openapi.json',
    policy: everybodyMayRead,
    reach: 'linked',
    handle: ({ ground }) =>
      jsonAnswer(openApi(ground.modules.flatMap(module => module.api ?? [])), 'public, max-age=3600'),
  },
  {
    method: 'OPTIONS',
    path: '/api/:reste{.*}',
    policy: everybodyMayRead,
    reach: { exempt: 'question que les navigateurs posent avant d’appeler une autre origine' },
    handle: () =>
      new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Methods': 'GET, POST',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Api-Key',
          'Access-Control-Max-Age': '86400',
        },
      }),
  },
];
