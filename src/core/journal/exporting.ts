import type pg from 'pg';
import { type Entry, type EntryRow, entryColumns, entryOf } from './entry.ts';
import { type JournalKey, listKeys } from './keys.ts';
import { readCheckpoint } from './note.ts';
import { type Client, cachedTiles, currentNote, storedHashes } from './reading.ts';
import { inclusionPath } from './tree.ts';
import { CannotVerify } from './verifying.ts';

/** A public key in a file, with what it and the one before sign of each other. */
export interface WrittenKey {
  number: number;
  name: string;
  public_key: string;
  signed_by_new: string | null;
  signed_by_old: string | null;
}

/** First line of every file: what the rest is held against. */
export interface Heading {
  airial_journal: 1;
  /** `all`: every leaf in order. `proofs`: some entries, each with its proof. */
  content: 'all' | 'proofs';
  keys: WrittenKey[];
  checkpoint: string;
  /** Checkpoints kept from before, smallest first. */
  earlier?: string[];
}

/** One entry and the way from it to the root of the checkpoint. */
export interface ProvenEntry {
  index: number;
  entry: Entry;
  proof: string[];
  /** What the entry holds the commitment of; only for the person concerned. */
  detail?: { salt: string; payload: unknown };
}

/** A line of a whole journal: an entry, or its hash alone when retention has taken it away. */
export type WrittenLeaf = { index: number; entry: Entry } | { index: number; hash: string };

function writeKey(key: JournalKey): WrittenKey {
  const base64 = (bytes: Buffer | null) => bytes?.toString('base64') ?? null;
  return {
    number: key.number,
    name: key.name,
    public_key: key.publicKey.toString('base64'),
    signed_by_new: base64(key.signedByNew),
    signed_by_old: base64(key.signedByOld),
  };
}

/** Everything at one instant: what two questions read must be of the same journal. */
export async function* atOneInstant<Line>(
  client: pg.ClientBase,
  lines: () => AsyncIterable<Line>,
): AsyncIterable<Line> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    yield* lines();
  } finally {
    await client.query('ROLLBACK').catch(() => {});
  }
}

async function headingOf(
  client: Client,
  content: Heading['content'],
): Promise<{ heading: Heading; size: number }> {
  const checkpoint = await currentNote(client);
  const read = checkpoint && readCheckpoint(checkpoint);
  if (!checkpoint || !read)
    throw new CannotVerify('Aucun point de contrôle n’a encore été signé\u00a0: démarrez Airial.');
  const keys = (await listKeys(client)).map(writeKey);
  return { heading: { airial_journal: 1, content, keys, checkpoint }, size: read.size };
}

const leavesAtOnce = 5000;

/** The whole tree without details, for anybody to verify without the database. */
export async function* wholeJournal(client: pg.ClientBase): AsyncIterable<Heading | WrittenLeaf> {
  const { heading, size } = await headingOf(client, 'all');
  const { rows: earlier } = await client.query<{ note: string }>(
    'SELECT note FROM core.journal_checkpoint ORDER BY size',
  );
  yield { ...heading, earlier: earlier.map(row => row.note) };
  for (let from = 0; from < size; from += leavesAtOnce) {
    const { rows } = await client.query<EntryRow & { index: number; hash: Buffer }>(
      `SELECT l.index, l.hash, ${entryColumns} FROM core.journal_leaf l
       LEFT JOIN core.journal_entry e ON e.at = l.at AND e.id = l.entry_id
       WHERE l.index >= $1 AND l.index < $2 ORDER BY l.index`,
      [from, Math.min(from + leavesAtOnce, size)],
    );
    for (const { index, hash, ...row } of rows)
      yield row.id ? { index, entry: entryOf(row) } : { index, hash: hash.toString('base64') };
  }
}

/** Which entries to take out. */
export type Selection =
  | { entry: string }
  | { person: string; from?: string; to?: string }
  | { organisation: string; from?: string; to?: string };

/**
 * Some entries, each with its proof; details only for the person they speak of. Entries younger than the last
 * checkpoint come with the next one.
 */
export async function* provenEntries(
  client: Client,
  chosen: Selection,
): AsyncIterable<Heading | ProvenEntry> {
  const { heading, size } = await headingOf(client, 'proofs');
  const read = cachedTiles(storedHashes(client), size);
  yield heading;
  const isPerson = 'person' in chosen;
  const { from = null, to = null } = 'entry' in chosen ? {} : chosen;
  const who = 'entry' in chosen ? chosen.entry : isPerson ? chosen.person : chosen.organisation;
  const condition =
    'entry' in chosen
      ? 'l.entry_id = $1::uuid'
      : isPerson
        ? `(e.subject_ref = (SELECT ref FROM core.pseudonym WHERE target = $1::uuid)
            OR (e.actor_ref = (SELECT ref::text FROM core.pseudonym WHERE target = $1::uuid) AND e.organisation_ref IS NULL))`
        : 'e.organisation_ref = $1::uuid';
  for (let after = -1; ; ) {
    const { rows } = await client.query<EntryRow & { index: number; salt: Buffer | null; payload: unknown }>(
      `SELECT l.index, ${entryColumns}, d.salt, d.payload FROM core.journal_entry e
       JOIN core.journal_leaf l ON l.entry_id = e.id AND l.at = e.at
       LEFT JOIN core.journal_detail d ON $5 AND d.entry_id = e.id AND d.concerns IN (e.subject_ref::text, e.actor_ref)
       WHERE ${condition} AND l.index > $2 AND l.index < $3
         AND e.at >= coalesce($4::date AT TIME ZONE 'Europe/Paris', '-infinity')
         AND e.at < coalesce(($6::date + 1) AT TIME ZONE 'Europe/Paris', 'infinity')
       ORDER BY l.index LIMIT 500`,
      [who, after, size, from, isPerson, to],
    );
    for (const { index, salt, payload, ...row } of rows) {
      const proof = await inclusionPath(read, index, size);
      yield {
        index,
        entry: entryOf(row),
        proof: proof.map(hash => hash.toString('base64')),
        ...(salt ? { detail: { salt: salt.toString('base64'), payload } } : {}),
      };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.index;
  }
}
