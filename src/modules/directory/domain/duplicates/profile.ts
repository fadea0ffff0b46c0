import { fold } from '../../../territory/index.ts';
import type { Candidate } from './candidate.ts';
import { familiesOfKinds } from './families.ts';
import { communeWordsOf, type NameProfile, profileName } from './names.ts';
import { profileStreet, type StreetProfile } from './streets.ts';

/** Everything the comparison needs of one place, worked out once. */
export interface Profile {
  candidate: Candidate;
  /** INSEE code where Paris, Lyon and Marseille are one commune. */
  commune: string;
  name: NameProfile;
  street: StreetProfile | null;
  complement: string;
  /** Only when the coordinates are those of the address. */
  position: { lat: number; lon: number } | null;
  phone: string | null;
  emails: string[];
  sites: string[];
  pivot: string | null;
}

/** Reads a candidate: folding, families, street, contacts in one spelling. */
export function profileOf(candidate: Candidate): Profile {
  const located = candidate.geoQuality === 'address' && candidate.lat !== null && candidate.lon !== null;
  const communeWords = communeWordsOf(candidate.communeName);
  return {
    candidate,
    commune: wholeCommune(candidate.communeInsee),
    name: profileName(candidate.name, communeWords, familiesOfKinds(candidate.kinds)),
    street: profileStreet(candidate.street, candidate.streetComplement, communeWords),
    complement: fold(candidate.streetComplement ?? ''),
    position: located ? { lat: candidate.lat!, lon: candidate.lon! } : null,
    phone: phoneKey(candidate.phone),
    emails: candidate.emails.map(email => email.trim().toLowerCase()).filter(Boolean),
    sites: candidate.urls.map(siteKey).filter(Boolean),
    pivot: candidate.pivot?.replace(/\s/g, '') || null,
  };
}

/** Districts of Paris, Lyon and Marseille have their own INSEE codes; some sources give the city's. */
function wholeCommune(insee: string): string {
  if (/^132(0[1-9]|1[0-6])$/.test(insee)) return '13055';
  if (/^6938[1-9]$/.test(insee)) return '69123';
  if (/^751(0[1-9]|1\d|20)$/.test(insee)) return '75056';
  return insee;
}

function phoneKey(phone: string | null): string | null {
  const digits = (phone ?? '')
    .replace(/\(0\)/, '')
    .replace(/\D/g, '')
    .replace(/^(0033|33)/, '0');
  const national = digits.replace(/^00+/, '0');
  return national.length >= 10 ? national : null;
}

function siteKey(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[#].*$/, '')
    .replace(/\/+$/, '');
}

const METRES_PER_DEGREE = 111_195;

/** Metres between two places, null unless both stand at their address. */
export function metresBetween(a: Profile, b: Profile): number | null {
  if (!a.position || !b.position) return null;
  const north = (a.position.lat - b.position.lat) * METRES_PER_DEGREE;
  const middle = ((a.position.lat + b.position.lat) / 2) * (Math.PI / 180);
  const east = (a.position.lon - b.position.lon) * METRES_PER_DEGREE * Math.cos(middle);
  return Math.hypot(north, east);
}
