import { kinds } from './vocabulary/kinds.ts';
import { programmes, trainings } from './vocabulary/labels.ts';
import { fees, publics, services, specialCare } from './vocabulary/services.ts';
import type { Term } from './vocabulary/term.ts';
import { accessModes, mobility, supportModes } from './vocabulary/ways.ts';

/*
 * The only list of the directory's codes: filters, forms, parser, exports, API and documentation all
 * derive from these rows. Values and spellings: national standard of mediation places v1.0.2.
 */
export { localLabels } from './vocabulary/labels.ts';
export { needs } from './vocabulary/needs.ts';
export { exceptionReasons, reasonWords } from './vocabulary/reasons.ts';
export { type Synonym, synonyms } from './vocabulary/synonyms.ts';
export type { Term } from './vocabulary/term.ts';
export { kinds, services };

/** Every list of codes, under the name of the place's property that holds them. */
export const vocabularies = {
  services,
  publics,
  specialCare,
  fees,
  programmes,
  trainings,
  accessModes,
  supportModes,
  mobility,
  kinds,
} as const;

export type VocabularyName = keyof typeof vocabularies;
export type CodeOf<Name extends VocabularyName> = (typeof vocabularies)[Name][number]['code'];
export type ServiceCode = CodeOf<'services'>;
export type PublicCode = CodeOf<'publics'>;
export type SpecialCareCode = CodeOf<'specialCare'>;
export type FeeCode = CodeOf<'fees'>;
export type ProgrammeCode = CodeOf<'programmes'>;
export type TrainingCode = CodeOf<'trainings'>;
export type AccessModeCode = CodeOf<'accessModes'>;
export type SupportModeCode = CodeOf<'supportModes'>;
export type MobilityCode = CodeOf<'mobility'>;
export type KindCode = CodeOf<'kinds'>;

const names = Object.keys(vocabularies) as VocabularyName[];

const indexes = new Map<VocabularyName, ReadonlyMap<string, Term>>(
  names.map(name => [name, new Map<string, Term>(vocabularies[name].map(term => [term.code, term]))]),
);

/** The row of a code, or null when the code is not of this vocabulary. */
export function termOf(name: VocabularyName, code: string): Term | null {
  return indexes.get(name)?.get(code) ?? null;
}

/** Narrows a text (parameter of an address, column of a table) to a code of the vocabulary. */
export function isCode<Name extends VocabularyName>(name: Name, text: string): text is CodeOf<Name> {
  return indexes.get(name)?.has(text) === true;
}

/** The French label of a code; the code itself if it is unknown, so that nothing disappears from a screen. */
export function labelOf(name: VocabularyName, code: string): string {
  return termOf(name, code)?.label ?? code;
}

/** The words for the person helped: plain wording when there is one, else the label. */
export function plainOf(name: VocabularyName, code: string): string {
  const term = termOf(name, code);
  return term?.plain ?? term?.label ?? code;
}
