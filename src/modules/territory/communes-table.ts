import { parse } from 'csv-parse/sync';
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
  'insee',
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

/** Reads `--data`: the columns of product/territory.md §9 in any order, others allowed, decimal commas too. */
export function readCommunes(text: string): NamedPlace[] {
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
  const missing = needed.filter(name => !(name in first.record));
  if (missing.length > 0) throw new UnreadableTable(1, `il manque les colonnes ${missing.join(', ')}`);
  const seen = new Set<string>();
  return rows.map(({ record, info }) => {
    const number = (name: string, from: number, to: number): number | null => {
      const typed = record[name]!;
      if (typed === '') return null;
      const value = Number(typed.replace(',', '.'));
      if (!(value >= from && value <= to))
        throw new UnreadableTable(
          info.lines,
          `${name} «\u00a0${typed}\u00a0» doit être entre ${from} et ${to}`,
        );
      return value;
    };
    const required = (name: string, from: number, to: number): number => {
      const value = number(name, from, to);
      if (value === null) throw new UnreadableTable(info.lines, `${name} est vide`);
      return value;
    };
    const code = record.insee!;
    if (!/^(\d{2}|2[AB])\d{3}$/.test(code))
      throw new UnreadableTable(info.lines, `«\u00a0${code}\u00a0» n’est pas un code de commune`);
    if (seen.has(code)) throw new UnreadableTable(info.lines, `la commune ${code} est deux fois`);
    seen.add(code);
    return {
      code,
      name: record.nom!,
      lat: required('lat', -90, 90),
      lon: required('lon', -180, 180),
      epci: record.epci_siren!,
      population: Math.round(required('population', 0, 1e8)),
      age65Plus: number('age_65_plus_pct', 0, 100),
      lowDiploma: number('low_or_no_diploma_15_plus_pct', 0, 100),
    };
  });
}
