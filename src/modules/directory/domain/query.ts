import { fold, meaningfulWords, singular } from '../../territory/index.ts';
import {
  labelOf,
  plainOf,
  type Synonym,
  synonyms,
  type VocabularyName,
  vocabularies,
} from '../vocabulary.ts';

/** Most words of a query that are read. */
const mostWords = 8;

/** Words at least this long also find the words they begin: « biblio » finds « bibliotheque ». */
const prefixFrom = 4;

/** One word asked, as the alternatives that answer it; each alternative is lexemes to be met together. */
export interface QueryWord {
  word: string;
  alternatives: readonly (readonly string[])[];
}

/** Folded words in the singular, separated by one space: the only form in which texts are compared. */
function searchable(...texts: readonly (string | null | undefined)[]): string {
  return fold(texts.filter(Boolean).join(' ')).split(' ').map(singular).join(' ');
}

/** Codes become lexemes of their own, which no typed word can equal: they hold a sign that folding removes. */
const lexemeOf = (vocabulary: VocabularyName | 'otherLabels', code: string) =>
  `${vocabulary}:${fold(code).replaceAll(' ', '_')}`;

const meanings = synonyms.map(row => ({ key: searchable(row.query), answers: answersOf(row) }));

function answersOf(row: Synonym): string[][] {
  const codes = (Object.keys(vocabularies) as VocabularyName[]).flatMap(name =>
    ((row as Partial<Record<VocabularyName, readonly string[]>>)[name] ?? []).map(code => [
      lexemeOf(name, code),
    ]),
  );
  return [
    ...(row.words ?? []).map(words => searchable(words).split(' ')),
    ...codes,
    ...(row.otherLabels ?? []).map(label => [lexemeOf('otherLabels', label)]),
  ];
}

/**
 * The words to look for in what a person typed: folded, singular, small words left out, each with its synonyms.
 * At most 8; empty when nothing readable was typed.
 */
export function readQuery(query: string): QueryWord[] {
  const words = meaningfulWords(query).filter(Boolean).slice(0, mostWords).map(singular);
  const whole = ` ${searchable(query)} `;
  return words.map(word => ({
    word,
    alternatives: [
      [word],
      ...meanings
        .filter(
          ({ key }) =>
            key === word ||
            (key.split(' ').includes(word) && key.includes(' ') && whole.includes(` ${key} `)),
        )
        .flatMap(({ answers }) => answers),
    ],
  }));
}

/** A text for the type `tsquery` that finds places answering every word; built from cleaned words only. */
export function tsqueryOf(words: readonly QueryWord[]): string {
  return words
    .map(({ word, alternatives }) => {
      const ways = alternatives.map(lexemes => lexemes.map(lexeme => `'${lexeme}'`).join(' & '));
      if (word.length >= prefixFrom) ways.push(`'${word}':*`);
      return `(${ways.map(way => `(${way})`).join(' | ')})`;
    })
    .join(' & ');
}

/** The words as typed, any of them, without their synonyms: a place that says the very word comes before one that means it. */
export function typedQueryOf(words: readonly QueryWord[]): string {
  return words.map(({ word }) => (word.length >= prefixFrom ? `'${word}':*` : `'${word}'`)).join(' | ');
}

/** Every way to leave one word out, for « Résultats proches »; empty for a single word. */
export function allButOne(words: readonly QueryWord[]): QueryWord[][] {
  return words.length < 2 ? [] : words.map((_, left) => words.filter((__, index) => index !== left));
}

/** What the search reads of a place. */
export interface SearchedPlace {
  name: string;
  secondName?: string | null;
  communeInsee: string;
  communeInseeSource: string | null;
  communeLabel: string;
  /** Present name of the commune. */
  communeName: string;
  postalCode: string | null;
  street: string | null;
  streetComplement: string | null;
  parentStructure: string | null;
  kinds: readonly string[];
  services: readonly string[];
  publics: readonly string[];
  specialCare: readonly string[];
  fees: readonly string[];
  programmes: readonly string[];
  trainings: readonly string[];
  otherLabels: readonly string[];
  accessModes: readonly string[];
  supportModes: readonly string[];
  mobility: readonly string[];
}

/**
 * The search column of a place as a text for the type `tsvector`: weights A name, B commune and kind,
 * C services and what else it offers, D street. Made here so that server, import and tests fold alike.
 */
export function searchVector(place: SearchedPlace): string {
  const weighted: string[] = [];
  let position = 0;
  const add = (weight: 'A' | 'B' | 'C' | 'D', lexemes: readonly string[]) => {
    // Positions stop at 16383 in PostgreSQL; texts of a place end long before.
    for (const lexeme of lexemes)
      if (lexeme && position < 16_000) weighted.push(`'${lexeme}':${++position}${weight}`);
  };
  const words = (...texts: readonly (string | null | undefined)[]) => searchable(...texts).split(' ');
  add('A', words(place.name, place.secondName));
  add(
    'B',
    words(
      place.communeName,
      place.communeLabel,
      place.communeInsee,
      place.communeInseeSource,
      place.postalCode,
    ),
  );
  add(
    'B',
    words(
      ...place.kinds.map(code => labelOf('kinds', code)),
      ...place.programmes.map(code => labelOf('programmes', code)),
    ),
  );
  add(
    'C',
    words(
      ...place.services.flatMap(code => [labelOf('services', code), plainOf('services', code)]),
      ...place.otherLabels,
      place.parentStructure,
    ),
  );
  add(
    'C',
    words(
      ...(['publics', 'specialCare', 'trainings', 'mobility'] as const).flatMap(name =>
        place[name].map(code => labelOf(name, code)),
      ),
    ),
  );
  for (const name of Object.keys(vocabularies) as VocabularyName[])
    add(
      'C',
      place[name].map(code => lexemeOf(name, code)),
    );
  add(
    'C',
    place.otherLabels.map(label => lexemeOf('otherLabels', label)),
  );
  add('D', words(place.street, place.streetComplement));
  return weighted.join(' ');
}
