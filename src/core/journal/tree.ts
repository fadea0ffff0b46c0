import { hash } from 'node:crypto';

/** Leaves of a tile, and nodes of a tile above (C2SP tlog-tiles: height 8). */
export const tileWidth = 256;

const nodePrefix = Buffer.from([1]);

export function sha256(data: Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}

/** Root of a tree without leaves (RFC 6962 §2.1). */
export const emptyRoot = sha256(Buffer.alloc(0));

export function leafHash(entry: string): Buffer {
  return sha256(Buffer.from(`\0${entry}`));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([nodePrefix, left, right], 65));
}

/** Start of {@link chained}: before the first leaf. */
export const noChain = Buffer.alloc(32);

export function chained(before: Uint8Array, leaf: Uint8Array): Buffer {
  return sha256(Buffer.concat([before, leaf], 64));
}

/** Node above hashes that are as many as a power of two. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  let level = hashes;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2)
      above.push(nodeHash(level[index]!, level[index + 1]!));
    level = above;
  }
  return level[0]!;
}

/** A node of height 8 × level that has just been completed. */
export interface CompletedNode {
  level: number;
  index: number;
  hash: Buffer;
}

/**
 * A growing tree of which only the right edge is held: for each level of tiles, the hashes of the tile not yet full.
 * Memory does not grow with the tree.
 */
export class Tree {
  private count: number;
  private readonly edge: Buffer[][];

  /** `edge[level]`: hashes of the tile under way at that level, as many as `size` says. */
  constructor(size = 0, edge: Buffer[][] = []) {
    this.count = size;
    this.edge = edge;
    for (let level = 0, rest = size; rest > 0 || level < edge.length; level++) {
      if ((edge[level]?.length ?? 0) !== rest % tileWidth) throw new Error('right edge of another tree');
      rest = Math.floor(rest / tileWidth);
    }
  }

  get size(): number {
    return this.count;
  }

  /** Adds a leaf; returns the nodes it completes, lowest first. */
  append(leaf: Buffer): CompletedNode[] {
    const completed: CompletedNode[] = [];
    this.count++;
    let { count } = this;
    let hashed = leaf;
    for (let level = 0; ; level++) {
      this.edge[level] ??= [];
      const tile = this.edge[level]!;
      tile.push(hashed);
      if (tile.length < tileWidth) return completed;
      hashed = perfectRoot(tile);
      this.edge[level] = [];
      count /= tileWidth;
      completed.push({ level: level + 1, index: count - 1, hash: hashed });
    }
  }

  root(): Buffer {
    // Complete subtrees from the largest to the smallest: RFC 6962 joins them from the right.
    const subtrees = this.edge.toReversed().flatMap(hashes => {
      const parts: Buffer[] = [];
      for (let width = tileWidth / 2, from = 0; width >= 1; width /= 2) {
        if ((hashes.length & width) === 0) continue;
        parts.push(perfectRoot(hashes.slice(from, from + width)));
        from += width;
      }
      return parts;
    });
    return subtrees.length === 0 ? emptyRoot : subtrees.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** Where hashes are read from: those of height 8 × `level`, leaves at level 0. */
export type HashReader = (level: number, from: number, to: number) => Promise<Buffer[]>;

/** Root of the leaves from `from` to `to` (excluded). */
export async function rangeRoot(read: HashReader, from: number, to: number): Promise<Buffer> {
  const width = to - from;
  if (width === 0) return emptyRoot;
  const half = largestPowerBelow(width);
  if (half * 2 === width || width === 1) {
    const height = Math.log2(width);
    const level = Math.floor(height / 8);
    const unit = tileWidth ** level;
    return perfectRoot(await read(level, from / unit, to / unit));
  }
  return nodeHash(await rangeRoot(read, from, from + half), await rangeRoot(read, from + half, to));
}

/** Hashes that prove a leaf is in the tree of that size, lowest first (RFC 6962 §2.1.1). */
export async function inclusionPath(
  read: HashReader,
  index: number,
  size: number,
  from = 0,
): Promise<Buffer[]> {
  const width = size - from;
  if (width <= 1) return [];
  const half = largestPowerBelow(width);
  const middle = from + half;
  return index < middle
    ? [...(await inclusionPath(read, index, middle, from)), await rangeRoot(read, middle, size)]
    : [...(await inclusionPath(read, index, size, middle)), await rangeRoot(read, from, middle)];
}

/** The root that these hashes lead to from the leaf (RFC 9162 §2.1.3.2); null when they are not as many as they must be. */
export function rootFromPath(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let [node, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}

/** Largest power of two strictly under a width of at least 2; 1 for 1. */
function largestPowerBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** Address of a tile below `/journal/`: `tile/0/x001/234.p/5`. */
export function tilePath(level: number, index: number, width = tileWidth): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g)!.map((group, at, all) => (at < all.length - 1 ? `x${group}` : group));
  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** Reads such an address; null when it is not one, or not written in the one way there is. */
export function readTilePath(path: string): { level: number; index: number; width: number } | null {
  const parts = /^tile\/(\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!parts) return null;
  const level = Number(parts[1]);
  const index = Number(parts[2]!.replace(/[x/]/g, ''));
  const width = parts[3] === undefined ? tileWidth : Number(parts[3]);
  return level < 8 && width > 0 && tilePath(level, index, width) === path ? { level, index, width } : null;
}
