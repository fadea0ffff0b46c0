import { CompiledQuery } from 'kysely';
import type { Transaction } from '../database.ts';
import { type HashReader, Tree, tileWidth } from './tree.ts';

/** What asks the database: a connection of its own, a pool, or the transaction of an act. */
export interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: rows are what the question says
  query<Row extends Record<string, any>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The transaction of an act, asked in plain SQL. */
export function plainly(transaction: Transaction): Client {
  return {
    query: async <Row>(text: string, values: unknown[] = []) => ({
      rows: (await transaction.executeQuery<Row>(CompiledQuery.raw(text, values))).rows,
    }),
  };
}

/** Hashes of the tree as the database keeps them: leaves, and nodes of whole tiles above. */
export function storedHashes(client: Client): HashReader {
  return async (level, from, to) => {
    const { rows } = await client.query<{ hash: Buffer }>(
      level === 0
        ? 'SELECT hash FROM core.journal_leaf WHERE index >= $1 AND index < $2 ORDER BY index'
        : 'SELECT hash FROM core.journal_node WHERE level = $3 AND index >= $1 AND index < $2 ORDER BY index',
      level === 0 ? [from, to] : [from, to, level],
    );
    return rows.map(row => row.hash);
  };
}

/** The same, keeping the last tiles read: neighbouring proofs share most of theirs. */
export function cachedTiles(read: HashReader, size: number): HashReader {
  const tiles = new Map<string, Promise<Buffer[]>>();
  return async (level, from, to) => {
    const tile = Math.floor(from / tileWidth);
    const key = `${level}/${tile}`;
    let hashes = tiles.get(key);
    if (!hashes) {
      const width = Math.floor(size / tileWidth ** level);
      hashes = read(level, tile * tileWidth, Math.min((tile + 1) * tileWidth, width));
      if (tiles.size >= 64) tiles.delete(tiles.keys().next().value!);
      tiles.set(key, hashes);
    }
    return (await hashes).slice(from - tile * tileWidth, to - tile * tileWidth);
  };
}

/** The tree as it was at this size, ready to grow. */
export async function treeAt(client: Client, size: number): Promise<Tree> {
  const read = storedHashes(client);
  const edge: Buffer[][] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth))
    edge.push(await read(level, count - (count % tileWidth), count));
  return new Tree(size, edge);
}

/** Leaves integrated so far, and the chain up to the last one. */
export async function lastLeaf(client: Client): Promise<{ size: number; chain: Buffer | null }> {
  const { rows } = await client.query<{ index: number; chain: Buffer }>(
    'SELECT index, chain FROM core.journal_leaf ORDER BY index DESC LIMIT 1',
  );
  return rows[0] ? { size: rows[0].index + 1, chain: rows[0].chain } : { size: 0, chain: null };
}

/** The last checkpoint published. */
export async function currentNote(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ note: string }>('SELECT note FROM core.journal_head');
  return rows[0]?.note ?? null;
}
