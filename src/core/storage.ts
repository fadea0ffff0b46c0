import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';

/** Where files are kept; today a folder of the machine. Keys are paths: `imports/0198…/file.csv`. */
export interface Storage {
  /** Keeps the bytes durably before it resolves; an interrupted or failed write leaves nothing. */
  put(
    key: string,
    content: AsyncIterable<Uint8Array> | Uint8Array,
  ): Promise<{ size: number; sha256: string }>;
  get(key: string): Promise<Readable | null>;
  /** Keys under a prefix, sorted. */
  list(prefix: string): AsyncIterable<{ key: string; size: number }>;
  delete(key: string): Promise<void>;
}

/** Storage in a folder: written beside under another name, flushed, then renamed, and the folder flushed. */
export function localStorage(root: string): Storage {
  const pathOf = (key: string) => {
    if (
      !/^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/.test(key) ||
      key.length > 300 ||
      key.includes('..')
    ) {
      throw new Error(`Nom de fichier refusé : ${JSON.stringify(key.slice(0, 80))}`);
    }
    return join(root, key);
  };
  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
      const hash = createHash('sha256');
      let size = 0;
      const file = await open(draft, 'wx', 0o600);
      try {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          hash.update(chunk);
          size += chunk.length;
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        await rename(draft, path);
        await flushFolder(dirname(path));
        return { size, sha256: hash.digest('hex') };
      } catch (error) {
        await file.close().catch(() => {});
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(key) {
      const path = pathOf(key);
      return (await stat(path).catch(() => null)) ? createReadStream(path) : null;
    },
    async *list(prefix) {
      for await (const path of walk(root)) {
        const key = relative(root, path);
        if (key.startsWith(prefix) && !key.endsWith('.part')) yield { key, size: (await stat(path)).size };
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

/** Makes the names of a folder as durable as the bytes of its files. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* walk(folder: string): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}
