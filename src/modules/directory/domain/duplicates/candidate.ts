/** How precisely a place was put on the map: only `address` allows a distance to be believed. */
export type GeoQuality = 'address' | 'street' | 'commune' | 'unknown';

/** What the search for duplicates reads of a place. `communeInsee` is the present commune. */
export interface Candidate {
  id: string;
  name: string;
  street: string | null;
  streetComplement: string | null;
  postalCode: string | null;
  communeInsee: string;
  communeName: string;
  lat: number | null;
  lon: number | null;
  geoQuality: GeoQuality;
  kinds: readonly string[];
  phone: string | null;
  emails: readonly string[];
  urls: readonly string[];
  pivot: string | null;
  sources: readonly string[];
}

/** `auto`: merge without asking; `review`: a person decides; `distinct`: two places. */
export type Verdict = 'auto' | 'review' | 'distinct';

/** The judgement on two places. `score` runs from 0 to 1; `reasons` are French sentences for the screen. */
export interface PairVerdict {
  a: string;
  b: string;
  verdict: Verdict;
  score: number;
  reasons: string[];
  features: Record<string, number | boolean | string | null>;
}
