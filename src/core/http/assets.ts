import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../config.ts';

const folder = join(projectRoot, 'build');
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};
let manifest: Record<string, string> | null = null;
const kept = new Map<string, { bytes: Buffer<ArrayBuffer>; headers: Record<string, string> } | null>();

/** Address of an asset under its hashed name. */
export function assetHref(name: string): string {
  manifest ??= existsSync(join(folder, 'manifest.json'))
    ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    : {};
  return manifest![name] ?? `/assets/${name}`;
}

/** An asset, compressed beforehand, kept for ever by browsers since its name changes with its bytes. */
export async function serveAsset(name: string, accepts: string): Promise<Response> {
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : 'identity';
  const key = `${name} ${encoding}`;
  if (!kept.has(key)) kept.set(key, await load(name, encoding));
  const found = kept.get(key);
  return found
    ? new Response(found.bytes, { headers: found.headers })
    : new Response('Introuvable', { status: 404 });
}

async function load(name: string, encoding: string) {
  const type = types[name.split('.').at(-1) ?? ''];
  if (!type || !/^[a-zA-Z0-9_-]+\.[a-z0-9]+$/.test(name)) return null;
  const headers: Record<string, string> = {
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  };
  const read = (ending: string) => readFile(join(folder, 'assets', `${name}${ending}`)).catch(() => null);
  const compressed = encoding === 'br' ? await read('.br') : encoding === 'gzip' ? await read('.gz') : null;
  if (compressed) return { bytes: compressed, headers: { ...headers, 'Content-Encoding': encoding } };
  const plain = await read('');
  return plain && { bytes: plain, headers };
}
