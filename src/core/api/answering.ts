import type { Visit } from '../http/route.ts';
import { log, traceOf } from '../log.ts';
import { Problem } from './problem.ts';
import { limitCalls } from './reading.ts';

/**
 * Counts the call, makes its answer, and tells every error as a problem. `maxAge` (seconds): an answer for all, kept that
 * long; without it, an answer for this caller only.
 */
export async function answerCall(
  visit: Visit,
  make: () => Promise<unknown> | unknown,
  { maxAge }: { maxAge?: number } = {},
): Promise<Response> {
  try {
    await limitCalls(visit);
    const cache = maxAge === undefined ? 'private, no-store' : `public, max-age=${maxAge}`;
    return jsonAnswer(await make(), cache);
  } catch (error) {
    if (error instanceof Problem) return error.answer();
    const { number, url } = visit;
    log({ at: visit.now.toISOString(), number, path: url.pathname, error: traceOf(error) });
    return new Problem(500, `L’erreur porte le numéro ${number}. Donnez-le au territoire.`).answer();
  }
}

export function jsonAnswer(body: unknown, cache: string): Response {
  return new Response(JSON.stringify(body), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': cache,
    },
  });
}
