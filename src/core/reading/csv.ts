/** What stands between the cells of a table. */
export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** The line `sep=;` that some spreadsheets put before the header. */
export function isSeparatorLine(text: string): boolean {
  return /^sep=.\s*$/i.test(text);
}

/** A record longer than this (characters) holds a quote left open: the reader starts again at the next line. */
const LONGEST_RECORD = 500_000;

/** One record of a CSV file. `cells` is null when a quote was left open: `text` is then its first line. */
export interface CsvRecord {
  /** Line of the file where the record starts, from 1. */
  line: number;
  cells: string[] | null;
  text: string;
}

type Cut = { cells: string[]; end: number } | 'more' | 'open_quote';

/** Cuts one record starting at `start`; `final` says that nothing follows `text`. */
function cutRecord(text: string, start: number, delimiter: string, final: boolean): Cut {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) return final ? 'open_quote' : 'more';
        if (quote + 1 === text.length && !final) return 'more';
        cell += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        cell += '"';
        from = quote + 2;
      }
    }
    // Text after a closing quote is kept as it comes: a sloppy writer loses nothing.
    const from = at;
    while (at < text.length) {
      const char = text[at];
      if (char === delimiter || char === '\n' || char === '\r') break;
      at++;
    }
    cells.push(cell + text.slice(from, at));
    if (at === text.length) return final ? { cells, end: at } : 'more';
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (text[at] === '\r') {
      if (at + 1 === text.length && !final) return 'more';
      return { cells, end: text[at + 1] === '\n' ? at + 2 : at + 1 };
    }
    return { cells, end: at + 1 };
  }
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}

/**
 * Splits CSV text that arrives in pieces (RFC 4180; `\n`, `\r\n` or `\r` line ends, line breaks inside
 * quotes). Holds one record at most. A quote left open costs its own line, never the rest of the file.
 */
export class CsvSplitter {
  private readonly delimiter: string;
  private pending = '';
  private line = 1;
  /** Length of `pending` under which cutting again is useless: a long record is not read at every piece. */
  private retryAt = 0;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  /** Records completed by this piece of text; blank lines are passed over. */
  push(text: string): CsvRecord[] {
    this.pending += text;
    return this.pending.length < this.retryAt ? [] : this.cut(false);
  }

  /** The last records, once the file is over. */
  end(): CsvRecord[] {
    return this.cut(true);
  }

  private cut(final: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < this.pending.length) {
      let cut = cutRecord(this.pending, start, this.delimiter, final);
      if (cut === 'more') {
        if (this.pending.length - start < LONGEST_RECORD) break;
        cut = 'open_quote';
      }
      if (cut === 'open_quote') {
        const rest = /\r\n?|\n/g;
        rest.lastIndex = start;
        const found = rest.exec(this.pending);
        const lineEnd = found?.index ?? this.pending.length;
        records.push({ line: this.line, cells: null, text: this.pending.slice(start, lineEnd) });
        start = found === null ? this.pending.length : rest.lastIndex;
        this.line += 1;
        continue;
      }
      const text = this.pending.slice(start, cut.end);
      if (text.trim() !== '') records.push({ line: this.line, cells: cut.cells, text });
      this.line += countLines(text);
      start = cut.end;
    }
    this.pending = this.pending.slice(start);
    this.retryAt = this.pending.length < 65_536 ? 0 : this.pending.length * 2;
    return records;
  }
}
