import { describe, expect, test } from 'vitest';
import { defineMessages, say } from './i18n.ts';
import { faultsOfFrench, faultsOfMessages, textOf } from './proofreading.ts';

const messages = defineMessages({
  fr: { hello: 'Bonjour', places: (count: number) => `${count} lieux`, bye: 'Au revoir' },
  en: { hello: 'Hello', places: (count: number) => `${count} places`, bye: 'Goodbye' },
  falc: { places: (count: number) => `Il y a ${count} lieux.` },
});

describe('words of a reader', () => {
  test('French is the source, English is complete', () => {
    expect(say(messages, { language: 'fr', falc: false }).places(3)).toBe('3 lieux');
    expect(say(messages, { language: 'en', falc: false }).places(3)).toBe('3 places');
  });

  test('easy-to-read replaces only what it says otherwise', () => {
    const words = say(messages, { language: 'fr', falc: true });
    expect([words.hello, words.places(3)]).toEqual(['Bonjour', 'Il y a 3 lieux.']);
  });

  test('easy-to-read has no effect on English', () => {
    expect(say(messages, { language: 'en', falc: true }).places(3)).toBe('3 places');
  });

  test('a missing key, an unknown key or another parameter is a type error', () => {
    // @ts-expect-error: « bye » has no English
    defineMessages({ fr: { hello: 'Bonjour', bye: 'Au revoir' }, en: { hello: 'Hello' } });
    // @ts-expect-error: the parameter is a number
    defineMessages({ fr: { n: (count: number) => `${count}` }, en: { n: (count: string) => count } });
    expect.assertions(0);
  });
});

describe('proofreading', () => {
  test.each([
    "C'est ouvert",
    'Ouvert ?',
    'Attention : fermé',
    '5 %',
    'Quoi?',
    'Lieux: trois',
    '« Bonjour »',
    'à 9 h',
    'à 12 km',
    'le 05 54 39',
    'Attendez...',
  ])('finds the fault in %s', sentence => expect(faultsOfFrench(sentence)).not.toEqual([]));

  test.each([
    'C’est ouvert\u00a0: entrez\u00a0!',
    '«\u00a0Bonjour\u00a0»',
    'À 9\u00a0h\u00a030, 12\u00a0km, 5\u00a0%',
    'https://exemple.fr/lieux?ou=Dax',
    'Le 3 du mois, 2 lieux',
  ])('accepts %s', sentence => expect(faultsOfFrench(sentence)).toEqual([]));

  test('sentences with parameters are read too', () => {
    expect(faultsOfMessages({ good: 'Bien', bad: (count: number) => `${count} lieux ?` })).toHaveLength(3);
    expect(faultsOfMessages({ word: (name: string) => `${name.trim()}\u00a0!` })).toEqual([]);
    expect(faultsOfMessages({ odd: (list: string[][]) => list.map(part => part.join()).join() })).toEqual([
      'odd : message illisible sans ses vraies valeurs',
    ]);
  });

  test('the text of a page keeps words together across marks', () => {
    expect(textOf('<p>Le 1<sup>er</sup>&nbsp;mai</p><script>a ? b</script>').trim()).toBe('Le 1er\u00a0mai');
  });
});
