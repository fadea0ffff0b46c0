import type { Candidate, PairVerdict, Verdict } from './candidate.ts';
import { type FamilyRelation, relateFamilies } from './families.ts';
import { compareNames, type NameComparison } from './names.ts';
import { metresBetween, type Profile, profileOf } from './profile.ts';
import { reasonsFor } from './reasons.ts';
import { type AddressRelation, bothWithoutNumber, compareStreets } from './streets.ts';

/** Everything known about a pair before deciding; symmetric in its two places. */
export interface Evidence {
  name: NameComparison;
  families: FamilyRelation;
  address: AddressRelation;
  /** Both streets without number: the same for want of saying more. */
  unnumbered: boolean;
  /** Metres, null when one position is not that of an address. */
  metres: number | null;
  sameCommune: boolean;
  samePhone: boolean;
  sameEmail: boolean;
  sameSite: boolean;
  samePivot: boolean;
  /** All the rows behind both come from one source, which should know its own places. */
  sameSource: boolean;
  /** The complements (« Mairie », « Le bourg ») are written and equal. */
  sameComplement: boolean;
  /** The name is that of the commune or of a sort of place, without anything of its own. */
  namesSayLittle: boolean;
}

/** One pair, judged from two profiles. `conflict`: the two can never share a cluster merged by machine. */
export interface Judgement {
  verdict: Verdict;
  conflict: boolean;
  score: number;
  evidence: Evidence;
}

/** Distances in metres at which a position supports or denies that two records are one place. */
const DOOR = 60;
const STREET_END = 150;
const NEIGHBOURHOOD = 300;
const VILLAGE = 2_500;
const OTHER_VILLAGE = 5_000;

/**
 * Judges two places by the rules of the directory's specification on duplicates. Symmetric: the order of the
 * arguments changes nothing but the order of `a` and `b`.
 */
export function comparePair(a: Candidate, b: Candidate): PairVerdict {
  const [left, right] = [profileOf(a), profileOf(b)];
  return toVerdict(left, right, judge(left, right));
}

/** Judges two profiles; the cheap form used for many pairs. */
export function judge(a: Profile, b: Profile): Judgement {
  const evidence = gather(a, b);
  const conflict = contradicts(evidence);
  return { verdict: decide(evidence), conflict, score: scoreOf(evidence), evidence };
}

/** Writes a judgement with its reasons and features. */
export function toVerdict(a: Profile, b: Profile, judgement: Judgement): PairVerdict {
  const { evidence } = judgement;
  return {
    a: a.candidate.id,
    b: b.candidate.id,
    verdict: judgement.verdict,
    score: judgement.score,
    reasons: reasonsFor(a, b, evidence),
    features: {
      name: evidence.name.relation,
      nameHow: evidence.name.how,
      families: evidence.families,
      address: evidence.address,
      metres: evidence.metres === null ? null : Math.round(evidence.metres),
      sameCommune: evidence.sameCommune,
      samePhone: evidence.samePhone,
      sameEmail: evidence.sameEmail,
      sameSite: evidence.sameSite,
      samePivot: evidence.samePivot,
      sameSource: evidence.sameSource,
      conflict: judgement.conflict,
    },
  };
}

function gather(a: Profile, b: Profile): Evidence {
  const name = compareNames(a.name, b.name);
  const [sourcesA, sourcesB] = [a.candidate.sources, b.candidate.sources];
  return {
    name,
    families: name.relation === 'same' ? 'same' : relateFamilies(a.name.families, b.name.families),
    address: compareStreets(a.street, b.street),
    unnumbered: bothWithoutNumber(a.street, b.street),
    metres: metresBetween(a, b),
    sameCommune: a.commune === b.commune,
    samePhone: a.phone !== null && a.phone === b.phone,
    sameEmail: a.emails.some(email => b.emails.includes(email)),
    sameSite: a.sites.some(site => b.sites.includes(site)),
    samePivot: a.pivot !== null && a.pivot === b.pivot,
    sameSource: sourcesA.length === 1 && sourcesB.length === 1 && sourcesA[0] === sourcesB[0],
    sameComplement: a.complement !== '' && a.complement === b.complement,
    namesSayLittle: a.name.core.length === 0 || b.name.core.length === 0,
  };
}

function contradicts(e: Evidence): boolean {
  if (!e.sameCommune || e.families === 'conflict' || e.address === 'clash') return true;
  if (e.name.relation === 'sister') return true;
  return e.metres !== null && e.metres > OTHER_VILLAGE && e.address !== 'same';
}

function within(metres: number | null, limit: number): boolean {
  return metres !== null && metres <= limit;
}

function beyond(metres: number | null, limit: number): boolean {
  return metres !== null && metres > limit;
}

function decide(e: Evidence): Verdict {
  if (!e.sameCommune) return acrossTheBorder(e);
  switch (e.name.relation) {
    case 'same':
      return sameNames(e);
    case 'kin':
      return kinNames(e);
    case 'akin':
      return likeNames(e);
    case 'hint':
      return hintedNames(e);
    case 'sister':
      return e.address === 'same' ? 'review' : 'distinct';
    case 'other':
      return otherNames(e);
  }
}

/** Two communes: a commune may be mistaken, but only a person can say so. */
function acrossTheBorder(e: Evidence): Verdict {
  const oneAddress = e.address === 'same' || (e.address === 'street' && within(e.metres, DOOR));
  return e.name.relation === 'same' && oneAddress && within(e.metres, NEIGHBOURHOOD) ? 'review' : 'distinct';
}

function sameNames(e: Evidence): Verdict {
  const contact = e.samePhone || e.sameEmail;
  switch (e.address) {
    case 'same':
      // Merged communes have two « rue de la Mairie »: far apart, a person looks.
      return beyond(e.metres, OTHER_VILLAGE) ? 'review' : 'auto';
    case 'street':
      return beyond(e.metres, VILLAGE) ? 'review' : 'auto';
    case 'unknown':
      if (within(e.metres, STREET_END)) return 'auto';
      if (contact && !beyond(e.metres, VILLAGE)) return 'auto';
      return beyond(e.metres, OTHER_VILLAGE) ? 'distinct' : 'review';
    case 'clash':
      return contact || !beyond(e.metres, VILLAGE) ? 'review' : 'distinct';
    case 'different':
      if (contact || within(e.metres, NEIGHBOURHOOD)) return 'review';
      // A name of its own at another address has often moved.
      return !e.namesSayLittle && !beyond(e.metres, VILLAGE) ? 'review' : 'distinct';
  }
}

function kinNames(e: Evidence): Verdict {
  const contact = e.samePhone || e.sameEmail;
  const near = e.sameSource ? DOOR : STREET_END;
  switch (e.address) {
    case 'same':
      return beyond(e.metres, VILLAGE) ? 'review' : 'auto';
    case 'street':
      if (within(e.metres, near) || (contact && !beyond(e.metres, VILLAGE))) return 'auto';
      return beyond(e.metres, OTHER_VILLAGE) && e.namesSayLittle ? 'distinct' : 'review';
    case 'unknown':
      if (e.families === 'same' && (within(e.metres, DOOR) || (e.sameComplement && within(e.metres, near)))) {
        return 'auto';
      }
      return contact || e.sameComplement || within(e.metres, NEIGHBOURHOOD) ? 'review' : 'distinct';
    case 'clash':
      return contact || !beyond(e.metres, 2 * NEIGHBOURHOOD) ? 'review' : 'distinct';
    case 'different':
      return contact || within(e.metres, DOOR) ? 'review' : 'distinct';
  }
}

/** The same own words, one side not saying what it is: a building and the service in it look just so. */
function likeNames(e: Evidence): Verdict {
  if (e.address === 'same' || e.address === 'street')
    return beyond(e.metres, VILLAGE) ? 'distinct' : 'review';
  if (e.address === 'unknown')
    return within(e.metres, STREET_END) || e.samePhone || e.sameEmail ? 'review' : 'distinct';
  return within(e.metres, DOOR) ? 'review' : 'distinct';
}

function hintedNames(e: Evidence): Verdict {
  if (e.address === 'same') return 'review';
  if (e.address === 'street') return e.unnumbered || within(e.metres, STREET_END) ? 'review' : 'distinct';
  return e.families !== 'conflict' && within(e.metres, DOOR / 2) ? 'review' : 'distinct';
}

/** Nothing in common but the door; one of them not saying what it is, and a shared contact, ask for a look. */
function otherNames(e: Evidence): Verdict {
  if (e.families === 'conflict') return 'distinct';
  const contact = e.samePhone || e.sameEmail || e.sameSite;
  return contact && (e.address === 'same' || within(e.metres, DOOR)) ? 'review' : 'distinct';
}

const ADDRESS_WEIGHT: Readonly<Record<AddressRelation, number>> = {
  same: 1,
  street: 0.8,
  unknown: 0.5,
  clash: 0.2,
  different: 0.1,
};

/** A figure to sort the queue by; the verdict does not depend on it. */
function scoreOf(e: Evidence): number {
  let distance = 0.5;
  if (e.metres !== null) distance = Math.max(0, 1 - e.metres / (2 * NEIGHBOURHOOD));
  const contact = Number(e.samePhone || e.sameEmail) * 0.7 + Number(e.samePivot || e.sameSite) * 0.3;
  const raw = 0.5 * e.name.likeness + 0.35 * ADDRESS_WEIGHT[e.address] + 0.1 * distance + 0.05 * contact;
  return Math.round((e.families === 'conflict' ? raw * 0.5 : raw) * 1000) / 1000;
}
