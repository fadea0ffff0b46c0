/** One value of a record with where it comes from; `verifiedOn` is a date `YYYY-MM-DD` or null. */
export interface FieldValue {
  value: unknown;
  provenance: 'source' | 'editor' | 'moderator';
  verifiedOn: string | null;
}

/** The fields of one of the records to merge. A field absent, null, blank or an empty list says nothing. */
export type FieldRecord = Readonly<Record<string, FieldValue>>;

/** The merged fields, and for each the index of the record it was taken from. */
export interface MergedFields {
  fields: Record<string, FieldValue>;
  from: Record<string, number>;
}

// The house that edits its own page knows best, then the person who moderates, then the files.
const TRUST: Readonly<Record<FieldValue['provenance'], number>> = { editor: 2, moderator: 1, source: 0 };

/**
 * Chooses field by field among records of one place: what an editor wrote, then the newest verified, then the
 * most complete, then the first record, which is the one that survives. A value is taken whole, never glued to
 * another. `choices` gives the index of the record a person chose for a field, even to leave it empty.
 * Throws a `RangeError` when a choice names no record.
 */
export function mergeFields(
  records: readonly FieldRecord[],
  choices: Readonly<Record<string, number>> = {},
): MergedFields {
  const merged: MergedFields = { fields: {}, from: {} };
  const names = new Set(records.flatMap(record => Object.keys(record)));
  for (const name of names) {
    const chosen = Object.hasOwn(choices, name) ? choices[name]! : bestRecord(records, name);
    if (!records[chosen]) throw new RangeError(`no record ${chosen} for the field « ${name} »`);
    const field = fieldOf(records[chosen], name);
    if (field === undefined) continue;
    merged.fields[name] = field;
    merged.from[name] = chosen;
  }
  return merged;
}

function fieldOf(record: FieldRecord, name: string): FieldValue | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function bestRecord(records: readonly FieldRecord[], name: string): number {
  let best = records.findIndex(record => fieldOf(record, name) !== undefined);
  records.forEach((record, index) => {
    const field = fieldOf(record, name);
    if (field && index !== best && beats(field, fieldOf(records[best]!, name)!)) best = index;
  });
  return best;
}

function beats(challenger: FieldValue, holder: FieldValue): boolean {
  const [filled, held] = [completeness(challenger.value), completeness(holder.value)];
  if ((filled === 0) !== (held === 0)) return filled > 0;
  const trust = TRUST[challenger.provenance] - TRUST[holder.provenance];
  if (trust !== 0) return trust > 0;
  const [newer, older] = [challenger.verifiedOn ?? '', holder.verifiedOn ?? ''];
  if (newer !== older) return newer > older;
  return filled > held;
}

/** How much a value says: 0 for nothing, more for more items or more letters. */
function completeness(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'string') return value.trim().length;
  if (Array.isArray(value)) return value.filter(item => completeness(item) > 0).length;
  if (typeof value === 'object') return Object.values(value).filter(item => completeness(item) > 0).length;
  return 1;
}
