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
  const links: { to: number; cost: number }[][] = Array.from({ length: count }, () => []);
  for (const [pair, cost] of edges) {
    const [one, two] = [Math.floor(pair / count), pair % count];
    links[one]!.push({ to: two, cost });
    links[two]!.push({ to: one, cost });
  }
  const all = new Float64Array(count * count).fill(Number.POSITIVE_INFINITY);
  for (let from = 0; from < count; from++) {
    const distance = all.subarray(from * count, (from + 1) * count);
    distance[from] = 0;
    const heap = new Heap();
    heap.push(0, from);
    for (let top = heap.pop(); top; top = heap.pop()) {
      if (top.key > distance[top.item]!) continue;
      for (const { to, cost } of links[top.item]!) {
        const reached = top.key + cost;
        if (reached >= distance[to]!) continue;
        distance[to] = reached;
        heap.push(reached, to);
      }
    }
  }
  return all;
}

class Heap {
  private readonly entries: { key: number; item: number }[] = [];

  push(key: number, item: number): void {
    const { entries } = this;
    let at = entries.push({ key, item }) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (entries[above]!.key <= key) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = { key, item };
  }

  pop(): { key: number; item: number } | undefined {
    const { entries } = this;
    const top = entries[0];
    const last = entries.pop();
    if (!top || !last || entries.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && entries[below + 1]!.key < entries[below]!.key) below++;
      if (entries[below]!.key >= last.key) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return top;
  }
}
