import type { Ground } from '../../core/ground.ts';
import {
  type CommuneIndex,
  loadTerritory,
  type MapGeometry,
  mapAreas,
  mapGeometry,
  territoryRevision,
} from '../territory/index.ts';
import { Catalogue } from './catalogue.ts';
import { schoolHolidaysZoneA } from './data/school-holidays-zone-a.ts';
import type { Holidays } from './domain/hours/index.ts';

/** What the pages of the directory read, kept in memory for one ground. */
export interface House {
  communes: CommuneIndex;
  /** Null on a territory without three placed communes. */
  geometry: MapGeometry | null;
  catalogue: Catalogue;
  /** Of the territory it was made from. */
  revision: string;
}

const houses = new WeakMap<Ground, { kept: Promise<House>; lookedAt: number }>();

/** How long a fresh load of the territory may go unseen, in milliseconds. */
const territoryFreshness = 10_000;

/** The house of this ground, its places brought to the present. Requests at the same moment share one look. */
export async function openHouse(ground: Ground): Promise<House> {
  const now = performance.now();
  let entry = houses.get(ground);
  if (!entry || now - entry.lookedAt > territoryFreshness) {
    entry = { kept: look(ground, entry?.kept ?? null), lookedAt: now };
    houses.set(ground, entry);
  }
  try {
    const house = await entry.kept;
    await house.catalogue.refresh();
    return house;
  } catch (error) {
    if (houses.get(ground) === entry) houses.delete(ground);
    throw error;
  }
}

/** The house kept before, unless the territory changed since. */
async function look(ground: Ground, before: Promise<House> | null): Promise<House> {
  const revision = await territoryRevision(ground.database);
  const kept = await before?.catch(() => null);
  return kept?.revision === revision ? kept : await build(ground, revision);
}

async function build(ground: Ground, revision: string): Promise<House> {
  const { communes, contours } = await loadTerritory(ground.database);
  const areas = mapAreas(communes);
  const geometry = areas.length >= 3 ? mapGeometry(areas, contours) : null;
  const catalogue = new Catalogue(ground.database, communes, holidaysOf(ground));
  return { communes, geometry, catalogue, revision };
}

/** Changes whenever what the pages read changes. */
export function versionOf({ revision, catalogue }: House): string {
  return `${revision} ${catalogue.revision}`;
}

/** School holidays of the zone of the territory; public holidays are computed. */
function holidaysOf(ground: Ground): Holidays {
  return { school: schoolHolidaysZoneA, alsaceMoselle: ground.config.territory.alsaceMoselle };
}
