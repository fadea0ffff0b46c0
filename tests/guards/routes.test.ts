import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultsOfFrench } from '../../src/core/proofreading.ts';
import { floors } from '../floors.ts';
import { allRoutes, houses } from '../houses.ts';

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test('les essais connaissent les mêmes maisons que le produit', () => {
  const main = readFileSync('src/main.ts', 'utf8');
  const listed = /modules[^=]*= \[([^\]]+)\]/
    .exec(main)![1]!
    .split(',')
    .map(word => word.trim());
  expect(houses.map(house => house.name)).toEqual(listed);
  expect(floors).toEqual(listed);
});

test('chaque route dit en une phrase qui peut l’utiliser', () => {
  for (const route of allRoutes) {
    expect(route.policy?.sentence, name(route)).toMatch(/^\p{Lu}.{8,}/u);
    expect(faultsOfFrench(route.policy.sentence), name(route)).toEqual([]);
    expect(route.policy.id, name(route)).toMatch(/^A\d\d$/);
  }
});

test('aucune route n’est déclarée deux fois', () => {
  const names = allRoutes.map(name);
  expect(names.filter((one, index) => names.indexOf(one) !== index)).toEqual([]);
});

test('une page que rien n’annonce dit pourquoi', () => {
  for (const route of allRoutes) {
    if (route.reach !== 'linked') expect(route.reach.exempt, name(route)).toMatch(/\S.{9,}/);
  }
});

/**
 * A route leaves this list by a written decision, with a redirection if people may have kept its address.
 * A new one is inscribed by `vitest run tests/guards/routes --update`, and read over in the change.
 */
test('aucune route ne disparaît, aucune n’arrive sans être inscrite', async () => {
  await expect(`${JSON.stringify(allRoutes.map(name).sort(), null, 2)}\n`).toMatchFileSnapshot('routes.json');
});
