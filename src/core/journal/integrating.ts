import type pg from 'pg';
import { canonicalEntry, type Entry, type EntryRow, entryColumns } from './entry.ts';
import { currentSigner } from './keys.ts';
import { writeCheckpoint } from './note.ts';
import { type Client, lastLeaf, treeAt } from './reading.ts';
import { type CompletedNode, chained, leafHash, noChain, type Tree } from './tree.ts';

/** Entries taken at once: some tens of milliseconds. */
const entriesAtOnce = 2000;

/** Milliseconds between two checkpoints. */
const betweenCheckpoints = 1000;

/** What an integrator remembers between two turns, so as not to read the edge of the tree again. */
export interface Memory {
  tree: Tree;
  chain: Buffer;
}

export interface Turn {
  /** False when another process is at it. */
  mine: boolean;
  integrated: number;
  /** True when more entries wait. */
  more: boolean;
  /** Milliseconds after which a checkpoint is due; null when the last one says it all. */
  checkpointIn: number | null;
  /** True when no checkpoint is signed because this machine does not hold the key in use. */
  withoutKey: boolean;
  memory: Memory | null;
}

/** Takes the lock of the journal until the transaction ends; false when another process has it. */
export async function holdJournal(client: Client, { wait = false } = {}): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    wait
      ? `SELECT true AS held FROM pg_advisory_xact_lock(hashtextextended('airial journal', 0))`
      : `SELECT pg_try_advisory_xact_lock(hashtextextended('airial journal', 0)) AS held`,
  );
  return rows[0]!.held;
}

/**
 * One turn, in one transaction: the entries that wait take their place in the tree, in the order of their instant, and
 * when one is due a checkpoint is signed. Whatever cuts it, nothing of it is left.
 */
export async function integrateOnce(
  client: pg.ClientBase,
  key: { file: string; name: string },
  before: Memory | null,
): Promise<Turn> {
  await client.query('BEGIN');
  try {
    if (!(await holdJournal(client))) {
      await client.query('ROLLBACK');
      return { mine: false, integrated: 0, more: true, checkpointIn: null, withoutKey: false, memory: null };
    }
    const memory = await upToDate(client, before);
    const integrated = await integrate(client, memory);
    const published = await publish(client, memory.tree, key);
    await client.query('COMMIT');
    return { mine: true, integrated, more: integrated === entriesAtOnce, ...published, memory };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Another process may have gone further in between. */
async function upToDate(client: pg.ClientBase, before: Memory | null): Promise<Memory> {
  const { size, chain } = await lastLeaf(client);
  if (before && before.tree.size === size && before.chain.equals(chain ?? noChain)) return before;
  return { tree: await treeAt(client, size), chain: chain ?? noChain };
}

async function integrate(client: pg.ClientBase, memory: Memory): Promise<number> {
  const { rows } = await client.query<EntryRow & { waitsAt: string }>(
    // The first ones of the queue, then each of them: asked as one, the planner would sort the whole queue each time.
    `WITH first AS MATERIALIZED (SELECT entry_id, at FROM core.journal_pending ORDER BY at, entry_id LIMIT ${entriesAtOnce})
     SELECT ${entryColumns} FROM first p
     CROSS JOIN LATERAL (SELECT * FROM core.journal_entry WHERE at = p.at AND id = p.entry_id OFFSET 0) e
     WHERE NOT EXISTS (SELECT FROM core.journal_leaf l WHERE l.entry_id = p.entry_id)
     ORDER BY p.at, p.entry_id`,
  );
  if (rows.length === 0) return 0;
  const leaves = {
    index: [] as number[],
    id: [] as string[],
    at: [] as string[],
    hash: [] as Buffer[],
    chain: [] as Buffer[],
  };
  const nodes: CompletedNode[] = [];
  for (const row of rows) {
    // Not the careful reading of a verification: what is wrong must not stop what is right.
    const entry: Entry = { ...row, facts: JSON.parse(row.facts) };
    const hash = leafHash(canonicalEntry(entry));
    memory.chain = chained(memory.chain, hash);
    leaves.index.push(memory.tree.size);
    leaves.id.push(entry.id);
    leaves.at.push(entry.at);
    leaves.hash.push(hash);
    leaves.chain.push(memory.chain);
    nodes.push(...memory.tree.append(hash));
  }
  await client.query(
    `INSERT INTO core.journal_leaf (index, entry_id, at, hash, chain)
     SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::bytea[], $5::bytea[])`,
    [leaves.index, leaves.id, leaves.at, leaves.hash, leaves.chain],
  );
  if (nodes.length > 0)
    await client.query(
      `INSERT INTO core.journal_node (level, index, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
      [nodes.map(node => node.level), nodes.map(node => node.index), nodes.map(node => node.hash)],
    );
  await client.query(
    `DELETE FROM core.journal_pending p USING unnest($1::uuid[], $2::timestamptz[]) AS done (entry_id, at)
     WHERE p.entry_id = done.entry_id AND p.at = done.at`,
    [leaves.id, leaves.at],
  );
  return rows.length;
}

/** Signs the state of the tree, once a second at most; the last of each hour is kept. */
async function publish(
  client: pg.ClientBase,
  tree: Tree,
  key: { file: string; name: string },
): Promise<Pick<Turn, 'checkpointIn' | 'withoutKey'>> {
  const { rows } = await client.query<{ size: number; age: number; sameHour: boolean }>(
    `SELECT size, extract(epoch FROM clock_timestamp() - at)::float8 * 1000 AS age,
       date_trunc('hour', at) = date_trunc('hour', clock_timestamp()) AS "sameHour" FROM core.journal_head`,
  );
  const head = rows[0];
  if (head && head.size === tree.size) return { checkpointIn: null, withoutKey: false };
  // A clock set back does not silence the journal.
  if (head && head.age >= 0 && head.age < betweenCheckpoints)
    return { checkpointIn: betweenCheckpoints - head.age, withoutKey: false };
  const signer = await currentSigner(client, key.file, key.name);
  if (!signer) return { checkpointIn: null, withoutKey: true };
  if (head && !head.sameHour)
    await client.query(
      `INSERT INTO core.journal_checkpoint (size, root, at, note) SELECT size, root, at, note FROM core.journal_head
       ON CONFLICT (size) DO NOTHING`,
    );
  const root = tree.root();
  await writeHead(client, tree.size, root, writeCheckpoint(tree.size, root, signer));
  return { checkpointIn: null, withoutKey: false };
}

/** The checkpoint that everybody reads. */
export async function writeHead(client: Client, size: number, root: Buffer, note: string): Promise<void> {
  await client.query(
    `INSERT INTO core.journal_head (size, root, at, note) VALUES ($1, $2, clock_timestamp(), $3)
     ON CONFLICT (one) DO UPDATE SET size = excluded.size, root = excluded.root, at = excluded.at, note = excluded.note`,
    [size, root, note],
  );
}
