import { cleanLine, quoted, warn } from './text.ts';
import type { FieldResult } from './types.ts';

/** A real day of the calendar, as `YYYY-MM-DD`; null otherwise. */
function realDay(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

/**
 * `date_maj`: ISO day, French day repaired with a remark. Impossible, before 1990, later than `today`
 * (ISO, Europe/Paris) or missing: null with a remark.
 */
export function readUpdatedOn(raw: string | undefined, today: string): FieldResult<string | null> {
  const field = 'date_maj';
  const text = cleanLine(raw ?? '');
  const drop = (code: string, message: string): FieldResult<string | null> => ({
    value: null,
    issues: [warn(field, code, message, text, null)],
  });
  if (text === '') return drop('date_absente', 'La date de mise à jour manque.');
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const timed = /^(\d{4})-(\d{2})-(\d{2})[T ]\d{2}:\d{2}/.exec(text);
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const parts = iso ?? timed;
  const value = parts
    ? realDay(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '')
    : french
      ? realDay(french[3] ?? '', french[2] ?? '', french[1] ?? '')
      : null;
  if (value === null || value < '1990-01-01') {
    return drop('date_impossible', `La date ${quoted(text)} n’existe pas. Écrivez-la comme 2026-11-23.`);
  }
  if (value > today) return drop('date_future', `La date ${quoted(text)} n’est pas encore arrivée.`);
  if (iso) return { value, issues: [] };
  const message = `La date ${quoted(text)} a été lue ${value}. Écrivez l’année, le mois puis le jour.`;
  return { value, issues: [warn(field, 'date_repare', message, text, value)] };
}
