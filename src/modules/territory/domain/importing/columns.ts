import { fold } from '../folding.ts';

/** A table as it was read of a file: cells are text, as typed. */
export interface TypedTable {
  header: readonly string[];
  rows: readonly TypedRow[];
}

export interface TypedRow {
  /** Line of the file, from 1, the header included. */
  line: number;
  cells: readonly string[];
  /** Why the cells cannot be told apart, in French. */
  defect?: string;
}

/** Which columns to read, by the name in the header; null: not in the file. */
export interface ColumnChoice {
  code: string;
  value: string;
  numerator: string | null;
  denominator: string | null;
  /** Inhabitants: weighs the rates that are joined, and is compared with what is known. */
  population: string | null;
}

/** The columns that were asked are not those of the file. */
export class WrongColumns extends Error {
  readonly role: keyof ColumnChoice;
  constructor(role: keyof ColumnChoice, message: string) {
    super(message);
    this.role = role;
  }
}

/** Names compared without case, accents, spaces nor underscores. */
export const columnKey = (name: string) => fold(name).replaceAll(/[ _]/g, '');

/** Position of each column that was asked. Throws {@link WrongColumns}. */
export function findColumns(
  header: readonly string[],
  choice: ColumnChoice,
): Readonly<Record<keyof ColumnChoice, number | null>> {
  const keys = header.map(columnKey);
  const place = (role: keyof ColumnChoice): number | null => {
    const name = choice[role];
    if (name === null) return null;
    const at = keys.indexOf(columnKey(name));
    if (at === -1)
      throw new WrongColumns(
        role,
        `Il manque la colonne «\u00a0${name}\u00a0». Colonnes du fichier\u00a0: ${listed(header)}.`,
      );
    if (keys.indexOf(columnKey(name), at + 1) !== -1)
      throw new WrongColumns(role, `La colonne «\u00a0${name}\u00a0» est deux fois dans le fichier.`);
    return at;
  };
  if ((choice.numerator === null) !== (choice.denominator === null)) {
    const role = choice.numerator === null ? 'numerator' : 'denominator';
    throw new WrongColumns(role, 'Donnez le numérateur et le dénominateur, ou aucun des deux.');
  }
  return {
    code: place('code'),
    value: place('value'),
    numerator: place('numerator'),
    denominator: place('denominator'),
    population: place('population'),
  };
}

/** The first columns, enough to see the right one. */
const listed = (header: readonly string[]) =>
  `${header
    .slice(0, 20)
    .map(name => name.slice(0, 60))
    .join(', ')}${header.length > 20 ? '…' : ''}`;
