import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { identityKey } from './identity.ts';
import { place } from './made-places.ts';
import { mergeFields } from './merge.ts';
import { slips, wordsAgree } from './spelling.ts';
import { compareStreets, profileStreet } from './streets.ts';

describe('slips of typing', () => {
  it.each([
    ['mairie', 'mairie', 0],
    ['mairie', 'mzirie', 1],
    ['mairie', 'mairei', 1],
    ['mairie', 'marie', 1],
    ['bibliotheque', 'biblitohequ', 2],
    ['rue', 'avenue', 3],
  ])('%s and %s: %i', (a, b, expected) => {
    expect(slips(a, b, 2)).toBe(expected);
    expect(slips(b, a, 2)).toBe(expected);
    expect(slips(a, b, 1)).toBe(Math.min(expected, 2));
  });

  it('never takes one number for another', () => {
    expect(wordsAgree('salle12', 'salle13')).toBe(false);
    expect(wordsAgree('mitterrand', 'mitterand')).toBe(true);
    expect(wordsAgree('f', 'francois')).toBe(true);
  });
});

describe('streets', () => {
  const read = (street: string) => profileStreet(street, null, ['dax']);
  it.each([
    ['12 avenue du Général de Gaulle', '12 AV GAL DE GAULLE', 'same'],
    ['21 allée du Chemin de Fer', '21 ALL DU CHE DE FER', 'same'],
    ['9 boulevard Léon Blum 40100 DAX', '9 Bd Leon Blum', 'same'],
    ['12-14 rue Zola', '14 rue Zola', 'same'],
    ['Place du onze novembre', 'place du 11 novembre', 'street'],
    ['124 RUE DES EC', '124 rue des Écoles', 'same'],
    ['Résidence des Pins 7bis Rue Sauveur Tobelem', '7 bis rue Sauveur Tobelem', 'same'],
    ['Le bourg', 'LE BOURG', 'street'],
    ['Le bourg', '3 rue Haute', 'unknown'],
    ['2 rue Zola', '4 rue Zola', 'clash'],
    ['2 bis rue Zola', '2 ter rue Zola', 'clash'],
    ['5 chemin du Halage', '5 rue du Halage', 'different'],
    ['Place du 11 novembre', 'Place du 8 mai 1945', 'different'],
  ] as const)('%s / %s: %s', (a, b, expected) => {
    expect(compareStreets(read(a), read(b))).toBe(expected);
    expect(compareStreets(read(b), read(a))).toBe(expected);
  });

  it('does not take a date for a house number', () => {
    expect(read('8 mai 1945')?.numbers).toEqual([]);
    expect(read('3 rue du 8 mai 1945')?.numbers).toEqual([3]);
  });
});

describe('the identity of a place', () => {
  const known = place('a', 'Médiathèque du Moun', '2 rue Zola', {
    phone: '05 58 00 00 01',
    emails: ['contact@moun.example', 'accueil@moun.example'],
    urls: ['https://www.moun.example/'],
    pivot: '21400192000018',
    kinds: ['BIB'],
    lat: 43.8901,
    lon: -0.5001,
  });

  it.each<[string, Partial<Candidate>]>([
    ['case and accents', { name: 'MEDIATHEQUE DU MOUN', street: '2 Rue ZOLA' }],
    ['the spelling of the phone', { phone: '+33558000001' }],
    ['the order of a list', { emails: ['accueil@moun.example', 'contact@moun.example'] }],
    ['the form of an address of a site', { urls: ['http://moun.example'] }],
    ['a metre on the map', { lat: 43.89011 }],
    ['the source', { sources: ['another'] }],
  ])('stays when %s changes', (_, change) => {
    expect(identityKey({ ...known, ...change })).toBe(identityKey(known));
  });

  it.each<[string, Partial<Candidate>]>([
    ['name', { name: 'Médiathèque du Marsan' }],
    ['street', { street: '4 rue Zola' }],
    ['complement', { streetComplement: 'Mairie' }],
    ['commune', { communeInsee: '40088' }],
    ['kind', { kinds: ['BIB', 'RFS'] }],
    ['phone', { phone: '05 58 00 00 02' }],
    ['e-mail', { emails: [] }],
    ['site', { urls: ['https://other.example'] }],
    ['pivot', { pivot: null }],
    ['position', { lat: 43.9 }],
  ])('changes with the %s', (_, change) => {
    expect(identityKey({ ...known, ...change })).not.toBe(identityKey(known));
  });
});

describe('merging fields', () => {
  const source = (value: unknown, verifiedOn: string | null = null) =>
    ({ value, provenance: 'source', verifiedOn }) as const;
  const editor = (value: unknown, verifiedOn: string | null = null) =>
    ({ value, provenance: 'editor', verifiedOn }) as const;

  it('prefers an editor, then the newest, then the fullest, then the first', () => {
    const { fields, from } = mergeFields([
      {
        name: source('MEDIATHEQUE', '2026-03-01'),
        phone: source('1', '2025-01-01'),
        hours: source('Mo'),
        note: source('abc'),
      },
      {
        name: editor('Médiathèque', '2024-01-01'),
        phone: source('2', '2026-01-01'),
        hours: source('Mo-Fr'),
        note: source('xyz'),
      },
    ]);
    expect(from).toEqual({ name: 1, phone: 1, hours: 1, note: 0 });
    expect(fields.name?.value).toBe('Médiathèque');
  });

  it('never lets an empty value win, nor glues two values', () => {
    const { fields, from } = mergeFields([
      { phone: editor('  ', '2026-01-01'), services: source([]), name: source('A') },
      { phone: source('05'), services: source(['x', 'y']), name: source('B'), site: source('s') },
    ]);
    expect(from).toEqual({ phone: 1, services: 1, name: 0, site: 1 });
    expect(fields.name?.value).toBe('A');
  });

  it('obeys a person field by field, and refuses a record that is not there', () => {
    const records = [{ name: editor('A') }, { name: source('B') }];
    expect(mergeFields(records, { name: 1 }).fields.name?.value).toBe('B');
    expect(() => mergeFields(records, { name: 2 })).toThrow(RangeError);
  });

  it('changes nothing when merged again', () => {
    const records = [
      { name: editor('A'), phone: source('1') },
      { name: source('B'), phone: source('22') },
    ];
    const once = mergeFields(records).fields;
    expect(mergeFields([once, ...records]).fields).toEqual(once);
  });
});
