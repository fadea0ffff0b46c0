import { meaningfulWords, singular } from '../../territory/index.ts';
import { type Synonym, synonyms, type VocabularyName, vocabularies } from '../vocabulary.ts';
import { lexemeOf, searchable } from './place-words.ts';

/** Most words of a query that are read. */
const mostWords = 8;

/** One word asked; each other way to say it is lexemes to be met together. */
export interface QueryWord {
  word: string;
  otherwise: readonly (readonly string[])[];
}

const meanings = synonyms.map(row => ({ key: searchable(row.query), answers: answersOf(row) }));

function answersOf(row: Synonym): string[][] {
  const codes = (Object.keys(vocabularies) as VocabularyName[]).flatMap(name =>
    ((row as Partial<Record<VocabularyName, readonly string[]>>)[name] ?? []).map(code => [
      lexemeOf(name, code),
    ]),
  );
  return [
    ...(row.words ?? []).map(words => searchable(words)),
    ...codes,
    ...(row.otherLabels ?? []).map(label => [lexemeOf('otherLabels', label)]),
  ].map(answer => [...answer]);
}

/**
 * The words to look for in what a person typed: folded, singular, small words left out, each with its synonyms.
 * At most 8; empty when nothing readable was typed.
 */
export function readQuery(query: string): QueryWord[] {
  const words = meaningfulWords(query).slice(0, mostWords).map(singular);
  const whole = searchable(query);
  return words.map(word => ({
    word,
    otherwise: meanings
      .filter(({ key }) => key.includes(word) && isRun(key, whole))
      .flatMap(({ answers }) => answers),
  }));
}

/** True when these words follow each other somewhere in the whole. */
function isRun(words: readonly string[], whole: readonly string[]): boolean {
  return whole.some((_, from) => words.every((word, at) => whole[from + at] === word));
}
