import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { Refused, visitor } from '../access.ts';
import { Problem } from '../api/problem.ts';
import { isAlive } from '../database.ts';
import type { Ground } from '../ground.ts';
import { log, traceOf } from '../log.ts';
import { corePages } from '../pages.tsx';
import { asideOf, finish } from './answer.ts';
import { serveAsset } from './assets.ts';
import { ContextChanged, contextChanged, gate, refuse } from './gate.tsx';
import { KeptAnswers } from './kept.ts';
import type { PolicyExceptions, Route, Visit } from './route.ts';
import { makeVisit, TooLarge } from './visit.ts';

/** Every route of the product: the ground's, then the houses'. */
function routesOf(ground: Pick<Ground, 'modules'>): Route[] {
  return [...corePages, ...ground.modules.flatMap(module => module.routes ?? [])];
}

/** The whole site as one function from request to answer; `health` tells the state of jobs. */
export function buildSite(ground: Ground, health: () => { jobs: boolean }): Hono {
  const site = new Hono();
  const keptAnswers = new KeptAnswers();
  const visitOf = (context: Context) => makeVisit(ground, context, keptAnswers);
  // The database may be what failed: who is signed in cannot be asked of it, and is answered all the same.
  const visitAfterFailure = (context: Context) =>
    visitOf(context).catch(() => makeVisit(ground, context, keptAnswers, visitor));
  site.use(async (context, next) => {
    await next();
    const { res } = context;
    const { policy } = asideOf(res);
    if (policy) relax(res.headers, policy);
    // Given a second response, Hono would copy the headers and open the body of the first.
    context.res = undefined;
    context.res = await finish(context.req.raw, res);
  });
  site.use(securityHeaders());
  // A null byte means nothing in a path, and no database text may hold one.
  site.use(async (context, next) =>
    /%00/.test(context.req.path) || /^[^?]*%00/.test(context.req.url)
      ? await (await visitOf(context)).error(404)
      : await next(),
  );
  site.use(async (context, next) => {
    const { method, path } = context.req;
    const allowed = method === 'GET' || method === 'HEAD' ? [] : methodsOf(site, path);
    if (allowed.length === 0 || allowed.includes(method)) return await next();
    const answer = await (await visitOf(context)).error(405);
    answer.headers.set('Allow', allowed.join(', '));
    return answer;
  });
  // The API holds no cookie; the button of a mail program comes from elsewhere, its address is the proof.
  site.use('*', async (context, next) =>
    /^\/(api|messages\/arret)\//.test(context.req.path) ? next() : csrf()(context, next),
  );
  site.get('/assets/:name', context =>
    serveAsset(context.req.param('name'), context.req.header('Accept-Encoding') ?? ''),
  );
  site.get('/healthz', async () => {
    const state = {
      database: (await isAlive(ground.database)) ? 'ok' : 'down',
      jobs: health().jobs ? 'ok' : 'down',
    };
    const well = Object.values(state).every(value => value === 'ok');
    return Response.json(
      { status: well ? 'ok' : 'down', ...state },
      { status: well ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
    );
  });
  for (const route of routesOf(ground)) {
    if (!route.policy?.sentence)
      throw new Error(`La route ${route.method} ${route.path} n’a pas de règle d’accès.`);
    site.on(route.method, route.path, async context => {
      const visit = await visitOf(context);
      try {
        return (await gate(route, visit)) ?? (await route.handle(visit));
      } catch (error) {
        return await failure(visit, route.path, error);
      }
    });
  }
  site.notFound(async context =>
    context.req.path.startsWith('/api/')
      ? new Problem(404, 'Cette adresse n’existe pas. Voyez /api/v1/openapi.json.').answer()
      : await (await visitOf(context)).error(404),
  );
  site.onError(async (error, context) => {
    if ('getResponse' in error && typeof error.getResponse === 'function')
      return await (await visitAfterFailure(context)).error(403);
    // The address itself may hold the token of a link: only its pattern is written.
    return await failure(await visitAfterFailure(context), context.req.routePath, error);
  });
  return site;
}

/** The methods that have a route at this address; who may GET may HEAD (RFC 9110 §9.1). */
function methodsOf({ router }: Hono, path: string): string[] {
  return ['GET', 'HEAD', 'POST', 'OPTIONS'].filter(method =>
    router.match(method === 'HEAD' ? 'GET' : method, path)[0].some(([[, route]]) => route.method !== 'ALL'),
  );
}

function securityHeaders() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: false,
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
  });
}

/** Grants what a page needs beyond the common policy, once this one is set. */
function relax(headers: Headers, { frameAncestors, objectSrc, formAction }: PolicyExceptions) {
  let policy = headers.get('Content-Security-Policy') ?? '';
  if (frameAncestors) {
    policy = policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${frameAncestors}`);
    headers.delete('X-Frame-Options');
  }
  if (formAction) policy = policy.replace(/form-action [^;]*/, `form-action 'self' ${formAction}`);
  if (objectSrc) policy += `; object-src ${objectSrc}; frame-src ${objectSrc}`;
  headers.set('Content-Security-Policy', policy);
}

async function failure(visit: Visit, path: string, error: unknown): Promise<Response> {
  if (error instanceof Refused) return await refuse(visit, error.policy, path);
  if (error instanceof ContextChanged) return await contextChanged(visit, error.typed);
  if (error instanceof TooLarge) return await visit.error(413);
  log({ at: new Date().toISOString(), number: visit.number, path, error: traceOf(error) });
  return await visit.error(500);
}
