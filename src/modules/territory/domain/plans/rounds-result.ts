/** What was found for rounds of counsellors: where they start from, which places they visit. The week is a table of its own. */
export interface RoundsResult {
  /** In the order of their counsellors: the first base has the first numbers. */
  bases: { code: string; name: string; counsellors: number }[];
  /** Places visited, the most persons helped first. */
  places: { code: string; name: string; halfDays: number; persons: number }[];
  /** Half-days out of the bases, in a week. */
  halfDays: number;
  /** Persons who need help, and those that rounds can help. */
  persons: number;
  helped: number;
  /** Share between these half-days and the best possible ones, as the solver announces. */
  gap: number;
  /** Half-days for which no slot was found. */
  left: { code: string; name: string; halfDays: number }[];
  seconds: number;
  /** Communes where a rate was estimated. */
  estimated: string[];
  warnings: string[];
}

/** A counsellor at a place, as it is kept. */
export interface PlannedVisit {
  counsellor: number;
  weekday: number;
  half: 'am' | 'pm';
  place: string;
  weeks: 'every' | 'odd' | 'even';
}

/** Base of each counsellor, by number from 1. */
export const basesOfCounsellors = ({ bases }: Pick<RoundsResult, 'bases'>): string[] =>
  bases.flatMap(({ code, counsellors }) => Array.from({ length: counsellors }, () => code));
