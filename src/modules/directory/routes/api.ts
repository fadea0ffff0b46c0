import type { z } from 'zod';
import { answerCall } from '../../../core/api/answering.ts';
import { Problem } from '../../../core/api/problem.ts';
import { readQuery, wrongParameters } from '../../../core/api/reading.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { searchCommunes } from '../../territory/index.ts';
import { calls } from '../api/calls.ts';
import { communeAnswer, placeAnswer } from '../api/presenting.ts';
import {
  type communesAnswer,
  mostCases,
  type placeSchema,
  type placesAnswer,
  type searchAnswer,
} from '../api/schemas.ts';
import { readFilters } from '../domain/filters.ts';
import { CheckError, checkCases } from '../domain/hours/index.ts';
import { hasFilters, placesToExport } from '../exporting.ts';
import { type House, openHouse } from '../house.ts';
import { everybodyMayReadPlaces } from '../policy.ts';
import { search } from '../searching.ts';
import { findPlaceId } from '../store/places.ts';
import { labelMaxAge } from './list.tsx';

const forPrograms = { exempt: 'pour les programmes, décrite dans /api/v1/openapi.json' };

export const apiRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/lieux',
    policy: everybodyMayReadPlaces,
    reach: forPrograms,
    handle: visit => answer(visit, places),
  },
  {
    method: 'GET',
    path: '/api/v1/lieux/:reference',
    policy: everybodyMayReadPlaces,
    reach: forPrograms,
    handle: visit => answer(visit, place),
  },
  {
    method: 'GET',
    path: '/api/v1/communes',
    policy: everybodyMayReadPlaces,
    reach: forPrograms,
    handle: visit => answer(visit, communes),
  },
  {
    method: 'GET',
    path: '/api/v1/recherche',
    policy: everybodyMayReadPlaces,
    reach: forPrograms,
    handle: visit => answer(visit, found),
  },
  {
    method: 'POST',
    path: '/api/v1/horaires/evaluer',
    policy: everybodyMayReadPlaces,
    reach: forPrograms,
    handle: visit => answer(visit, hours),
  },
];

const answer = (visit: Visit, make: (visit: Visit, house: House) => Promise<unknown> | unknown) =>
  answerCall(visit, async () => make(visit, await openHouse(visit.ground)), { maxAge: labelMaxAge });

async function places(visit: Visit, house: House): Promise<z.infer<typeof placesAnswer>> {
  const { limite, curseur, ...rest } = readQuery(calls.places.query, visit.url.searchParams);
  const { communes: index } = house;
  const unknown = [
    ...(rest.commune && !index.byCode(rest.commune)
      ? [{ parametre: 'commune', message: 'cette commune n’est pas du territoire' }]
      : []),
    ...(rest.epci && !index.epci(rest.epci)
      ? [{ parametre: 'epci', message: 'cette intercommunalité n’est pas du territoire' }]
      : []),
  ];
  if (unknown.length > 0) throw wrongParameters(unknown);
  const { filters } = readFilters(visit.url.searchParams);
  const entries = hasFilters(filters)
    ? search(house.catalogue, filters, visit.now).found.filter(({ place }) => !place.fictional)
    : placesToExport(house, filters, visit.now).places.map(place => ({ place, km: null }));
  const first =
    curseur === undefined
      ? 0
      : afterCursor(
          curseur,
          entries.map(({ place }) => place.id),
        );
  const shown = entries.slice(first, first + limite);
  const last = shown.at(-1);
  const hasMore = last !== undefined && first + limite < entries.length;
  const setting = { house, origin: visit.origin, now: visit.now };
  return {
    total: entries.length,
    lieux: shown.map(({ place, km }) => placeAnswer(setting, place, km)),
    suivant: hasMore ? writeCursor(last.place.id, first + shown.length) : null,
  };
}

/** A page ends with a place: its identifier, and its rank should it leave the list before the next page. */
function writeCursor(id: string, rank: number): string {
  return Buffer.from(`${id} ${rank}`).toString('base64url');
}

function afterCursor(cursor: string, ids: readonly string[]): number {
  const read = /^([0-9a-f-]{36}) (\d{1,7})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!read)
    throw wrongParameters([
      {
        parametre: 'curseur',
        message: 'la valeur de « suivant » est attendue, telle quelle'
          .replace('« ', '«\u00a0')
          .replace(' »', '\u00a0»'),
      },
    ]);
  const at = ids.indexOf(read[1]!);
  return at === -1 ? Math.min(Number(read[2]) - 1, ids.length) : at + 1;
}

async function place(visit: Visit, house: House): Promise<z.infer<typeof placeSchema>> {
  readQuery(calls.place.query, visit.url.searchParams);
  const reference = visit.params.reference ?? '';
  const { catalogue } = house;
  const listed =
    catalogue.get(reference) ??
    catalogue.withSlug(reference) ??
    catalogue.get((await findPlaceId(visit.ground.database, reference)) ?? '');
  if (!listed || listed.fictional) throw new Problem(404, 'Ce lieu n’existe pas, ou n’est plus publié.');
  return placeAnswer({ house, origin: visit.origin, now: visit.now }, listed, null);
}

function communesLike(house: House, q: string) {
  return searchCommunes(house.communes, q).map(hit => communeAnswer(house.communes.get(hit.insee)!, hit));
}

function communes(visit: Visit, house: House): z.infer<typeof communesAnswer> {
  const { q } = readQuery(calls.communes.query, visit.url.searchParams);
  return {
    communes:
      q === undefined ? house.communes.all.map(commune => communeAnswer(commune)) : communesLike(house, q),
  };
}

/** Places in the answer of a text search: as many as a page of the list. */
const mostFound = 24;

async function found(visit: Visit, house: House): Promise<z.infer<typeof searchAnswer>> {
  const { q } = readQuery(calls.search.query, visit.url.searchParams);
  if (q.trim() === '') return { communes: [], resultats_proches: false, total: 0, lieux: [] };
  const { filters } = readFilters(new URLSearchParams({ q }));
  const result = search(house.catalogue, filters, visit.now);
  const real = result.found.filter(({ place: { fictional } }) => !fictional);
  const setting = { house, origin: visit.origin, now: visit.now };
  return {
    communes: communesLike(house, q),
    resultats_proches: result.precision === 'close',
    total: real.length,
    lieux: real.slice(0, mostFound).map(({ place: listed, km }) => placeAnswer(setting, listed, km)),
  };
}

async function hours(visit: Visit, house: House): Promise<unknown> {
  readQuery(calls.hours.query, visit.url.searchParams);
  // The only thing that reading may refuse is the length: what is not JSON gives null.
  const cases = await visit.json().catch(() => {
    throw new Problem(
      413,
      'Ce texte est trop long\u00a0: 256\u00a0ko au plus. Envoyez les cas en plusieurs fois.',
    );
  });
  if (Array.isArray(cases) && cases.length > mostCases) {
    throw new Problem(413, `${mostCases} cas au plus par demande. Envoyez-les en plusieurs fois.`);
  }
  try {
    return checkCases(cases, house.catalogue.holidays);
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    const parametre = error.index < 0 ? 'cas' : `cas[${error.index}]`;
    throw new Problem(400, `À corriger\u00a0: «\u00a0${parametre}\u00a0».`, {
      wrong: [{ parametre, message: error.message }],
    });
  }
}
