import { act } from '../../core/act.ts';
import type { StoredPlace } from './domain/content.ts';
import type { Candidate, PairVerdict } from './domain/duplicates/candidate.ts';
import { findDuplicates } from './domain/duplicates/find.ts';
import { orderForMerge } from './domain/merging.ts';
import { directoryEvents } from './events.ts';
import { type Doer, type Merged, mergePlaces, pairDraft, pairIdentity } from './merging.ts';
import { findCandidates, findPairs, type PairDraft, replaceQueue } from './store/duplicates.ts';
import { contentOf } from './store/places.ts';

/** A group of places that are one. `kept` is the one that stays. */
export interface Cluster {
  kept: { id: string; slug: string; name: string };
  others: { id: string; slug: string; name: string }[];
  reasons: string[];
}

export interface Findings {
  clusters: Cluster[];
  /** Pairs for a person, surest first. */
  review: { a: string; b: string; names: [string, string]; score: number; reasons: string[] }[];
}

export interface Dedup extends Findings {
  merged: Merged[];
  pending: number;
}

interface Found {
  places: Map<string, StoredPlace>;
  candidates: Map<string, Candidate>;
  pairs: PairVerdict[];
  clusters: string[][];
  review: PairDraft[];
}

const keyOf = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Looks for duplicates among the published places; what a person has judged is not judged again. */
async function find(database: Doer['database']): Promise<Found> {
  const { places, candidates } = await findCandidates(database);
  const byId = new Map(candidates.map(candidate => [candidate.id, candidate]));
  const judged = new Map(
    (await findPairs(database))
      .filter(({ decision }) => decision === 'distinct' || decision === 'unsure')
      .map(pair => [keyOf(pair.a, pair.b), pair.identity]),
  );
  const isJudged = (a: string, b: string) => {
    const identity = judged.get(keyOf(a, b));
    return identity !== undefined && identity === pairIdentity(byId.get(a)!, byId.get(b)!);
  };
  const { pairs, clusters } = findDuplicates(candidates);
  // A group in which a person told two places apart is no longer sure: its other pairs are for a person too.
  const sure = clusters.filter(
    members => !members.some((a, i) => members.slice(i + 1).some(b => isJudged(a, b))),
  );
  const groupOf = new Map(sure.flatMap((members, index) => members.map(id => [id, index] as const)));
  const review = pairs
    .filter(
      ({ a, b, verdict }) =>
        !isJudged(a, b) &&
        (verdict === 'review' || groupOf.get(a) === undefined || groupOf.get(a) !== groupOf.get(b)),
    )
    .map(pair => pairDraft(pair, byId.get(pair.a)!, byId.get(pair.b)!));
  return {
    places: new Map(places.map(place => [place.id, place])),
    candidates: byId,
    pairs,
    clusters: sure,
    review,
  };
}

function describe({ places, pairs, clusters, review }: Found): Findings {
  const named = (id: string) => {
    const { slug, name } = places.get(id)!;
    return { id, slug, name };
  };
  return {
    clusters: clusters.map(members => {
      const kept = bestOf(members, places);
      const reasons = pairs.find(({ a, b }) => members.includes(a) && members.includes(b))?.reasons ?? [];
      return { kept: named(kept), others: members.filter(id => id !== kept).map(named), reasons };
    }),
    review: review.map(({ a, b, score, reasons }) => ({
      a: places.get(a)!.slug,
      b: places.get(b)!.slug,
      names: [places.get(a)!.name, places.get(b)!.name],
      score,
      reasons: [...reasons],
    })),
  };
}

function bestOf(members: readonly string[], places: ReadonlyMap<string, StoredPlace>): string {
  const sides = members.map(id => {
    const place = places.get(id)!;
    return { ...place, content: contentOf(place) };
  });
  return sides.reduce((best, side) => (orderForMerge(best, side)[0] === best ? best : side)).id;
}

/** What a search would do, without doing it. */
export async function rehearseDedup({ database }: Pick<Doer, 'database'>): Promise<Findings> {
  return describe(await find(database));
}

/** Merges what is surely one place, and puts what is doubtful in the queue of the coordination. */
export async function dedup(doer: Doer): Promise<Dedup> {
  const before = await find(doer.database);
  const findings = describe(before);
  const merged: Merged[] = [];
  for (const [index, members] of before.clusters.entries()) {
    const keep = findings.clusters[index]!.kept.id;
    for (const other of members.filter(id => id !== keep)) {
      merged.push(
        await mergePlaces(doer, keep, other, {
          reason: 'Doublon certain',
          keep,
          found: pairBetween(before, keep, other),
        }),
      );
    }
  }
  // The places that stay say more now: they are compared again before a person is asked.
  const after = merged.length > 0 ? await find(doer.database) : before;
  const rest = after.clusters.flatMap(members => {
    const inside = new Set(members);
    return after.pairs.filter(({ a, b }) => inside.has(a) && inside.has(b));
  });
  const review =
    merged.length === 0
      ? after.review
      : [
          ...after.review,
          ...rest.map(pair => pairDraft(pair, after.candidates.get(pair.a)!, after.candidates.get(pair.b)!)),
        ];
  await keepQueue(doer, review);
  return { ...findings, review: describe({ ...after, review }).review, merged, pending: review.length };
}

/** The verdict on the pair, or for two ends of a chain that of the group. */
function pairBetween({ pairs, candidates }: Found, a: string, b: string): PairDraft {
  const direct = pairs.find(pair => keyOf(pair.a, pair.b) === keyOf(a, b));
  const verdict = direct ?? {
    a,
    b,
    verdict: 'auto' as const,
    score: 1,
    reasons: ['Même groupe de doublons'],
    features: {},
  };
  return pairDraft(verdict, candidates.get(a)!, candidates.get(b)!);
}

async function keepQueue({ database, actor, now }: Doer, review: readonly PairDraft[]) {
  const at = now();
  await act(database, at, {
    event: directoryEvents.duplicates_queued,
    actor,
    change: async transaction => {
      const changed = await replaceQueue(transaction, review, at);
      return {
        answer: null,
        object: { type: 'duplicates', ref: 'queue' },
        facts: { pending: review.length },
        unchanged: changed === 0,
      };
    },
  });
}
