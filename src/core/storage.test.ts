import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localStorage, type Storage } from './storage.ts';

let folder: string;
let storage: Storage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'airial-storage-'));
  storage = localStorage(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const text = async (key: string) => {
  const stream = await storage.get(key);
  return stream && Buffer.concat(await stream.toArray()).toString();
};

it('keeps bytes, their size and their hash', async () => {
  const kept = await storage.put('a/b.txt', Buffer.from('bonjour'));
  expect(kept).toEqual({
    size: 7,
    sha256: '2cb4b1431b84ec15d35ed83bb927e27e8967d75f4bcd9cc4b25c8d879ae23e18',
  });
  expect(await text('a/b.txt')).toBe('bonjour');
});

it('leaves nothing of a write that fails midway, and keeps what was there', async () => {
  await storage.put('c.txt', Buffer.from('avant'));
  async function* broken() {
    yield Buffer.from('moi');
    throw new Error('coupure');
  }
  await expect(storage.put('c.txt', broken())).rejects.toThrow('coupure');
  expect(await text('c.txt')).toBe('avant');
  expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([]);
});

it('gives one whole content when several write the same key', async () => {
  const contents = ['x', 'y', 'z'].map(letter => letter.repeat(100_000));
  await Promise.all(contents.map(content => storage.put('same', Buffer.from(content))));
  expect(contents).toContain(await text('same'));
});

it('refuses to leave its folder', async () => {
  for (const key of ['../x', 'a/../../x', '/etc/passwd', 'a//b', '', 'a/.', 'A.txt', 'a\0b']) {
    await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow();
  }
});

it('lists by prefix in order, and forgets what is deleted', async () => {
  await storage.put('list/2', Buffer.from('22'));
  await storage.put('list/1', Buffer.from('1'));
  const keys = async () => (await Array.fromAsync(storage.list('list/'))).map(({ key }) => key);
  expect(await keys()).toEqual(['list/1', 'list/2']);
  await storage.delete('list/1');
  expect(await keys()).toEqual(['list/2']);
});
