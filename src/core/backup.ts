import { createHash } from 'node:crypto';
import { constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { fullDisk, isDiskFull } from './failures.ts';
import { migrateIn } from './migrations.ts';
import { doubtRestored } from './notify/restored.ts';
import { flushFolder, type Storage } from './storage.ts';

/*
 * One gzip file of JSON lines, readable by any version of PostgreSQL:
 * the manifest, then for each table its rows as PostgreSQL writes them in JSON, then the stored files, then a seal.
 * The queue of jobs is left out: jobs are planned again from facts.
 */
interface Manifest {
  airial: 1;
  at: string;
  migrations: string[];
  tables: string[];
}

const rowsAtOnce = 500;

/**
 * Writes the whole database, as it is at one instant, and the stored files. A backup that fails leaves nothing of
 * itself, and the one that had this name before. Throws a French sentence when the file exists already and `force` is
 * not given, or its folder does not, and the failure of a file that cannot be written.
 */
export async function backup(options: {
  connectionString: string;
  modules: readonly string[];
  storage: Storage;
  file: string;
  force: boolean;
  now: Date;
}): Promise<void> {
  const existing = await stat(options.file).catch(() => null);
  if (existing?.isDirectory())
    throw new Error(`${options.file} est un dossier : donnez le nom d’un fichier.`);
  if (existing && !existing.isFile()) throw new Error(`${options.file} : ce n’est pas un fichier.`);
  if (existing && !options.force)
    throw new Error(`${options.file} existe déjà. Pour le remplacer par cette sauvegarde, ajoutez --force.`);
  const folder = dirname(options.file);
  if (!existsSync(folder)) throw new Error(`Le dossier ${folder} n’existe pas.`);
  await access(folder, constants.W_OK);
  const client = new pg.Client({ connectionString: options.connectionString });
  await client.connect();
  const draft = `${options.file}.part`;
  const hash = createHash('sha256');
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(draft, { mode: 0o600 }));
  written.catch(() => {}); // Told where it is awaited.
  const line = async (value: string) => {
    hash.update(value).update('\n');
    // A file that cannot be written any more destroys its source: what broke it is told, not the write after.
    if (gzip.destroyed) await written;
    if (!gzip.write(`${value}\n`))
      await Promise.race([new Promise(resolve => gzip.once('drain', resolve)), written]);
  };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await tablesInOrder(client, options.modules);
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM core.migration ORDER BY at, name',
    );
    await line(
      JSON.stringify({
        airial: 1,
        at: options.now.toISOString(),
        migrations: rows.map(row => row.name),
        tables,
      } satisfies Manifest),
    );
    for (const table of tables) {
      await line(JSON.stringify({ table }));
      for await (const row of rowsOf(client, table)) await line(row);
    }
    for await (const { key } of options.storage.list('')) {
      await line(JSON.stringify({ file: key }));
      for await (const chunk of (await options.storage.get(key))!)
        await line(JSON.stringify({ part: Buffer.from(chunk).toString('base64') }));
    }
    const seal = hash.digest('hex');
    gzip.end(`${JSON.stringify({ seal })}\n`);
    await written;
    const file = await open(draft);
    await file.sync();
    await file.close();
    await rename(draft, options.file);
    await flushFolder(folder);
  } catch (error) {
    gzip.destroy();
    await written.catch(() => {});
    await rm(draft, { force: true });
    throw isDiskFull(error)
      ? new Error(fullDisk('la sauvegarde n’a pas été écrite'), { cause: error })
      : error;
  } finally {
    await client.end();
  }
}

async function* rowsOf(client: pg.Client, table: string): AsyncIterable<string> {
  const columns = await columnsOf(client, table);
  await client.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT row_to_json(backed_up_row)::text AS row FROM (SELECT ${columns} FROM ${table} ORDER BY 1) AS backed_up_row`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${rowsAtOnce} FROM backup_rows`);
    if (rows.length === 0) break;
    for (const { row } of rows) yield row;
  }
  await client.query('CLOSE backup_rows');
}

/** Columns to keep: neither the generated ones nor marks of transactions, which mean nothing in another server. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND atttypid <> 'xid8'::regtype ORDER BY attnum`,
    [table],
  );
  return rows.map(row => row.name).join(', ');
}

/** Tables of core and of the houses (a partitioned one as a whole), each after those it refers to (deferred references do not count). */
async function tablesInOrder(client: pg.Client, modules: readonly string[]): Promise<string[]> {
  const schemas = ['core', ...modules];
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT quote_ident(nspname) || '.' || quote_ident(relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname = ANY($1) AND NOT (nspname = 'core' AND relname = 'migration') ORDER BY array_position($1, nspname::text), relname`,
    [schemas],
  );
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint
     WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid`,
  );
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const { child, parent } of references) if (child === name) visit(parent);
    ordered.push(name);
  };
  for (const { name } of tables) visit(name);
  return ordered;
}

/**
 * Puts a backup back in one transaction: the schema as it was, the rows, then the migrations made since.
 * The whole file is verified before anything is touched: anybody can make one with a good seal, so that its tables are
 * those of this Airial or it is refused, and no name it holds is ever part of a question to the database.
 * Refuses data in place unless `force`.
 */
export async function restore(options: {
  connectionString: string;
  modules: readonly string[];
  storage: Storage;
  file: string;
  force: boolean;
}): Promise<void> {
  const manifest = await verify(options.file);
  const client = new pg.Client({ connectionString: options.connectionString });
  await client.connect();
  const kept = new Set<string>();
  try {
    if (!options.force && (await holdsData(client, options.modules))) {
      throw new Error(
        'Ces données ne sont pas vides. Pour les remplacer par la sauvegarde, ajoutez --force.',
      );
    }
    await client.query('BEGIN');
    for (const schema of ['core', ...options.modules])
      await client.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`);
    await migrateIn(client, options.connectionString, options.modules, new Set(manifest.migrations));
    const tables = await tablesInOrder(client, options.modules);
    for (const name of manifest.tables) knownTable(tables, name);
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await load(client, tables, options.file, options.storage, kept);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await continueNumbers(client, tables);
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await migrateIn(client, options.connectionString, options.modules);
    await doubtRestored(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
  for await (const { key } of options.storage.list('')) if (!kept.has(key)) await options.storage.delete(key);
}

/** The name of that table as the database itself writes it. */
function knownTable(tables: readonly string[], name: string): string {
  const known = tables.find(table => table === name);
  if (!known)
    throw new Error(
      'Cette sauvegarde contient une table qu’Airial ne connaît pas : elle ne vient pas de lui. Rien n’a été modifié.',
    );
  return known;
}

/** Numbers given by the database go on after the highest one restored. */
async function continueNumbers(client: pg.Client, tables: readonly string[]) {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT attrelid::regclass::text AS table, quote_ident(attname) AS column FROM pg_attribute
     WHERE attidentity <> '' AND attrelid = ANY($1::text[]::regclass[])`,
    [tables],
  );
  for (const { table, column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest(max(${column}), 1), max(${column}) IS NOT NULL) FROM ${table}`,
      [table, column],
    );
  }
}

/** The first line of a backup is its manifest: some thousands of characters. In bytes. */
const longestFirstLine = 2 ** 20;

class NotABackup extends Error {}

/** Lines of the file. Not node:readline: it also cuts at U+2028, which a text may hold. */
async function* linesOf(file: string): AsyncIterable<string> {
  const gunzip = createGunzip();
  const source = createReadStream(file);
  source.on('error', error => gunzip.destroy(error));
  let pieces: Buffer[] = [];
  let read = 0;
  let isFirst = true;
  for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pieces, chunk.subarray(from, end)]).toString();
      pieces = [];
      isFirst = false;
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
    read += chunk.length;
    if (isFirst && read > longestFirstLine) throw new NotABackup();
  }
  if (pieces.length > 0) yield Buffer.concat(pieces).toString();
}

async function verify(file: string): Promise<Manifest> {
  const hash = createHash('sha256');
  let manifest: Manifest | null = null;
  const tables = new Set<string>();
  let sealed = false;
  try {
    for await (const line of linesOf(file)) {
      if (!manifest) {
        manifest = JSON.parse(line) as Manifest;
        if (!isManifest(manifest)) throw new NotABackup();
        for (const table of manifest.tables) tables.add(table);
      }
      const mark = markOf(line);
      if (mark?.table !== undefined) tables.add(mark.table);
      if (mark?.seal !== undefined) sealed = mark.seal === hash.digest('hex');
      else hash.update(line).update('\n');
    }
  } catch (error) {
    // The disk or the rights, not what the file holds.
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    if (error instanceof NotABackup) manifest = null;
    sealed = false;
  }
  if (!manifest) throw new Error('Ce fichier n’est pas une sauvegarde d’Airial. Rien n’a été modifié.');
  if (!sealed) throw new Error('Cette sauvegarde est incomplète ou abîmée. Rien n’a été modifié.');
  return { ...manifest, tables: [...tables] };
}

function isManifest(value: unknown): value is Manifest {
  const { airial, migrations, tables } = (value ?? {}) as Partial<Manifest>;
  const areNames = (names: unknown) => Array.isArray(names) && names.every(name => typeof name === 'string');
  return airial === 1 && areNames(migrations) && areNames(tables);
}

/** A line that is not a row: it opens a table or a stored file, or seals the whole. */
function markOf(line: string): { table?: string; file?: string; seal?: string } | null {
  return /^\{"(table|file|seal)":"[^"]*"\}$/.test(line) ? JSON.parse(line) : null;
}

async function holdsData(client: pg.Client, modules: readonly string[]): Promise<boolean> {
  for (const table of await tablesInOrder(client, modules)) {
    const { rows } = await client.query<{ found: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS found`);
    if (rows[0]!.found) return true;
  }
  return false;
}

async function load(
  client: pg.Client,
  tables: readonly string[],
  file: string,
  storage: Storage,
  kept: Set<string>,
) {
  let table = '';
  let columns = '';
  let batch: string[] = [];
  let parts: { key: string; chunks: Buffer[] } | null = null;
  const flush = async () => {
    if (batch.length > 0)
      await client.query(
        `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
        [`[${batch.join(',')}]`],
      );
    batch = [];
    if (parts) {
      await storage.put(
        parts.key,
        parts.chunks.length > 0
          ? (async function* (chunks) {
              yield* chunks;
            })(parts.chunks)
          : new Uint8Array(),
      );
      kept.add(parts.key);
    }
    parts = null;
  };
  let isFirst = true;
  for await (const line of linesOf(file)) {
    const mark = markOf(line);
    if (isFirst) isFirst = false;
    else if (mark) {
      await flush();
      if (mark.table !== undefined) {
        table = knownTable(tables, mark.table);
        columns = await columnsOf(client, table);
      }
      if (mark.file) parts = { key: mark.file, chunks: [] };
    } else if (parts) parts.chunks.push(Buffer.from((JSON.parse(line) as { part: string }).part, 'base64'));
    else if (batch.push(line) >= rowsAtOnce) await flush();
  }
  await flush();
}
