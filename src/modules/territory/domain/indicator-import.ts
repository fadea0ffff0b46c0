import type { ObservationStatus } from '../vocabulary.ts';

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
  /** Old codes, and what they are today: « 40302 Garrosse → 40197 Morcenx-la-Nouvelle ». */
  mapped: { line: number; from: string; to: string }[];
  refused: { line: number; typed: string; why: string }[];
  /** Present communes without a row. */
  absent: string[];
  /** Of the whole file: the sum of inhabitants, a column read apart. */
  remarks: string[];
}
