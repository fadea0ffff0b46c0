import { describe, expect, it } from 'vitest';
import { fold, singular } from '../territory/index.ts';
import { isCode, kinds, labelOf, needs, plainOf, synonyms, termOf, vocabularies } from './vocabulary.ts';

describe('vocabularies of the directory', () => {
  it('holds as many values as the standard', () => {
    const counts = Object.fromEntries(
      Object.entries(vocabularies).map(([name, terms]) => [name, terms.length]),
    );
    expect(counts).toEqual({
      services: 9,
      publics: 5,
      specialCare: 7,
      fees: 3,
      programmes: 11,
      trainings: 10,
      accessModes: 6,
      supportModes: 4,
      mobility: 2,
      kinds: 92,
    });
  });

  it('derives every code from its standard value, kinds apart', () => {
    for (const [name, terms] of Object.entries(vocabularies)) {
      for (const term of terms) {
        const expected = name === 'kinds' ? term.standard : fold(term.standard).replaceAll(' ', '_');
        expect(term.code).toBe(expected);
      }
      expect(new Set(terms.map(term => term.code)).size).toBe(terms.length);
      expect(terms.map(term => term.order)).toEqual(terms.map((_, index) => index + 1));
    }
  });

  it('keeps the spelling of the standard for exports and a better one for screens', () => {
    const post = termOf('trainings', 'etapes_numeriques_la_poste');
    expect(post?.standard).toBe('Étapes numériques(La Poste)');
    expect(post?.label).toBe('Étapes numériques (La Poste)');
    expect(termOf('programmes', 'bibliotheques_numerique_de_reference')?.standard).toBe(
      'Bibliothèques numérique de référence',
    );
    expect(labelOf('programmes', 'bibliotheques_numerique_de_reference')).toBe(
      'Bibliothèque numérique de référence',
    );
  });

  it('writes labels in the typography of screens', () => {
    for (const terms of Object.values(vocabularies)) {
      for (const term of terms) {
        expect(`${term.label}${term.plain ?? ''}${term.easy ?? ''}`).not.toMatch(/'| [:;!?»]|« /);
      }
    }
    for (const need of needs) expect(`${need.label}${need.hint}${need.easy}`).not.toMatch(/'| [:;!?»]|« /);
  });

  it('says every code in ten words at most in easy-to-read, without negation', () => {
    for (const terms of Object.values(vocabularies)) {
      for (const term of terms) {
        const words = term.easy ?? term.plain ?? term.label;
        expect(words.match(/[\p{L}\d][^ ]*/gu)!.length, words).toBeLessThanOrEqual(10);
        expect(words).not.toMatch(/\bn’|\bpas\b|[%·]/);
      }
    }
  });

  it('answers for unknown codes without failing', () => {
    expect(termOf('services', 'constructor')).toBeNull();
    expect(isCode('kinds', 'BIB')).toBe(true);
    expect(isCode('kinds', '__proto__')).toBe(false);
    expect(labelOf('kinds', 'ZZZ')).toBe('ZZZ');
    expect(plainOf('kinds', 'BIB')).toBe('Bibliothèque');
    expect(kinds.find(kind => kind.code === 'RFS')?.label).toBe('France services');
  });
});

describe('needs and synonyms', () => {
  it('offers eight needs, the last one leading everywhere', () => {
    expect(needs).toHaveLength(8);
    expect(needs.at(-1)?.services).toEqual([]);
    const covered = new Set(needs.flatMap(need => need.services));
    expect([...covered].sort()).toEqual(vocabularies.services.map(term => term.code).sort());
  });

  it('has at least 60 synonyms, written folded, each once even without plurals', () => {
    expect(synonyms.length).toBeGreaterThanOrEqual(60);
    const queries = synonyms.map(row => row.query);
    for (const query of queries) expect(fold(query)).toBe(query);
    const compared = queries.map(query => query.split(' ').map(singular).join(' '));
    expect(new Set(compared).size).toBe(compared.length);
  });
});
