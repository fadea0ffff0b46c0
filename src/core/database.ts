import { createHash, createHmac } from 'node:crypto';
import { Kysely, type Transaction as KyselyTransaction, PostgresDialect, sql } from 'kysely';
import pg from 'pg';

/**
 * Tables by qualified name. Each house adds its own:
 * `declare module '../../core/database.ts' { interface Tables { 'directory.place': PlaceTable } }`.
 */
export interface Tables {
  'core.journal_entry': {
    id: string;
    at: Date;
    actor_ref: string;
    actor_role: string;
    organisation_ref: string | null;
    event: string;
    subject_ref: string | null;
    object_type: string;
    object_ref: string;
    mandate_ref: string | null;
    facts: string;
    commitment: Buffer | null;
    request_ref: string | null;
  };
  'core.idempotency': { key: string; event: string; answer: string; at: Date };
  'core.rate_hit': { what: string; who: string; at: Date };
  'core.session': {
    id_sha256: Buffer;
    account_id: string;
    membership_id: string | null;
    strength: 1 | 2;
    shared_computer: boolean;
    kept: boolean;
    created_at: Date;
    last_seen_at: Date;
    idle_until: Date;
    ends_at: Date;
    reauth_at: Date | null;
    ended_at: Date | null;
    device_label: string;
    ip_prefix: string | null;
  };
  'core.retention_run': { id: string; at: Date; rows: number; results: string; digest: string };
  'core.kept_form': { id: string; account_id: string; sealed: Buffer; expires_at: Date };
}

export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

// Counts fit in a double; a date without time is text, so no time zone can move it.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, text => text);

/** The connection string of the role that owns nothing, beside the owner's. Its password derives from the owner's. */
export function appConnectionString(ownerConnectionString: string): string {
  const url = new URL(ownerConnectionString);
  const password = createHmac('sha256', decodeURIComponent(url.password))
    .update('airial application role')
    .digest('base64url');
  url.username = appRole(ownerConnectionString);
  url.password = password;
  return url.href;
}

/** Name of the role that owns nothing. */
export function appRole(ownerConnectionString: string): string {
  return `${decodeURIComponent(new URL(ownerConnectionString).username)}_app`;
}

/** A pool of connections; lost ones are replaced, and a dead server makes queries fail, not the process. */
export function openPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  return pool;
}

export function openDatabase(pool: pg.Pool): Database {
  pool.on('connect', rememberQuestions);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** How often each question was asked in this process, and the name it is prepared under once a connection. */
const asked = new Map<string, { times: number; name: string }>();
const mostRemembered = 1000;
const untilPrepared = 3;

/**
 * Questions asked again and again are prepared: PostgreSQL reads, rewrites (row-level security) and plans them once, half
 * the time of a short one. Not those of all the columns of a table, which would fail on the day it gains one.
 */
function rememberQuestions(client: pg.PoolClient): void {
  const ask: (...words: unknown[]) => unknown = client.query.bind(client);
  const query = (text: unknown, values: unknown, ...others: unknown[]) => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && preparedAs(text);
    return name ? ask({ name, text, values }, ...others) : ask(text, values, ...others);
  };
  client.query = query as typeof client.query;
}

function preparedAs(text: string): string | null {
  const known = asked.get(text);
  if (known) return ++known.times >= untilPrepared ? known.name : null;
  if (asked.size < mostRemembered && !text.replaceAll('count(*)', '').includes('*'))
    asked.set(text, { times: 1, name: createHash('sha256').update(text).digest('base64url').slice(0, 32) });
  return null;
}

/** True when the database answers. */
export async function isAlive(database: Database): Promise<boolean> {
  try {
    await sql`SELECT 1`.execute(database);
    return true;
  } catch {
    return false;
  }
}
