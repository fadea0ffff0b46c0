import { CsvSplitter, type Delimiter, isSeparatorLine } from '../../../core/reading/csv.ts';
import { chooseDelimiter, type Header, recogniseColumns } from '../domain/reading/header.ts';
import { cellsOfElement, JsonSplitter } from '../domain/reading/json.ts';
import { columnsOf, type Mapping } from '../domain/standard/mapping.ts';
import type { RawPlace } from '../domain/standard/types.ts';
import { type ByteSource, type Inspection, inspect } from './inspection.ts';
import { UnreadableFile } from './unreadable.ts';

/** Most rows read in one file. */
const MOST_ROWS = 200_000;

/** What is known of a file before its rows are read; goes to the import report. */
export interface FileFacts {
  bytes: number;
  sha256: string;
  encoding: Inspection['encoding'];
  shape: Inspection['shape'];
  delimiter: Delimiter | null;
  /** Columns (or keys of the first objects) that the format does not know: named once, left aside. */
  unknownColumns: string[];
  /** Columns of the format that the file does not have. */
  missingColumns: string[];
  /** Rows are at most that many: enough for a progress bar. */
  rowsAtMost: number;
}

export interface PlacesFile {
  facts: FileFacts;
  /** The rows, in order, under the column names of the format; may be called again. */
  rows(): AsyncGenerator<RawPlace>;
}

/**
 * Opens a CSV or JSON file of places: two passes over the bytes, 64 kB at a time, never the whole in memory.
 * Throws UnreadableFile (message in French) when nothing can be made of it, before any row is given.
 */
export async function openPlacesFile(open: ByteSource, mapping: Mapping): Promise<PlacesFile> {
  const inspection = await inspect(open);
  const known = columnsOf(mapping);
  const { bytes, sha256, encoding, shape } = inspection;
  const delimiter = shape === 'csv' ? chooseDelimiter(inspection.head, known) : null;
  const header =
    delimiter === null
      ? await firstKeys(open, inspection, known)
      : firstRecord(inspection.head, delimiter, known);
  refuseWithoutColumns(header, mapping);
  const rows = () =>
    delimiter === null ? jsonRows(open, inspection, known) : csvRows(open, inspection, delimiter, header);
  const rowsAtMost = await boundRows(inspection, rows);
  return {
    facts: {
      bytes,
      sha256,
      encoding,
      shape,
      delimiter,
      unknownColumns: header.unknown,
      missingColumns: header.missing,
      rowsAtMost,
    },
    rows,
  };
}

/** Counts the rows beforehand when there may be too many: the limit is told before anything is written. */
async function boundRows(inspection: Inspection, rows: PlacesFile['rows']): Promise<number> {
  const cheap = inspection.shape === 'csv' ? inspection.lineFeeds + 1 : Math.ceil(inspection.bytes / 8);
  if (cheap <= MOST_ROWS) return cheap;
  let count = 0;
  for await (const _ of rows()) {
    count++;
    if (count > MOST_ROWS) {
      throw new UnreadableFile(
        'fichier_trop_long',
        'Ce fichier dépasse 200\u00a0000 lignes. Coupez-le en plusieurs fichiers.',
      );
    }
  }
  return count;
}

function refuseWithoutColumns(header: Header, mapping: Mapping) {
  const missing = mapping.required.filter(group => group.every(column => header.missing.includes(column)));
  if (missing.length === 0) return;
  const names = missing.map(group => `«\u00a0${group.join('\u00a0» ou «\u00a0')}\u00a0»`).join(', ');
  throw new UnreadableFile(
    'colonnes_absentes',
    `Ce fichier n’est pas au format attendu (${mapping.title}). Il y manque\u00a0: ${names}.`,
  );
}

async function* textOf(open: ByteSource, inspection: Inspection): AsyncGenerator<string> {
  // The decoder takes the byte order mark away.
  const decoder = new TextDecoder(inspection.encoding);
  for await (const piece of open()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function firstRecord(head: string, delimiter: Delimiter, known: ReadonlySet<string>): Header {
  const splitter = new CsvSplitter(delimiter);
  const first = [...splitter.push(head), ...splitter.end()].find(record => !isSeparatorLine(record.text));
  return recogniseColumns(first?.cells ?? [], known);
}

async function* csvRows(
  open: ByteSource,
  inspection: Inspection,
  delimiter: Delimiter,
  header: Header,
): AsyncGenerator<RawPlace> {
  const splitter = new CsvSplitter(delimiter);
  let headerPassed = false;
  let row = 0;
  const read = (records: ReturnType<CsvSplitter['push']>): RawPlace[] => {
    const found: RawPlace[] = [];
    for (const { line, cells, text } of records) {
      if (!headerPassed) {
        headerPassed = !isSeparatorLine(text);
        continue;
      }
      // Spreadsheets end files with rows of delimiters: there is nothing in them to accept or refuse.
      if (cells?.every(cell => cell.trim() === '')) continue;
      row++;
      found.push(cells === null ? openQuote(line, row, text) : rowOf(line, row, cells, header, text));
    }
    return found;
  };
  for await (const text of textOf(open, inspection)) yield* read(splitter.push(text));
  yield* read(splitter.end());
}

function openQuote(line: number, row: number, text: string): RawPlace {
  const message_fr = 'Un guillemet ouvert sur cette ligne n’est jamais fermé. Fermez-le ou enlevez-le.';
  return { line, row, cells: {}, defect: { code: 'guillemet_ouvert', message_fr, raw: text } };
}

/** A quote before the sign of a formula tells spreadsheets « this is text »: our own export for them writes it. */
function withoutMark(cell: string): string {
  return /^'[=+\-@\t]/.test(cell) ? cell.slice(1) : cell;
}

function rowOf(line: number, row: number, values: string[], header: Header, text: string): RawPlace {
  const cells: Record<string, string> = {};
  for (const [index, name] of header.names.entries()) {
    if (name !== null) cells[name] = withoutMark(values[index] ?? '');
  }
  if (values.length === header.names.length) return { line, row, cells };
  const message_fr = `Cette ligne a ${values.length} colonnes, il en faut ${header.names.length}. Vérifiez les séparateurs et les guillemets.`;
  return { line, row, cells, defect: { code: 'nombre_de_colonnes', message_fr, raw: text } };
}

/** Keys of the first objects of a JSON file. */
async function firstKeys(
  open: ByteSource,
  inspection: Inspection,
  known: ReadonlySet<string>,
): Promise<Header> {
  const splitter = new JsonSplitter();
  const keys = new Set<string>();
  const elements = [...splitter.push(inspection.head), ...splitter.end()];
  if (!splitter.isArray()) {
    throw new UnreadableFile(
      'json_sans_liste',
      'Ce fichier JSON doit être une liste de lieux, entre crochets [ ].',
    );
  }
  for (const { text } of elements) {
    for (const key of Object.keys((text === null ? null : cellsOfElement(text)) ?? {})) keys.add(key);
  }
  if (keys.size === 0) {
    // The first object may be longer than the head: read on until one is whole.
    for await (const element of jsonElements(open, inspection)) {
      if (element.isCut) {
        throw new UnreadableFile(
          'json_coupe',
          'Ce fichier JSON est coupé\u00a0: il s’arrête avant la fin du premier lieu. Téléchargez-le de nouveau.',
        );
      }
      const cells = element.text === null ? null : cellsOfElement(element.text);
      for (const key of Object.keys(cells ?? {})) keys.add(key);
      if (keys.size > 0) break;
    }
  }
  return recogniseColumns([...keys], known);
}

async function* jsonElements(open: ByteSource, inspection: Inspection) {
  const splitter = new JsonSplitter();
  for await (const text of textOf(open, inspection)) yield* splitter.push(text);
  yield* splitter.end();
}

async function* jsonRows(
  open: ByteSource,
  inspection: Inspection,
  known: ReadonlySet<string>,
): AsyncGenerator<RawPlace> {
  let row = 0;
  for await (const { line, text, isCut } of jsonElements(open, inspection)) {
    row++;
    const written = text === null ? null : cellsOfElement(text);
    if (written === null) {
      const message_fr = isCut
        ? 'Ce fichier est coupé\u00a0: il s’arrête ici, des lieux manquent. Téléchargez-le de nouveau.'
        : 'Ce lieu n’est pas un objet JSON complet. Vérifiez les accolades et les guillemets.';
      yield {
        line,
        row,
        cells: {},
        defect: { code: 'objet_illisible', message_fr, raw: (text ?? '').slice(0, 1000) },
      };
      continue;
    }
    const { names } = recogniseColumns(Object.keys(written), known);
    const cells: Record<string, string> = {};
    for (const [index, key] of Object.keys(written).entries()) {
      const name = names[index];
      if (name !== null && name !== undefined) cells[name] = written[key] ?? '';
    }
    yield { line, row, cells };
  }
}
