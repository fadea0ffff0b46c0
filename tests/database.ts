import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { appConnectionString, type Database, openDatabase, openPool } from '../src/core/database.ts';

export interface TestDatabase {
  /** As the application: a role that owns nothing. */
  db: Database;
  pool: pg.Pool;
  connectionString: string;
  ownerConnectionString: string;
}

/** A fresh migrated database for one test file, dropped at its end. Call it in beforeAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `airial_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  // Only one copy of a template can be made at a time.
  await admin.query(`SELECT pg_advisory_lock(41)`);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE airial_template`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const ownerConnectionString = url.href;
  const connectionString = appConnectionString(ownerConnectionString);
  const pool = openPool(connectionString, 5);
  const db = openDatabase(pool);
  afterAll(async () => {
    await db.destroy();
    const last = new pg.Client({ connectionString: server });
    await last.connect();
    await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await last.end();
  });
  return { db, pool, connectionString, ownerConnectionString };
}
