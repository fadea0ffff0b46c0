import type { Candidate } from './candidate.ts';
import { findDuplicates } from './find.ts';

/** Figures of one run over a benchmark; shares are between 0 and 1. */
export interface BenchmarkReport {
  places: number;
  matches: number;
  precision: number;
  recall: number;
  recallWithReview: number;
  byClass: Record<string, { pairs: number; recall: number; recallWithReview: number }>;
  hardNegativesMerged: number;
  falsePositives: [string, string][];
  missed: [string, string][];
  reviewPairs: number;
  milliseconds: number;
}

interface BenchmarkPlace {
  id: string;
  nom: string;
  adresse?: string | null;
  code_postal?: string | null;
  commune?: string | null;
  code_insee: string;
  latitude?: number | null;
  longitude?: number | null;
  source?: string | null;
}

interface LabelledPair {
  a: string;
  b: string;
  class?: string;
}

/**
 * Scores the rules on a labelled file `{places, matches, uncertain, hard_negatives}`: closure of the automatic
 * merges against the labels, uncertain pairs left out. Its coordinates carry no quality and are taken as those
 * of the address. `now` measures time in milliseconds; without it the duration is 0. Throws a `TypeError` on
 * another format.
 */
export function scoreBenchmark(benchmark: unknown, now: () => number = () => 0): BenchmarkReport {
  const { places, matches, uncertain, hardNegatives } = readBenchmark(benchmark);
  const candidates = places.map(candidateOf);
  const start = now();
  const { pairs, clusters } = findDuplicates(candidates);
  const milliseconds = now() - start;

  const merged = new Map<string, [string, string]>();
  for (const cluster of clusters) {
    for (const a of cluster) for (const b of cluster) if (a < b) merged.set(pairKey(a, b), [a, b]);
  }
  const review = pairs.filter(pair => pair.verdict === 'review');
  const proposed = new Set([...merged.keys(), ...review.map(pair => pairKey(pair.a, pair.b))]);
  const truth = new Set(matches.map(pair => pairKey(pair.a, pair.b)));
  const ignored = new Set(uncertain.map(pair => pairKey(pair.a, pair.b)));
  const falsePositives = [...merged]
    .filter(([key]) => !truth.has(key) && !ignored.has(key))
    .map(([, pair]) => pair);
  const found = matches.filter(pair => merged.has(pairKey(pair.a, pair.b))).length;

  const byClass: BenchmarkReport['byClass'] = {};
  for (const name of new Set(matches.map(pair => pair.class ?? ''))) {
    const keys = matches.filter(pair => (pair.class ?? '') === name).map(pair => pairKey(pair.a, pair.b));
    byClass[name] = {
      pairs: keys.length,
      recall: share(keys.filter(key => merged.has(key)).length, keys.length),
      recallWithReview: share(keys.filter(key => proposed.has(key)).length, keys.length),
    };
  }
  return {
    places: places.length,
    matches: matches.length,
    precision: share(found, found + falsePositives.length),
    recall: share(found, matches.length),
    recallWithReview: share([...truth].filter(key => proposed.has(key)).length, truth.size),
    byClass,
    hardNegativesMerged: hardNegatives.filter(pair => merged.has(pairKey(pair.a, pair.b))).length,
    falsePositives,
    missed: matches.filter(pair => !proposed.has(pairKey(pair.a, pair.b))).map(pair => [pair.a, pair.b]),
    reviewPairs: review.length,
    milliseconds,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}

function candidateOf(place: BenchmarkPlace): Candidate {
  const located = typeof place.latitude === 'number' && typeof place.longitude === 'number';
  return {
    id: place.id,
    name: place.nom,
    street: place.adresse || null,
    streetComplement: null,
    postalCode: place.code_postal || null,
    communeInsee: place.code_insee,
    communeName: place.commune ?? '',
    lat: located ? place.latitude! : null,
    lon: located ? place.longitude! : null,
    geoQuality: located ? 'address' : 'unknown',
    kinds: [],
    phone: null,
    emails: [],
    urls: [],
    pivot: null,
    sources: place.source ? [place.source] : [],
  };
}

function readBenchmark(benchmark: unknown): {
  places: BenchmarkPlace[];
  matches: LabelledPair[];
  uncertain: LabelledPair[];
  hardNegatives: LabelledPair[];
} {
  const file = (benchmark ?? {}) as Record<string, unknown>;
  const list = (name: string): Record<string, unknown>[] => {
    const value = file[name];
    if (!Array.isArray(value)) throw new TypeError(`benchmark: no list « ${name} »`);
    return value;
  };
  const pairs = (name: string) => {
    for (const pair of list(name)) {
      if (typeof pair.a !== 'string' || typeof pair.b !== 'string') {
        throw new TypeError(`benchmark: a pair of « ${name} » lacks a or b`);
      }
    }
    return list(name) as unknown as LabelledPair[];
  };
  for (const place of list('places')) {
    if (
      typeof place.id !== 'string' ||
      typeof place.nom !== 'string' ||
      typeof place.code_insee !== 'string'
    ) {
      throw new TypeError('benchmark: a place lacks id, nom or code_insee');
    }
  }
  return {
    places: list('places') as unknown as BenchmarkPlace[],
    matches: pairs('matches'),
    uncertain: pairs('uncertain'),
    hardNegatives: pairs('hard_negatives'),
  };
}
