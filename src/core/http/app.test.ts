import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import { directorySite } from '../../../tests/directory-site.ts';
import { everybodyMay, operatorsMay } from '../access.ts';
import type { Route } from './route.ts';

const open = everybodyMay('Tout le monde');
const exempt = { exempt: 'essai' };
const frame = { title: 'Essai', crumbs: [] };
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
    path: '/closed',
    policy: operatorsMay('La coordination'),
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
