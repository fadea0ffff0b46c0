/** One row of a vocabulary: the code is what the database and the addresses hold, never the label. */
export interface Term<Code extends string = string> {
  /** Stable identifier, snake case without accents (the official code itself for kinds of places). */
  readonly code: Code;
  /** Exact value of the national standard v1.0.2, as written in exports. */
  readonly standard: string;
  /** What screens show, in French. */
  readonly label: string;
  readonly labelEn: string;
  /** The same thing in the words of the person helped, for public pages. */
  readonly plain?: string;
  /** Easy-to-read French, where the plain words are still too hard or too long: ten words at most. */
  readonly easy?: string;
  /** One sentence for the person who fills the form. */
  readonly hint?: string;
  /** Other official spellings read without a remark. */
  readonly alsoRead?: readonly string[];
  /** Older or longer spellings read with a remark in the import report. */
  readonly repaired?: readonly string[];
  /** Display order, from 1. */
  readonly order: number;
}

type Row<Code extends string> = Omit<Term<Code>, 'order'>;

/** Numbers the rows in the order they are written: the order of the table is the order on screen. */
export function inOrder<const Code extends string>(rows: readonly Row<Code>[]): readonly Term<Code>[] {
  return rows.map((row, index) => ({ ...row, order: index + 1 }));
}
