import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import type { Route } from '../src/core/http/route.ts';
import { leadsTo } from './markup.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Bytes that crossed the network for the body. */
  weight: number;
  body: Buffer;
}

export interface Seen extends Answer {
  /** Path and query. */
  address: string;
  /** Pattern of the route that answered, null when it is no route of the product (assets, health). */
  pattern: string | null;
  /** Address of the page where the link was found. */
  from: string;
}

/** One request as a browser makes it: compressed, redirections not followed. */
export async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return await new Promise((done, fail) => {
    const asked = request(
      url,
      { headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*', ...headers }, agent: false },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const encoding = answer.headers['content-encoding'];
          const body =
            encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
          done({ status: answer.statusCode ?? 0, headers: answer.headers, weight: bytes.length, body });
        });
      },
    );
    asked.on('error', fail);
    asked.setTimeout(20_000, () => asked.destroy(new Error(`${url} ne répond pas`)));
    asked.end();
  });
}

/** How many addresses of one pattern are visited: enough to meet its variants, not the whole directory. */
const perPattern = 4;

/**
 * Follows the links of the site from the home page, a few addresses of each route.
 * `headers` go with every request: `{ cookie: 'airial=en.normal' }` reads the site in English.
 */
export async function crawl(
  origin: string,
  routes: readonly Route[],
  starts: readonly string[] = ['/'],
  headers: Record<string, string> = {},
): Promise<Seen[]> {
  const patternOf = matcher(routes);
  const seen: Seen[] = [];
  const met = new Set<string>();
  const counts = new Map<string, number>();
  const queue = starts.map(address => ({ address, from: '(départ)' }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { address, from } = next;
    const pattern = await patternOf(address);
    const count = counts.get(pattern ?? address) ?? 0;
    if (count >= perPattern) continue;
    counts.set(pattern ?? address, count + 1);
    const answer = await ask(`${origin}${address}`, headers);
    seen.push({ ...answer, address, pattern, from });
    const url = new URL(address, origin);
    const location = answer.headers.location;
    const found = location
      ? [new URL(String(location), url)]
      : isPage(answer)
        ? leadsTo(answer.body.toString(), url)
        : [];
    for (const lead of found.filter(one => one.origin === origin)) {
      const to = `${lead.pathname}${lead.search}`;
      // « Texte et langue » leads to the page itself, in other clothes.
      if (met.has(to) || lead.searchParams.has('langue') || lead.searchParams.has('texte')) continue;
      met.add(to);
      queue.push({ address: to, from: address });
    }
  }
  return seen;
}

export function isPage(answer: Answer): boolean {
  return String(answer.headers['content-type'] ?? '').startsWith('text/html');
}

/** The product's own router tells which pattern answers an address. */
function matcher(routes: readonly Route[]): (address: string) => Promise<string | null> {
  const router = new Hono();
  for (const route of routes)
    if (route.method === 'GET') router.get(route.path, context => context.text(route.path));
  return async address => {
    const answer = await router.request(address);
    return answer.ok ? await answer.text() : null;
  };
}
