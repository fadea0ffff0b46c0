import canonicalize from 'canonicalize';
import { leafHash, sha256 } from './tree.ts';

/** An entry as it is hashed: every column, instants to the microsecond, bytes in base64. */
export interface Entry {
  id: string;
  at: string;
  actor_ref: string;
  actor_role: string;
  organisation_ref: string | null;
  event: string;
  subject_ref: string | null;
  object_type: string;
  object_ref: string;
  mandate_ref: string | null;
  facts: Readonly<Record<string, unknown>>;
  commitment: string | null;
  request_ref: string | null;
}

/** The columns of an entry `e` in the writing of {@link Entry}; facts as text, so that no figure is rounded unseen. */
export const entryColumns = `e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
  e.actor_ref, e.actor_role, e.organisation_ref, e.event, e.subject_ref, e.object_type, e.object_ref, e.mandate_ref,
  e.facts::text AS facts, encode(e.commitment, 'base64') AS commitment, e.request_ref`;

export interface EntryRow extends Omit<Entry, 'facts'> {
  facts: string;
}

/** A number of which a program would drop figures: it could change without its hash changing. */
export class UnfaithfulNumber extends Error {}

/** Reads JSON of the database; throws {@link UnfaithfulNumber} rather than round. */
export function readJson(text: string): unknown {
  // Only long or fractional numbers may be rounded; the check of each value costs.
  if (!/\d{16}|\d[.eE]\d/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value, context?: { source?: string }) => {
    if (typeof value === 'number' && context?.source !== plainFigures(value)) throw new UnfaithfulNumber();
    return value;
  });
}

/** A number as PostgreSQL writes it, without an exponent. */
function plainFigures(value: number): string {
  const [, sign, whole, fraction = '', exponent] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`;
}

/** Throws when a value would not come back from the database as it goes. */
export function refuseUnfaithful(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new UnfaithfulNumber(`Le journal ne garde pas le nombre ${value}.`);
  if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) refuseUnfaithful(item);
}

export function entryOf(row: EntryRow): Entry {
  return { ...row, facts: readJson(row.facts) as Entry['facts'] };
}

/** The leaf of an entry: SHA-256(0x00 ‖ JCS(entry)). */
export function entryHash(entry: Entry): Buffer {
  return leafHash(canonicalEntry(entry));
}

const text = JSON.stringify;

/**
 * JCS (RFC 8785) of an entry. Its keys are known and in order here: only the facts have to be sorted, which takes a
 * third of the time when a million are verified.
 */
export function canonicalEntry(entry: Entry): string {
  const facts = Object.keys(entry.facts).length === 0 ? '{}' : canonicalize(entry.facts);
  return (
    `{"actor_ref":${text(entry.actor_ref)},"actor_role":${text(entry.actor_role)},"at":${text(entry.at)},` +
    `"commitment":${text(entry.commitment)},"event":${text(entry.event)},"facts":${facts},"id":${text(entry.id)},` +
    `"mandate_ref":${text(entry.mandate_ref)},"object_ref":${text(entry.object_ref)},` +
    `"object_type":${text(entry.object_type)},"organisation_ref":${text(entry.organisation_ref)},` +
    `"request_ref":${text(entry.request_ref)},"subject_ref":${text(entry.subject_ref)}}`
  );
}

/** What an entry holds of its detail: SHA-256(salt ‖ JCS(payload)). */
export function commitmentOf(salt: Uint8Array, payload: unknown): Buffer {
  return sha256(Buffer.concat([salt, Buffer.from(canonicalize(payload)!)]));
}
