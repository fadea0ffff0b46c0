import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { problemSchema } from '../../../core/api/problem.ts';
import { projectRoot } from '../../../core/config.ts';
import { calls } from '../api/calls.ts';
import { apiRoutes } from './api.ts';

let test: TestDatabase;
let site: Hono;
const key = { 'X-Api-Key': 'cle-d-essai' };

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  for (const [format, file] of [
    ['libraries', 'places-libraries.csv'],
    ['france-services', 'places-france-services.csv'],
  ] as const)
    await importText(test.db, file, await readFile(join(projectRoot, 'data/landes', file)), { format });
  await importText(
    test.db,
    'prive.csv',
    'id,nom,commune,code_insee,courriels\np1,Lieu privé,Dax,40088,accueil@exemple.fr|marie.dupont@exemple.fr\n',
    { source: 'essai' },
  );
  await importText(test.db, 'faux.csv', 'id,nom,commune,code_insee\nf1,Lieu inventé,Dax,40088\n', {
    source: 'fictif',
  });
  await test.db
    .updateTable('directory.source')
    .set({ fictional: true })
    .where('name', '=', 'fictif')
    .execute();
  site = directorySite(test, apiRoutes, { apiKeys: ['cle-d-essai'] });
});
beforeEach(async () => {
  await test.db.deleteFrom('core.rate_hit').execute();
});

async function get<Schema extends z.ZodType>(address: string, schema: Schema): Promise<z.output<Schema>> {
  const answer = await site.request(address, { headers: key });
  expect(answer.status, address).toBe(200);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  return schema.parse(await answer.json());
}

async function refused(address: string, status: number, init: RequestInit = {}) {
  const answer = await site.request(address, { headers: key, ...init });
  expect(answer.status, address).toBe(status);
  expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
  return problemSchema.parse(await answer.json());
}

describe('places', () => {
  it('come by pages that miss and repeat nothing, 500 at most', async () => {
    const ids: string[] = [];
    let next: string | null = '';
    let total = 0;
    while (next !== null) {
      const page: z.output<typeof calls.places.answer> = await get(
        `/api/v1/lieux?limite=50${next ? `&curseur=${next}` : ''}`,
        calls.places.answer,
      );
      ids.push(...page.lieux.map(({ id }) => id));
      ({ total, suivant: next } = page);
    }
    expect(ids).toHaveLength(156);
    expect(total).toBe(156);
    expect(new Set(ids).size).toBe(156);
    expect((await get('/api/v1/lieux', calls.places.answer)).lieux).toHaveLength(100);
    const wrong = await refused('/api/v1/lieux?limite=501', 400);
    expect(wrong.erreurs?.map(({ parametre }) => parametre)).toEqual(['limite']);
  });

  it('take the filters of the list, in its order', async () => {
    const { lieux } = await get(
      '/api/v1/lieux?type=RFS&type=BIB&commune=40088&rayon=10&limite=3',
      calls.places.answer,
    );
    expect(lieux).toHaveLength(3);
    const km = lieux.map(one => one.distance_km!);
    expect(km).toEqual([...km].sort((a, b) => a - b));
    const next = await get('/api/v1/lieux?commune=40088&rayon=10&limite=3', calls.places.answer);
    const after = await get(
      `/api/v1/lieux?commune=40088&rayon=10&limite=3&curseur=${next.suivant}`,
      calls.places.answer,
    );
    expect(after.lieux[0]!.id).not.toBe(next.lieux[2]!.id);
    expect(after.lieux[0]!.distance_km!).toBeGreaterThanOrEqual(next.lieux[2]!.distance_km!);
  });

  it('keep private addresses and invented places to themselves', async () => {
    const { lieux } = await get('/api/v1/lieux?limite=500', calls.places.answer);
    expect(lieux.find(one => one.nom === 'Lieu privé')!.courriels).toEqual(['accueil@exemple.fr']);
    expect(JSON.stringify(lieux)).not.toMatch(/marie\.dupont|inventé/);
    const { lieux: found } = await get('/api/v1/recherche?q=invente', calls.search.answer);
    expect(found.filter(one => one.nom === 'Lieu inventé')).toEqual([]);
  });

  it('are found one by one, by identifier or name of page', async () => {
    const [one] = (await get('/api/v1/lieux?limite=1', calls.places.answer)).lieux;
    expect(await get(`/api/v1/lieux/${one!.id}`, calls.place.answer)).toEqual(one);
    expect(await get(`/api/v1/lieux/${one!.slug}`, calls.place.answer)).toEqual(one);
    for (const wrong of ['rien-de-tel', '00000000-0000-7000-8000-000000000000', '%27%3B--'])
      await refused(`/api/v1/lieux/${wrong}`, 404);
  });
});

describe('communes, words, hours', () => {
  it('finds a commune by the name of a former one', async () => {
    const { communes } = await get('/api/v1/communes?q=garrosse', calls.communes.answer);
    expect(communes[0]).toMatchObject({
      code_insee: '40197',
      libelle: 'Garrosse, commune de Morcenx-la-Nouvelle',
    });
    expect((await get('/api/v1/communes', calls.communes.answer)).communes.length).toBeGreaterThan(320);
  });

  it('finds places by words', async () => {
    const answer = await get('/api/v1/recherche?q=mediatheque', calls.search.answer);
    expect(answer.lieux).toHaveLength(24);
    expect(answer.total).toBeGreaterThan(24);
    expect((await get('/api/v1/recherche', calls.search.answer)).lieux).toEqual([]);
  });

  it('evaluates hours, or says which case is wrong', async () => {
    const post = (body: string) =>
      site.request('/api/v1/horaires/evaluer', { method: 'POST', headers: key, body });
    const good = await post(
      JSON.stringify([{ opening_hours: 'Mo-Fr 09:00-12:00', at: '2026-11-24T10:00:00+01:00' }]),
    );
    expect(calls.hours.answer.parse(await good.json())).toMatchObject([
      { state: 'open', next_change: '2026-11-24T11:00:00.000Z' },
    ]);
    const wrong = await refused('/api/v1/horaires/evaluer', 400, {
      method: 'POST',
      body: '[{"at":"2026-11-24T10:00:00+01:00"},{"at":"demain"}]',
    });
    expect(wrong.erreurs![0]!.parametre).toBe('cas[1]');
    expect(
      (await refused('/api/v1/horaires/evaluer', 400, { method: 'POST', body: 'pas du JSON' })).erreurs![0]!
        .parametre,
    ).toBe('cas');
    await refused('/api/v1/horaires/evaluer', 413, { method: 'POST', body: `["${'x'.repeat(300_000)}"]` });
    await refused('/api/v1/horaires/evaluer', 413, {
      method: 'POST',
      body: JSON.stringify(Array(1001).fill({})),
    });
  });
});

describe('errors', () => {
  it.each([
    ['/api/v1/lieux?couleur=bleu', 'couleur'],
    ['/api/v1/lieux?service=rien', 'service'],
    ['/api/v1/lieux?commune=Dax', 'commune'],
    ['/api/v1/lieux?commune=75056', 'commune'],
    ['/api/v1/lieux?epci=123456789', 'epci'],
    ['/api/v1/lieux?rayon=7', 'rayon'],
    ['/api/v1/lieux?limite=beaucoup', 'limite'],
    ['/api/v1/lieux?curseur=zzz', 'curseur'],
    ['/api/v1/lieux?tri=nom&tri=maj', 'tri'],
    [`/api/v1/recherche?q=${'a'.repeat(101)}`, 'q'],
    ['/api/v1/communes?page=2', 'page'],
  ])('%s names %s', async (address, name) => {
    const problem = await refused(address, 400);
    expect(problem.erreurs!.map(({ parametre }) => parametre)).toEqual([name]);
    expect(problem.detail).toContain(name);
    expect(problem.erreurs![0]!.message).toMatch(
      /^(valeurs acceptées|\d+ |un |une |cette |la valeur|paramètre inconnu)/,
    );
  });

  it('an address that does not exist is told as a problem', async () => {
    await refused('/api/v1/autre', 404);
    await refused('/api/v2/lieux', 404);
  });

  it('sixty calls a minute without a key, no limit with one', async () => {
    for (let call = 0; call < 60; call++) expect((await site.request('/api/v1/recherche')).status).toBe(200);
    const answer = await site.request('/api/v1/recherche');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await site.request('/api/v1/recherche', { headers: { 'X-Api-Key': 'autre' } })).status).toBe(429);
    expect((await site.request('/api/v1/recherche', { headers: key })).status).toBe(200);
    expect(
      (await site.request('/api/v1/recherche', { headers: { Authorization: 'Bearer cle-d-essai' } })).status,
    ).toBe(200);
  });
});

it('lets pages of any origin call it', async () => {
  const headers = {
    Origin: 'https://ailleurs.exemple',
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type',
  };
  const answer = await site.request('/api/v1/horaires/evaluer', { method: 'OPTIONS', headers });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('POST');
  expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type');
});
