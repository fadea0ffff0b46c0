import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setGlobalProxyFromEnv } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A file that could not be had; the sentence says which and why. */
export class DownloadFailed extends Error {
  override name = 'DownloadFailed';
}

export interface Download {
  url: string;
  /** Where finished files and what is known of them are kept from one time to the next. */
  folder: string;
  /** Name under which the file is kept. */
  file: string;
  maxBytes: number;
  /** Expected hash, hexadecimal; null when the publisher gives none. */
  sha256: string | null;
  /** Waits before a new try, milliseconds; as many tries again as there are waits. */
  waits?: readonly number[];
}

export interface Downloaded {
  path: string;
  sha256: string;
  bytes: number;
  /** The server said that the file kept from the last time is still the right one. */
  notModified: boolean;
}

/** What was learnt with a kept file. */
interface Memory {
  url: string;
  etag: string | null;
  sha256: string;
}

const WAITS = [1000, 5000, 25_000];
/** A server silent for this long, milliseconds, is a failed try. */
const SILENCE = 60_000;

/** Sends requests through the proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). Returns the way back. */
export function honourProxy(environment: NodeJS.ProcessEnv): () => void {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  const named = Object.fromEntries(
    names.flatMap(name => (environment[name] ? [[name, environment[name]]] : [])),
  );
  return Object.keys(named).length > 0 ? setGlobalProxyFromEnv(named) : () => {};
}

/** Worth another try: the network, a busy server, a body cut short. */
class Passing extends Error {}

/**
 * Brings a file to the folder: nothing is sent again when the server says it did not change (ETag), a cut body is
 * continued where it stopped (Range), the file takes its name only once whole and right. Throws {@link DownloadFailed}.
 */
export async function download(it: Download): Promise<Downloaded> {
  await mkdir(it.folder, { recursive: true });
  const waits = it.waits ?? WAITS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(it);
    } catch (error) {
      if (error instanceof DownloadFailed) throw error;
      const pause = waits[attempt];
      if (pause === undefined) {
        const why = error instanceof Passing ? error.message : 'le serveur ne répond pas';
        throw new DownloadFailed(`${it.file}\u00a0: ${why}, après ${attempt + 1} essais (${it.url}).`, {
          cause: error,
        });
      }
      await wait(pause);
    }
  }
}

async function once(it: Download): Promise<Downloaded> {
  const path = join(it.folder, it.file);
  const part = `${path}.part`;
  const kept = await remembered(it, path);
  const begun = await remembered(it, part);
  const already = begun?.etag ? await sizeOf(part) : 0;
  // A compressed body cannot be continued in the middle of the file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (already > 0) Object.assign(headers, { range: `bytes=${already}-`, 'if-range': begun!.etag! });
  else if (kept?.etag) headers['if-none-match'] = kept.etag;
  const response = await fetch(it.url, { headers, signal: AbortSignal.timeout(SILENCE * 5) });
  if (response.status === 304 && kept) {
    await response.body?.cancel();
    return { path, sha256: kept.sha256, bytes: await sizeOf(path), notModified: true };
  }
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    await response.body?.cancel();
    throw new Passing(`le serveur répond ${response.status}`);
  }
  if (response.status === 416) {
    await response.body?.cancel();
    await forget(part);
    throw new Passing('le serveur ne peut pas reprendre le fichier');
  }
  if (!response.ok) {
    await response.body?.cancel();
    const what =
      response.status === 404
        ? 'ce fichier n’existe pas à cette adresse'
        : `le serveur répond ${response.status}`;
    throw new DownloadFailed(`${it.file}\u00a0: ${what} (${it.url}).`);
  }
  if (/text\/html/i.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw new DownloadFailed(`${it.file}\u00a0: une page web a été reçue à la place du fichier (${it.url}).`);
  }
  const resumed = response.status === 206 && already > 0;
  const etag = response.headers.get('etag');
  await remember(part, { url: it.url, etag: etag?.startsWith('W/') ? null : etag, sha256: '' });
  await writeBody(it, response, part, resumed ? already : 0);
  const content = await readFile(part);
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (it.sha256 !== null && sha256 !== it.sha256) {
    await forget(part);
    throw new DownloadFailed(
      `${it.file}\u00a0: le contenu n’est pas celui attendu (empreinte ${sha256.slice(0, 12)}…).`,
    );
  }
  await rename(part, path);
  await remember(path, { url: it.url, etag, sha256 });
  await rm(`${part}.json`, { force: true });
  return { path, sha256, bytes: content.length, notModified: false };
}

async function writeBody(it: Download, response: Response, part: string, from: number) {
  const announced = response.headers.get('content-length');
  if (announced !== null && from + Number(announced) > it.maxBytes) await tooLarge(it, part, response);
  const target = await open(part, from > 0 ? 'r+' : 'w');
  let at = from;
  try {
    for await (const chunk of response.body ?? []) {
      if (at + chunk.length > it.maxBytes) await tooLarge(it, part, null);
      await target.write(chunk, 0, chunk.length, at);
      at += chunk.length;
    }
    await target.sync();
  } catch (error) {
    if (error instanceof DownloadFailed) throw error;
    throw new Passing('le fichier est arrivé coupé', { cause: error });
  } finally {
    await target.close();
  }
  if (announced !== null && at - from !== Number(announced)) throw new Passing('le fichier est arrivé coupé');
}

async function tooLarge(it: Download, part: string, response: Response | null): Promise<never> {
  await response?.body?.cancel();
  await forget(part);
  throw new DownloadFailed(
    `${it.file}\u00a0: le fichier dépasse ${Math.round(it.maxBytes / 1_000_000)}\u00a0Mo, il n’a pas été gardé.`,
  );
}

/** What is known of a file kept, when it is still there and came from the same address. */
async function remembered(it: Download, path: string): Promise<Memory | null> {
  try {
    const memory: Memory = JSON.parse(await readFile(`${path}.json`, 'utf8'));
    await stat(path);
    return memory.url === it.url ? memory : null;
  } catch {
    return null;
  }
}

async function remember(path: string, memory: Memory) {
  await writeFile(`${path}.json`, JSON.stringify(memory));
}

async function forget(path: string) {
  await rm(path, { force: true });
  await rm(`${path}.json`, { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
