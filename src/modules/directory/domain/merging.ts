import {
  type ContentField,
  isEmptyValue,
  originOf,
  type PlaceContent,
  type Provenance,
  sameValue,
} from './content.ts';

/** A place as a merge looks at it. */
export interface MergeSide {
  id: string;
  content: PlaceContent;
  provenance: Provenance;
  verifiedOn: string | null;
}

/** Fields that only make sense together: half an address of each place would be the address of none. */
const ADDRESS: readonly ContentField[] = [
  'communeInsee',
  'communeInseeSource',
  'communeLabel',
  'postalCode',
  'street',
  'streetComplement',
  'lat',
  'lon',
  'geoQuality',
];

const PRECISION: Record<PlaceContent['geoQuality'], number> = {
  unknown: 0,
  commune: 1,
  street: 2,
  address: 3,
};

/** Which of two places stays: one an editor wrote, then the newest verified, then the one that says most. */
export function orderForMerge(a: MergeSide, b: MergeSide): [kept: MergeSide, merged: MergeSide] {
  const better = compare(weight(b), weight(a)) || (a.id < b.id ? -1 : 1);
  return better <= 0 ? [a, b] : [b, a];
}

function weight(side: MergeSide): (number | string)[] {
  const fields = Object.keys(side.content) as ContentField[];
  return [
    fields.filter(field => isCorrection(side, field)).length > 0 ? 1 : 0,
    freshness(side),
    fields.filter(field => !isEmptyValue(side.content[field])).length,
  ];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    if (value !== b[index]) return value < b[index]! ? -1 : 1;
  }
  return 0;
}

/**
 * What the place that stays says after the merge, field by field: a correction of an editor, else its own value,
 * else that of the other. Values are chosen, never joined. The address is chosen whole.
 */
export function mergeContents(
  kept: MergeSide,
  merged: MergeSide,
): { content: PlaceContent; provenance: Provenance } {
  const content = { ...kept.content };
  const provenance = { ...kept.provenance };
  const take = (field: ContentField) => {
    if (sameValue(content[field], merged.content[field])) return;
    Object.assign(content, { [field]: merged.content[field] });
    provenance[field] = originOf(merged.provenance, field);
  };
  if (addressWeight(merged) > addressWeight(kept)) for (const field of ADDRESS) take(field);
  for (const field of Object.keys(content) as ContentField[]) {
    if (!ADDRESS.includes(field) && isBetter(field, kept, merged)) take(field);
  }
  return { content, provenance };
}

function isBetter(field: ContentField, kept: MergeSide, merged: MergeSide): boolean {
  if (isEmptyValue(merged.content[field])) return false;
  if (isCorrection(kept, field) !== isCorrection(merged, field)) return isCorrection(merged, field);
  return isEmptyValue(kept.content[field]);
}

function addressWeight(side: MergeSide): number {
  const corrected = ADDRESS.some(field => isCorrection(side, field)) ? 10 : 0;
  return corrected + (isEmptyValue(side.content.street) ? 0 : 4) + PRECISION[side.content.geoQuality];
}

function isCorrection({ provenance }: MergeSide, field: ContentField): boolean {
  return originOf(provenance, field).by !== 'source';
}

function freshness(side: MergeSide): string {
  return side.verifiedOn ?? side.content.sourceUpdatedOn ?? '';
}

/** Step of the history of a place: what one merge changed in it. */
export interface MergeStep {
  before: PlaceContent;
  after: PlaceContent;
  undone: boolean;
}

/**
 * What a place says once a merge is taken back: what the merge gave goes, what was written after it stays and is
 * listed. `earlier` are the merges into the place before this one, oldest first: a value that one of them gave
 * and that was taken back meanwhile does not come back.
 */
export function undoContent(
  current: { content: PlaceContent; provenance: Provenance },
  step: MergeStep & { provenanceBefore: Provenance },
  earlier: readonly MergeStep[],
): { content: PlaceContent; provenance: Provenance; changed: ContentField[]; keptEdits: ContentField[] } {
  const content = { ...current.content };
  const provenance = { ...current.provenance };
  const changed: ContentField[] = [];
  const keptEdits: ContentField[] = [];
  for (const field of Object.keys(content) as ContentField[]) {
    const [before, after] = [step.before[field], step.after[field]];
    if (!sameValue(current.content[field], after)) {
      keptEdits.push(field);
      continue;
    }
    if (sameValue(before, after)) continue;
    const value = earlier.reduceRight(
      (at, other) => (other.undone && sameValue(other.after[field], at) ? other.before[field] : at),
      before as unknown,
    );
    Object.assign(content, { [field]: value });
    const origin = step.provenanceBefore[field];
    if (origin && sameValue(value, before)) provenance[field] = origin;
    else delete provenance[field];
    changed.push(field);
  }
  return { content, provenance, changed, keptEdits };
}
