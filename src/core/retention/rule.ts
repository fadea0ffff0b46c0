import type { RawBuilder } from 'kysely';

/**
 * When personal data end, and how (ARCHITECTURE law 10, product/network.md §11). Every column that may identify
 * somebody is in the `columns` of a rule; a guard compares them with the schema.
 */
export interface RetentionRule {
  /** `network.invitations` */
  code: string;
  /** What ends and when, for the register: « Invitations sans réponse : 3 mois après leur fin. » */
  fr: string;
  en: string;
  /** Table whose rows are looked at. */
  table: string;
  /** Columns this rule ends, as `schema.table.column`; those of the table, or of tables that go with its rows. */
  columns: readonly string[];
  /** Rows whose time has come. */
  due: (now: Date) => RawBuilder<boolean>;
  /** The rows go, or only what identifies somebody in them. */
  end: 'delete' | Readonly<Record<string, RawBuilder<unknown>>>;
}

const units = { days: 'Date', months: 'Month' } as const;

/** The instant so long before another. */
export function before(now: Date, count: number, unit: keyof typeof units): Date {
  const then = new Date(now);
  if (unit === 'days') then.setUTCDate(then.getUTCDate() - count);
  else then.setUTCMonth(then.getUTCMonth() - count);
  return then;
}
