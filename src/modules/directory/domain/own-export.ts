import { type ContentField, isEmptyValue, type PlaceContent, sameValue } from './content.ts';
import { NO_ADDRESS } from './standard/address.ts';

/** Kept beside the standard, or told in another way by its files: the export says nothing of them. */
const NOT_EXPORTED: ReadonlySet<ContentField> = new Set([
  'secondName',
  'privateEmails',
  'communeInseeSource',
  'communeLabel',
  'geoQuality',
  'weeklyHours',
  'phoneShort',
]);

/** About one metre: what is lost by writing coordinates with five decimals. */
const NEAR = 0.00001;

/**
 * A row of our own export that comes back: what it really says of the place. Values that the export fills because
 * the standard wants one (date, street), or does not carry, are those already known.
 */
export function readOwnRow(
  stored: PlaceContent & { verifiedOn: string | null; createdAt: Date },
  incoming: PlaceContent,
): PlaceContent {
  const content = { ...incoming };
  for (const field of Object.keys(stored) as ContentField[]) {
    if (!(field in incoming)) continue;
    if (sameOnPaper(field, stored, incoming)) Object.assign(content, { [field]: stored[field] });
  }
  return content;
}

function sameOnPaper(
  field: ContentField,
  stored: PlaceContent & { verifiedOn: string | null; createdAt: Date },
  incoming: PlaceContent,
): boolean {
  if (NOT_EXPORTED.has(field) || sameValue(stored[field], incoming[field])) return true;
  const [before, after] = [stored[field], incoming[field]];
  if (Array.isArray(before) && Array.isArray(after) && sameValue([...before].sort(), [...after].sort()))
    return true;
  switch (field) {
    case 'postalCode':
      return isEmptyValue(stored.postalCode);
    case 'street':
      return isEmptyValue(stored.street) && [stored.streetComplement, NO_ADDRESS].includes(incoming.street);
    case 'sourceUpdatedOn': {
      const written =
        stored.verifiedOn ?? stored.sourceUpdatedOn ?? stored.createdAt.toISOString().slice(0, 10);
      return incoming.sourceUpdatedOn === null || incoming.sourceUpdatedOn === written;
    }
    case 'lat':
    case 'lon':
      return (
        stored[field] !== null &&
        incoming[field] !== null &&
        Math.abs(stored[field] - incoming[field]) <= NEAR
      );
    default:
      return false;
  }
}
