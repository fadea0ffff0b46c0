import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { directorySite } from '../../../tests/directory-site.ts';
import { journalTrial } from '../../../tests/journal.ts';
import { readConfig } from '../config.ts';
import { integrateOnce } from './integrating.ts';
import { startIntegrator } from './integrator.ts';
import { listKeys, localKey, rotateKey } from './keys.ts';
import { openCheckpoint } from './note.ts';
import { perfectRoot, Tree, tilePath } from './tree.ts';

const journal = journalTrial();
const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(integrator => integrator.stop()));
});

function start() {
  const integrator = startIntegrator({
    config: { ...readConfig({}), journalKey: journal.key().file },
    folder: journal.folder(),
    ownerConnectionString: journal.base().ownerConnectionString,
  });
  started.push(integrator);
  return integrator;
}

async function until(condition: () => Promise<boolean>, patience = 15_000) {
  for (
    const end = Date.now() + patience;
    !(await condition());
    await new Promise(done => setTimeout(done, 20))
  )
    if (Date.now() > end) throw new Error('too long');
}
const waiting = async () =>
  (await journal.owner().query('SELECT count(*) AS n FROM core.journal_pending')).rows[0].n as number;
const headSize = async () =>
  (await journal.owner().query('SELECT size FROM core.journal_head')).rows[0]?.size;
const leaves = async () =>
  (await journal.owner().query('SELECT count(*) AS n FROM core.journal_leaf')).rows[0].n as number;

describe('the integrator', () => {
  it('takes what is committed within a second, and signs it soon after', async () => {
    start();
    await until(async () => (await headSize()) !== undefined);
    const began = performance.now();
    await journal.write();
    await until(async () => (await waiting()) === 0);
    expect(performance.now() - began).toBeLessThan(1000);
    const size = await leaves();
    await until(async () => (await headSize()) === size, 3000);
    expect((await journal.verify()).findings).toEqual([]);
  });

  it('works beside others on the same database, while entries keep coming', async () => {
    for (let other = 0; other < 4; other++) start();
    const before = await leaves();
    await Promise.all(Array.from({ length: 300 }, () => journal.write()));
    await until(async () => (await leaves()) === before + 300 && (await headSize()) === before + 300);
    expect(await journal.verify()).toMatchObject({ size: before + 300, waiting: 0, findings: [] });
  });

  it('goes on after its connection is cut', async () => {
    start();
    await until(async () => (await waiting()) === 0);
    await journal
      .owner()
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'airial journal'`,
      );
    await journal.write();
    await until(async () => (await waiting()) === 0);
  });

  it('publishes a checkpoint a second at most, and keeps the last of each hour', async () => {
    const client = new pg.Client({ connectionString: journal.base().connectionString });
    await client.connect();
    try {
      await journal.integrate();
      await journal.write();
      await journal.owner().query('UPDATE core.journal_head SET at = clock_timestamp()');
      const note = await journal.note();
      const turn = await integrateOnce(client, journal.key(), null);
      expect(turn.integrated).toBe(1);
      expect(turn.checkpointIn).toBeGreaterThan(0);
      expect(await journal.note()).toBe(note);
      await journal.owner().query(`UPDATE core.journal_head SET at = at - interval '1 hour'`);
      await integrateOnce(client, journal.key(), turn.memory);
      expect(await journal.note()).not.toBe(note);
      const { rows } = await journal.owner().query('SELECT note FROM core.journal_checkpoint');
      expect(rows.map(row => row.note)).toContain(note);
    } finally {
      await client.end();
    }
  });
});

describe('the addresses of the journal', () => {
  it('give the checkpoint and hashes that lead to its root', async () => {
    await journal.fill(300);
    await journal.integrate();
    const site = directorySite(journal.base(), []);
    const answer = await site.request('/journal/checkpoint');
    expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
    const { size, root } = openCheckpoint(await answer.text(), await listKeys(journal.owner()));
    const tile = async (path: string) => {
      const response = await site.request(`/journal/${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('Content-Type')).toBe('application/octet-stream');
      expect(response.headers.get('Cache-Control')).toContain('immutable');
      const bytes = Buffer.from(await response.arrayBuffer());
      return Array.from({ length: bytes.length / 32 }, (_, index) =>
        bytes.subarray(index * 32, index * 32 + 32),
      );
    };
    const all: Buffer[] = [];
    for (let index = 0; index < Math.ceil(size / 256); index++)
      all.push(...(await tile(tilePath(0, index, Math.min(256, size - index * 256)))));
    expect(all).toHaveLength(size);
    const tree = new Tree();
    for (const hash of all) tree.append(hash);
    expect(tree.root()).toEqual(root);
    expect((await tile(tilePath(1, 0, 1)))[0]).toEqual(perfectRoot(all.slice(0, 256)));
    for (const unknown of [
      tilePath(0, 99),
      tilePath(1, 0),
      tilePath(0, Math.floor(size / 256), (size % 256) + 1),
      'tile/entries/000',
      'tile/0/0',
      'autre',
    ])
      expect([unknown, (await site.request(`/journal/${unknown}`)).status]).toEqual([unknown, 404]);
  });
});

describe('the key', () => {
  it('is kept for its owner only', async () => {
    await journal.integrate();
    expect((await stat(journal.key().file)).mode & 0o777).toBe(0o600);
  });

  const rotate = async (settle = true) => {
    await journal.owner().query('BEGIN');
    const rotated = await rotateKey(journal.owner(), journal.key().file, 'nouveau.exemple.fr/journal');
    await journal.owner().query('COMMIT');
    if (settle) await rotated.settle();
    return rotated;
  };

  it('names the one that follows; both stay believed, from whichever one knows', async () => {
    await journal.integrate();
    const [before, { warnings }] = [(await localKey(journal.key().file))!, await journal.verify()];
    expect((await rotate()).signedByOld).toBe(true);
    await journal.write();
    await journal.integrate();
    expect(await journal.note()).toMatch(/^nouveau\.exemple\.fr\/journal\n/);
    for (const anchor of [before, (await localKey(journal.key().file))!])
      expect(await journal.verify({ anchor })).toMatchObject({ findings: [], warnings });
  });

  it('is found again when a rotation was cut after the database and before the file', async () => {
    const { warnings } = await journal.verify();
    await rotate(false);
    await journal.write();
    await journal.integrate();
    const key = (await localKey(journal.key().file))!;
    expect(await journal.verify({ anchor: key })).toMatchObject({ findings: [], warnings });
    await expect(stat(`${journal.key().file}.next`)).rejects.toThrow();
  });

  it('lost, is not replaced unasked: nothing is signed until it is back, or rotated in the sight of all', async () => {
    await journal.integrate();
    const { file } = journal.key();
    const [pem, before] = [await readFile(file, 'utf8'), (await localKey(file))!];
    await rm(file);
    await journal.write();
    const note = await journal.note();
    const turn = await journal.integrate();
    expect(turn.withoutKey).toBe(true);
    expect(await journal.note()).toBe(note);
    expect(await waiting()).toBe(0);
    expect((await rotate()).signedByOld).toBe(false);
    await journal.integrate();
    const told = await journal.verify({ anchor: (await localKey(file))! });
    expect(told.findings).toEqual([]);
    expect(told.warnings).toContainEqual(expect.stringContaining('clé perdue'));
    // Who only knows the old key has not been told by it.
    expect((await journal.verify({ anchor: before })).findings).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('Aucune clé') }),
    ]);
    expect(pem).not.toBe(await readFile(file, 'utf8'));
  });
});

/** Processes that act at once, as several servers would. */
function actors(count: number, acts: number): Promise<number>[] {
  return Array.from({ length: count }, () => {
    const child: ChildProcess = fork(
      join(import.meta.dirname, 'acting.fixture.ts'),
      [journal.base().connectionString, String(acts)],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    return new Promise(done => child.once('exit', code => done(code ?? -1)));
  });
}

it('many acts from eight processes are all in the tree, once', async () => {
  await journal.integrate();
  start();
  start();
  const [before, each] = [await leaves(), process.env.AIRIAL_ALL ? 1250 : 60];
  expect(await Promise.all(actors(8, each))).toEqual(Array.from({ length: 8 }, () => 0));
  await until(async () => (await waiting()) === 0, 60_000);
  expect(await journal.verify()).toMatchObject({ size: before + 8 * each, waiting: 0, findings: [] });
}, 180_000);

it('a process killed between the commit and the integration loses nothing, wherever it is killed', async () => {
  await journal.integrate();
  const before = await leaves();
  const kills = process.env.AIRIAL_ALL ? 30 : 6;
  for (let kill = 0; kill < kills; kill++) {
    const child = fork(
      join(import.meta.dirname, 'acting.fixture.ts'),
      [journal.base().connectionString, '20000', journal.base().ownerConnectionString, journal.folder()],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    const ended = once(child, 'exit');
    await new Promise(done => child.once('message', done));
    await new Promise(done => setTimeout(done, kill * 17));
    child.kill('SIGKILL');
    // Killed while it was acting, not ended by itself.
    expect(await ended).toEqual([null, 'SIGKILL']);
  }
  start();
  await until(async () => (await waiting()) === 0);
  const { size, findings } = await journal.verify();
  expect(findings).toEqual([]);
  expect(size).toBeGreaterThan(before);
  const { rows } = await journal.owner().query('SELECT count(*) AS n FROM core.journal_entry');
  expect(size).toBe(rows[0].n);
}, 180_000);
