import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { type Config, readConfig } from '../src/core/config.ts';
import type { Database } from '../src/core/database.ts';
import type { Ground } from '../src/core/ground.ts';
import { buildSite } from '../src/core/http/app.ts';
import type { Route } from '../src/core/http/route.ts';
import { localStorage } from '../src/core/storage.ts';
import { type ImportResult, importFile } from '../src/modules/directory/importing.ts';
import { loadVocabulary } from '../src/modules/directory/seed.ts';
import type { TestDatabase } from './database.ts';
import { seedAreas } from './territory.ts';

/** The instant of these trials: Tuesday 24 November 2026, 11:00 in Paris. */
const trialInstant = new Date('2026-11-24T10:00:00Z');

/** Some routes of the directory as a site, on a database, with its clock stopped. */
export function directorySite(
  { db, pool, ownerConnectionString }: TestDatabase,
  routes: readonly Route[],
  settings: Partial<Config> = {},
): Hono {
  const ground: Ground = {
    config: { ...readConfig({}), ...settings },
    now: () => trialInstant,
    database: db,
    pool,
    ownerConnectionString,
    storage: localStorage(tmpdir()),
    folder: tmpdir(),
    modules: [{ name: 'directory', routes, attribution: 'Sources\u00a0: essai.' }],
    secret: 'essai',
  };
  return buildSite(ground, () => ({ jobs: true }));
}

/** Communes and codes, no place. */
export async function prepareTerritory(database: Database): Promise<void> {
  const now = () => trialInstant;
  await seedAreas({ database, now, say: () => {} });
  await loadVocabulary({ database, now });
}

/** Imports the text of a file as the command line does. */
export async function importText(
  database: Database,
  name: string,
  text: string | Uint8Array,
  options: { format?: string; source?: string; at?: Date } = {},
): Promise<ImportResult> {
  const { at = trialInstant, ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), 'airial-site-'));
  try {
    const file = join(folder, name);
    await writeFile(file, text);
    const actor = { kind: 'command', ref: 'essai' } as const;
    return await importFile({ database, actor, file, ...rest, now: () => at, say: () => {} });
  } finally {
    await rm(folder, { recursive: true });
  }
}
