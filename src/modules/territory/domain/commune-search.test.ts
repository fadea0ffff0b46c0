import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { embeddedIndex } from '../embedded.ts';
import { meantCommune, searchCommunes } from './commune-search.ts';

const landes = embeddedIndex();
const labels = (query: string) => searchCommunes(landes, query).map(hit => hit.label);
const first = (query: string) => searchCommunes(landes, query)[0];

describe('what people type', () => {
  test.each([
    ['st paul les dax', '40279', 'exact'],
    ['Saint-Paul-lès-Dax', '40279', 'exact'],
    ['mont de marsn', '40192', 'close'],
    ['mont de marsan', '40192', 'exact'],
    ['montdemarsan', '40192', 'joined'],
    ['dax', '40088', 'exact'],
    ['dex', '40088', 'close'],
    ['morcenx', '40197', 'prefix'],
    ['garrosse', '40197', 'exact'],
    ['40107', '40197', 'insee'],
    ['40010', '40267', 'insee'],
    ['tyrosse', '40284', 'words'],
    ['vieux boucau', '40328', 'prefix'],
    ['Sabres (40630)', '40246', 'exact'],
    ['40630 sabres', '40246', 'exact'],
    ['sabre', '40246', 'prefix'],
    ['40003 Mont de Marsan Cedex 9', '40192', 'exact'],
    ['biscarosse', '40046', 'close'],
    ['barcelonne du gers', '32027', 'exact'],
  ])('« %s »', (query, insee, leg) => {
    expect(first(query)).toMatchObject({ insee, leg });
  });

  test('a former commune says what it became', () => {
    expect(labels('garrosse')).toEqual(['Garrosse, commune de Morcenx-la-Nouvelle']);
    expect(first('40107')).toMatchObject({
      label: 'Garrosse, commune de Morcenx-la-Nouvelle',
      formerInsee: '40107',
    });
    // The name of this old code is not confirmed: never shown.
    expect(labels('40010')).toEqual(['Saint-Justin']);
  });

  test('a postal code gives all its communes, 15 at most, before a commune that has this number as its code', () => {
    const hits = searchCommunes(landes, '40300');
    expect(hits).toHaveLength(15);
    expect(hits.every(hit => hit.leg === 'postal_code')).toBe(true);
    // 40270 is the postal code of Grenade-sur-l'Adour and the code of Saint-Loubouer.
    expect(searchCommunes(landes, '40270').at(-1)).toMatchObject({ name: 'Saint-Loubouer', leg: 'insee' });
    expect(labels('40700')).toHaveLength(15);
    expect(labels('40700')).toContain('Hagetmau');
  });

  test('a CEDEX seen in places leads to its commune', () => {
    expect(labels('40003')).toEqual(['Angoumé']);
    const seen = searchCommunes(landes, '40003', { alsoWritten: new Map([['40003', ['40192']]]) });
    expect(seen.map(hit => hit.name)).toEqual(['Mont-de-Marsan', 'Angoumé']);
  });

  test('five by name at most, the most people first among equals', () => {
    expect(labels('saint')).toHaveLength(5);
    expect(labels('mont')[0]).toBe('Mont-de-Marsan');
    expect(searchCommunes(landes, 'saint', { max: 2 })).toHaveLength(2);
  });

  test('a name wins over a code that contradicts it', () => {
    expect(first('Dax 40630')).toMatchObject({ name: 'Dax' });
  });

  test.each([
    '',
    '   ',
    'mediatheque',
    'conseiller',
    'caf',
    'bus',
    'impots',
    'arouille',
    "'; DROP TABLE",
    '%_%',
    '99999',
  ])('no commune for « %s »', query => {
    expect(labels(query)).toEqual([]);
  });

  test('any text is answered, at most 15 distinct communes of the territory', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), query => {
        const hits = searchCommunes(landes, query);
        expect(hits.length).toBeLessThanOrEqual(15);
        expect(new Set(hits.map(hit => hit.insee)).size).toBe(hits.length);
        expect(hits.every(hit => landes.get(hit.insee) !== null)).toBe(true);
      }),
    );
  });

  test('every commune is found by its own name, code and datalist text', () => {
    for (const commune of landes.all) {
      expect(first(commune.name)?.insee).toBe(commune.insee);
      // A code of commune that is also a postal code of many is read as the postal code.
      const byCode = searchCommunes(landes, commune.insee);
      if (byCode.length < 15) expect(byCode.map(hit => hit.insee)).toContain(commune.insee);
      expect(first(`${commune.name} (${commune.postalCodes[0]})`)?.insee).toBe(commune.insee);
    }
  });

  test('every commune of 6 letters and more but Le Sen is found when its last letter but one is lost', () => {
    const lost = landes.all.filter(({ name, insee }) => {
      const typed = name.slice(0, -2) + name.slice(-1);
      return name.length >= 6 && !searchCommunes(landes, typed).some(hit => hit.insee === insee);
    });
    // « Le Sn » is left with a word of two letters: too little to guess from.
    expect(lost.map(commune => commune.name)).toEqual(['Le Sen']);
  });
});

describe('the commune meant in a field', () => {
  test('one', () => {
    for (const typed of ['Dax', 'morcenx', '40107', 'Sabres (40630)', '40260 castets']) {
      expect(meantCommune(landes, typed).kind).toBe('one');
    }
  });

  test('several', () => {
    const meant = meantCommune(landes, '40300');
    expect(meant.kind === 'several' && meant.hits.length).toBe(15);
  });

  test('unknown, with what it may be', () => {
    expect(meantCommune(landes, 'Sabre')).toMatchObject({
      kind: 'unknown',
      sentence: 'Nous ne trouvons pas «\u00a0Sabre\u00a0». Vouliez-vous dire Sabres (40630)\u00a0?',
    });
    expect(meantCommune(landes, 'Bordeaux')).toMatchObject({ kind: 'unknown' });
    expect(meantCommune(landes, '')).toMatchObject({
      sentence: 'Écrivez le nom d’une commune ou un code postal.',
      suggestions: [],
    });
  });
});
