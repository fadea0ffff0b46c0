import type { JournalKey } from './keys.ts';
import { trustedKeys } from './keys.ts';
import { BadNote, type Checkpoint, openCheckpoint, readCheckpoint } from './note.ts';
import type { CompletedNode, Tree } from './tree.ts';

/** Something that was not so when it was written. */
export interface Finding {
  /** Place in the journal; null for what has none. */
  index: number | null;
  entry: string | null;
  reason: string;
}

/** What a verification says. */
export interface Verdict {
  size: number;
  /** Root at that size, in base64. */
  root: string;
  /** Entries recomputed by this verification. */
  checked: number;
  details: number;
  checkpoints: number;
  /** Entries that will be integrated in a moment. */
  waiting: number;
  /** Entries taken away by a recorded retention; their hashes stay. */
  retired: number;
  findings: Finding[];
  warnings: string[];
}

/** Enough to see what happened; a journal wholly rewritten would have one an entry. */
const mostFindings = 100;

/** Follows a journal from leaf to leaf and notes what does not hold, whatever it is read from. */
export class Audit {
  readonly findings: Finding[] = [];
  readonly warnings: string[] = [];
  checkpoints = 0;
  checked = 0;
  private readonly roots = new Map<number, { root: Buffer; label: string }[]>();
  /** By year; those whose year is not known need some recorded retention. */
  private readonly missing = new Map<number | null, Finding & { count: number }>();
  private readonly retiredYears = new Set<number>();
  private lastSound: number;
  private readonly tree: Tree;

  constructor(tree: Tree) {
    this.tree = tree;
    this.lastSound = tree.size;
  }

  find(index: number | null, reason: string, entry: string | null = null): void {
    if (this.findings.length < mostFindings) this.findings.push({ index, entry, reason });
  }

  /** The keys to believe from this one on; those of the journal itself when nothing better is known. */
  trust(keys: readonly JournalKey[], anchor: Buffer | null): JournalKey[] {
    if (keys.length === 0) return [];
    if (!anchor)
      this.warnings.push(
        'La clé n’est pas sur cette machine\u00a0: les signatures sont vérifiées avec la clé écrite dans le journal lui-même.',
      );
    const { trusted, unnamed } = trustedKeys(keys, anchor ?? keys.at(-1)!.publicKey);
    if (trusted.length === 0) this.find(null, 'La clé donnée n’a jamais signé ce journal.');
    for (const number of unnamed)
      this.warnings.push(`La clé n°\u00a0${number} a remplacé une clé perdue, qui ne l’a pas désignée.`);
    return trusted;
  }

  /** A checkpoint that must hold; its root is compared when the tree has its size. */
  expect(
    note: string,
    keys: readonly JournalKey[],
    kept?: { size: number; root: Buffer },
  ): Checkpoint | null {
    this.checkpoints++;
    const label = `Point de contrôle de ${readCheckpoint(note)?.size ?? kept?.size ?? '?'} entrées`;
    try {
      const checkpoint = openCheckpoint(note, keys);
      if (kept && (kept.size !== checkpoint.size || !kept.root.equals(checkpoint.root)))
        throw new BadNote('Il ne dit pas ce qui est écrit à côté de lui.');
      const same = this.roots.get(checkpoint.size) ?? [];
      this.roots.set(checkpoint.size, [...same, { root: checkpoint.root, label }]);
      if (checkpoint.size === this.tree.size) this.compareRoots();
      return checkpoint;
    } catch (error) {
      if (!(error instanceof BadNote)) throw error;
      this.find(null, `${label}\u00a0: ${error.message}`);
      return null;
    }
  }

  /** The next leaf; `computed` is the hash of its entry, null when it has been taken away. */
  leaf(index: number, entry: string, hash: Buffer, computed: Buffer | null): CompletedNode[] {
    if (computed && !computed.equals(hash))
      this.find(index, 'L’entrée ou son empreinte a été changée.', entry);
    this.checked++;
    const completed = this.tree.append(hash);
    this.compareRoots();
    return completed;
  }

  private compareRoots() {
    const expected = this.roots.get(this.tree.size);
    if (!expected) return;
    const root = this.tree.root();
    const wrong = expected.filter(checkpoint => !checkpoint.root.equals(root));
    // Said already, at its place, when a leaf before was found wrong.
    if (wrong.length > 0 && this.findings.every(({ index }) => index === null))
      for (const { label } of wrong)
        this.find(
          wrong.length === expected.length && this.tree.size > this.lastSound ? this.lastSound : null,
          `${label}\u00a0: il décrit un autre journal que celui-ci, à partir d’une entrée entre ${this.lastSound} et ${Math.max(this.tree.size - 1, 0)}.`,
        );
    if (wrong.length === 0) this.lastSound = this.tree.size;
    this.roots.delete(this.tree.size);
  }

  /** An entry that is no longer there: sound when the retention of its year has been recorded. */
  gone(index: number, entry: string, year: number | null): void {
    const known = this.missing.get(year);
    if (known) known.count++;
    else this.missing.set(year, { index, entry, reason: 'L’entrée a été supprimée.', count: 1 });
  }

  /** Learns from the journal itself which years were taken away. */
  learn(entry: { event: string; object_type: string; object_ref: string }): void {
    if (entry.event === retiredYear.event && entry.object_type === retiredYear.object)
      this.retiredYears.add(Number(entry.object_ref));
  }

  /** In base64. */
  root(): string {
    return this.tree.root().toString('base64');
  }

  /** What can be said only at the end. Returns the entries taken away soundly. */
  end(): number {
    for (const [size, expected] of [...this.roots].toSorted(([a], [b]) => a - b))
      if (size > this.tree.size)
        for (const { label } of expected)
          this.find(
            this.tree.size,
            `${label}\u00a0: le journal n’en a plus que ${this.tree.size}, les suivantes ont été supprimées.`,
          );
    let retired = 0;
    for (const [year, { count, ...finding }] of this.missing) {
      if (year === null ? this.retiredYears.size > 0 : this.retiredYears.has(year)) retired += count;
      else this.find(finding.index, finding.reason, finding.entry);
    }
    this.findings.sort((a, b) => (a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER));
    return retired;
  }
}

/** The entry that says a whole year was taken away, as the retention rules ask. */
const retiredYear = { event: 'retention.journal_year_retired', object: 'journal_year' } as const;
