import type { Database } from '../../../core/database.ts';

/** Where an address leads: the place it names today, after renames and merges; null when nobody ever had it. */
export async function findSlug(database: Database, slug: string) {
  const named = await database
    .selectFrom('directory.place')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  const former =
    named ??
    (await database
      .selectFrom('directory.former_slug')
      .select('place_id as id')
      .where('slug', '=', slug)
      .executeTakeFirst());
  if (!former) return null;
  const { rows } = await database.executeQuery<{
    slug: string;
    status: string;
    lat: number | null;
    lon: number | null;
    commune_insee: string;
  }>(
    // A place merged into one that was merged later leads to the last of the chain.
    followMerges(database, former.id),
  );
  return rows[0] ?? null;
}

function followMerges(database: Database, id: string) {
  return database
    .withRecursive('chain', chain =>
      chain
        .selectFrom('directory.place')
        .select(['id', 'merged_into'])
        .where('id', '=', id)
        .union(
          chain
            .selectFrom('chain')
            .innerJoin('directory.place', 'directory.place.id', 'chain.merged_into')
            .select(['directory.place.id', 'directory.place.merged_into']),
        ),
    )
    .selectFrom('chain')
    .innerJoin('directory.place as place', 'place.id', 'chain.id')
    .leftJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .select(['place.slug', 'place.status', 'version.lat', 'version.lon', 'place.commune_insee'])
    .where('chain.merged_into', 'is', null)
    .compile();
}
