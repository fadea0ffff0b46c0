import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openApi } from '../../src/core/api/openapi.ts';
import { projectRoot } from '../../src/core/config.ts';
import { allRoutes, houses } from '../houses.ts';

const document = () => openApi(houses.flatMap(house => house.api ?? []));

describe('La documentation de l’API', () => {
  test('est celle qui est gardée, tirée des mêmes formes', () => {
    const file = join(projectRoot, 'docs/openapi.json');
    // Written anew on purpose: AIRIAL_WRITE_OPENAPI=1.
    if (process.env.AIRIAL_WRITE_OPENAPI) writeFileSync(file, JSON.stringify(document()));
    expect(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null).toEqual(document());
  });

  test('dit chaque appel, et chaque renvoi mène quelque part', () => {
    const it = document();
    expect(it.openapi).toBe('3.1.0');
    const told = Object.keys(it.paths as object).sort();
    const routes = allRoutes
      .filter(({ method }) => method !== 'OPTIONS')
      .map(({ path }) => path.replace(':reference', '{id}'))
      .filter(path => path.startsWith('/api/v1/') && path !== '/api/v1/openapi.json');
    expect(told).toEqual(routes.sort());
    const references = [...JSON.stringify(it).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      match => match[1]!,
    );
    expect(references.length).toBeGreaterThan(5);
    for (const name of references)
      expect((it.components as { schemas: object }).schemas, name).toHaveProperty(name);
    expect(JSON.stringify(it)).not.toContain('$defs');
  });
});
