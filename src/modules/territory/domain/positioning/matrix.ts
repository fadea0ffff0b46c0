/** A line that is not a time between two places; the line counts from 1, the header included. */
export interface MatrixFault {
  line: number;
  value: string;
  reason: string;
}

export interface TravelMatrix {
  /** Tenths of minute, row after row; 0 from a place to itself, infinite for a pair that is not given. */
  times: Float64Array;
  /** Lines that make the table unusable. */
  faults: MatrixFault[];
  /** Lines about places that are not asked for: left out. */
  unknown: MatrixFault[];
  /** How many pairs are missing, and the first of them by code. */
  missing: { count: number; first: [from: string, to: string][] };
  /** Pairs whose two ways differ: allowed. */
  asymmetric: number;
}

const longest = 600;
const mostListed = 20;

/**
 * Reads travel times `from,to,minutes` (product/territory.md §6, §10): columns in any order, commas or semicolons, decimal
 * point or comma. An empty time is a missing pair.
 * @param codes of the places, in the order of the instance
 */
export function readMatrix(text: string, codes: readonly string[]): TravelMatrix {
  const n = codes.length;
  const numberOf = new Map(codes.map((code, index) => [code, index]));
  const times = new Float64Array(n * n).fill(Number.NaN);
  const faults: MatrixFault[] = [];
  const unknown: MatrixFault[] = [];
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const delimiter = header.includes(';') ? ';' : ',';
  const names = header.split(delimiter).map(name => name.trim().replaceAll('"', '').toLowerCase());
  const [from, to, minutes] = ['from', 'to', 'minutes'].map(name => names.indexOf(name));
  if (from! < 0 || to! < 0 || minutes! < 0)
    faults.push({ line: 1, value: header, reason: 'il faut les colonnes from, to et minutes' });
  else
    for (const [index, written] of lines.entries()) {
      if (written.trim() === '') continue;
      const line = index + 2;
      const cells = cellsOf(written, delimiter, names.length);
      const [one, two] = [numberOf.get(cells[from!] ?? ''), numberOf.get(cells[to!] ?? '')];
      if (cells.length !== names.length)
        faults.push({ line, value: written, reason: 'le nombre de colonnes change' });
      else if (one === undefined || two === undefined) {
        const value = one === undefined ? cells[from!]! : cells[to!]!;
        unknown.push({ line, value, reason: 'cette commune n’est pas dans la table' });
      } else {
        const value = cells[minutes!]!;
        if (value === '') continue;
        const tenths = Math.round(Number(value.replace(',', '.')) * 10);
        const reason = faultOf(tenths, one === two, times[one * n + two]!);
        if (reason) faults.push({ line, value, reason });
        else times[one * n + two] = tenths;
      }
    }
  for (let place = 0; place < n; place++) times[place * n + place] = 0;
  return { times, faults, unknown, missing: missingFrom(times, codes), asymmetric: asymmetricIn(times, n) };
}

/** What is wrong with a time, or nothing. */
function faultOf(tenths: number, isSame: boolean, before: number): string | null {
  if (Number.isNaN(tenths)) return 'ce n’est pas un nombre de minutes';
  if (tenths < 0) return 'un temps n’est pas négatif';
  if (tenths > longest * 10) return `plus de ${longest} minutes`;
  if (isSame && tenths > 0) return 'le temps d’une commune à elle-même est 0';
  return before !== tenths && !Number.isNaN(before) ? 'cette paire a déjà un autre temps' : null;
}

/** Cells without their quotes. Where commas separate, one more cell in a number is its decimals. */
function cellsOf(written: string, delimiter: string, columns: number): string[] {
  const cells = written
    .replace(/"(\d+),(\d+)"/g, '$1.$2')
    .replaceAll('"', '')
    .split(delimiter)
    .map(cell => cell.trim());
  if (delimiter === ',' && columns === 3 && cells.length === 4 && /^\d+$/.test(cells[3]!))
    cells.splice(2, 2, `${cells[2]}.${cells[3]}`);
  return cells;
}

/** Counts the pairs that were not given, which become out of reach. */
function missingFrom(times: Float64Array, codes: readonly string[]): TravelMatrix['missing'] {
  const first: [string, string][] = [];
  let count = 0;
  for (const [pair, time] of times.entries()) {
    if (!Number.isNaN(time)) continue;
    times[pair] = Number.POSITIVE_INFINITY;
    if (count++ < mostListed)
      first.push([codes[Math.floor(pair / codes.length)]!, codes[pair % codes.length]!]);
  }
  return { count, first };
}

function asymmetricIn(times: Float64Array, n: number): number {
  let count = 0;
  for (let one = 0; one < n; one++)
    for (let two = 0; two < one; two++) if (times[one * n + two] !== times[two * n + one]) count++;
  return count;
}

/** Tenths of minute between two places, from times row after row. */
export const timeIn =
  (times: Float64Array, places: number) =>
  (from: number, to: number): number =>
    times[from * places + to]!;

/**
 * Times as the text that everybody reads the same: `from,to,minutes`, pairs in the order of the codes, those out of reach
 * left out. The same times give the same bytes.
 * @param times tenths of minute, row after row
 */
export function matrixText(codes: readonly string[], times: Float64Array): string {
  const lines = ['from,to,minutes'];
  for (const [one, from] of codes.entries())
    for (const [two, to] of codes.entries()) {
      const tenths = times[one * codes.length + two]!;
      if (one !== two && tenths < Number.POSITIVE_INFINITY) lines.push(`${from},${to},${tenths / 10}`);
    }
  return `${lines.join('\n')}\n`;
}
