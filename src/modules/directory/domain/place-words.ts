import { fold, singular } from '../../territory/index.ts';
import { labelOf, plainOf, type VocabularyName, vocabularies } from '../vocabulary.ts';
import type { PlaceContent } from './content.ts';

/** What the search reads of a place. */
export type SearchedPlace = Pick<
  PlaceContent,
  | 'name'
  | 'secondName'
  | 'communeInsee'
  | 'communeInseeSource'
  | 'communeLabel'
  | 'postalCode'
  | 'street'
  | 'streetComplement'
  | 'parentStructure'
  | 'otherLabels'
  | VocabularyName
>;

/**
 * What counts most in a place, for its order among those found: its names, then its commune and its kind,
 * then what it offers, then its street.
 */
export const weight = { name: 1, whereAndKind: 0.4, offer: 0.2, street: 0.1 } as const;

/** Lexemes that count alike. */
export interface WeightedLexemes {
  weight: number;
  lexemes: readonly string[];
}

/** Folded words in the singular: the only form in which texts are compared. */
export function searchable(...texts: readonly (string | null)[]): string[] {
  const folded = fold(texts.filter(Boolean).join(' '));
  return folded === '' ? [] : folded.split(' ').map(singular);
}

/** A code is a lexeme of its own, which no typed word can equal nor begin. */
export function lexemeOf(vocabulary: VocabularyName | 'otherLabels', code: string): string {
  return `:${vocabulary}:${fold(code)}`;
}

const vocabularyNames = Object.keys(vocabularies) as VocabularyName[];

/** The lexeme of every code. */
const lexemes = new Map(
  vocabularyNames.map(name => [
    name,
    new Map<string, string>(vocabularies[name].map(({ code }) => [code, lexemeOf(name, code)])),
  ]),
);

const weightOf = (name: VocabularyName) =>
  name === 'kinds' || name === 'programmes' ? weight.whereAndKind : weight.offer;

/** The lexemes of a place: its own words, and its codes; `communeName` is the present name of its commune. */
export function placeWords(place: SearchedPlace, communeName: string): WeightedLexemes[] {
  const codes = (isAsked: (name: VocabularyName) => boolean) =>
    vocabularyNames
      .filter(isAsked)
      .flatMap(name => place[name].map(code => lexemes.get(name)!.get(code) ?? lexemeOf(name, code)));
  return [
    { weight: weight.name, lexemes: searchable(place.name, place.secondName) },
    {
      weight: weight.whereAndKind,
      lexemes: [
        ...searchable(
          communeName,
          place.communeLabel,
          place.communeInsee,
          place.communeInseeSource,
          place.postalCode,
        ),
        ...codes(name => weightOf(name) === weight.whereAndKind),
      ],
    },
    {
      weight: weight.offer,
      lexemes: [
        ...searchable(...place.otherLabels, place.parentStructure),
        ...place.otherLabels.map(label => lexemeOf('otherLabels', label)),
        ...codes(name => weightOf(name) === weight.offer),
      ],
    },
    { weight: weight.street, lexemes: searchable(place.street, place.streetComplement) },
  ];
}

/** Ways of access and fees are filters, not words: « gratuit » or « sur place » would find nearly every place. */
const labelsRead: readonly VocabularyName[] = [
  'kinds',
  'programmes',
  'services',
  'publics',
  'specialCare',
  'trainings',
  'mobility',
];

/** The codes that the words of their labels lead to, as lexemes by word. */
export const codesByLabelWord: ReadonlyMap<string, readonly string[]> = byLabelWord();

function byLabelWord(): Map<string, string[]> {
  const codes = new Map<string, Set<string>>();
  for (const name of labelsRead)
    for (const { code } of vocabularies[name])
      for (const word of searchable(labelOf(name, code), name === 'services' ? plainOf(name, code) : null))
        codes.set(word, (codes.get(word) ?? new Set()).add(lexemeOf(name, code)));
  return new Map([...codes].map(([word, found]) => [word, [...found]]));
}
