import { frenchHoursToOsm } from './french-hours.ts';
import { cleanLine, quoted, warn } from './text.ts';
import type { FieldIssue, FieldResult, HoursReading } from './types.ts';

/** The longest timetable kept; a longer text is not a timetable. */
const LIMIT = 2000;

/**
 * `horaires`: always kept as written, with a remark when pages cannot read it. French words
 * (`frenchText`, of formats that have no OSM column) are turned into OSM syntax only when every word was read.
 */
export function readTimetable(
  raw: string | undefined,
  frenchText: string | undefined,
  readHours: (text: string) => HoursReading,
): FieldResult<string | null> {
  const field = 'horaires';
  const written = cleanLine(raw ?? '');
  const french = cleanLine(frenchText ?? '');
  if (written === '' && french === '') return { value: null, issues: [] };
  const text = written === '' ? (frenchHoursToOsm(french) ?? french) : written;
  if (text.length > LIMIT) {
    const message = 'Ces horaires sont trop longs pour être lus. Ils ne sont pas repris.';
    return { value: null, issues: [warn(field, 'horaires_trop_longs', message, text, null)] };
  }
  const remark = remarkOn(readHours(text), text);
  return { value: text, issues: remark === null ? [] : [remark] };
}

function remarkOn(reading: HoursReading, text: string): FieldIssue | null {
  switch (reading) {
    case 'ok':
      return null;
    case 'overlap': {
      const message = 'Des horaires se chevauchent le même jour. Ils sont réunis.';
      return warn('horaires', 'horaires_chevauchement', message, text, text);
    }
    case 'closing_before_opening': {
      const message = `Une heure de fermeture vient avant l’ouverture dans ${quoted(text)}. Vérifiez-la.`;
      return warn('horaires', 'horaires_fermeture_avant_ouverture', message, text, text);
    }
    case 'unreadable': {
      const message = 'Ces horaires ne sont pas au format OSM. Ils sont montrés comme le lieu les a écrits.';
      return warn('horaires', 'horaires_illisibles', message, text, text);
    }
  }
}

/** Weekly number of hours of a library (« 17.5 »): a fact to show, never a timetable. Null outside 0 to 168. */
export function readWeeklyHours(raw: string | undefined): FieldResult<number | null> {
  const text = cleanLine(raw ?? '').replace(',', '.');
  if (text === '') return { value: null, issues: [] };
  const hours = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (hours > 0 && hours <= 168) return { value: hours, issues: [] };
  const message = `${quoted(text)} n’est pas un nombre d’heures par semaine.`;
  return { value: null, issues: [warn('heures_par_semaine', 'heures_illisibles', message, text, null)] };
}
