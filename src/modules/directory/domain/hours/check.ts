import { evaluateHours } from './evaluate.ts';
import { dayFromIso } from './paris.ts';
import { parseHours } from './parse.ts';
import type { Holidays, HoursException, HoursState } from './types.ts';

/** Answer to one case; instants are ISO 8601 in UTC. */
export interface CheckResult {
  state: HoursState;
  next_change: string | null;
  next_state: HoursState | null;
  next_open: string | null;
  reason: string | null;
  label_fr: string;
}

/** A case that cannot be read, with what to correct in French. `index` from 0; -1 = the list itself. */
export class CheckError extends Error {
  readonly index: number;

  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && dayFromIso(value) !== null;
}

function textOrNull(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function readExceptions(value: unknown, index: number): HoursException[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new CheckError(index, 'exceptions\u00A0: une liste est attendue.');
  return value.map(item => {
    if (
      !isFields(item) ||
      (item.kind !== 'closed' && item.kind !== 'open') ||
      !isDay(item.from) ||
      !(item.to === undefined || isDay(item.to)) ||
      !textOrNull(item.hours) ||
      !textOrNull(item.reason)
    )
      throw new CheckError(
        index,
        'exceptions\u00A0: chaque exception porte kind («\u00A0closed\u00A0» ou «\u00A0open\u00A0»), from et to (AAAA-MM-JJ), hours et reason.',
      );
    const to = item.to ?? item.from;
    if (to < item.from) throw new CheckError(index, 'exceptions\u00A0: from vient après to.');
    return { kind: item.kind, from: item.from, to, hours: item.hours ?? null, reason: item.reason ?? null };
  });
}

function readHolidays(value: unknown, index: number, usual: Holidays): Holidays {
  if (value === undefined || value === null) return usual;
  const wrong = new CheckError(
    index,
    'holidays\u00A0: school (covered, periods) ou null, et alsace_moselle (true ou false) sont attendus.',
  );
  if (!isFields(value)) throw wrong;
  const alsaceMoselle = value.alsace_moselle ?? value.alsaceMoselle ?? usual.alsaceMoselle ?? false;
  if (typeof alsaceMoselle !== 'boolean') throw wrong;
  const { school } = value;
  if (school === undefined) return { school: usual.school, alsaceMoselle };
  if (school === null) return { school: null, alsaceMoselle };
  if (!isFields(school) || !Array.isArray(school.covered) || !Array.isArray(school.periods)) throw wrong;
  const [from, to] = school.covered;
  if (!isDay(from) || !isDay(to)) throw wrong;
  const periods = school.periods.map((period: unknown) => {
    if (!isFields(period) || !isDay(period.from) || !isDay(period.to)) throw wrong;
    return { name: typeof period.name === 'string' ? period.name : '', from: period.from, to: period.to };
  });
  return { school: { covered: [from, to], periods }, alsaceMoselle };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Evaluates a list of cases `{opening_hours, at, exceptions?, holidays?}` (`at`: ISO 8601 with its offset).
 * For `directory hours check FILE` and `POST /api/v1/horaires/evaluer`.
 * @param usual holidays of a case that gives none
 * @throws CheckError with the rank of the first case that cannot be read
 */
export function checkCases(json: unknown, usual: Holidays = { school: null }): CheckResult[] {
  if (!Array.isArray(json)) throw new CheckError(-1, 'Une liste de cas est attendue.');
  return json.map((item: unknown, index) => {
    if (!isFields(item)) throw new CheckError(index, 'Chaque cas est un objet.');
    const { opening_hours: raw, at } = item;
    if (!textOrNull(raw)) throw new CheckError(index, 'opening_hours\u00A0: un texte ou null est attendu.');
    const instant = typeof at === 'string' && INSTANT.test(at) ? new Date(at) : null;
    if (!instant || Number.isNaN(instant.getTime()))
      throw new CheckError(
        index,
        'at\u00A0: une date avec son décalage est attendue, par exemple 2026-11-24T10:00:00+01:00.',
      );
    const context = {
      exceptions: readExceptions(item.exceptions, index),
      holidays: readHolidays(item.holidays, index, usual),
    };
    const written = raw ?? null;
    const result = evaluateHours(written === null ? null : parseHours(written), written, instant, context);
    return {
      state: result.state,
      next_change: result.nextChange?.toISOString() ?? null,
      next_state: result.nextState,
      next_open: result.nextOpen?.toISOString() ?? null,
      reason: result.reason,
      label_fr: result.labelFr,
    };
  });
}
