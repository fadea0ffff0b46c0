import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible =
  /^(text\/|application\/(json|xml|problem\+json|geo\+json|atom\+xml|ld\+json)|image\/svg\+xml)/;

/** Smaller than this, compression costs more than it saves. */
const smallest = 600;

/**
 * Gives a buffered answer its ETag, answers 304 to who has it already, and compresses it.
 * Streams are compressed as they pass.
 */
export async function finish(request: Request, response: Response): Promise<Response> {
  const { headers } = response;
  headers.append('Vary', 'Accept-Encoding');
  const type = headers.get('Content-Type') ?? '';
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  if (!compressible.test(type) || response.body === null || headers.has('Content-Encoding')) return response;
  const accepts = request.headers.get('Accept-Encoding') ?? '';
  if (headers.get('X-Streamed')) {
    headers.delete('X-Streamed');
    return /\bgzip\b/.test(accepts) ? streamed(response) : response;
  }
  const body = Buffer.from(await response.arrayBuffer());
  if (isSafe && response.status === 200) {
    const tag = headers.get('ETag') ?? `W/"${createHash('sha1').update(body).digest('base64url')}"`;
    headers.set('ETag', tag);
    if (matches(request.headers.get('If-None-Match'), tag))
      return new Response(null, { status: 304, headers });
  }
  const encoded = body.length < smallest ? null : encode(body, accepts);
  if (encoded) headers.set('Content-Encoding', encoded.name);
  const bytes = encoded?.bytes ?? body;
  headers.set('Content-Length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { status: response.status, headers });
}

/** True when the header names the tag, weakly compared (RFC 9110 §13.1.2). */
export function matches(header: string | null, tag: string): boolean {
  if (!header) return false;
  const bare = (value: string) => value.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some(value => bare(value) === bare(tag));
}

function encode(body: Buffer, accepts: string) {
  if (/\bbr\b/.test(accepts)) {
    return {
      name: 'br',
      bytes: brotliCompressSync(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      }),
    };
  }
  return /\bgzip\b/.test(accepts) ? { name: 'gzip', bytes: gzipSync(body, { level: 6 }) } : null;
}

function streamed(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('Content-Encoding', 'gzip');
  headers.delete('Content-Length');
  const body = response.body!.pipeThrough(
    new CompressionStream('gzip') as unknown as ReadableWritablePair<
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>
    >,
  );
  return new Response(body, { status: response.status, headers });
}
