import type pg from 'pg';
import { Audit, type Verdict } from './audit.ts';
import {
  commitmentOf,
  type EntryRow,
  entryColumns,
  entryHash,
  entryOf,
  readJson,
  UnfaithfulNumber,
} from './entry.ts';
import { listKeys } from './keys.ts';
import { lastLeaf, treeAt } from './reading.ts';
import { type CompletedNode, chained, noChain, Tree } from './tree.ts';

export interface Verification {
  /** Public key to believe; that of this machine, or the one an outsider was given. */
  anchor: Buffer | null;
  /** Checkpoint kept outside of the database. */
  against?: string;
  /** Only from this size on: what is before is taken from the tree. */
  since?: number;
  say?: (line: string) => void;
}

/** There is nothing to verify as asked. */
export class CannotVerify extends Error {}

/** Leaves read at once: a megabyte. */
const leavesAtOnce = 2000;

interface LeafRow extends EntryRow {
  index: number;
  leafEntry: string;
  hash: Buffer;
  chain: Buffer;
  missingYear: number | null;
  salt: Buffer | null;
  payload: string | null;
}

/**
 * Recomputes the whole journal from what the database holds at one instant: leaves, chain, nodes, roots, signatures,
 * commitments, and that every entry is in the tree once. Memory does not grow with the journal.
 * The connection must read everything: that of the owner.
 */
export async function verifyJournal(client: pg.ClientBase, asked: Verification): Promise<Verdict> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await verify(client, asked);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
  }
}

async function verify(
  client: pg.ClientBase,
  { anchor, against, since = 0, say }: Verification,
): Promise<Verdict> {
  const { size } = await lastLeaf(client);
  if (since > size) throw new CannotVerify(`Le journal n’a que ${size} entrées.`);
  const audit = new Audit(since === 0 ? new Tree() : await treeBefore(client, since));
  await expectCheckpoints(client, audit, { anchor, against, since, size });
  const details = await walk(client, audit, since, say);
  const waiting = await strays(client, audit, size);
  const retired = audit.end();
  return {
    size,
    root: audit.root(),
    checked: audit.checked,
    details,
    checkpoints: audit.checkpoints,
    waiting,
    retired,
    findings: audit.findings,
    warnings: audit.warnings,
  };
}

async function treeBefore(client: pg.ClientBase, since: number): Promise<Tree> {
  try {
    return await treeAt(client, since);
  } catch {
    throw new CannotVerify(
      `L’arbre est abîmé avant l’entrée ${since}\u00a0: vérifiez tout le journal, sans --since.`,
    );
  }
}

async function expectCheckpoints(
  client: pg.ClientBase,
  audit: Audit,
  {
    anchor,
    against,
    since,
    size,
  }: { anchor: Buffer | null; against: string | undefined; since: number; size: number },
) {
  const keys = await listKeys(client);
  const trusted = audit.trust(keys, anchor);
  const { rows: kept } = await client.query<{ size: number; root: Buffer; note: string; isHead: boolean }>(
    `SELECT size, root, note, false AS "isHead" FROM core.journal_checkpoint WHERE size >= $1
     UNION ALL SELECT size, root, note, true FROM core.journal_head ORDER BY size`,
    [since],
  );
  for (const { note, ...state } of kept) audit.expect(note, trusted, state);
  if (!kept.some(({ isHead }) => isHead)) {
    if (keys.length > 0) audit.find(null, 'Le dernier point de contrôle a été supprimé.');
    else if (size > 0) audit.warnings.push('Aucun point de contrôle n’a encore été signé.');
  }
  if (against !== undefined) {
    const checkpoint = audit.expect(against, trusted);
    if (checkpoint && checkpoint.size < since)
      throw new CannotVerify(
        `Le point de contrôle donné compte ${checkpoint.size} entrées\u00a0: vérifiez au plus tard depuis celle-là.`,
      );
  }
}

/** Leaf by leaf. The next ones are read while these are hashed. Returns the details that keep their commitment. */
async function walk(
  client: pg.ClientBase,
  audit: Audit,
  since: number,
  say: Verification['say'],
): Promise<number> {
  // The entries of a batch lie side by side, as their leaves do: read as one stretch. On tables just filled, the
  // planner would read them whole for each batch.
  await client.query('SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off');
  const batch = async (from: number) =>
    (
      await client.query<LeafRow>({
        name: 'journal audit',
        text: `WITH l AS MATERIALIZED (
            SELECT index, entry_id, at, hash, chain FROM core.journal_leaf WHERE index >= $1 ORDER BY index LIMIT ${leavesAtOnce}),
          e AS MATERIALIZED (
            SELECT * FROM core.journal_entry WHERE at BETWEEN (SELECT min(at) FROM l) AND (SELECT max(at) FROM l)),
          d AS MATERIALIZED (
            SELECT * FROM core.journal_detail WHERE at BETWEEN (SELECT min(at) FROM l) AND (SELECT max(at) FROM l))
          SELECT l.index, l.entry_id AS "leafEntry", l.hash, l.chain, ${entryColumns},
            CASE WHEN e.id IS NULL THEN extract(year FROM l.at AT TIME ZONE 'UTC')::integer END AS "missingYear",
            d.salt, d.payload::text AS payload
          FROM l LEFT JOIN e ON e.at = l.at AND e.id = l.entry_id LEFT JOIN d ON d.entry_id = l.entry_id
          ORDER BY l.index`,
        values: [from],
      })
    ).rows;
  let details = 0;
  let expected = since;
  let chain = await chainBefore(client, since);
  let next = batch(expected);
  for (;;) {
    const rows = await next;
    if (rows.length === 0) break;
    next = batch(rows.at(-1)!.index + 1);
    // Told where it is awaited.
    next.catch(() => {});
    const completed: CompletedNode[] = [];
    for (const row of rows) {
      if (row.index !== expected)
        audit.find(
          expected,
          `La place de l’entrée est vide${row.index > expected + 1 ? `, jusqu’à la ${row.index - 1}` : ''}.`,
        );
      expected = row.index + 1;
      if (!chained(chain, row.hash).equals(row.chain))
        audit.find(row.index, 'L’entrée n’est plus à la place où elle a été écrite.', row.leafEntry);
      chain = row.chain;
      completed.push(...audit.leaf(row.index, row.leafEntry, row.hash, recomputed(audit, row)));
      if (row.payload !== null && detailHolds(audit, row)) details++;
    }
    await compareNodes(client, audit, completed);
    if (expected % 100_000 < leavesAtOnce && expected > leavesAtOnce) say?.(`${expected} entrées vérifiées…`);
  }
  return details;
}

async function chainBefore(client: pg.ClientBase, since: number): Promise<Buffer> {
  if (since === 0) return noChain;
  const { rows } = await client.query<{ chain: Buffer }>(
    'SELECT chain FROM core.journal_leaf WHERE index = $1',
    [since - 1],
  );
  if (!rows[0])
    throw new CannotVerify(`L’entrée ${since - 1} manque\u00a0: vérifiez tout le journal, sans --since.`);
  return rows[0].chain;
}

/** Hash of the entry as it is now; null when it is no longer there, or cannot be read as it was written. */
function recomputed(audit: Audit, row: LeafRow): Buffer | null {
  if (row.missingYear !== null) {
    audit.gone(row.index, row.leafEntry, row.missingYear);
    return null;
  }
  audit.learn(row);
  try {
    return entryHash(entryOf(row));
  } catch (error) {
    if (!(error instanceof UnfaithfulNumber)) throw error;
    audit.find(row.index, 'Un nombre de l’entrée a été changé.', row.leafEntry);
    return null;
  }
}

function detailHolds(audit: Audit, { index, leafEntry, salt, payload, commitment }: LeafRow): boolean {
  try {
    if (commitment === commitmentOf(salt!, readJson(payload!)).toString('base64')) return true;
  } catch (error) {
    if (!(error instanceof UnfaithfulNumber)) throw error;
  }
  audit.find(index, 'Le détail de l’entrée a été changé.', leafEntry);
  return false;
}

async function compareNodes(client: pg.ClientBase, audit: Audit, completed: readonly CompletedNode[]) {
  if (completed.length === 0) return;
  const { rows } = await client.query<{ level: number; index: number; hash: Buffer | null }>(
    `SELECT asked.level, asked.index, n.hash FROM unnest($1::smallint[], $2::bigint[]) AS asked (level, index)
     LEFT JOIN core.journal_node n USING (level, index)`,
    [completed.map(node => node.level), completed.map(node => node.index)],
  );
  const stored = new Map(rows.map(row => [`${row.level}/${row.index}`, row.hash]));
  for (const { level, index, hash } of completed)
    if (!stored.get(`${level}/${index}`)?.equals(hash))
      audit.find(
        null,
        `Une empreinte de l’arbre, au-dessus des entrées ${index * 256 ** level} à ${(index + 1) * 256 ** level - 1}, ne correspond pas à elles.`,
      );
}

/** What is in the database and not in the tree. Returns how many entries wait for it. */
async function strays(client: pg.ClientBase, audit: Audit, size: number): Promise<number> {
  await client.query(
    `SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on; SET LOCAL work_mem = '64MB'`,
  );
  const never = await client.query<{ id: string }>(
    `SELECT e.id FROM core.journal_entry e
     WHERE NOT EXISTS (SELECT FROM core.journal_leaf l WHERE l.entry_id = e.id AND l.at = e.at)
       AND NOT EXISTS (SELECT FROM core.journal_pending p WHERE p.entry_id = e.id AND p.at = e.at) LIMIT 20`,
  );
  for (const { id } of never.rows) audit.find(null, 'Une entrée n’est pas passée par le journal.', id);
  const waiting = await client.query<{ id: string; sound: boolean }>(
    `SELECT p.entry_id AS id, e.id IS NOT NULL AND l.entry_id IS NULL AS sound FROM core.journal_pending p
     LEFT JOIN core.journal_entry e ON e.at = p.at AND e.id = p.entry_id LEFT JOIN core.journal_leaf l ON l.entry_id = p.entry_id`,
  );
  for (const { id, sound } of waiting.rows)
    if (!sound)
      audit.find(null, 'Une entrée attend dans l’arbre une place qu’elle a déjà, ou n’existe plus.', id);
  const details = await client.query<{ id: string }>(
    `SELECT d.entry_id AS id FROM core.journal_detail d
     WHERE NOT EXISTS (SELECT FROM core.journal_entry e WHERE e.at = d.at AND e.id = d.entry_id) LIMIT 20`,
  );
  for (const { id } of details.rows) audit.find(null, 'Un détail n’appartient à aucune entrée.', id);
  const nodes = await client.query<{ n: number }>('SELECT count(*) AS n FROM core.journal_node');
  let expected = 0;
  for (let width = Math.floor(size / 256); width > 0; width = Math.floor(width / 256)) expected += width;
  if (nodes.rows[0]!.n !== expected)
    audit.find(null, `L’arbre a ${nodes.rows[0]!.n} empreintes de branches au lieu de ${expected}.`);
  return waiting.rows.filter(({ sound }) => sound).length;
}
