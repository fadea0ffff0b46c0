import { CsvSplitter, delimiters, isSeparatorLine } from '../../../core/reading/csv.ts';
import { EncodingGuess } from '../../../core/reading/encoding.ts';
import { columnKey, type TypedRow, type TypedTable } from '../domain/importing/columns.ts';
import { UnreadableFile } from './unreadable.ts';
import { readWorkbook } from './workbook.ts';

/** Largest file of an indicator, in bytes. */
export const largestTable = 50 * 1024 * 1024;
/** Most rows of one: there are 35,000 communes and 50,000 quarters. */
const mostRows = 200_000;
/** Most lines before the header: national files begin with a title and a source. */
const longestPreamble = 20;

/** One record of the file; `cells` null: a quote was left open. */
interface Row {
  line: number;
  cells: readonly string[] | null;
}

/**
 * Reads a CSV (commas, semicolons or tabs, UTF-8 or Windows-1252) or an XLSX file, its first sheet. `wanted` are the
 * columns looked for: they tell the delimiter and the line of the header. Throws {@link UnreadableFile}.
 */
export async function readTable(bytes: Uint8Array, wanted: readonly string[]): Promise<TypedTable> {
  if (bytes.length > largestTable)
    throw new UnreadableFile('Ce fichier dépasse 50\u00a0Mo. Coupez-le en plusieurs fichiers.');
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (start.startsWith('PK\u0003\u0004')) return tableOf(await readWorkbook(bytes), wanted);
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0'))
    throw new UnreadableFile('Ce classeur est d’un format ancien (.xls). Enregistrez-le en .xlsx ou en CSV.');
  if (start.startsWith('%PDF'))
    throw new UnreadableFile('Ce fichier est un PDF. Il faut un fichier CSV ou XLSX.');
  if (/^(\u00ff\u00fe|\u00fe\u00ff)/.test(start))
    throw new UnreadableFile('Ce fichier est en UTF-16. Enregistrez-le en UTF-8.');
  if (bytes.includes(0)) throw new UnreadableFile('Ce fichier n’est ni un texte ni un classeur.');
  const guess = new EncodingGuess();
  guess.push(bytes);
  const text = new TextDecoder(guess.answer()).decode(bytes);
  if (text.trim() === '') throw new UnreadableFile('Ce fichier est vide.');
  if (text.trimStart().startsWith('<'))
    throw new UnreadableFile('Ce fichier est une page web, pas un tableau. Téléchargez le fichier lui-même.');
  return tableOf(recordsOf(text, wanted), wanted);
}

/** The records of a CSV text, cut by the delimiter that shows the most of the wanted columns. */
function recordsOf(text: string, wanted: readonly string[]): Row[] {
  const head = text.slice(0, 64 * 1024);
  const cut = (part: string, delimiter: string) => {
    const splitter = new CsvSplitter(delimiter);
    return [...splitter.push(part), ...splitter.end()].filter(record => !isSeparatorLine(record.text));
  };
  const shown = (delimiter: string) => {
    const first = cut(head, delimiter).slice(0, longestPreamble);
    return Math.max(
      ...first.map(({ cells }) => found(cells ?? [], wanted) * 1000 + Math.min(999, cells?.length ?? 0)),
    );
  };
  const [best] = delimiters.toSorted((a, b) => shown(b) - shown(a));
  return cut(text, best!);
}

/** How many of the wanted columns are there. */
function found(cells: readonly string[], wanted: readonly string[]): number {
  const keys = new Set(cells.map(columnKey));
  return wanted.filter(name => keys.has(columnKey(name))).length;
}

/** Header and rows; rows of empty cells are what spreadsheets leave behind. */
function tableOf(rows: readonly Row[], wanted: readonly string[]): TypedTable {
  const full = rows.filter(({ cells }) => cells === null || cells.some(cell => cell.trim() !== ''));
  const head = full.slice(0, longestPreamble);
  const best = Math.max(0, ...head.map(({ cells }) => found(cells ?? [], wanted)));
  const at = head.findIndex(({ cells }) => cells !== null && found(cells, wanted) === best);
  const header = full[at]?.cells;
  if (!header) throw new UnreadableFile('Ce fichier n’a pas de ligne d’en-tête.');
  const body = full.slice(at + 1);
  if (body.length === 0) throw new UnreadableFile('Ce fichier n’a aucune ligne sous son en-tête.');
  if (body.length > mostRows)
    throw new UnreadableFile(
      'Ce fichier dépasse 200\u00a0000\u00a0lignes. Gardez celles de votre département.',
    );
  return { header, rows: body.map(row => typedRow(row, header.length)) };
}

function typedRow({ line, cells }: Row, width: number): TypedRow {
  if (cells === null)
    return { line, cells: [], defect: 'un guillemet ouvert sur cette ligne n’est jamais fermé' };
  return cells.length === width
    ? { line, cells }
    : { line, cells, defect: `cette ligne a ${cells.length} colonnes, l’en-tête en a ${width}` };
}
