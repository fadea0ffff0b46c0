import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { floors } from '../../tests/floors.ts';
import { everybodyMay, visitor } from './access.ts';
import { act } from './act.ts';
import { backup, restore } from './backup.ts';
import { localStorage, type Storage } from './storage.ts';

const now = new Date('2026-11-23T10:00:00Z');
let folder: string;
let from: TestDatabase;
let to: TestDatabase;
let files: Storage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airial-backup-'));
  from = await testDatabase();
  to = await testDatabase();
  files = localStorage(join(folder, 'files'));
  for (let n = 0; n < 700; n++) {
    await act(from.db, now, {
      event: 'core.trial',
      policy: everybodyMay('Essai'),
      actor: visitor,
      change: async () => ({
        answer: null,
        object: { type: 'trial', ref: `é « ${n} » \\ "x"\u2028` },
        facts: { n, big: 9007199254740991, tiny: 1e-9 },
      }),
    });
  }
  await files.put('a/papier.txt', Buffer.from('contenu'));
  await files.put('vide', new Uint8Array());
  await write('all.airial');
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const write = (name: string) =>
  backup({
    connectionString: from.ownerConnectionString,
    modules: floors,
    storage: files,
    file: path(name),
    now,
  });
const read = (name: string, { storage = localStorage(path('restored')), force = false } = {}) =>
  restore({ connectionString: to.ownerConnectionString, modules: floors, storage, file: path(name), force });
const entries = (test: TestDatabase) =>
  test.db.selectFrom('core.journal_entry').selectAll().orderBy('id').execute();

describe('backup and restore', () => {
  it('refuses a file that was cut, changed or is something else, and touches nothing', async () => {
    const before = await entries(to);
    const whole = await readFile(path('all.airial'));
    await writeFile(path('cut'), whole.subarray(0, whole.length - 40));
    await writeFile(path('changed'), gzipSync(gunzipSync(whole).toString().replace('"n": 12,', '"n": 13,')));
    await writeFile(path('other'), gzipSync('bonjour'));
    await writeFile(path('plain'), 'bonjour');
    for (const name of ['cut', 'changed', 'other', 'plain'])
      await expect(read(name, { force: true })).rejects.toThrow(/Rien n’a été modifié/);
    expect(await entries(to)).toEqual(before);
  });

  it('refuses data made by a newer Airial', async () => {
    const lines = gunzipSync(await readFile(path('all.airial')))
      .toString()
      .split('\n');
    const manifest = JSON.parse(lines[0]!);
    manifest.migrations.push('core/9999_future.sql');
    const { createHash } = await import('node:crypto');
    const body = [JSON.stringify(manifest), ...lines.slice(1, -2)].map(line => `${line}\n`).join('');
    await writeFile(
      path('newer'),
      gzipSync(`${body}${JSON.stringify({ seal: createHash('sha256').update(body).digest('hex') })}\n`),
    );
    await expect(read('newer', { force: true })).rejects.toThrow(/version plus récente/);
  });

  it('puts everything back exactly, then refuses to overwrite unless forced', async () => {
    const storage = localStorage(path('restored'));
    await read('all.airial', { storage, force: true });
    expect(await entries(to)).toEqual(await entries(from));
    expect(Buffer.concat(await (await storage.get('a/papier.txt'))!.toArray()).toString()).toBe('contenu');
    expect((await storage.get('vide'))!).not.toBeNull();
    await expect(read('all.airial', { storage })).rejects.toThrow(/--force/);
    await storage.put('de-trop', Buffer.from('x'));
    await read('all.airial', { storage, force: true });
    expect(await entries(to)).toEqual(await entries(from));
    expect(await storage.get('de-trop')).toBeNull();
  });

  it('keeps the journal closed to changes after a restore', async () => {
    await read('all.airial', { force: true });
    await expect(to.db.deleteFrom('core.journal_entry').execute()).rejects.toThrow();
  });

  it('leaves no half file when it cannot write', async () => {
    await expect(write('nowhere/x')).rejects.toThrow();
  });
});
