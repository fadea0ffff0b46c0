import type { Database } from '../../core/database.ts';
import type { Ground } from '../../core/ground.ts';
import type { CommuneIndex } from './domain/communes.ts';
import { airial1 } from './domain/fragility/definition.ts';
import { type MapGeometry, mapAreas, mapGeometry } from './domain/map.ts';
import { loadTerritory, type TerritoryIndex, territoryRevision } from './store.ts';
import { type PublishedIndex, publishedRunId, readPublishedIndex } from './store-index.ts';
import { type Observations, publishedImports, readObservations } from './store-indicators.ts';

/** What the pages of the territory read, kept in memory for one ground. */
export interface House {
  communes: CommuneIndex;
  dataSets: TerritoryIndex['dataSets'];
  /** Null on a territory without three placed communes. */
  geometry: MapGeometry | null;
  observations: Observations;
  /** The index that everybody sees; null before the first is published. */
  index: PublishedIndex | null;
  /** Of everything above. */
  revision: string;
}

const houses = new WeakMap<Ground, { kept: Promise<House>; lookedAt: number }>();

/** How long a publication may go unseen by pages, in milliseconds. */
const freshness = 5_000;

/** The house of this ground as things are now. Requests at the same moment share one look. */
export async function openTerritory(ground: Ground): Promise<House> {
  const now = performance.now();
  let entry = houses.get(ground);
  if (!entry || now - entry.lookedAt > freshness) {
    entry = { kept: look(ground, entry?.kept ?? null), lookedAt: now };
    houses.set(ground, entry);
  }
  try {
    return await entry.kept;
  } catch (error) {
    if (houses.get(ground) === entry) houses.delete(ground);
    throw error;
  }
}

/** What was published from this process is seen at once. */
export function forgetTerritory(ground: Ground): void {
  houses.delete(ground);
}

/** The house kept before, unless something changed since. */
async function look({ database }: Ground, before: Promise<House> | null): Promise<House> {
  const revision = await revisionOf(database);
  const kept = await before?.catch(() => null);
  return kept?.revision === revision ? kept : await readHouse(database);
}

async function revisionOf(database: Database): Promise<string> {
  return [
    await territoryRevision(database),
    await publishedRunId(database, airial1.id),
    await publishedImports(database),
  ].join('\n');
}

/** The territory as it is published now. */
export async function readHouse(database: Database): Promise<House> {
  const revision = await revisionOf(database);
  const { communes, contours, dataSets } = await loadTerritory(database);
  const areas = mapAreas(communes);
  return {
    communes,
    dataSets,
    geometry: areas.length >= 3 ? mapGeometry(areas, contours) : null,
    observations: await readObservations(database),
    index: await readPublishedIndex(database, airial1.id),
    revision,
  };
}
