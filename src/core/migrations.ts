import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from './config.ts';
import { appConnectionString, appRole } from './database.ts';

export interface Migration {
  /** `directory/0001_places.sql` */
  name: string;
  sql: string;
  hash: string;
}

/** The migrations of core then of the houses, in the order given (floors, lowest first). */
function listMigrations(modules: readonly string[]): Migration[] {
  const rooms = [
    { name: 'core', folder: join(projectRoot, 'src/core/migrations') },
    ...modules.map(name => ({ name, folder: join(projectRoot, 'src/modules', name, 'migrations') })),
  ];
  return rooms.flatMap(({ name, folder }) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter(file => file.endsWith('.sql'))
          .sort()
          .map(file => {
            const text = readFileSync(join(folder, file), 'utf8');
            return {
              name: `${name}/${file}`,
              sql: text,
              hash: createHash('sha256').update(text).digest('hex'),
            };
          })
      : [],
  );
}

/**
 * Brings the schema to the present, one process at a time, in one transaction, then grants the application role
 * what it needs. Refuses a database made by a newer Airial. Returns the names applied.
 */
export async function migrate(ownerConnectionString: string, modules: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerConnectionString });
  await client.connect();
  try {
    await client.query('BEGIN');
    const applied = await migrateIn(client, ownerConnectionString, modules);
    await client.query('COMMIT');
    return applied;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** The same inside a transaction of the caller; `only` stops at the migrations a backup was made with. */
export async function migrateIn(
  client: pg.Client,
  ownerConnectionString: string,
  modules: readonly string[],
  only?: ReadonlySet<string>,
): Promise<string[]> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('airial migrations'))`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS core;
    CREATE TABLE IF NOT EXISTS core.migration (name text PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
  const migrations = listMigrations(modules);
  const { rows } = await client.query<{ name: string; hash: string }>(
    'SELECT name, hash FROM core.migration',
  );
  refuseNewer(only ? [...only].map(name => ({ name })) : rows, migrations);
  const done = new Set(rows.map(row => row.name));
  const missing = migrations.filter(
    migration => !done.has(migration.name) && (!only || only.has(migration.name)),
  );
  for (const migration of missing) await apply(client, migration);
  if (missing.length > 0) await grant(client, ownerConnectionString, modules);
  return missing.map(migration => migration.name);
}

function refuseNewer(applied: readonly { name: string; hash?: string }[], known: readonly Migration[]) {
  const byName = new Map(known.map(migration => [migration.name, migration.hash]));
  const unknown = applied.filter(row => !byName.has(row.name));
  if (unknown.length > 0) {
    throw new Error(
      `Ces données viennent d’une version plus récente d’Airial (${unknown.map(row => row.name).join(', ')}). Mettez Airial à jour ; rien n’a été modifié.`,
    );
  }
  const changed = applied.filter(row => row.hash && byName.get(row.name) !== row.hash);
  if (changed.length > 0) {
    throw new Error(
      `Une migration déjà appliquée a changé : ${changed.map(row => row.name).join(', ')}. Rien n’a été modifié.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration) {
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO core.migration (name, hash) VALUES ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
  } catch (error) {
    throw new Error(`Migration ${migration.name} : ${(error as Error).message}`, { cause: error });
  }
}

async function grant(client: pg.Client, ownerConnectionString: string, modules: readonly string[]) {
  const role = pg.escapeIdentifier(appRole(ownerConnectionString));
  const password = pg.escapeLiteral(
    decodeURIComponent(new URL(appConnectionString(ownerConnectionString)).password),
  );
  await client.query(
    `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  );
  // Roles belong to the whole server: another database of it may be giving this one the same password just now.
  await client.query(
    `DO $$ BEGIN ALTER ROLE ${role} PASSWORD ${password}; EXCEPTION WHEN internal_error THEN NULL; END $$`,
  );
  for (const schema of ['core', ...modules].map(pg.escapeIdentifier)) {
    const { rowCount } = await client.query(
      'SELECT FROM pg_namespace WHERE quote_ident(nspname) = $1 OR nspname = $2',
      [schema, schema.replaceAll('"', '')],
    );
    if (!rowCount) continue;
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role}`);
  }
  await client.query(`REVOKE ALL ON core.migration FROM ${role}; GRANT SELECT ON core.migration TO ${role}`);
  // Partitions too: a backup may come from before some of these tables.
  const { rows } = await client.query<{ name: string }>(
    `SELECT part.relid::regclass::text AS name FROM unnest($1::text[]) AS name, pg_partition_tree(to_regclass(name)) AS part
     UNION SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL`,
    [appendOnly],
  );
  for (const { name } of rows) await client.query(`REVOKE UPDATE, DELETE ON ${name} FROM ${role}`);
}

/** Tables to which the application may add, and nothing else. */
const appendOnly = [
  'core.journal_entry',
  'core.journal_leaf',
  'core.journal_node',
  'core.journal_checkpoint',
  'core.journal_key',
];
