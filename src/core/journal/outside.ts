import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Audit, type Verdict } from './audit.ts';
import { canonicalEntry, commitmentOf, type Entry } from './entry.ts';
import type { Heading, ProvenEntry, WrittenKey, WrittenLeaf } from './exporting.ts';
import type { JournalKey } from './keys.ts';
import { BadNote, openCheckpoint, type Verifier } from './note.ts';
import { leafHash, rootFromPath, Tree } from './tree.ts';
import { CannotVerify } from './verifying.ts';

/*
 * What somebody outside verifies, with a file and a key: neither the database nor the installation is needed.
 */

const notOurs = () => new CannotVerify('Ce fichier n’est pas un extrait du journal d’Airial.');

async function* linesOf(file: string): AsyncIterable<unknown> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (!line) continue;
    try {
      yield JSON.parse(line);
    } catch {
      throw notOurs();
    }
  }
}

function headingOf(value: unknown): Heading {
  const heading = value as Partial<Heading> | null;
  if (heading?.airial_journal !== 1 || !Array.isArray(heading.keys) || typeof heading.checkpoint !== 'string')
    throw notOurs();
  return heading as Heading;
}

function readKey(key: WrittenKey): JournalKey {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64'));
  return {
    number: key.number,
    name: key.name,
    publicKey: bytes(key.public_key)!,
    signedByNew: bytes(key.signed_by_new),
    signedByOld: bytes(key.signed_by_old),
  };
}

/** Recomputes an exported journal, whole. */
export async function verifyExport(
  file: string,
  { key, against, say }: { key: Verifier; against?: string; say?: (line: string) => void },
): Promise<Verdict> {
  const tree = new Tree();
  const audit = new Audit(tree);
  let heading: Heading | null = null;
  let size = 0;
  for await (const line of linesOf(file)) {
    if (!heading) {
      heading = headingOf(line);
      if (heading.content !== 'all')
        throw new CannotVerify('Ce fichier contient des preuves\u00a0: ./airial journal check-proof.');
      const trusted = audit.trust(heading.keys.map(readKey), key.publicKey);
      for (const note of [...(heading.earlier ?? []), heading.checkpoint]) {
        const checkpoint = audit.expect(note, trusted);
        size = Math.max(size, checkpoint?.size ?? 0);
      }
      if (against !== undefined) audit.expect(against, trusted);
      continue;
    }
    const leaf = line as WrittenLeaf;
    if (leaf.index !== tree.size)
      audit.find(tree.size, 'La place de l’entrée est vide, ou prise par une autre.');
    if ('entry' in leaf) {
      audit.learn(leaf.entry);
      audit.leaf(tree.size, leaf.entry.id, hashOf(leaf.entry), null);
    } else {
      audit.gone(tree.size, '', null);
      audit.leaf(tree.size, '', Buffer.from(leaf.hash, 'base64'), null);
    }
    if (tree.size % 100_000 === 0) say?.(`${tree.size} entrées vérifiées…`);
  }
  if (!heading) throw notOurs();
  if (tree.size > size) audit.find(size, 'Le fichier compte plus d’entrées que son point de contrôle.');
  const retired = audit.end();
  return {
    size: tree.size,
    root: audit.root(),
    checked: audit.checked,
    details: 0,
    checkpoints: audit.checkpoints,
    waiting: 0,
    retired,
    findings: audit.findings,
    warnings: audit.warnings,
  };
}

function hashOf(entry: Entry): Buffer {
  try {
    return leafHash(canonicalEntry(entry));
  } catch {
    throw notOurs();
  }
}

export interface CheckedProofs {
  /** Size of the journal at the checkpoint. */
  size: number;
  entries: Entry[];
  /** Index of the first proof that does not hold, or null. */
  wrong: { index: number; reason: string } | null;
}

/** Checks that entries are in the journal that this key signed. */
export async function checkProofs(file: string, key: Verifier): Promise<CheckedProofs> {
  const entries: Entry[] = [];
  let state: { size: number; root: Buffer } | null = null;
  for await (const line of linesOf(file)) {
    if (!state) {
      const heading = headingOf(line);
      if (heading.content !== 'proofs')
        throw new CannotVerify(
          'Ce fichier contient tout le journal\u00a0: ./airial journal verify --export.',
        );
      try {
        // Trusted from the key given on: a later one counts when each named the next.
        state = openCheckpoint(
          heading.checkpoint,
          new Audit(new Tree()).trust(heading.keys.map(readKey), key.publicKey),
        );
      } catch (error) {
        if (!(error instanceof BadNote)) throw error;
        return { size: 0, entries, wrong: { index: 0, reason: error.message } };
      }
      continue;
    }
    const { index, entry, proof, detail } = line as ProvenEntry;
    if (!Array.isArray(proof) || !entry) throw notOurs();
    const root = rootFromPath(
      hashOf(entry),
      index,
      state.size,
      proof.map(hash => Buffer.from(hash, 'base64')),
    );
    if (!root?.equals(state.root))
      return {
        size: state.size,
        entries,
        wrong: { index, reason: 'L’entrée n’est pas dans le journal signé.' },
      };
    if (
      detail &&
      commitmentOf(Buffer.from(detail.salt, 'base64'), detail.payload).toString('base64') !== entry.commitment
    )
      return {
        size: state.size,
        entries,
        wrong: { index, reason: 'Le détail n’est pas celui de l’entrée.' },
      };
    entries.push(entry);
  }
  if (!state) throw notOurs();
  return { size: state.size, entries, wrong: null };
}
