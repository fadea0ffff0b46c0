import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { floors } from '../../tests/floors.ts';
import { everybodyMay, visitor } from './access.ts';
import { act } from './act.ts';
import { backup, restore } from './backup.ts';
import { defineEvents } from './events.ts';
import { localStorage, type Storage } from './storage.ts';

const now = new Date('2026-11-23T10:00:00Z');
const { trial } = defineEvents('core', {
  trial: {
    policy: everybodyMay('A00', 'Tout le monde peut essayer'),
    fr: 'Un essai.',
    en: 'A trial.',
    facts: ['n', 'big', 'tiny'],
  },
});
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
      event: trial,
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
const write = (name: string, force = false) =>
  backup({
    connectionString: from.ownerConnectionString,
    modules: floors,
    storage: files,
    file: path(name),
    force,
    now,
  });

/** A backup that anybody could write: another content under a seal that fits. */
async function forge(name: string, change: (lines: string[]) => string[]) {
  const lines = gunzipSync(await readFile(path('all.airial')))
    .toString()
    .split('\n');
  const body = change(lines.slice(0, -2))
    .map(line => `${line}\n`)
    .join('');
  const seal = createHash('sha256').update(body).digest('hex');
  await writeFile(path(name), gzipSync(`${body}${JSON.stringify({ seal })}\n`));
}

const changeManifest =
  (change: (manifest: { migrations: string[]; tables: string[] }) => object) =>
  ([first, ...others]: string[]) => [JSON.stringify(change(JSON.parse(first!))), ...others];
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

  it('says that the folder does not exist, before anything is read', async () => {
    await expect(write('absent/all.airial')).rejects.toThrow(`Le dossier ${path('absent')} n’existe pas.`);
  });

  it('refuses data made by a newer Airial', async () => {
    await forge(
      'newer',
      changeManifest(manifest => ({
        ...manifest,
        migrations: [...manifest.migrations, 'core/9999_future.sql'],
      })),
    );
    await expect(read('newer', { force: true })).rejects.toThrow(/version plus récente/);
  });

  it('refuses a table that is not of Airial, in the manifest or among the rows, before it writes', async () => {
    const before = await entries(to);
    const storage = localStorage(path('untouched'));
    const known = 'core.journal_entry';
    const injected = 'core.journal_entry DISABLE TRIGGER USER; CREATE TABLE core.stolen (n int); --';
    await forge(
      'manifest',
      changeManifest(manifest => ({ ...manifest, tables: [...manifest.tables, injected] })),
    );
    await forge('rows', lines => [...lines, JSON.stringify({ table: injected })]);
    await forge('catalog', lines => [...lines, JSON.stringify({ table: 'pg_catalog.pg_authid' })]);
    await forge('empty', lines => [...lines, JSON.stringify({ table: '' })]);
    for (const name of ['manifest', 'rows', 'catalog', 'empty'])
      await expect(read(name, { storage, force: true }), name).rejects.toThrow(
        /table qu’Airial ne connaît pas.*Rien n’a été modifié/,
      );
    expect(await entries(to)).toEqual(before);
    const { rows } = await sql<{ name: string | null }>`SELECT to_regclass('core.stolen') AS name`.execute(
      to.db,
    );
    expect(rows).toEqual([{ name: null }]);
    for await (const { key } of storage.list('')) expect.unreachable(key);
    // The trial itself is sound: the same forgery with a table of Airial is put back.
    await forge('honest', lines => [...lines, JSON.stringify({ table: known })]);
    await read('honest', { storage, force: true });
  });

  it('says at once that an endless line, or another list, is not a backup', async () => {
    const zeros = gzipSync(Buffer.alloc(30_000_000, '0'));
    await writeFile(path('endless'), Buffer.concat(Array.from({ length: 20 }, () => zeros)));
    await forge(
      'shapeless',
      changeManifest(manifest => ({ ...manifest, tables: 'core' })),
    );
    const start = performance.now();
    for (const name of ['endless', 'shapeless'])
      await expect(read(name, { force: true })).rejects.toThrow('n’est pas une sauvegarde d’Airial');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('reads a long line in a time that follows its length', async () => {
    const part = JSON.stringify({ part: 'A'.repeat(20_000_000) });
    await forge('long', lines => [...lines, JSON.stringify({ file: 'long' }), part]);
    const storage = localStorage(path('long-files'));
    const start = performance.now();
    await read('long', { storage, force: true });
    expect(performance.now() - start).toBeLessThan(8000);
    expect((await storage.put('compared', Buffer.alloc(15_000_000))).sha256).toBe(
      createHash('sha256')
        .update(Buffer.concat(await (await storage.get('long'))!.toArray()))
        .digest('hex'),
    );
  });

  it('replaces a file only when asked to, and only a file', async () => {
    await writeFile(path('kept'), 'à garder');
    await expect(write('kept')).rejects.toThrow(/existe déjà.*--force/);
    expect(await readFile(path('kept'), 'utf8')).toBe('à garder');
    await write('kept', true);
    await read('kept', { force: true });
    spawnSync('mkfifo', [path('fifo')]);
    await expect(write('fifo', true)).rejects.toThrow('ce n’est pas un fichier');
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
