import { sql } from 'kysely';
import type { Database, Transaction } from '../../core/database.ts';
import { buildCommuneIndex, type CommuneIndex, type CommuneRow, departementOf } from './domain/communes.ts';
import { type AreaContour, radiusKm, readContours } from './domain/contours.ts';
import type { Totals } from './domain/plausibility.ts';
import type { DataSetTable, HostStructureTable } from './schema.ts';
import type { HostFact } from './tables.ts';

/** The data are refused as a whole; the sentence says why, and nothing was changed. */
export class RefusedData extends Error {
  override name = 'RefusedData';
}

/** Where loaded data come from; printed on maps and tables. */
export interface Provenance {
  vintage: string;
  source: string;
  licence: string;
  /** Of the files read, hexadecimal. */
  sha256: string;
  at: Date;
}

/** The territory as pages and the importer use it: held in memory, read again after a load. */
export interface TerritoryIndex {
  communes: CommuneIndex;
  /** Real limits when loaded, else null. */
  contours: AreaContour[] | null;
  dataSets: readonly { name: DataSetTable['name']; vintage: string; source: string; licence: string }[];
}

/** True when communes are loaded. */
export async function hasAreas(database: Database): Promise<boolean> {
  return Boolean(await presentAreas(database).select('code').limit(1).executeTakeFirst());
}

/** The département of this installation and what its communes add up to; null on an empty database. */
export async function presentTotals(database: Database): Promise<(Totals & { departement: string }) | null> {
  const departement = await presentAreas(database)
    .where('level', '=', 'departement')
    .select('code')
    .executeTakeFirst();
  if (!departement) return null;
  const communes = await presentAreas(database)
    .where('level', '=', 'commune')
    .select(['code', 'population'])
    .execute();
  const home = communes.filter(({ code }) => departementOf(code) === departement.code);
  return { departement: departement.code, communes: home.length, population: populationOf(home) };
}

/**
 * Publishes the limits of the communes in place of those before. The document is a parsed TopoJSON or GeoJSON. Limits
 * of an old code go to the present commune; every commune of the département must have some. Returns the number of
 * communes drawn, and whether anything changed. Throws {@link RefusedData}, or UnreadableContours.
 */
export async function loadContours(
  transaction: Transaction,
  document: unknown,
  from: Provenance,
): Promise<{ communes: number; changed: boolean }> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('territory.load'))`.execute(transaction);
  const { communes } = await loadTerritory(transaction);
  const contours = presentContours(communes, readContours(document));
  const home = communes.all.filter(commune => commune.home);
  const missing = home.filter(commune => !contours.has(commune.insee));
  if (home.length === 0) throw new RefusedData('Chargez d’abord la liste des communes.');
  if (missing.length > 0) {
    const names = missing.slice(0, 5).map(commune => `${commune.name} (${commune.insee})`);
    throw new RefusedData(
      `Ce fichier n’a pas les limites de ${missing.length} commune${missing.length > 1 ? 's' : ''}\u00a0: ${names.join(', ')}${missing.length > 5 ? '…' : ''}.`,
    );
  }
  const inPlace = await transaction
    .selectFrom('territory.shape_set')
    .where('level', '=', 'commune')
    .where('published', '=', true)
    .select(['sha256', 'vintage'])
    .executeTakeFirst();
  if (inPlace?.sha256 === from.sha256 && inPlace.vintage === from.vintage) {
    return { communes: contours.size, changed: false };
  }
  await transaction
    .deleteFrom('territory.shape_set')
    .where('level', '=', 'commune')
    .where('vintage', '=', from.vintage)
    .execute();
  await transaction
    .updateTable('territory.shape_set')
    .set({ published: false })
    .where('level', '=', 'commune')
    .execute();
  await transaction
    .insertInto('territory.shape_set')
    .values({
      level: 'commune',
      vintage: from.vintage,
      document: JSON.stringify(document),
      sha256: from.sha256,
      published: true,
    })
    .execute();
  await transaction
    .insertInto('territory.area_shape')
    .values(
      [...contours].map(([code, contour]) => {
        const { lat, lon } = communes.get(code)!;
        const radius = lat === null || lon === null ? null : radiusKm(contour, { lat, lon });
        return { code, level: 'commune' as const, vintage: from.vintage, radius_km: radius };
      }),
    )
    .execute();
  await recordDataSet(transaction, 'contours', from);
  return { communes: contours.size, changed: true };
}

/** Limits by present commune; those of a former commune are joined to it, unknown codes are left out. */
function presentContours(communes: CommuneIndex, contours: readonly AreaContour[]): Map<string, AreaContour> {
  const byPresent = new Map<string, AreaContour>();
  for (const { insee, rings } of contours) {
    const present = communes.byCode(insee)?.insee;
    if (!present) continue;
    byPresent.set(present, { insee: present, rings: [...(byPresent.get(present)?.rings ?? []), ...rings] });
  }
  return byPresent;
}

/** Makes the table of host structures that of the facts. Returns the number of rows changed. */
export async function loadHostStructures(
  transaction: Transaction,
  hosts: readonly HostFact[],
  from: Provenance,
): Promise<number> {
  const { communes } = await loadTerritory(transaction);
  const wanted = hosts.map((host): HostStructureTable => {
    const commune = communes.byCode(host.insee);
    if (!commune)
      throw new RefusedData(`${host.name}\u00a0: la commune ${host.insee} n’est pas du territoire.`);
    return {
      siret: host.siret,
      name: host.name,
      postal_code: host.postalCode,
      commune_insee: commune.insee,
      posts_attributed: host.postsAttributed,
      posts_recruited: host.postsRecruited,
      vintage: from.vintage,
    };
  });
  const before = await transaction
    .selectFrom('territory.host_structure')
    .selectAll()
    .orderBy('siret')
    .execute();
  const sorted = wanted.toSorted((a, b) => (a.siret < b.siret ? -1 : 1));
  if (JSON.stringify(before.map(keyed)) === JSON.stringify(sorted.map(keyed))) return 0;
  await transaction.deleteFrom('territory.host_structure').execute();
  if (wanted.length > 0) await transaction.insertInto('territory.host_structure').values(wanted).execute();
  await recordDataSet(transaction, 'host_structures', from);
  return wanted.length;
}

function keyed(row: HostStructureTable) {
  return [
    row.siret,
    row.name,
    row.postal_code,
    row.commune_insee,
    row.posts_attributed,
    row.posts_recruited,
    row.vintage,
  ];
}

/** Changes when other data are loaded, even with a frozen clock: what was made from the territory is then made anew. */
export async function territoryRevision(database: Database): Promise<string> {
  const sets = await database
    .selectFrom('territory.data_set')
    .select(['name', 'vintage', 'sha256', 'loaded_at'])
    .orderBy('name')
    .execute();
  return sets
    .map(set => `${set.name} ${set.vintage} ${set.sha256} ${set.loaded_at.toISOString()}`)
    .join('\n');
}

/** Everything about the present territory, in a few queries; an empty index on an empty database. */
export async function loadTerritory(database: Database | Transaction): Promise<TerritoryIndex> {
  const areas = await presentAreas(database)
    .select(['code', 'level', 'name', 'parent_code', 'lat', 'lon', 'population'])
    .orderBy('code')
    .execute();
  const postalCodes = await database
    .selectFrom('territory.postal_code')
    .selectAll()
    .orderBy('postal_code')
    .execute();
  const former = await database
    .selectFrom('territory.area_change as change')
    .leftJoin('territory.area as area', join =>
      join
        .onRef('area.code', '=', 'change.old_code')
        .on('area.level', '=', 'commune')
        .on('area.valid_to', 'is not', null),
    )
    .distinctOn('change.old_code')
    .select(['change.old_code', 'change.new_code', 'area.name', 'area.name_confirmed'])
    .orderBy('change.old_code')
    .orderBy('change.effective', 'desc')
    .orderBy('area.valid_to', 'desc')
    .execute();
  const set = await database
    .selectFrom('territory.shape_set')
    .where('level', '=', 'commune')
    .where('published', '=', true)
    .select(['vintage', 'document'])
    .executeTakeFirst();
  const shapes = set
    ? await database
        .selectFrom('territory.area_shape')
        .where('level', '=', 'commune')
        .where('vintage', '=', set.vintage)
        .select(['code', 'radius_km'])
        .execute()
    : [];
  const dataSets = await database
    .selectFrom('territory.data_set')
    .select(['name', 'vintage', 'source', 'licence'])
    .orderBy('name')
    .execute();
  const codesOf = new Map<string, string[]>();
  for (const row of postalCodes)
    codesOf.set(row.commune_code, [...(codesOf.get(row.commune_code) ?? []), row.postal_code]);
  const radiusOf = new Map(shapes.map(shape => [shape.code, shape.radius_km]));
  const departement = areas.find(area => area.level === 'departement');
  const communes = buildCommuneIndex({
    departement: { code: departement?.code ?? '', name: departement?.name ?? '' },
    communes: areas
      .filter(area => area.level === 'commune')
      .map(
        ({ code, name, population, parent_code, lat, lon }): CommuneRow => ({
          insee: code,
          name,
          population,
          epci: parent_code,
          lat,
          lon,
          radiusKm: radiusOf.get(code) ?? null,
          postalCodes: codesOf.get(code) ?? [],
        }),
      ),
    former: former.map(row => ({
      insee: row.old_code,
      name: row.name_confirmed ? row.name : null,
      presentInsee: row.new_code,
    })),
    epcis: areas
      .filter(area => area.level === 'epci')
      .map(({ code, name, population }) => ({ siren: code, name, population })),
  });
  return {
    communes,
    contours: set ? [...presentContours(communes, readContours(set.document)).values()] : null,
    dataSets,
  };
}

/** Writes where the data in place come from; false when that was already written. */
export async function recordDataSet(
  transaction: Transaction,
  name: DataSetTable['name'],
  from: Provenance,
): Promise<boolean> {
  const { at, ...rest } = from;
  const known = await transaction
    .selectFrom('territory.data_set')
    .where('name', '=', name)
    .select(['vintage', 'source', 'licence', 'sha256'])
    .executeTakeFirst();
  if (known && (Object.keys(known) as (keyof typeof known)[]).every(key => known[key] === rest[key]))
    return false;
  const row = { name, ...rest, loaded_at: at };
  await transaction
    .insertInto('territory.data_set')
    .values(row)
    .onConflict(conflict => conflict.column('name').doUpdateSet(row))
    .execute();
  return true;
}

/** Areas of today. */
export function presentAreas(database: Database | Transaction) {
  return database.selectFrom('territory.area').where('valid_to', 'is', null);
}

export function populationOf(rows: readonly { population: number | null }[]): number {
  return rows.reduce((sum, row) => sum + (row.population ?? 0), 0);
}
