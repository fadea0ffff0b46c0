import type { Route, Visit } from '../../../core/http/route.ts';
import { epcisOf, type ScoredPlace } from '../domain/plans/asked.ts';
import { openTerritory } from '../house.ts';
import { installedPlaces } from '../installed.ts';
import { plansPath } from '../pages/plan-pages.tsx';
import { hashOf } from '../planning.ts';
import { committeeMayReadScenarios, whoHasTheLinkMayReadThePlan } from '../policy.ts';
import { findSharedScenario, type Scenario } from '../store-scenarios.ts';
import { withScenario } from './plan-visit.ts';

export const planPointRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${plansPath}/:id/points.json`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'lue par le script de la page d’un plan' },
    handle: visit => withScenario(visit, scenario => pointsOf(visit, scenario)),
  },
  {
    method: 'GET',
    path: `${plansPath}/partage/:token/points.json`,
    policy: whoHasTheLinkMayReadThePlan,
    reach: { exempt: 'lue par le script de la page d’un plan partagé' },
    handle: async visit => {
      const found = await visit.read(transaction =>
        findSharedScenario(transaction, hashOf(visit.params.token ?? ''), visit.now),
      );
      return found ? await pointsOf(visit, found) : await visit.error(410);
    },
  },
];

/** All that a browser needs to solve the plan again: places as short as they can be said. */
async function pointsOf(visit: Visit, { problem, result }: Scenario): Promise<Response> {
  if (!result) return await visit.error(404);
  const house = await openTerritory(visit.ground);
  const places = installedPlaces(house);
  const epcis = epcisOf(places);
  const point = ({ lat, lon }: ScoredPlace) => house.geometry?.project(lat, lon) ?? [0, 0];
  return Response.json({
    asked: problem,
    sites: result.sites.map(({ code }) => code),
    epcis,
    places: places.map(place => [
      place.code,
      place.name,
      place.lat,
      place.lon,
      epcis.indexOf(place.epci),
      place.population,
      place.age65Plus,
      place.lowDiploma,
      place.score,
      ...point(place).map(Math.round),
    ]),
  });
}
