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
}

const houses = new WeakMap<Ground, Promise<{ revision: string; house: House }>>();
const lookedAt = new WeakMap<Ground, number>();

/** How long a fresh load of the territory may go unseen, in milliseconds. */
const territoryFreshness = 10_000;

/** The house of this ground, its places brought to the present. */
export async function openHouse(ground: Ground): Promise<House> {
  const now = performance.now();
  if (now - (lookedAt.get(ground) ?? Number.NEGATIVE_INFINITY) > territoryFreshness) {
    lookedAt.set(ground, now);
    const revision = await territoryRevision(ground.database);
    if ((await houses.get(ground)?.catch(() => null))?.revision !== revision) {
      houses.set(ground, build(ground, revision));
    }
  }
  try {
    const { house } = await houses.get(ground)!;
    await house.catalogue.refresh();
    return house;
  } catch (error) {
    lookedAt.delete(ground);
    throw error;
  }
}

async function build(ground: Ground, revision: string) {
  const { communes, contours } = await loadTerritory(ground.database);
  const areas = mapAreas(communes);
  const geometry = areas.length >= 3 ? mapGeometry(areas, contours) : null;
  return {
    revision,
    house: { communes, geometry, catalogue: new Catalogue(ground.database, communes, holidaysOf(ground)) },
  };
}

/** School holidays of the zone of the territory; public holidays are computed. */
function holidaysOf(ground: Ground): Holidays {
  return { school: schoolHolidaysZoneA, alsaceMoselle: ground.config.territory.alsaceMoselle };
}
