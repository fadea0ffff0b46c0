import { CsvSplitter, type Delimiter, delimiters, isSeparatorLine } from '../../../../core/reading/csv.ts';
import { fold } from '../../../territory/index.ts';

/** Columns of a file set against those a format knows. */
export interface Header {
  /** For each column of the file, the name the format gives it; null when unknown or met before. */
  names: (string | null)[];
  unknown: string[];
  missing: string[];
}

/** Column names compared without case, accents, spaces or underscores. */
function columnKey(name: string): string {
  return fold(name).replaceAll(' ', '_');
}

/** Recognises the columns of a file, in any order; the first of two equal columns is the one read. */
export function recogniseColumns(written: readonly string[], known: Iterable<string>): Header {
  const byKey = new Map([...known].map(name => [columnKey(name), name]));
  const met = new Set<string>();
  const unknown: string[] = [];
  const names = written.map(name => {
    const column = byKey.get(columnKey(name));
    if (column === undefined || met.has(column)) {
      if (name.trim() !== '') unknown.push(name.trim());
      return null;
    }
    met.add(column);
    return column;
  });
  return { names, unknown, missing: [...byKey.values()].filter(name => !met.has(name)) };
}

/** The delimiter with which the first line of `head` shows the most known columns. */
export function chooseDelimiter(head: string, known: ReadonlySet<string>): Delimiter {
  let best: Delimiter = ',';
  let bestCount = 0;
  for (const delimiter of delimiters) {
    const splitter = new CsvSplitter(delimiter);
    const first = [...splitter.push(head), ...splitter.end()].find(record => !isSeparatorLine(record.text));
    const count = recogniseColumns(first?.cells ?? [], known).names.filter(name => name !== null).length;
    if (count > bestCount) [best, bestCount] = [delimiter, count];
  }
  return best;
}
