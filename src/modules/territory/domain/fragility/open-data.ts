import { compatScore } from './position.ts';

/** One commune of the open file. */
export interface OpenRow {
  insee: string;
  name: string;
  epci: string | null;
  value: number;
  lo90: number;
  hi90: number;
  rank: number;
  rankLo90: number;
  rankHi90: number;
  pTop: number;
  contributions: Readonly<Record<string, number>>;
  missing: readonly string[];
  /** Published values, in the order of the definition. */
  values: readonly (number | null)[];
}

type Definition = Parameters<typeof compatScore>[0];

/** Columns and values of a commune, the same in every format; null is an empty cell. */
export function openRecord(definition: Definition, row: OpenRow): Record<string, string | number | null> {
  const compat = compatScore(definition, row.values);
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    insee: row.insee,
    nom: row.name,
    epci: row.epci,
    indice: round(row.value),
    indice_sur_10: round(1 + 0.09 * row.value),
    indice_bas: round(row.lo90),
    indice_haut: round(row.hi90),
    rang: row.rank,
    rang_bas: row.rankLo90,
    rang_haut: row.rankHi90,
    part_top: round(row.pTop),
    donnees_non_publiees: row.missing.join('|'),
    ifn_2022_sur_10: compat.value10 === null ? null : round(compat.value10),
    ifn_2022_ecartees: compat.points.filter(point => point === null).length,
    ...Object.fromEntries(
      definition.indicators.flatMap(({ id }, k) => [
        [`valeur_${id}`, row.values[k] ?? null],
        [`effet_${id}`, round(row.contributions[id]!)],
      ]),
    ),
  };
}

/** The records as CSV: commas and points, or semicolons and decimal commas for a French spreadsheet (with its mark). */
export function openCsv(records: readonly Record<string, string | number | null>[], french: boolean): string {
  const [first] = records;
  if (!first) return '';
  const separator = french ? ';' : ',';
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return french ? String(value).replace('.', ',') : String(value);
    return /["\n\r]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  const lines = [Object.keys(first), ...records.map(record => Object.values(record))];
  return `${french ? '\ufeff' : ''}${lines.map(cells => `${cells.map(cell).join(separator)}\n`).join('')}`;
}
