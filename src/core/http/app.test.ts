import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import { directorySite } from '../../../tests/directory-site.ts';
import { everybodyMay, operatorsMay } from '../access.ts';
import { Body, withAside } from './answer.ts';
import { KeptAnswers } from './kept.ts';
import type { Route } from './route.ts';

const open = everybodyMay('A00', 'Tout le monde');
const exempt = { exempt: 'essai' };
const frame = { title: 'Essai', crumbs: [] };
let version = 'first';
let drawn = 0;
let isShared = true;
const routes: Route[] = [
  {
    method: 'GET',
    path: '/page',
    policy: open,
    reach: exempt,
    handle: visit => visit.page(frame, 'bonjour '.repeat(200), { maxAge: 60 }),
  },
  {
    method: 'GET',
    path: '/langue',
    policy: open,
    reach: exempt,
    handle: visit => visit.page(frame, visit.reader.falc ? 'falc' : visit.reader.language, { maxAge: 60 }),
  },
  {
    method: 'GET',
    path: '/kept',
    policy: open,
    reach: exempt,
    handle: visit =>
      visit.kept(version, () =>
        visit.page(frame, `${++drawn} ${visit.reader.language} `.repeat(200), isShared ? { maxAge: 60 } : {}),
      ),
  },
  {
    method: 'GET',
    path: '/closed',
    policy: operatorsMay('A00', 'La coordination'),
    reach: exempt,
    handle: () => new Response('secret'),
  },
  {
    method: 'GET',
    path: '/broken',
    policy: open,
    reach: exempt,
    handle: () => {
      throw new Error('mot de passe de la base');
    },
  },
  {
    method: 'GET',
    path: '/with-drawing',
    policy: open,
    reach: exempt,
    handle: visit => visit.page(frame, '', { contentPolicy: { objectSrc: "'self'" } }),
  },
  {
    method: 'GET',
    path: '/drawing',
    policy: open,
    reach: exempt,
    handle: () => withAside(new Response('<svg/>'), { policy: { frameAncestors: "'self'" } }),
  },
  {
    method: 'POST',
    path: '/form',
    policy: open,
    reach: exempt,
    handle: async visit => Response.json(await visit.form()),
  },
];
let site: ReturnType<typeof directorySite>;
beforeAll(async () => {
  site = directorySite(await testDatabase(), routes);
});

const post = (body: string, headers: Record<string, string>) =>
  site.request('http://localhost/form', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('every answer', () => {
  it('carries one strict policy, even when it is an error', async () => {
    for (const path of ['/page', '/nowhere', '/broken', '/%00', '/closed']) {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      const { headers } = await site.request(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
    }
  });

  it('grants what it asks beyond the policy, and that alone', async () => {
    const policyOf = async (path: string) =>
      (await site.request(path)).headers.get('Content-Security-Policy')!;
    const common = await policyOf('/page');
    expect(await policyOf('/with-drawing')).toBe(`${common}; object-src 'self'; frame-src 'self'`);
    expect(await policyOf('/drawing')).toBe(
      common.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    );
    expect((await site.request('/drawing')).headers.get('X-Frame-Options')).toBeNull();
  });

  it('is compressed as the browser accepts, and varies by it', async () => {
    const answer = await site.request('/page', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers.get('Content-Encoding')).toBe('gzip');
    expect(answer.headers.get('Vary')).toMatch(/Cookie/);
    expect(answer.headers.get('Vary')).toMatch(/Accept-Encoding/);
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('bonjour');
    expect((await site.request('/page')).headers.get('Content-Encoding')).toBeNull();
  });

  it('is not sent again to who has it', async () => {
    const tag = (await site.request('/page')).headers.get('ETag')!;
    expect((await site.request('/page', { headers: { 'If-None-Match': tag } })).status).toBe(304);
    expect((await site.request('/page', { headers: { 'If-None-Match': '"autre"' } })).status).toBe(200);
  });
});

describe('errors', () => {
  it('say a number to quote, log the same, and tell nothing of the inside', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await site.request('/broken');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    const number = /[A-Z]\d-\d{3}/.exec(text)?.[0];
    expect(number).toBeDefined();
    expect(JSON.parse(String(logged.mock.calls.at(-1)?.[0])).number).toBe(number);
    expect(text).not.toContain('mot de passe');
    expect(answer.headers.get('Cache-Control')).not.toContain('public');
    logged.mockRestore();
  });

  it('refuse what the policy refuses, and answer a null byte', async () => {
    const closed = await site.request('/closed');
    expect(closed.status).toBe(403);
    expect(await closed.text()).not.toContain('secret');
    expect((await site.request('/%00')).status).toBe(404);
  });

  it.each([
    ['DELETE', '/page', 405, 'GET, HEAD'],
    ['POST', '/page', 405, 'GET, HEAD'],
    ['PUT', '/form', 405, 'POST'],
    ['DELETE', '/nowhere', 403, null],
    ['HEAD', '/page', 200, null],
  ])('tell %s %s which methods the address has', async (method, path, status, allow) => {
    const answer = await site.request(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Allow')).toBe(allow);
    if (status === 405) expect(await answer.text()).toContain('Nous n’avons pas compris cette demande');
  });
});

describe('forms', () => {
  it('come from our own pages', async () => {
    expect((await post('a=1', { Origin: 'http://localhost' })).status).toBe(200);
    expect((await post('a=1', { Origin: 'https://ailleurs.example' })).status).toBe(403);
  });

  it('keep repeated names and are limited in size', async () => {
    expect(await (await post('a=1&a=2&b=%C3%A9', { Origin: 'http://localhost' })).json()).toEqual({
      a: ['1', '2'],
      b: 'é',
    });
    expect(
      (await post(`a=${'x'.repeat(300_000)}`, { Origin: 'http://localhost' })).status,
    ).toBeGreaterThanOrEqual(400);
  });
});

describe('preferences', () => {
  it('come from a plain link, then from the cookie, and such an answer is never shared', async () => {
    const chosen = await site.request('/langue?langue=en&texte=grand');
    expect(await chosen.text()).toContain('>en<');
    expect(chosen.headers.get('Cache-Control')).not.toContain('public');
    const cookie = chosen.headers.get('Set-Cookie')!;
    expect(cookie).toMatch(/SameSite=Lax/);
    const next = await site.request('/langue', { headers: { Cookie: cookie.split(';')[0]! } });
    const text = await next.text();
    expect(text).toContain('<html lang="en"');
    expect(text).toContain('class="big"');
    expect(next.headers.get('Set-Cookie')).toBeNull();
  });

  it('ignore a cookie made by hand', async () => {
    const answer = await site.request('/langue', { headers: { Cookie: 'airial=<script>.x' } });
    expect(await answer.text()).toContain('<html lang="fr"');
  });
});

it('says plainly that a form is too long', async () => {
  const answer = await post(`texte=${'a'.repeat(300 * 1024)}`, { Origin: 'http://localhost' });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('C’est trop long pour être envoyé');
});

it.each([
  ['gzip, deflate, br', 'gzip'],
  ['br', 'br'],
  ['gzip;q=0, br', 'br'],
  ['gzip;q=0', null],
  ['gzip;q=0.5', 'gzip'],
  ['identity', null],
])('sends to who accepts « %s » the coding %s', async (accepts, coding) => {
  const answer = await site.request('/page', { headers: { 'Accept-Encoding': accepts } });
  expect(answer.headers.get('Content-Encoding')).toBe(coding);
});

it('reads a form only as a form', async () => {
  const answer = await site.request('http://localhost/form', {
    method: 'POST',
    body: 'a=b',
    headers: { 'Content-Type': 'application/json', Origin: 'https://ailleurs.exemple' },
  });
  expect(await answer.json()).toEqual({});
});

describe('an answer kept for the minute', () => {
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await site.request(`http://localhost${path}`, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isZipped = answer.headers.get('Content-Encoding') === 'gzip';
    const number = Number(/(\d+) (fr|en) /.exec((isZipped ? gunzipSync(bytes) : bytes).toString())?.[1]);
    return { number, answer };
  };

  it('is drawn once, with the same headers, whatever its compression', async () => {
    const { number, answer } = await read('/kept?a');
    const again = await read('/kept?a', { 'Accept-Encoding': 'gzip' });
    expect(again.number).toBe(number);
    for (const name of ['Content-Security-Policy', 'Cache-Control', 'Content-Language', 'Vary', 'ETag'])
      expect(again.answer.headers.get(name)).toBe(answer.headers.get(name));
    const tag = answer.headers.get('ETag')!;
    expect((await read('/kept?a', { 'If-None-Match': tag })).answer.status).toBe(304);
  });

  it('is another one for another address, reader, origin or version of the data', async () => {
    const cookieOf = async (choice: string) =>
      (await site.request(`/langue?${choice}`)).headers.get('Set-Cookie')!.split(';')[0]!;
    const { number } = await read('/kept?b');
    const others = [
      await read('/kept?c'),
      await read('/kept?b', { Cookie: await cookieOf('langue=en') }),
      await read('/kept?b', { Cookie: await cookieOf('langue=falc') }),
      await read('/kept?b', { Cookie: await cookieOf('texte=grand') }),
      await read('/kept?b', { Cookie: await cookieOf('texte=tres-grand') }),
      await read('/kept?b&langue=en'),
    ];
    version = 'second';
    others.push(await read('/kept?b'));
    const elsewhere = await site.request('http://ailleurs.exemple/kept?b');
    expect(await elsewhere.text()).not.toContain(`${others.at(-1)!.number} fr `);
    const numbers = [number, ...others.map(other => other.number)];
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('is for everybody: one that may not be shared is drawn each time', async () => {
    isShared = false;
    const { number } = await read('/kept?d');
    expect((await read('/kept?d')).number).toBe(number + 1);
    isShared = true;
  });
});

describe('kept answers', () => {
  const at = (minutes: number) => new Date(minutes * 60_000);
  const body = new Body(Buffer.from('x'));
  const shared = () => new Response(null, { headers: { 'Cache-Control': 'public, max-age=60' } });

  it('end with the minute, and are at most 500', () => {
    const kept = new KeptAnswers();
    for (let key = 0; key <= 500; key++) {
      kept.keep(`${key}`, '1', at(5), shared(), body);
      expect(kept.find('0', '1', at(5.9))).toBeDefined();
    }
    expect(kept.find('1', '1', at(5.9))).toBeUndefined();
    expect(kept.find('2', '1', at(5.9))).toBeDefined();
    expect(kept.find('0', '2', at(5.9))).toBeUndefined();
    expect(kept.find('0', '1', at(6))).toBeUndefined();
    expect(kept.find('0', '1', at(5.9))).toBeUndefined();
  });

  it('are not those of an address that nobody else will ask', () => {
    const kept = new KeptAnswers();
    const long = 'a'.repeat(501);
    kept.keep(long, '1', at(5), shared(), body);
    expect(kept.find(long, '1', at(5))).toBeUndefined();
  });

  it('set no cookie, and are no error', () => {
    const kept = new KeptAnswers();
    const cookie = shared();
    cookie.headers.set('Set-Cookie', 'a=b');
    kept.keep('a', '1', at(5), cookie, body);
    kept.keep('b', '1', at(5), new Response(null, { status: 404, headers: shared().headers }), body);
    kept.keep('c', '1', at(5), shared(), body);
    expect(['a', 'b', 'c'].map(key => kept.find(key, '1', at(5)) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
