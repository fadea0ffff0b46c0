import { asSystem } from '../../core/acting-as.ts';
import { newId } from '../../core/identifier.ts';
import type { Holders } from '../directory/index.ts';
import { endHoldings, findKeepers, insertHolding } from './store/holding.ts';
import { findOrganisation } from './store/organisations.ts';

/** The organisations behind the places of the directory (product/network.md §5); told by its door. */
export const placeHolders: Holders = {
  async held(transaction, now, { placeId, organisationId, claimId }) {
    await endHoldings(transaction, [placeId], now);
    await insertHolding(transaction, { id: newId(now), placeId, organisationId, claimId, at: now });
  },
  released: (transaction, now, places) => endHoldings(transaction, places, now),
  keepers: (transaction, organisationId) =>
    asSystem(transaction, 'network:keepers', () => findKeepers(transaction, organisationId)),
  nameOf: async (transaction, organisationId) =>
    (await findOrganisation(transaction, organisationId))?.name ?? null,
};
