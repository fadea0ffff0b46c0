import type pg from 'pg';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Module } from './module.ts';
import type { Storage } from './storage.ts';

/** What every house stands on; made once by the composition root. */
export interface Ground {
  config: Config;
  now: Clock;
  database: Database;
  pool: pg.Pool;
  /** Connection of the owner: migrations, jobs' own tables, backup. Never used to serve a request. */
  ownerConnectionString: string;
  storage: Storage;
  /** Folder of the data, for messages. */
  folder: string;
  modules: readonly Module[];
  /** Key for hashes that must not be guessable, stable for one installation. */
  secret: string;
}
