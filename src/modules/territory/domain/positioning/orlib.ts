/** A graph of OR-Library: `n m p`, then m edges `i j cost`, read by tokens (layout varies). */
export interface OrlibGraph {
  vertices: number;
  p: number;
  /** Costs by pair, row after row; infinite between parts that are not linked. */
  distances: Float64Array;
}

/** The file is not one; the line counts from 1. */
export class UnreadableGraph extends Error {
  readonly line: number;
  constructor(line: number, reason: string) {
    super(`ligne ${line}\u00a0: ${reason}`);
    this.line = line;
  }
}

/**
 * Reads a `pmed` file. A pair written several times keeps its last cost: the rule of OR-Library, which the published
 * optima follow.
 */
export function readOrlib(text: string): OrlibGraph {
  const tokens: { value: number; line: number }[] = [];
  for (const [index, line] of text.split('\n').entries())
    for (const word of line.trim().split(/\s+/)) {
      if (word === '') continue;
      const value = Number(word);
      if (!Number.isInteger(value) || value < 0)
        throw new UnreadableGraph(index + 1, `«\u00a0${word}\u00a0» n’est pas un nombre entier positif`);
      tokens.push({ value, line: index + 1 });
    }
  const [n, m, p] = tokens;
  if (!n || !m || !p) throw new UnreadableGraph(1, 'il faut trois nombres\u00a0: sommets, arêtes, lieux');
  const expected = 3 + 3 * m.value;
  const last = tokens.at(-1)!;
  if (tokens.length !== expected)
    throw new UnreadableGraph(
      last.line,
      `${expected} nombres attendus pour ${m.value} arêtes, ${tokens.length} lus`,
    );
  if (n.value < 1) throw new UnreadableGraph(n.line, 'il faut au moins un sommet');
  if (p.value < 1 || p.value > n.value)
    throw new UnreadableGraph(p.line, `${p.value} lieux pour ${n.value} sommets`);
  const edges = new Map<number, number>();
  for (let at = 3; at < tokens.length; at += 3) {
    const [from, to, cost] = [tokens[at]!, tokens[at + 1]!, tokens[at + 2]!];
    for (const end of [from, to])
      if (end.value < 1 || end.value > n.value)
        throw new UnreadableGraph(end.line, `le sommet ${end.value} n’existe pas`);
    const [one, two] = [Math.min(from.value, to.value) - 1, Math.max(from.value, to.value) - 1];
    edges.set(one * n.value + two, cost.value);
  }
  return { vertices: n.value, p: p.value, distances: shortestPaths(n.value, edges) };
}

/** Lengths of the shortest paths between all pairs: one search of Dijkstra a vertex, with a binary heap. */
function shortestPaths(count: number, edges: ReadonlyMap<number, number>): Float64Array {
  // The links of vertex `v` are at `start[v] … start[v + 1] - 1`.
  const start = new Int32Array(count + 1);
  for (const pair of edges.keys())
    for (const end of [Math.floor(pair / count), pair % count]) start[end + 1]!++;
  for (let vertex = 0; vertex < count; vertex++) start[vertex + 1]! += start[vertex]!;
  const [to, length] = [new Int32Array(2 * edges.size), new Float64Array(2 * edges.size)];
  const filled = start.slice();
  for (const [pair, cost] of edges) {
    const [one, two] = [Math.floor(pair / count), pair % count];
    for (const [from, other] of [
      [one, two],
      [two, one],
    ] as const) {
      to[filled[from]!] = other;
      length[filled[from]!++] = cost;
    }
  }
  const all = new Float64Array(count * count).fill(Number.POSITIVE_INFINITY);
  const heap = new Heap(to.length + 1);
  for (let from = 0; from < count; from++) {
    const distance = all.subarray(from * count, (from + 1) * count);
    distance[from] = 0;
    heap.push(0, from);
    while (heap.size > 0) {
      const [reached, vertex] = [heap.leastKey, heap.leastItem];
      heap.pop();
      if (reached > distance[vertex]!) continue;
      for (let at = start[vertex]!; at < start[vertex + 1]!; at++) {
        const further = reached + length[at]!;
        if (further >= distance[to[at]!]!) continue;
        distance[to[at]!] = further;
        heap.push(further, to[at]!);
      }
    }
  }
  return all;
}

/** The least key first; each link may push once. */
class Heap {
  size = 0;
  private readonly keys: Float64Array;
  private readonly items: Int32Array;

  constructor(most: number) {
    this.keys = new Float64Array(most);
    this.items = new Int32Array(most);
  }

  get leastKey(): number {
    return this.keys[0]!;
  }

  get leastItem(): number {
    return this.items[0]!;
  }

  push(key: number, item: number): void {
    const { keys, items } = this;
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (keys[above]! <= key) break;
      keys[at] = keys[above]!;
      items[at] = items[above]!;
      at = above;
    }
    keys[at] = key;
    items[at] = item;
  }

  pop(): void {
    const { keys, items } = this;
    const size = --this.size;
    const [key, item] = [keys[size]!, items[size]!];
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && keys[below + 1]! < keys[below]!) below++;
      if (keys[below]! >= key) break;
      keys[at] = keys[below]!;
      items[at] = items[below]!;
      at = below;
    }
    keys[at] = key;
    items[at] = item;
  }
}
