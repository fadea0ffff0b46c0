import { type ContentField, type Origin, type PlaceContent, type Provenance, sameValue } from './content.ts';

/** Fields that only the coordination makes public: they say which place it is (directory.md §8). */
const criticalFields = ['name', 'communeInsee', 'street', 'pivot', 'kinds'] as const;

/** What goes with the commune and the street: half an old address with half a new one leads nowhere. */
const withTheAddress: readonly ContentField[] = [
  'communeInseeSource',
  'communeLabel',
  'postalCode',
  'lat',
  'lon',
  'geoQuality',
];

export type FieldChanges = { [Field in ContentField]?: { from: unknown; to: unknown } };

/** The fields in which two contents differ. */
export function changesBetween(before: PlaceContent, after: PlaceContent): FieldChanges {
  const fields = Object.keys(before) as ContentField[];
  return Object.fromEntries(
    fields
      .filter(field => !sameValue(before[field], after[field]))
      .map(field => [field, { from: before[field], to: after[field] }]),
  );
}

/** What an editor changed: what is published at once, and what waits for the coordination. */
export function splitChanges(changes: FieldChanges): { direct: FieldChanges; critical: FieldChanges } {
  const movesTheAddress = changes.communeInsee !== undefined || changes.street !== undefined;
  const isCritical = (field: string) =>
    (criticalFields as readonly string[]).includes(field) ||
    (movesTheAddress && (withTheAddress as readonly string[]).includes(field));
  const entries = Object.entries(changes);
  return {
    direct: Object.fromEntries(entries.filter(([field]) => !isCritical(field))),
    critical: Object.fromEntries(entries.filter(([field]) => isCritical(field))),
  };
}

/** The content with these changes, each field marked as said by this hand. */
export function withChanges(
  { content, provenance }: { content: PlaceContent; provenance: Provenance },
  changes: FieldChanges,
  origin: Origin,
): { content: PlaceContent; provenance: Provenance } {
  const fields = Object.keys(changes) as ContentField[];
  return {
    content: { ...content, ...Object.fromEntries(fields.map(field => [field, changes[field]!.to])) },
    provenance: { ...provenance, ...Object.fromEntries(fields.map(field => [field, origin])) },
  };
}

/** One field that two people wrote at the same time: what each says. */
export interface FieldConflict {
  field: ContentField;
  theirs: unknown;
  mine: unknown;
}

/**
 * What somebody wrote from an older version, brought onto the present one: the other's fields they did not touch
 * are kept, those both changed are conflicts. Nothing is lost: `content` holds what they wrote.
 */
export function rebase(
  base: PlaceContent,
  current: PlaceContent,
  mine: PlaceContent,
): { content: PlaceContent; conflicts: FieldConflict[] } {
  const content = { ...current };
  const conflicts: FieldConflict[] = [];
  for (const field of Object.keys(mine) as ContentField[]) {
    if (sameValue(mine[field], base[field])) continue;
    Object.assign(content, { [field]: mine[field] });
    if (!sameValue(current[field], base[field]) && !sameValue(current[field], mine[field]))
      conflicts.push({ field, theirs: current[field], mine: mine[field] });
  }
  return { content, conflicts };
}
