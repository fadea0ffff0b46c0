import {
  type ContentField,
  isEmptyValue,
  originOf,
  type PlaceContent,
  type Provenance,
  sameValue,
} from './content.ts';
import { type FieldRecord, mergeFields } from './duplicates/merge.ts';

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
 * What the place that stays says after the merge, field by field: a correction of an editor, else the newest
 * verified value, else the most complete. Values are chosen, never joined; the address is chosen whole.
 */
export function mergeContents(
  kept: MergeSide,
  merged: MergeSide,
): { content: PlaceContent; provenance: Provenance } {
  const content = { ...kept.content };
  const provenance = { ...kept.provenance };
  const { from } = mergeFields([fieldsOf(kept), fieldsOf(merged)]);
  const taken = Object.keys(from).filter(name => from[name] === 1);
  for (const field of taken.flatMap(name => (name === 'address' ? ADDRESS : [name as ContentField]))) {
    if (sameValue(content[field], merged.content[field])) continue;
    Object.assign(content, { [field]: merged.content[field] });
    provenance[field] = originOf(merged.provenance, field);
  }
  return { content, provenance };
}

function fieldsOf(side: MergeSide): FieldRecord {
  const alone = (Object.keys(side.content) as ContentField[]).filter(field => !ADDRESS.includes(field));
  const verifiedOn = freshness(side) || null;
  const address = Object.fromEntries(ADDRESS.map(field => [field, side.content[field]]));
  // A point put at random in the commune says no more than the commune does.
  if (side.content.geoQuality === 'commune' || side.content.geoQuality === 'unknown') {
    for (const field of ['lat', 'lon', 'geoQuality']) address[field] = null;
  }
  const corrected = ADDRESS.find(field => isCorrection(side, field)) ?? 'street';
  return {
    ...Object.fromEntries(
      alone.map(field => [
        field,
        { value: side.content[field], provenance: originOf(side.provenance, field).by, verifiedOn },
      ]),
    ),
    address: { value: address, provenance: originOf(side.provenance, corrected).by, verifiedOn },
  };
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
