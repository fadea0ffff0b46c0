import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { endEditors, findKeptPlaces, insertEditor } from './store/keeping.ts';

/** What the house of organisations does when a page finds or loses who keeps it, and how it reaches them. */
export interface Holders {
  held(
    transaction: Transaction,
    now: Date,
    holding: { placeId: string; organisationId: string; claimId: string | null },
  ): Promise<void>;
  released(transaction: Transaction, now: Date, places: readonly string[]): Promise<void>;
  /** Accounts of the members who may correct the page. */
  keepers(transaction: Transaction, organisationId: string): Promise<string[]>;
  /** Name of an organisation; null when there is none. */
  nameOf(transaction: Transaction, organisationId: string): Promise<string | null>;
}

let holders: Holders | null = null;

/** Called once by the house of organisations, at its door: the directory does not know it. */
export function holdersAre(these: Holders): void {
  holders = these;
}

export const holderName = async (transaction: Transaction, organisationId: string): Promise<string | null> =>
  (await holders?.nameOf(transaction, organisationId)) ?? null;

export const keepersOf = async (transaction: Transaction, organisationId: string): Promise<string[]> =>
  (await holders?.keepers(transaction, organisationId)) ?? [];

/** Gives the page of a place to an organisation; who kept it before keeps it no more. Inside an act. */
export async function grantEditor(
  transaction: Transaction,
  now: Date,
  grant: { placeId: string; organisationId: string; claimId: string | null; grantedBy: string | null },
): Promise<void> {
  await releaseEditors(transaction, now, { placeId: grant.placeId });
  await insertEditor(transaction, { id: newId(now), ...grant, from: now });
  await holders?.held(transaction, now, grant);
}

/** Ends who keeps a place, or all the places of an organisation that leaves; gives back those places. Inside an act. */
export async function releaseEditors(
  transaction: Transaction,
  now: Date,
  which: { placeId: string } | { organisationId: string },
): Promise<string[]> {
  const ended = await endEditors(transaction, which, now);
  const places = ended.map(({ placeId }) => placeId);
  if (places.length > 0) await holders?.released(transaction, now, places);
  return places;
}

/** The places an organisation keeps, those the reader may know. */
export const findEditablePlaces = findKeptPlaces;
