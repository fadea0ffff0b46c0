import { createHash } from 'node:crypto';
import type { ListedPlace } from './catalogue.ts';
import { type Filters, writeFilters } from './domain/filters.ts';
import type { ExportedPlace } from './domain/standard/export.ts';
import type { House } from './house.ts';
import { search } from './searching.ts';

/** The places of one export, and a mark that changes with anything it says. */
export interface Exportable {
  places: readonly ListedPlace[];
  mark: string;
}

const kept = new WeakMap<House, { revision: number; all: Exportable }>();

/**
 * The published places that the filters keep, fictional ones never. Without a filter they come in the order of
 * their identifiers, which is that of their creation and stays the same on another machine.
 */
export function placesToExport(house: House, filters: Filters, now: Date): Exportable {
  if (hasFilters(filters)) {
    const { found } = search(house.catalogue, filters, now);
    const places = found.map(({ place }) => place).filter(({ fictional }) => !fictional);
    return { places, mark: markOf(house, places) };
  }
  const { revision } = house.catalogue;
  const before = kept.get(house);
  if (before?.revision === revision) return before.all;
  const places = [...house.catalogue.all()]
    .filter(({ fictional }) => !fictional)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const all = { places, mark: markOf(house, places) };
  kept.set(house, { revision, all });
  return all;
}

export function hasFilters(filters: Filters): boolean {
  return writeFilters({ ...filters, page: 1 }).size > 0;
}

/** The same on every machine that holds the same versions: several processes give one ETag. */
function markOf(house: House, places: readonly ListedPlace[]): string {
  const hash = createHash('sha256');
  for (const { place } of places) {
    const commune = house.communes.get(place.communeInsee)?.name ?? '';
    hash.update(`${place.versionId} ${place.slug} ${place.verifiedOn ?? ''} ${commune}\n`);
  }
  return hash.digest('base64url').slice(0, 22);
}

/** A place with the facts its row in a file needs besides. */
export function exportedPlace({ communes }: House, { place }: ListedPlace): ExportedPlace {
  const commune = communes.get(place.communeInsee);
  return {
    id: place.id,
    place: { ...place, externalId: place.id },
    communeName: commune?.name ?? place.communeLabel,
    communePostalCode: commune?.postalCodes[0] ?? '',
    verifiedOn: place.verifiedOn,
    // The reading of our own export (domain/own-export.ts) writes this day the same way.
    firstImportedOn: place.createdAt.toISOString().slice(0, 10),
  };
}
