import { createHash, randomInt } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type Actor, contextOf, visitor } from '../access.ts';
import { readAs } from '../acting-as.ts';
import { bearerOf } from '../api/reading.ts';
import { checkSeal, sealForm, type Typed } from '../forms.ts';
import type { Ground } from '../ground.ts';
import { lengthsOf, sessionHash, tokenIn } from '../sessions.ts';
import { attributionOf, refreshSettings, screenSettings, territoryOf } from '../territory-settings.ts';
import { drawError } from '../ui/error-page.tsx';
import { renderPage } from '../ui/layout.tsx';
import type { PageFrame, Reader as PageReader, Site } from '../ui/site.ts';
import { asideOf, Body, withAside } from './answer.ts';
import { assetHref } from './assets.ts';
import { ContextChanged, isOfAnotherContext, signInPaths } from './gate.tsx';
import type { KeptAnswers } from './kept.ts';
import { readPreferences } from './preferences.ts';
import type { ErrorDetails, PageOptions, Upload, Visit } from './route.ts';

/** Largest form or JSON accepted from the public. */
const largestBody = 256 * 1024;

/** More was sent than a form or a question may hold. */
export class TooLarge extends Error {}

const sharedIdleSeconds = lengthsOf({ shared: true, kept: false, professional: false }).idle / 1000;

/** What a house sees of one request; `keptAnswers` are those of the whole site, `known` who asks when it must not be looked up. */
export async function makeVisit(
  ground: Ground,
  context: Context,
  keptAnswers: KeptAnswers,
  known?: Actor,
): Promise<Visit> {
  const request = context.req.raw;
  const url = new URL(request.url);
  const { reader, cookie } = readPreferences(url, request.headers.get('Cookie'));
  const number = newNumber();
  const origin = ground.config.publicUrl ? new URL(ground.config.publicUrl).origin : url.origin;

  const now = ground.now();
  const token = tokenIn(request.headers.get('Cookie'));
  const actor = known ?? (await whoAsks(ground, url, request.headers, token, now));
  let sent: Promise<Typed> | null = null;
  let uploaded: Promise<Upload> | null = null;
  await refreshSettings(ground);
  const territory = territoryOf(ground);
  const page = async (frame: PageFrame, content: Child, options: PageOptions = {}) => {
    const html = renderPage(
      frame,
      reader,
      {
        territory,
        sheets: [
          assetHref('airial.css'),
          ...(territory.sheet ? [territory.sheet] : []),
          ...sheetsOf(frame).map(assetHref),
        ],
        url,
        islands: [
          ...(frame.islands ?? []),
          ...(actor.account?.sharedComputer ? ['shared-computer.js'] : []),
        ].map(assetHref),
        attribution: attributionOf(ground),
        ...signedInOf(ground, actor, reader, url),
      },
      content,
    );
    const headers = new Headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': reader.language,
      Vary: 'Cookie',
    });
    const status = options.status ?? 200;
    headers.set(
      'Cache-Control',
      actor.account
        ? 'private, no-store'
        : status === 200 && options.maxAge && !cookie
          ? `public, max-age=${options.maxAge}`
          : 'private, no-cache',
    );
    if (cookie) headers.append('Set-Cookie', cookie);
    if (options.lastModified) headers.set('Last-Modified', options.lastModified.toUTCString());
    if (options.refreshSeconds) headers.set('Refresh', String(options.refreshSeconds));
    // Whoever comes after on a shared computer finds the door, not the page that was left open.
    else if (actor.account?.sharedComputer)
      headers.set('Refresh', `${sharedIdleSeconds + 5}; url=${signInPaths.signIn}`);
    const body = new Body(Buffer.from(html));
    return withAside(new Response(null, { status, headers }), { body, policy: options.contentPolicy });
  };

  return {
    ground,
    url,
    origin,
    params: context.req.param() as Record<string, string>,
    reader,
    territory,
    actor,
    token,
    method: request.method,
    now,
    number,
    get address() {
      return addressOf(context, ground.config.trustProxy);
    },
    headers: request.headers,
    read: work => readAs(ground.database, actor, work),
    form: () => {
      const isForm = request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded');
      sent ??= isForm ? readBody(request).then(readTyped) : Promise.resolve({});
      return sent;
    },
    upload: async most => {
      uploaded ??= readUpload(request, most);
      const sent = await uploaded;
      if (isOfAnotherContext(actor, sent.typed)) throw new ContextChanged(sent.typed);
      return sent;
    },
    seal: (typed = {}) => {
      // The measure against robots is about real seconds, whatever clock the pages show.
      const known = checkSeal(typed, new Date());
      const seal = known ? { key: known.key, openedAt: Number(typed.ouvert) } : sealForm(new Date());
      return actor.account ? { ...seal, context: contextOf(actor) } : seal;
    },
    text: () => readBody(request),
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
      const settings = screenSettings(ground).settings?.version ?? 0;
      const key = [origin, url.pathname, url.search, language, falc, size, settings].join(' ');
      const known = keptAnswers.find(key, version, now);
      if (known && !cookie && !actor.account)
        return withAside(new Response(null, { headers: known.headers }), { body: known.body });
      const response = await make();
      const { body, policy } = asideOf(response);
      if (body && !policy) keptAnswers.keep(key, version, now, response, body);
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
    redirect: (to, status = 303) =>
      new Response(null, {
        status,
        headers: { Location: to, 'Cache-Control': status === 301 ? 'public, max-age=86400' : 'no-store' },
      }),
  };
}

const sheetsOf = ({ desk, sheets = [] }: PageFrame) => [
  ...new Set([...(desk ? ['desk.css' as const] : []), ...sheets]),
];

/** No cookie opens the API, no key of an application opens a page. */
async function whoAsks(
  ground: Ground,
  url: URL,
  headers: Headers,
  token: string | null,
  now: Date,
): Promise<Actor> {
  if (url.pathname.startsWith('/api/')) return await identifyClient(ground, headers, now);
  return token ? await identify(ground, token, now) : visitor;
}

/** Which application shows its key. */
async function identifyClient(ground: Ground, headers: Headers, now: Date): Promise<Actor> {
  const [, id, secret] = /^([0-9a-f-]{36}):(\S{1,200})$/.exec(bearerOf(headers) ?? '') ?? [];
  if (!id || !secret) return visitor;
  const house = ground.modules.find(module => module.identifyClient);
  const hash = createHash('sha256').update(secret).digest();
  const client = await house?.identifyClient?.(ground, id, hash, now);
  return client ? { kind: 'api', ref: client.id, client } : visitor;
}

/** Who holds this token, as the house of accounts says; a visitor when nobody does any more. */
async function identify(ground: Ground, token: string, now: Date): Promise<Actor> {
  const house = ground.modules.find(module => module.identify);
  const account = await house?.identify?.(ground, sessionHash(token), now);
  return account ? { kind: 'account', ref: account.id, account } : visitor;
}

/** What the frame of a page shows of who is signed in. */
function signedInOf(ground: Ground, actor: Actor, reader: PageReader, url: URL): Partial<Site> {
  const { account } = actor;
  if (!account) return {};
  const entries = ground.modules.flatMap(module => module.panels?.menu ?? []);
  return {
    signedIn: {
      name: account.name,
      organisation: account.membership?.organisation.name ?? null,
      sharedComputer: account.sharedComputer,
    },
    menu: entries
      .filter(entry => entry.policy.allows(actor))
      .map(entry => ({
        href: entry.href,
        label: entry.label(reader),
        current: isUnder(entry.href, url.pathname),
      })),
  };
}

const isUnder = (href: string, path: string) => (href === '/pro' ? path === href : path.startsWith(href));

/** Short enough to be said on the telephone. */
function newNumber(): string {
  return `${String.fromCharCode(65 + randomInt(26))}${randomInt(10)}-${String(randomInt(1000)).padStart(3, '0')}`;
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
  return (await readBytes(request, largestBody)).toString('utf8');
}

async function readBytes(request: Request, most: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) throw new TooLarge('body');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A form with one file: its fields, and the file when one was chosen. */
async function readUpload(request: Request, most: number): Promise<Upload> {
  const type = request.headers.get('Content-Type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { typed: {}, file: null };
  const bytes = await readBytes(request, most + largestBody);
  const typed = nothingTyped();
  let file: Upload['file'] = null;
  const data = await new Response(bytes, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => new FormData());
  for (const [name, value] of data) {
    if (typeof value === 'string') typed[name] = value.replaceAll('\0', '');
    else if (value.size > most) throw new TooLarge('file');
    else if (value.size > 0) file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return { typed, file };
}

/** Without the names every object has: a field called `constructor` is a field. */
const nothingTyped = (): Typed => Object.create(null);

function readTyped(body: string): Typed {
  const typed = nothingTyped();
  for (const [name, sent] of new URLSearchParams(body)) {
    // No text of the database may hold a null byte, and no person types one.
    const value = sent.replaceAll('\0', '');
    const before = typed[name];
    typed[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return typed;
}
