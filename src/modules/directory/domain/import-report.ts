import type { Issue, Outcome, ParsedPlace } from './standard/types.ts';

/** What an import did, in rows of the file (`missing`: records of the source that the file no longer has). */
export interface ImportCounts {
  rows: number;
  accepted: number;
  warn: number;
  rejected: number;
  created: number;
  changed: number;
  untouched: number;
  missing: number;
}

/** One run of an import, as its report shows it. */
export interface ImportRun {
  id: string;
  source: string;
  format: string;
  fileName: string;
  fileHash: string;
  state: 'running' | 'finished' | 'stopped';
  startedAt: Date;
  finishedAt: Date | null;
  rowsTotal: number;
  rowsDone: number;
  /** Line of the file up to which everything is recorded. */
  lineDone: number;
  counts: ImportCounts;
  unknownColumns: string[];
  message: string | null;
}

/** The verdict on one row of a file, as reports show it. */
export interface RowVerdict {
  line: number;
  row: number;
  id: string | null;
  outcome: Outcome;
  issues: Omit<Issue, 'line' | 'row' | 'id'>[];
}

/** The verdict of a row as reports tell it. */
export function verdictOf({ line, row, id, outcome, issues }: ParsedPlace): RowVerdict {
  return { line, row, id, outcome, issues: issues.map(({ line: _l, row: _r, id: _i, ...issue }) => issue) };
}
