import { candidatePairs } from './blocking.ts';
import type { Candidate, PairVerdict } from './candidate.ts';
import { type Judgement, judge, toVerdict } from './compare.ts';
import { type Profile, profileOf } from './profile.ts';

const IN_A_DOUBTFUL_GROUP = 'Le groupe contient deux fiches qui se contredisent';

interface JudgedPair {
  a: Profile;
  b: Profile;
  judgement: Judgement;
}

/**
 * Finds the duplicates among all the places given. `pairs` holds those judged `auto` or `review`, best first;
 * `clusters` the groups of identifiers to merge without asking, each sorted. A group in which any two places
 * contradict each other is not merged: its pairs become `review`. The order of the candidates changes nothing.
 */
export function findDuplicates(candidates: readonly Candidate[]): {
  pairs: PairVerdict[];
  clusters: string[][];
} {
  // One order for all runs, so that ties and orientation never depend on the caller.
  const profiles = [...candidates].sort((a, b) => compareText(a.id, b.id)).map(profileOf);
  const found: JudgedPair[] = [];
  const group = new Groups(profiles.length);
  for (const pair of candidatePairs(profiles)) {
    const [i, j] = [Math.floor(pair / profiles.length), pair % profiles.length];
    const [a, b] = [profiles[i]!, profiles[j]!];
    const judgement = judge(a, b);
    if (judgement.verdict === 'distinct') continue;
    found.push({ a, b, judgement });
    if (judgement.verdict === 'auto') group.join(i, j);
  }
  const groups = group.lists().map(indexes => indexes.map(index => profiles[index]!));
  const doubtful = new Set(groups.filter(hasConflict).flat());
  const clusters = groups.filter(members => !doubtful.has(members[0]!));
  const pairs = found.map(({ a, b, judgement }) => {
    const verdict = toVerdict(a, b, judgement);
    if (verdict.verdict !== 'auto' || !doubtful.has(a)) return verdict;
    return { ...verdict, verdict: 'review' as const, reasons: [...verdict.reasons, IN_A_DOUBTFUL_GROUP] };
  });
  pairs.sort((x, y) => y.score - x.score || compareText(x.a, y.a) || compareText(x.b, y.b));
  return { pairs, clusters: clusters.map(members => members.map(member => member.candidate.id)) };
}

function hasConflict(members: readonly Profile[]): boolean {
  for (let i = 0; i < members.length; i++) {
    for (let j = i + 1; j < members.length; j++) if (judge(members[i]!, members[j]!).conflict) return true;
  }
  return false;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups by transitive closure of the pairs joined. */
class Groups {
  #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  #root(index: number): number {
    let root = index;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    let step = index;
    while (this.#parent[step] !== root) {
      const next = this.#parent[step]!;
      this.#parent[step] = root;
      step = next;
    }
    return root;
  }

  join(i: number, j: number): void {
    const [low, high] = [this.#root(i), this.#root(j)].sort((a, b) => a - b) as [number, number];
    this.#parent[high] = low;
  }

  /** Groups of two or more, members in increasing order. */
  lists(): number[][] {
    const groups = new Map<number, number[]>();
    this.#parent.forEach((_, index) => {
      const root = this.#root(index);
      const list = groups.get(root);
      if (list) list.push(index);
      else groups.set(root, [index]);
    });
    return [...groups.values()].filter(list => list.length > 1);
  }
}
