import { fold } from '../../../territory/index.ts';
import { type CodeOf, type Term, type VocabularyName, vocabularies } from '../../vocabulary.ts';
import { cleanLine, quoted, remarksOnText, warn } from './text.ts';
import type { FieldIssue, FieldResult } from './types.ts';

/** Spaces and apostrophes made plain: differences nobody sees, read without a remark. */
function plainWriting(text: string): string {
  return cleanLine(text).replace(/[’‘`´ʼ]/g, "'");
}

/** No vocabulary is that long (92 kinds): the rest of a longer cell is noise. */
const MOST_ITEMS = 120;

interface Lookup {
  exact: ReadonlyMap<string, string>;
  loose: ReadonlyMap<string, string>;
}

const lookups = new Map<VocabularyName, Lookup>(
  (Object.keys(vocabularies) as VocabularyName[]).map(name => {
    const exact = new Map<string, string>();
    const loose = new Map<string, string>();
    for (const term of vocabularies[name] as readonly Term[]) {
      for (const spelling of [term.standard, ...(term.alsoRead ?? [])]) {
        exact.set(plainWriting(spelling), term.code);
        loose.set(fold(spelling), term.code);
      }
      for (const spelling of term.repaired ?? []) loose.set(fold(spelling), term.code);
    }
    return [name, { exact, loose }];
  }),
);

/** Accents and case aside, the code of an item; `exact` tells that nothing had to be repaired. */
function codeOf(name: VocabularyName, item: string): { code: string; exact: boolean } | null {
  const lookup = lookups.get(name);
  const exact = lookup?.exact.get(item) ?? lookup?.exact.get(plainWriting(item));
  if (exact !== undefined) return { code: exact, exact: true };
  const folded = fold(item);
  const loose = folded === '' ? undefined : lookup?.loose.get(folded);
  return loose === undefined ? null : { code: loose, exact: false };
}

/**
 * A list of the standard, item by item (its patterns accept junk before a value). Trimming, apostrophes
 * and repeated values are silent; accents, case and `;` are repaired with a remark; an unknown value is
 * dropped with a remark. No value means "not given", never something else.
 */
export function readList<Name extends VocabularyName>(
  field: string,
  name: Name,
  raw: string | undefined,
): FieldResult<CodeOf<Name>[]> {
  if (raw === undefined || raw === '') return { value: [], issues: [] };
  const issues: FieldIssue[] = [];
  const codes: string[] = [];
  const repaired: string[] = [];
  const unknown: string[] = [];
  for (const item of splitItems(name, raw, repaired)) {
    const found = codeOf(name, item);
    if (found === null) {
      unknown.push(item);
      continue;
    }
    if (!found.exact) repaired.push(item);
    if (!codes.includes(found.code)) codes.push(found.code);
  }
  if (unknown.length > 0) {
    const text = unknown.join(' | ');
    const message = `${quoted(text)} n’est pas dans la liste du standard. Cette valeur n’est pas reprise.`;
    issues.push(warn(field, 'valeur_inconnue', message, text, codes.join('|') || null));
  }
  if (repaired.length > 0) {
    const message = `${quoted(repaired.join(', '))} a été lu malgré son écriture. Reprenez celle du standard.`;
    issues.push(warn(field, 'valeur_reecrite', message, raw, codes.join('|')));
  }
  // One order whatever the sender's: an export read again must give the same place.
  const value = vocabularies[name].map(term => term.code).filter(code => codes.includes(code));
  return { value: value as CodeOf<Name>[], issues };
}

/** Items between bars; an item with `;` is split when every part is a known value. */
function splitItems(name: VocabularyName, raw: string, repaired: string[]): string[] {
  const items: string[] = [];
  for (const part of raw.split('|', MOST_ITEMS)) {
    const item = cleanLine(part);
    if (item === '') continue;
    const pieces = item.includes(';') ? item.split(';', MOST_ITEMS).map(cleanLine).filter(Boolean) : [];
    if (
      pieces.length > 0 &&
      codeOf(name, item) === null &&
      pieces.some(piece => codeOf(name, piece) !== null)
    ) {
      repaired.push(item);
      items.push(...pieces);
    } else {
      items.push(item);
    }
  }
  return items;
}

/** `autres_formations_labels`: free words between bars, kept as written; the local labels keep their spelling. */
export function readOtherLabels(raw: string | undefined, local: readonly string[]): FieldResult<string[]> {
  const field = 'autres_formations_labels';
  const value: string[] = [];
  const issues: FieldIssue[] = [];
  for (const part of (raw ?? '').split('|', MOST_ITEMS)) {
    const item = cleanLine(part);
    const known = local.find(label => fold(label).replaceAll(' ', '') === fold(item).replaceAll(' ', ''));
    const label = (known ?? item).slice(0, 200).trim();
    if (label === '' || value.includes(label)) continue;
    if (label !== item) {
      const message = `${quoted(item)} a été écrit ${quoted(label)}.`;
      issues.push(warn(field, 'valeur_reecrite', message, item, label));
    }
    issues.push(...remarksOnText(field, label));
    value.push(label);
  }
  return { value, issues };
}
