import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { processClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { appConnectionString, openDatabase, openPool } from './database.ts';
import { dataFolder, type EmbeddedPostgres, embeddedPostgres } from './embedded-postgres.ts';
import type { Ground } from './ground.ts';
import { endAfter, onInterruption } from './interruption.ts';
import { prepareQueue } from './jobs.ts';
import { migrate } from './migrations.ts';
import type { Module } from './module.ts';
import { localStorage, type Storage } from './storage.ts';

export interface Installation {
  ground: Ground;
  /** Null when DATABASE_URL names a server of the operator. */
  postgres: EmbeddedPostgres | null;
  close(): Promise<void>;
}

export interface Opening {
  data: string | undefined;
  modules: readonly Module[];
  say: (line: string) => void;
  environment?: NodeJS.ProcessEnv;
  /** Restore brings its own content: the reference territory is then not loaded first. */
  seed?: boolean;
}

/** Opens the data of one installation: joins or starts PostgreSQL, migrates, loads what an empty database lacks. */
export async function openInstallation(opening: Opening): Promise<Installation> {
  const environment = opening.environment ?? process.env;
  const config = readConfig(environment);
  const now = processClock(environment);
  const { folder, moved } = dataFolder(opening.data);
  if (moved)
    opening.say(
      `Les données sont dans ${folder} : l’utilisateur de PostgreSQL ne peut pas entrer dans ce dossier-ci.`,
    );
  await mkdir(folder, { recursive: true });
  const opened = openPostgres(config, folder, opening.say);
  // A server of our own must not outlive a command that is stopped, wherever it is.
  onInterruption(
    signal =>
      void endAfter(
        opened.then(ours => ours?.leave()),
        signal,
      ),
  );
  const postgres = await opened;
  const ownerConnectionString = postgres?.connectionString ?? config.databaseUrl!;
  try {
    await prepareQueue(ownerConnectionString);
    await migrate(
      ownerConnectionString,
      opening.modules.map(module => module.name),
    );
  } catch (error) {
    await postgres?.leave();
    throw error;
  }
  const pool = openPool(config.databaseAppUrl ?? appConnectionString(ownerConnectionString));
  const storage = localStorage(join(folder, 'files'));
  const ground: Ground = {
    config,
    now,
    database: openDatabase(pool),
    pool,
    ownerConnectionString,
    storage,
    folder,
    modules: opening.modules,
    secret: config.secret ?? (await keptSecret(pool, storage)),
  };
  if (opening.seed !== false) {
    for (const module of opening.modules)
      await module.seed?.({ database: ground.database, now, say: opening.say });
  }
  return {
    ground,
    postgres,
    async close() {
      await ground.database.destroy();
      await postgres?.leave();
    },
  };
}

/**
 * The key of this installation, made once and kept with its files, so that a backup restored elsewhere still opens
 * what was sealed with it. One process at a time: two first starts must not make two.
 */
async function keptSecret(pool: pg.Pool, storage: Storage): Promise<string> {
  const read = async () => {
    const found = await storage.get(secretFile);
    return found && (await text(found));
  };
  const known = await read();
  if (known) return known;
  const client = await pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('airial installation secret'))`);
    const made = (await read()) ?? randomBytes(32).toString('hex');
    await storage.put(secretFile, Buffer.from(made));
    return made;
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('airial installation secret'))`).catch(() => {});
    client.release();
  }
}

const secretFile = 'keys/installation';

async function openPostgres(
  config: Config,
  folder: string,
  say: (line: string) => void,
): Promise<EmbeddedPostgres | null> {
  if (config.databaseUrl) return null;
  if (!existsSync(join(folder, 'postgres', 'PG_VERSION'))) say('Création de la base de données…');
  return await embeddedPostgres(folder);
}
