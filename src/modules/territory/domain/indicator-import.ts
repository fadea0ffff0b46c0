import type { Indicator, ObservationStatus } from '../vocabulary.ts';
import { type Codes, type ImportGround, readCode, readCodes } from './importing/codes.ts';
import { type ColumnChoice, findColumns, type TypedTable } from './importing/columns.ts';
import {
  bounds,
  type Figures,
  isNotPublished,
  type Joining,
  join,
  ratioOf,
  readNumber,
} from './importing/figures.ts';

/** A value of an indicator for a present commune; null when its producer keeps it secret. */
export interface KeptValue {
  code: string;
  value: number | null;
  status: Extract<ObservationStatus, 'observed' | 'suppressed' | 'merged'>;
  numerator: number | null;
  denominator: number | null;
}

/** What was done of each row that is not simply kept. */
export interface ImportReport {
  columns: ColumnChoice;
  /** Old codes, and what they are today: « 40302 Garrosse → 40197 Morcenx-la-Nouvelle ». */
  mapped: { line: number; from: string; to: string }[];
  /** Communes made of their quarters (IRIS). */
  joined: { commune: string; quarters: number; how: Joining }[];
  refused: { line: number; typed: string; why: string }[];
  /** Rows of other départements, left aside. */
  elsewhere: number;
  /** Present communes of the département for which nothing is kept, by code. */
  absent: string[];
  /** Of the whole file: the sum of inhabitants, a column read apart. */
  remarks: string[];
}

export interface ReadImport {
  rowsRead: number;
  /** By code. */
  kept: KeptValue[];
  report: ImportReport;
}

/** A row whose code and numbers could be read. */
interface Line extends Figures {
  line: number;
  typed: string;
  commune: string;
  iris: string | null;
}

/** What a commune code, present or old, has in the file. */
interface Base extends Figures {
  lines: readonly Line[];
  how: Joining | null;
}

/**
 * Reads a table of an indicator (product/territory.md §2 « Communes through time », §3): what is kept for each present
 * commune of the ground, and what became of every row that is not simply kept. Throws WrongColumns.
 */
export function readImport(
  table: TypedTable,
  choice: ColumnChoice,
  ground: ImportGround,
  { unit }: Pick<Indicator, 'unit'>,
): ReadImport {
  const codes = readCodes(ground);
  const report: ImportReport = {
    columns: choice,
    mapped: [],
    joined: [],
    refused: [],
    elsewhere: 0,
    absent: [],
    remarks: [],
  };
  const lines = readLines(table, choice, ground, unit, codes, report);
  const bases = new Map(
    [...Map.groupBy(lines, line => line.commune)].flatMap(([code, own]) => {
      const base = baseOf(own, unit, codes.named(code), report);
      return base ? [[code, base] as const] : [];
    }),
  );
  const kept = presentValues(bases, unit, codes, report);
  const known = new Set(kept.map(({ code }) => code));
  report.absent = [...ground.communes.keys()].filter(code => !known.has(code)).sort();
  report.remarks.push(...remarksOnTheWhole(kept, bases, ground, unit));
  report.mapped.sort((a, b) => a.line - b.line);
  report.refused.sort((a, b) => a.line - b.line);
  return { rowsRead: table.rows.length, kept, report };
}

/** The rows that can be read, of communes of the ground, each code once. */
function readLines(
  { header, rows }: TypedTable,
  choice: ColumnChoice,
  ground: ImportGround,
  unit: Indicator['unit'],
  codes: Codes,
  report: ImportReport,
): Line[] {
  const columns = findColumns(header, choice);
  const first = new Map<string, number>();
  const lines: Line[] = [];
  for (const { line, cells, defect } of rows) {
    const cell = (role: keyof ColumnChoice) =>
      columns[role] === null ? '' : (cells[columns[role]] ?? '').trim();
    const refuse = (typed: string, why: string) => {
      report.refused.push({ line, typed: typed.slice(0, 200), why });
    };
    const typed = cell('code');
    if (defect !== undefined) {
      refuse(typed, defect);
      continue;
    }
    const code = readCode(typed, ground.departement);
    if (!code) {
      refuse(typed, 'ce n’est ni un code de commune (5 caractères) ni un code IRIS (9 caractères)');
      continue;
    }
    const end = codes.destination(code.commune);
    if (end.kind === 'elsewhere') report.elsewhere++;
    if (end.kind === 'refused') refuse(typed, end.why);
    if (end.kind !== 'here') continue;
    const key = `${code.commune}${code.iris ?? ''}`;
    const before = first.get(key);
    if (before !== undefined) {
      refuse(typed, `ce code est déjà à la ligne ${before}`);
      continue;
    }
    first.set(key, line);
    const figures = readFigures(cell, unit);
    if ('why' in figures) refuse(figures.typed, figures.why);
    else lines.push({ line, typed, ...code, ...figures });
  }
  return lines;
}

/** The numbers of a row, or the cell that is none and why. */
function readFigures(
  cell: (role: keyof ColumnChoice) => string,
  unit: Indicator['unit'],
): Figures | { typed: string; why: string } {
  const wide = [0, 1e9] as const;
  const limits = { value: bounds[unit], numerator: wide, denominator: wide, population: wide } as const;
  const figures: Figures = { value: null, numerator: null, denominator: null, population: null };
  for (const role of ['value', 'numerator', 'denominator', 'population'] as const) {
    const typed = cell(role);
    if (isNotPublished(typed)) continue;
    const number = readNumber(typed);
    const [from, to] = limits[role];
    if (number === null) return { typed, why: 'ce n’est pas un nombre' };
    if (!(number >= from && number <= to))
      return {
        typed,
        why: `la valeur doit être entre ${from} et ${typedNumber(to)}`,
      };
    figures[role] = number;
  }
  const ratio = ratioOf(figures, unit);
  if (ratio !== null && ratio > bounds[unit][1])
    return {
      typed: `${cell('numerator')} / ${cell('denominator')}`,
      why: 'le numérateur est trop grand pour ce dénominateur',
    };
  return { ...figures, value: figures.value ?? ratio };
}

/** What a commune code has: its own row, or its quarters joined; null when they cannot be. */
function baseOf(
  lines: readonly Line[],
  unit: Indicator['unit'],
  name: string,
  report: ImportReport,
): Base | null {
  const whole = lines.find(line => line.iris === null);
  const quarters = lines.filter(line => line.iris !== null);
  if (quarters.length === 0) return { ...whole!, lines, how: null };
  if (whole && whole.value !== null) {
    report.remarks.push(
      `${name}\u00a0: la commune a sa propre ligne, ses ${quarters.length} quartiers (IRIS) n’ont pas servi.`,
    );
    return { ...whole, lines, how: null };
  }
  const made = join(
    quarters.map(quarter => ({ ...quarter, share: 1 })),
    unit,
  );
  if (!made) {
    refuseAll(
      quarters,
      'quartier (IRIS) sans numérateur ni population\u00a0: la commune ne peut pas être calculée',
      report,
    );
    return whole ? { ...whole, lines: [whole], how: null } : null;
  }
  report.joined.push({ commune: name, quarters: quarters.length, how: made.how });
  return { ...made, lines };
}

/** The values of present communes, those of old codes brought to them. */
function presentValues(
  bases: ReadonlyMap<string, Base>,
  unit: Indicator['unit'],
  codes: Codes,
  report: ImportReport,
): KeptValue[] {
  const found = [...bases].flatMap(([code, base]) => {
    const end = codes.destination(code);
    if (end.kind !== 'here') return [];
    if (end.isOld)
      report.mapped.push({
        line: base.lines[0]!.line,
        from: codes.named(code),
        to: end.parts.map(part => codes.named(part.code)).join(' et '),
      });
    return end.parts.map(({ code: present, share }) => ({
      present,
      old: end.isOld ? code : null,
      share,
      base,
    }));
  });
  const kept: KeptValue[] = [];
  for (const [code, parts] of Map.groupBy(found, ({ present }) => present)) {
    const [only] = parts;
    const isMerged = parts.length > 1 || only!.old !== null;
    const made = isMerged
      ? join(
          parts.map(({ base, share }) => ({ ...base, share })),
          unit,
        )
      : only!.base;
    if (!made) {
      refuseAll(
        parts.flatMap(({ base }) => base.lines),
        `${codes.named(code)} réunit plusieurs lignes, sans numérateur ni population pour les calculer ensemble`,
        report,
      );
      continue;
    }
    if (isMerged) remarkMissing(code, parts, codes, report);
    const { value, numerator, denominator } = made;
    const isComputed = isMerged || made.how === 'weighted';
    const status = value === null ? 'suppressed' : isComputed ? 'merged' : 'observed';
    kept.push({ code, value, status, numerator, denominator });
  }
  return kept.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A merged commune some of whose former parts have no row, or keep their value secret. */
function remarkMissing(
  code: string,
  parts: readonly { present: string; old: string | null; base: Base }[],
  codes: Codes,
  report: ImportReport,
) {
  const given = new Set(parts.map(part => part.old ?? part.present));
  const missing = [code, ...codes.former(code)].filter(each => !given.has(each));
  if (missing.length > 0)
    report.remarks.push(
      `${codes.named(code)}\u00a0: calculé sans ${missing.map(codes.named).join(', ')}, qui n’ont pas de ligne.`,
    );
  const secret = parts.filter(({ base }) => base.value === null);
  if (secret.length > 0 && secret.length < parts.length)
    report.remarks.push(
      `${codes.named(code)}\u00a0: non publié pour ${secret.map(part => codes.named(part.old ?? part.present)).join(', ')}, donc non publié en entier.`,
    );
}

function refuseAll(lines: readonly Line[], why: string, report: ImportReport) {
  // A row of a divided commune may be refused for each of its parts: it is told once.
  const told = new Set(report.refused.map(({ line }) => line));
  for (const { line, typed } of lines) if (!told.has(line)) report.refused.push({ line, typed, why });
}

function remarksOnTheWhole(
  kept: readonly KeptValue[],
  bases: ReadonlyMap<string, Base>,
  { communes }: ImportGround,
  unit: Indicator['unit'],
): string[] {
  const remarks: string[] = [];
  const values = kept.flatMap(({ value }) => value ?? []);
  if (kept.length > 0 && values.length === 0) remarks.push('Aucune valeur n’est publiée.');
  if (values.length > 1 && values.every(value => value === values[0]))
    remarks.push(
      `Toutes les valeurs sont égales (${typedNumber(values[0]!)})\u00a0: cet indicateur ne distingue aucune commune.`,
    );
  else if (unit === 'pct' && values.length > 1 && values.every(value => value <= 1))
    remarks.push('Aucune valeur ne dépasse 1\u00a0: des parts de 0 à 1, au lieu de pourcentages\u00a0?');
  const told = [...bases.values()].flatMap(({ population }) => population ?? []);
  const sum = told.reduce((a, b) => a + b, 0);
  const stored = [...communes.values()].reduce((total, { population }) => total + (population ?? 0), 0);
  if (told.length > 0 && Math.abs(sum - stored) > 0.005 * stored)
    remarks.push(
      `Le fichier compte ${typedNumber(sum)}\u00a0habitants, la liste des communes ${typedNumber(stored)}\u00a0: plus de 0,5\u00a0% d’écart.`,
    );
  return remarks;
}

const typedNumber = (value: number) => value.toLocaleString('fr-FR').replaceAll('\u202f', '\u00a0');
