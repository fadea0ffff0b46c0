import { parse } from 'csv-parse/sync';
import type { CommuneValues } from './domain/fragility/imputing.ts';
import { isNotPublished, readNumber } from './domain/importing/figures.ts';
import type { PlaceFacts } from './domain/positioning/demand.ts';

/** The table cannot be read; the line counts from 1, the header included. */
export class UnreadableTable extends Error {
  readonly line: number;
  constructor(line: number, reason: string) {
    super(`ligne ${line}\u00a0: ${reason}`);
    this.line = line;
  }
}

const needed = [
  'nom',
  'lat',
  'lon',
  'epci_siren',
  'population',
  'age_65_plus_pct',
  'low_or_no_diploma_15_plus_pct',
];

export interface NamedPlace extends PlaceFacts {
  name: string;
}

/** One row of a table: its cells, and numbers read from them; what is wrong is said with its line. */
interface Row {
  cell(name: string): string;
  /** A number in these bounds, decimal comma or not; null when the cell is empty or says that it is not published. */
  number(name: string, from: number, to: number): number | null;
  required(name: string, from: number, to: number): number;
}

/** Reads a table of communes, commas or semicolons, columns in any order; each commune once, its code in `insee`. */
function readRows(text: string, needed: readonly string[]): { code: string; row: Row }[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  const delimiter = /^[^\n]*;/.test(text) ? ';' : ',';
  try {
    rows = parse(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      delimiter,
      info: true,
      trim: true,
    });
  } catch (error) {
    const { lines = 1 } = error as { lines?: number };
    throw new UnreadableTable(lines, 'le nombre de colonnes change');
  }
  const [first] = rows;
  if (!first) throw new UnreadableTable(1, 'aucune commune');
  const missing = ['insee', ...needed].filter(name => !(name in first.record));
  if (missing.length > 0) throw new UnreadableTable(1, `il manque les colonnes ${missing.join(', ')}`);
  const seen = new Set<string>();
  return rows.map(({ record, info }) => {
    const code = record.insee!;
    if (!/^(\d{2}|2[AB])\d{3}$/.test(code))
      throw new UnreadableTable(info.lines, `«\u00a0${code}\u00a0» n’est pas un code de commune`);
    if (seen.has(code)) throw new UnreadableTable(info.lines, `la commune ${code} est deux fois`);
    seen.add(code);
    return { code, row: rowOf(record, info.lines) };
  });
}

function rowOf(record: Record<string, string>, line: number): Row {
  const number = (name: string, from: number, to: number): number | null => {
    const typed = record[name]!;
    if (isNotPublished(typed)) return null;
    const value = readNumber(typed) ?? Number.NaN;
    if (!(value >= from && value <= to))
      throw new UnreadableTable(line, `${name} «\u00a0${typed}\u00a0» doit être entre ${from} et ${to}`);
    return value;
  };
  return {
    cell: name => record[name] ?? '',
    number,
    required: (name, from, to) => {
      const value = number(name, from, to);
      if (value === null) throw new UnreadableTable(line, `${name} est vide`);
      return value;
    },
  };
}

/** Reads `--data` of positioning: the columns of product/territory.md §9, others allowed. */
export function readCommunes(text: string): NamedPlace[] {
  return readRows(text, needed).map(({ code, row }) => ({
    code,
    name: row.cell('nom'),
    lat: row.required('lat', -90, 90),
    lon: row.required('lon', -180, 180),
    epci: row.cell('epci_siren'),
    population: Math.round(row.required('population', 0, 1e8)),
    age65Plus: row.number('age_65_plus_pct', 0, 100),
    lowDiploma: row.number('low_or_no_diploma_15_plus_pct', 0, 100),
  }));
}

/** Reads `--data` of the index: `insee`, `population` (or `pop_YYYY`) and one column, in per cent, an indicator. */
export function readIndicators(text: string, indicators: readonly string[]): CommuneValues[] {
  const header = text.slice(0, text.indexOf('\n'));
  const population = /\bpop_\d{4}\b/.exec(header)?.[0] ?? 'population';
  return readRows(text, [population, ...indicators]).map(({ code, row }) => ({
    code,
    population: Math.round(row.required(population, 0, 1e8)),
    values: indicators.map(id => row.number(id, 0, 100)),
  }));
}
