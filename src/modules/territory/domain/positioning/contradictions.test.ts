import { expect, it } from 'vitest';
import { wordsOf } from './contradiction-words.ts';
import { contradictionsOf, type Question } from './contradictions.ts';

const question: Question = { places: 6, p: 3, kept: [], forbidden: [], groups: null };
const groups = (least: number[], most: number[]) => ({
  of: Int32Array.from([0, 0, 0, 1, 1, -1]),
  least: Int32Array.from(least),
  most: Int32Array.from(most),
});
const words = (asked: Partial<Question>) =>
  contradictionsOf({ ...question, ...asked }).map(found =>
    wordsOf(found, { place: place => `commune ${place}`, group: group => `groupe ${group}` }),
  );

it('finds nothing against a question that has a plan', () => {
  expect(
    contradictionsOf({ ...question, kept: [0], forbidden: [1], groups: groups([1, 1], [2, 1]) }),
  ).toEqual([]);
});

it('names each contradiction with its numbers', () => {
  expect(words({ kept: [1, 2], forbidden: [2, 3] })).toEqual([
    'À la fois à garder et à ne pas ouvrir\u00a0: commune 2.',
  ]);
  expect(words({ p: 7 })).toEqual(['Vous demandez 7 lieux mais 6 seulement peuvent ouvrir.']);
  expect(words({ kept: [0, 1, 2, 3] })).toEqual(['Vous gardez 4 lieux ouverts mais n’en demandez que 3.']);
  expect(words({ p: 1, groups: groups([1, 1], [3, 2]) })).toEqual([
    'Vous demandez 2 lieux au moins (1 par intercommunalité) mais seulement 1 conseillers.',
  ]);
  expect(words({ groups: groups([0, 2], [3, 2]), forbidden: [3] })).toEqual([
    'groupe 1\u00a0: 2 lieux au moins sont demandés, 1 seulement peuvent ouvrir.',
  ]);
  expect(words({ groups: groups([0, 0], [1, 2]), kept: [0, 1] })).toEqual([
    'groupe 0\u00a0: 2 lieux sont gardés, 1 au plus sont permis.',
  ]);
  expect(words({ groups: groups([2, 0], [1, 2]) })).toEqual([
    'groupe 0\u00a0: le minimum (2) dépasse le maximum (1).',
  ]);
  expect(words({ groups: groups([0, 0], [1, 0]) })).toEqual([
    'Vous demandez 3 lieux mais les intercommunalités n’en acceptent que 2.',
  ]);
  expect(words({ capacity: { needed: 12, offered: 10 } })).toEqual([
    '12 personnes ont besoin d’aide, les conseillers ne peuvent en aider que 10.',
  ]);
});

it('names the communes that nobody can reach, sites that may not open left aside', () => {
  const mayServe = (client: number, site: number) => Math.abs(client - site) <= 1;
  expect(words({ mayServe, forbidden: [0, 1], maxTime: 155 })).toEqual([
    'Aucun lieu à 15,5\u00a0min ou moins ne peut accueillir les habitants de cette commune\u00a0: commune 0.',
  ]);
  expect(words({ mayServe })).toEqual([]);
});

it('counts several counsellors at a site', () => {
  expect(words({ p: 12, mostAtSite: 2 })).toEqual([]);
  expect(words({ p: 13, mostAtSite: 2 })).toHaveLength(1);
});
