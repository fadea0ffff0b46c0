import { randomInt } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import type { Child } from 'hono/jsx';
import { secureHeaders } from 'hono/secure-headers';
import { Refused, visitor } from '../access.ts';
import { isAlive } from '../database.ts';
import type { Typed } from '../forms.ts';
import type { Ground } from '../ground.ts';
import { corePages } from '../pages.tsx';
import { attributionOf, territoryOf } from '../territory-settings.ts';
import { drawError } from '../ui/error-page.tsx';
import { renderPage } from '../ui/layout.tsx';
import type { PageFrame } from '../ui/site.ts';
import { Body, finish } from './answer.ts';
import { assetHref, serveAsset } from './assets.ts';
import { KeptAnswers } from './kept.ts';
import { readPreferences } from './preferences.ts';
import type { ErrorDetails, PageOptions, PolicyExceptions, Route, Visit } from './route.ts';

/** Largest form or JSON accepted from the public. */
const largestBody = 256 * 1024;

/** What a few pages need that the common policy forbids: it is rewritten after it is set. */
const exceptions = new WeakMap<Request, PolicyExceptions>();

/** What pages say, by their response, which stays empty until it is finished. */
const bodies = new WeakMap<Response, Body>();

/** Every route of the product: the ground's, then the houses'. */
function routesOf(ground: Pick<Ground, 'modules'>): Route[] {
  return [...corePages, ...ground.modules.flatMap(module => module.routes ?? [])];
}

/** The whole site as one function from request to answer; `health` tells the state of jobs. */
export function buildSite(ground: Ground, health: () => { jobs: boolean }): Hono {
  const site = new Hono();
  const keptAnswers = new KeptAnswers();
  site.use(async (context, next) => {
    await next();
    const own = exceptions.get(context.req.raw);
    if (own) {
      const policy = context.res.headers.get('Content-Security-Policy') ?? '';
      const framed = own.frameAncestors
        ? policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${own.frameAncestors}`)
        : policy;
      context.res.headers.set(
        'Content-Security-Policy',
        own.objectSrc ? `${framed}; object-src ${own.objectSrc}; frame-src ${own.objectSrc}` : framed,
      );
      if (own.frameAncestors) context.res.headers.delete('X-Frame-Options');
    }
    const { res } = context;
    // Given a second response, Hono would copy the headers and open the body of the first.
    context.res = undefined;
    context.res = await finish(context.req.raw, res, bodies.get(res));
  });
  site.use(securityHeaders());
  // A null byte means nothing in a path, and no database text may hold one.
  site.use(async (context, next) =>
    /%00/.test(context.req.path) || /^[^?]*%00/.test(context.req.url)
      ? await makeVisit(ground, context, keptAnswers).error(404)
      : await next(),
  );
  site.use('*', async (context, next) =>
    context.req.path.startsWith('/api/') ? next() : csrf()(context, next),
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
      const visit = makeVisit(ground, context, keptAnswers);
      try {
        if (!route.policy.allows(visit.actor)) return await visit.error(403);
        return await route.handle(visit);
      } catch (error) {
        return await failure(visit, route.path, error);
      }
    });
  }
  site.notFound(async context => await makeVisit(ground, context, keptAnswers).error(404));
  site.onError(async (error, context) => {
    if ('getResponse' in error && typeof error.getResponse === 'function')
      return await makeVisit(ground, context, keptAnswers).error(403);
    return await failure(makeVisit(ground, context, keptAnswers), context.req.path, error);
  });
  return site;
}

function securityHeaders() {
  const strict = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
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
  return strict;
}

async function failure(visit: Visit, path: string, error: unknown): Promise<Response> {
  if (error instanceof Refused) return await visit.error(403);
  if (error instanceof TooLarge) return await visit.error(413);
  console.error(
    JSON.stringify({
      at: new Date().toISOString(),
      number: visit.number,
      path,
      error: error instanceof Error ? error.stack : String(error),
    }),
  );
  return await visit.error(500);
}

class TooLarge extends Error {}

function makeVisit(ground: Ground, context: Context, keptAnswers: KeptAnswers): Visit {
  const request = context.req.raw;
  const url = new URL(request.url);
  const { reader, cookie } = readPreferences(url, request.headers.get('Cookie'));
  const number = `${String.fromCharCode(65 + randomInt(26))}${randomInt(10)}-${String(randomInt(1000)).padStart(3, '0')}`;
  const origin = ground.config.publicUrl ? new URL(ground.config.publicUrl).origin : url.origin;

  const now = ground.now();
  const territory = territoryOf(ground.config);
  const page = async (frame: PageFrame, body: Child, options: PageOptions = {}) => {
    const html = renderPage(
      frame,
      reader,
      {
        territory,
        sheets: ['airial.css', ...(frame.sheets ?? [])].map(assetHref),
        url,
        islands: frame.islands?.map(assetHref),
        attribution: attributionOf(ground),
      },
      body,
    );
    const headers = new Headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': reader.language,
      Vary: 'Cookie',
    });
    const status = options.status ?? 200;
    headers.set(
      'Cache-Control',
      status === 200 && options.maxAge && !cookie ? `public, max-age=${options.maxAge}` : 'private, no-cache',
    );
    if (cookie) headers.append('Set-Cookie', cookie);
    if (options.lastModified) headers.set('Last-Modified', options.lastModified.toUTCString());
    if (options.refreshSeconds) headers.set('Refresh', String(options.refreshSeconds));
    if (options.contentPolicy) exceptions.set(request, options.contentPolicy);
    return carrying(new Body(Buffer.from(html)), { status, headers });
  };

  return {
    ground,
    url,
    origin,
    params: context.req.param() as Record<string, string>,
    reader,
    territory,
    actor: visitor,
    now,
    number,
    get address() {
      return addressOf(context, ground.config.trustProxy);
    },
    headers: request.headers,
    form: async () => {
      const isForm = request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded');
      return isForm ? readTyped(await readBody(request)) : {};
    },
    json: async () => {
      try {
        return JSON.parse(await readBody(request));
      } catch (error) {
        if (error instanceof TooLarge) throw error;
        return null;
      }
    },
    page,
    kept: async (version, make) => {
      const { language, falc, size } = reader;
      const key = [origin, url.pathname, url.search, language, falc, size].join(' ');
      const known = keptAnswers.find(key, version, now);
      if (known && !cookie) return carrying(known.body, { headers: known.headers });
      const response = await make();
      const body = bodies.get(response);
      if (body && !exceptions.has(request)) keptAnswers.keep(key, version, now, response, body);
      return response;
    },
    error: (status, details: ErrorDetails = {}) => {
      const drawn = drawError({
        status,
        code: status === 500 ? number : undefined,
        reader,
        territory,
        ...details,
      });
      return page(drawn.frame, drawn.body, { status });
    },
    framed: (response, frameAncestors) => {
      exceptions.set(request, { frameAncestors });
      return response;
    },
    redirect: (to, status = 303) =>
      new Response(null, {
        status,
        headers: { Location: to, 'Cache-Control': status === 301 ? 'public, max-age=86400' : 'no-store' },
      }),
  };
}

/** The response of a page, to be finished with this body. */
function carrying(body: Body, init: ResponseInit): Response {
  const response = new Response(null, init);
  bodies.set(response, body);
  return response;
}

function addressOf(context: Context, trustProxy: boolean): string {
  if (trustProxy) {
    // The last address was written by our own proxy; those before it are whatever the visitor sent.
    const forwarded = context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  try {
    return getConnInfo(context).remote.address ?? '0.0.0.0';
  } catch {
    return '0.0.0.0';
  }
}

async function readBody(request: Request): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > largestBody) throw new TooLarge('body');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readTyped(body: string): Typed {
  const typed: Typed = {};
  for (const [name, sent] of new URLSearchParams(body)) {
    // No text of the database may hold a null byte, and no person types one.
    const value = sent.replaceAll('\0', '');
    const before = typed[name];
    typed[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return typed;
}
