import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tuesday 24 November 2026, 14:20 in Paris: the day of the reference pages. */
export const dayOfTheTrials = new Date('2026-11-24T13:20:00Z');

const program = 'build/airial.js';

export interface Running {
  /** `http://localhost:PORT`, without a final slash. */
  url: string;
  process: ChildProcess;
  /** Milliseconds from the command to the line that says it is ready. */
  readyAfter: number;
  /** Everything written so far, both outputs. */
  written: () => string;
}

/** An empty folder that PostgreSQL's unprivileged user may enter. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'airial-product-'));
  await chmod(folder, 0o755);
  return folder;
}

function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATABASE_APP_URL, AIRIAL_CONFIG, ...rest } = process.env;
  return { ...rest, AIRIAL_NOW: dayOfTheTrials.toISOString(), NO_COLOR: '1', ...extra };
}

/** Starts the built product on a free port, as `./airial run` does, and waits until it is ready. */
export async function startProduct(
  data: string,
  extra: Record<string, string> = {},
  words: readonly string[] = [],
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [program, 'run', '--port', '0', '--data', data, ...words], {
    env: environment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  let ready: (url: string) => void = () => {};
  const url = new Promise<string>((done, fail) => {
    ready = done;
    child.once('error', fail);
    child.once('exit', code =>
      fail(new Error(`Airial s’est arrêté avant d’être prêt (code ${code}) :\n${written}`)),
    );
    setTimeout(() => fail(new Error(`Airial n’est pas prêt après 90 s :\n${written}`)), 90_000).unref();
  });
  const listen = (chunk: Buffer) => {
    written += chunk;
    const found = /http:\/\/localhost:\d+/.exec(written);
    if (found) ready(found[0]);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return { url: await url, process: child, readyAfter: performance.now() - began, written: () => written };
}

/** Asks it to stop and waits. Returns its exit code and the milliseconds it took. */
export async function stopProduct(
  running: Running,
  signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM',
): Promise<{ code: number | null; took: number }> {
  const began = performance.now();
  if (running.process.exitCode === null && running.process.signalCode === null) {
    const ended = new Promise(done => running.process.once('exit', done));
    running.process.kill(signal);
    await ended;
  }
  return { code: running.process.exitCode, took: performance.now() - began };
}

/** Process number of the PostgreSQL of these data, or null when none runs. */
export async function postgresOf(data: string): Promise<number | null> {
  const file = await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  if (!pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** Removes the data, and the server that a killed product may have left behind. */
export async function sweep(data: string): Promise<void> {
  const pid = await postgresOf(data);
  if (pid) process.kill(pid, 'SIGQUIT');
  for (let tries = 0; tries < 100 && (await postgresOf(data)); tries++)
    await new Promise(done => setTimeout(done, 50));
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Starts one command of the built product; `done` tells how it ended. */
export function command(
  words: readonly string[],
  extra: Record<string, string> = {},
): { process: ChildProcess; done: Promise<Ran> } {
  const child = spawn(process.execPath, [program, ...words], {
    env: environment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return { process: child, done: new Promise(done => child.once('close', code => done({ code, out, err }))) };
}
