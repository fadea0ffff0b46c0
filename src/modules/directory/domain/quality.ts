import type { PlaceContent } from './content.ts';
import { monthsAfter } from './freshness.ts';

/** What a page should say, in the order of its to-do list (directory.md §8, after data·inclusion). */
export const qualityCriteria = [
  'address',
  'phone',
  'hours',
  'services',
  'access',
  'cost',
  'description',
  'point',
  'verification',
] as const;
export type QualityCriterion = (typeof qualityCriteria)[number];

export interface Quality {
  /** From 0 to 1, the mean of what applies. */
  score: number;
  /** From 0 to 1 each; null when it does not apply to this place. */
  criteria: Readonly<Record<QualityCriterion, number | null>>;
  /** What is left to do, in the order of the list. */
  missing: QualityCriterion[];
}

/** How complete and fresh a page is; for its editors, never a public mark. `hoursReadable`: our reader understands them. */
export function qualityOf(
  place: PlaceContent,
  { verifiedOn, today, hoursReadable }: { verifiedOn: string | null; today: string; hoursReadable: boolean },
): Quality {
  const has = (condition: boolean) => (condition ? 1 : 0);
  const described = (place.detail ?? place.summary ?? '').length;
  const criteria: Record<QualityCriterion, number | null> = {
    address: has(place.street !== null),
    phone: place.accessModes.includes('telephoner')
      ? has(place.phone !== null || place.phoneShort !== null)
      : null,
    hours: has(hoursReadable),
    services: has(place.services.length > 0),
    access: has(place.accessModes.length > 0),
    cost: has(place.fees.length > 0),
    description: has(described >= 200 && described <= 2000),
    point: has(place.lat !== null && place.geoQuality === 'address'),
    verification: freshness(verifiedOn, today),
  };
  const counted = qualityCriteria.filter(name => criteria[name] !== null);
  return {
    score: counted.reduce((sum, name) => sum + criteria[name]!, 0) / counted.length,
    criteria,
    missing: counted.filter(name => criteria[name]! < 1),
  };
}

/** 1 under six months, then in a straight line to 0 at two years. */
function freshness(verifiedOn: string | null, today: string): number {
  if (!verifiedOn) return 0;
  const [from, to] = [monthsAfter(verifiedOn, 6), monthsAfter(verifiedOn, 24)].map(day => Date.parse(day));
  const share = (Date.parse(today) - from!) / (to! - from!);
  return 1 - Math.min(1, Math.max(0, share));
}
