import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWords, type SearchedPlace } from './place-words.ts';
import { readQuery } from './query.ts';
import { TextIndex } from './text-index.ts';

const nowhere: SearchedPlace = {
  name: '',
  secondName: null,
  communeInsee: '40088',
  communeInseeSource: null,
  communeLabel: 'DAX',
  postalCode: '40100',
  street: null,
  streetComplement: null,
  parentStructure: null,
  kinds: [],
  services: [],
  publics: [],
  specialCare: [],
  fees: [],
  programmes: [],
  trainings: [],
  otherLabels: [],
  accessModes: [],
  supportModes: [],
  mobility: [],
};

const indexOf = (...places: Partial<SearchedPlace>[]) =>
  new TextIndex(places.map(place => placeWords({ ...nowhere, ...place }, 'Dax')));

/** Rows found, the best first. */
function found(index: TextIndex, query: string) {
  const { scores, count, precision } = index.find(readQuery(query));
  const rows = [...scores.keys()].filter(row => scores[row]! > 0);
  expect(rows).toHaveLength(count);
  return { rows: rows.sort((a, b) => scores[b]! - scores[a]!), precision };
}

describe('a text finds places', () => {
  it.each([
    ['without accents', 'mediatheque', 'Médiathèque municipale'],
    ['in capitals', 'MÉDIATHÈQUE', 'Médiathèque municipale'],
    ['in the plural', 'conseillers', 'Un conseiller numérique'],
    ['in the singular', 'conseiller', 'Les conseillers numériques'],
    ['by the start of a word', 'biblio', 'Bibliothèque du lac'],
    ['by a synonym', 'bibliothèque', 'Médiathèque municipale'],
    ['by a synonym of several words', 'mairie', 'Hôtel de ville'],
    ['by several words that mean one', 'hôtel de ville', 'Mairie de Dax'],
    ['with small words left out', 'la mairie de la ville', 'Mairie, ville de Dax'],
  ])('%s', (_, query, name) => {
    expect(found(indexOf({ name: 'Garage' }, { name }), query)).toEqual({ rows: [1], precision: 'exact' });
  });

  it('by commune, postal code, street, and the words of its codes', () => {
    const index = indexOf(
      { name: 'A', street: '3 rue des Pins', kinds: ['BIB'] },
      { name: 'B', postalCode: '40990' },
    );
    expect(found(index, 'dax').rows).toEqual([0, 1]);
    expect(found(index, '40990').rows).toEqual([1]);
    expect(found(index, 'pin').rows).toEqual([0]);
    expect(found(index, 'médiathèque').rows).toEqual([0]);
  });

  it('answering every word, in any of its texts', () => {
    const index = indexOf({ name: 'Médiathèque' }, { name: 'Médiathèque', street: 'rue des Pins' });
    expect(found(index, 'pins médiathèque')).toEqual({ rows: [1], precision: 'exact' });
  });
});

it('ranks what says the very word before what begins by it, and both before what means it', () => {
  const index = indexOf({ name: 'Médiathèque' }, { name: 'Bibliothèques' }, { name: 'Bibliothèquexyz' });
  expect(found(index, 'bibliothèque').rows).toEqual([1, 2, 0]);
});

it('ranks a name before a commune, an offer and a street', () => {
  const index = indexOf(
    { name: 'A', street: 'rue du lac' },
    { name: 'B', otherLabels: ['lac'] },
    { name: 'C', communeLabel: 'lac' },
    { name: 'Maison du lac' },
  );
  expect(found(index, 'lac').rows).toEqual([3, 2, 1, 0]);
});

it('reads loosely the words that nobody knows, and says so', () => {
  const index = indexOf({ name: 'Bibliothèque du lac' }, { name: 'Mairie' });
  expect(found(index, 'bibliotéqe')).toEqual({ rows: [0], precision: 'close' });
  expect(found(index, 'bibliotéqe lac')).toEqual({ rows: [0], precision: 'close' });
});

it('leaves one word out when nothing answers all, and says so', () => {
  const index = indexOf({ name: 'Bibliothèque du lac' }, { name: 'Mairie' });
  expect(found(index, 'lac mairie')).toEqual({ rows: [0, 1], precision: 'close' });
  expect(found(index, 'zzzz')).toEqual({ rows: [], precision: 'close' });
});

it('finds no code by its name in the data', () => {
  const index = indexOf({ name: 'A', services: ['utilisation_securisee_du_numerique'] });
  expect(found(index, 'services').rows).toEqual([]);
});

it('finds every place by every word of its name, and never throws on what is typed', () => {
  const name = fc.array(fc.constantFrom('lac', 'pins', 'Médiathèque', 'l’œuvre', 'St', 'CCAS'), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.string(), (names, typed) => {
      const index = indexOf(...names.map(words => ({ name: words.join(' ') })));
      for (const [row, words] of names.entries()) expect(found(index, words.join(' ')).rows).toContain(row);
      found(index, typed);
    }),
  );
});
