import { fold } from '../../../territory/index.ts';
import { EXTRA_FIELDS, STANDARD_FIELDS } from './fields.ts';
import type { RawPlace, ReviewNote } from './types.ts';

/** Where the value of a field comes from: one column, columns joined, or terms found in columns. */
export type Rule =
  | { column: string; default?: string }
  | { join: readonly string[]; with: string; default?: string }
  | { terms: readonly TermRule[]; default?: string }
  | { default: string };

/** `value` is written when one of the folded `terms` stands as whole words in one of the `columns`. */
export interface TermRule {
  columns: readonly string[];
  terms: readonly string[];
  value: string;
}

/** A format of file: declarative, so that a new one needs no code. Facts of `mappings/*.json`. */
export interface Mapping {
  name: string;
  /** What the file is, in French, for the import report. */
  title: string;
  source: { name: string; licence: string; attribution: string; url: string | null };
  /** Columns without which the file is not of this format; one of each list is enough. */
  required: readonly (readonly string[])[];
  fields: Readonly<Record<string, Rule>>;
  /** Columns known and left aside on purpose. */
  ignored: readonly string[];
  /** Terms that no value says honestly: told to the moderator instead of being guessed. */
  notes: readonly { columns: readonly string[]; terms: readonly string[]; field: string; message: string }[];
}

/** Every column a mapping reads or knows. */
export function columnsOf(mapping: Mapping): Set<string> {
  const columns = new Set(mapping.ignored);
  for (const rule of Object.values(mapping.fields)) {
    if ('column' in rule) columns.add(rule.column);
    else if ('join' in rule) for (const column of rule.join) columns.add(column);
    else if ('terms' in rule)
      for (const term of rule.terms) for (const column of term.columns) columns.add(column);
  }
  for (const note of mapping.notes) for (const column of note.columns) columns.add(column);
  return columns;
}

/** Fields of the standard that this format never gives: their absence is no defect of the sender. */
export function absentFields(mapping: Mapping): Set<string> {
  return new Set(STANDARD_FIELDS.filter(field => mapping.fields[field] === undefined));
}

/** Fields a mapping may fill. */
export function isMappable(field: string): boolean {
  return ([...STANDARD_FIELDS, ...EXTRA_FIELDS] as string[]).includes(field);
}

function says(cell: string | undefined, terms: readonly string[]): boolean {
  if (cell === undefined || cell === '') return false;
  const folded = ` ${fold(cell)} `;
  return terms.some(term => {
    const word = fold(term);
    return word === '' ? cell.includes(term) : folded.includes(` ${word} `);
  });
}

function valueFor(rule: Rule, cells: RawPlace['cells']): string | undefined {
  let text: string | undefined;
  if ('column' in rule) {
    text = cells[rule.column];
  } else if ('join' in rule) {
    text = rule.join
      .map(column => (cells[column] ?? '').trim())
      .filter(part => part !== '')
      .join(rule.with);
  } else if ('terms' in rule) {
    const found = rule.terms.filter(term => term.columns.some(column => says(cells[column], term.terms)));
    text = [...new Set(found.map(term => term.value))].join('|');
  }
  return text === undefined || text.trim() === '' ? (rule.default ?? text) : text;
}

/** A row of a format put under the names of the standard, with the notes for the moderator. */
export function mapRow(mapping: Mapping, raw: RawPlace): { raw: RawPlace; review: ReviewNote[] } {
  const cells: Record<string, string | undefined> = {};
  for (const [field, rule] of Object.entries(mapping.fields)) cells[field] = valueFor(rule, raw.cells);
  const review = mapping.notes
    .filter(note => note.columns.some(column => says(raw.cells[column], note.terms)))
    .map(note => ({
      field: note.field,
      code: 'terme_non_repris',
      message_fr: note.message,
      proposed: null,
    }));
  return { raw: { ...raw, cells }, review };
}
