import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { readSheet, type SheetData } from 'read-excel-file/universal';
import { UnreadableFile } from './unreadable.ts';

/** Most bytes of a workbook once unpacked. */
const mostUnpacked = 64 * 1024 * 1024;

/**
 * The cells of the first sheet of an XLSX file, as text. What a small file unpacks to is counted while it unpacks,
 * and the library is given the parts already unpacked: it has nothing left to inflate.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<{ line: number; cells: string[] }[]> {
  const parts = unpacked(bytes);
  const bare = zipSync(parts, { level: 0 });
  let rows: SheetData<string>;
  try {
    // Numbers stay as they are written: codes are not amounts.
    rows = await readSheet(bare.buffer as ArrayBuffer, { parseNumber: text => text });
  } catch (error) {
    throw new UnreadableFile('Ce classeur est abîmé, ou n’est pas au format XLSX.', { cause: error });
  }
  const width = Math.max(0, ...rows.map(row => row.length));
  return rows.map((row, index) => ({
    line: index + 1,
    cells: Array.from({ length: width }, (_, at) => textOf(row[at] ?? null)),
  }));
}

function textOf(cell: unknown): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

/** The XML parts of the archive; throws when they are more than may be. */
function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = Object.create(null);
  let total = 0;
  const unzip = new Unzip(file => {
    if (!/\.(xml|rels)$/.test(file.name)) return;
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, final) => {
      if (error) throw error;
      total += piece.length;
      if (total > mostUnpacked)
        throw new UnreadableFile(
          'Ce classeur est trop grand une fois ouvert. Enregistrez cette feuille en CSV.',
        );
      pieces.push(piece);
      if (final) found[file.name] = Buffer.concat(pieces);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    // By small pieces: one of them unpacks to 64 MB at worst.
    const step = 64 * 1024;
    for (let from = 0; from < bytes.length; from += step)
      unzip.push(bytes.subarray(from, from + step), from + step >= bytes.length);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('Ce classeur est abîmé, ou n’est pas au format XLSX.', { cause: error });
  }
  return found;
}
