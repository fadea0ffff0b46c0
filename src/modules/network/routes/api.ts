import { answerCall } from '../../../core/api/answering.ts';
import { pageOf, type Resource } from '../../../core/api/listing.ts';
import { readQuery } from '../../../core/api/reading.ts';
import type { Transaction } from '../../../core/database.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { calls } from '../api/calls.ts';
import { clientsMayReadMembers, clientsMayReadPlaces, clientsMayReadTheOrganisation } from '../policy-api.ts';
import { findHeldPlaces } from '../store/api-clients.ts';
import { findMembers } from '../store/members.ts';
import { findOrganisation } from '../store/organisations.ts';

const reach = { exempt: 'pour les applications reliées, décrite dans /api/v1/openapi.json' };

/** What applications read of the organisation that linked them. */
export const clientRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: calls.organisations.path,
    policy: clientsMayReadTheOrganisation,
    reach,
    handle: visit => list(visit, calls.organisations, readOrganisation),
  },
  {
    method: 'GET',
    path: calls.places.path,
    policy: clientsMayReadPlaces,
    reach,
    handle: visit => list(visit, calls.places, readPlaces),
  },
  {
    method: 'GET',
    path: calls.members.path,
    policy: clientsMayReadMembers,
    reach,
    handle: visit => list(visit, calls.members, readMembers),
  },
];

async function list(
  visit: Visit,
  call: (typeof calls)[keyof typeof calls],
  read: (transaction: Transaction, organisation: string, visit: Visit) => Promise<Resource<unknown>[]>,
): Promise<Response> {
  return await answerCall(visit, async () => {
    const query = readQuery(call.query, visit.url.searchParams);
    const { organisation } = visit.actor.client!;
    return pageOf(call.scope, await visit.read(transaction => read(transaction, organisation, visit)), query);
  });
}

async function readOrganisation(transaction: Transaction, id: string) {
  const it = await findOrganisation(transaction, id);
  if (!it) return [];
  const { name: nom, kind: nature, siret, communeInsee: commune_insee, createdAt: creation } = it;
  return [{ id, creation, attributes: { nom, nature, siret, commune_insee, creation } }];
}

async function readPlaces(transaction: Transaction, organisation: string, { origin }: Visit) {
  const places = await findHeldPlaces(transaction, organisation);
  return places.map(({ id, since: creation }) => ({
    id,
    creation,
    attributes: { fiche: `${origin}/api/v1/lieux/${id}`, creation },
  }));
}

async function readMembers(transaction: Transaction, organisation: string, { now }: Visit) {
  const members = await findMembers(transaction, organisation, now);
  return members.map(({ account: id, name: nom, roles }) => {
    const creation = new Date(Math.min(...roles.map(({ from }) => from.getTime())));
    return { id, creation, attributes: { nom, roles: roles.map(({ role }) => role), creation } };
  });
}
