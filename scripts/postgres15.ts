import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const binaries = '/usr/lib/postgresql/15/bin';

export interface SystemPostgres {
  connectionString: string;
  stop(): Promise<void>;
}

/** A throw-away cluster of the system's PostgreSQL 15, on the loopback only; null when it is not installed. */
export async function startSystemPostgres(): Promise<SystemPostgres | null> {
  if (!existsSync(join(binaries, 'postgres'))) return null;
  const user = process.getuid?.() === 0 ? unprivileged() : {};
  const folder = await mkdtemp(join(tmpdir(), 'airial-postgres15-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const password = randomBytes(18).toString('base64url');
  const secret = join(folder, 'secret');
  await mkdir(data, { mode: 0o700 });
  await writeFile(secret, password, { mode: 0o600 });
  if (user.uid !== undefined) {
    await chown(data, user.uid, user.gid);
    await chown(secret, user.uid, user.gid);
  }
  const options = [
    '--username=airial',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    '--no-instructions',
    '--no-sync',
  ];
  const made = await ended(
    spawn(join(binaries, 'initdb'), ['-D', data, ...options], { ...user, cwd: '/', stdio: 'ignore' }),
  );
  if (made !== 0) throw new Error(`initdb de PostgreSQL 15 s’est arrêté (code ${made}).`);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...words], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
  const over = ended(server);
  const connectionString = `postgres://airial:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    server.kill('SIGINT');
    await over;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await answers(connectionString)); tries++) {
    if (tries > 150 || server.exitCode !== null) {
      await stop();
      throw new Error('PostgreSQL 15 ne démarre pas.');
    }
    await new Promise(done => setTimeout(done, 100));
  }
  return { connectionString, stop };
}

function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('Aucun utilisateur « postgres » ou « nobody ».');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  return await new Promise((done, fail) => child.once('exit', done).once('error', fail));
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
