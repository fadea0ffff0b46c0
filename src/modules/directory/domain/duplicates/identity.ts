import { fold } from '../../../territory/index.ts';
import type { Candidate } from './candidate.ts';
import { profileOf } from './profile.ts';

/**
 * A text that changes when a field that identifies the place changes, and only then: case, accents, order of
 * lists and metres of position do not count. Two places judged distinct are proposed again once a key differs.
 */
export function identityKey(c: Candidate): string {
  const profile = profileOf(c);
  return JSON.stringify([
    fold(c.name),
    fold(c.street ?? ''),
    fold(c.streetComplement ?? ''),
    (c.postalCode ?? '').replace(/\s/g, ''),
    profile.commune,
    [...new Set(c.kinds)].sort(),
    profile.phone ?? '',
    [...new Set(profile.emails)].sort(),
    [...new Set(profile.sites)].sort(),
    profile.pivot ?? '',
    // About 100 m: a corrected position counts, a geocoder's whim does not.
    profile.position ? [profile.position.lat.toFixed(3), profile.position.lon.toFixed(3)] : [],
  ]);
}
