export type AlertState = 'none' | 'raised' | 'answered';

/** Rows of migrations/0004_journal.sql. */
declare module '../../core/database.ts' {
  interface Tables {
    'network.journal_alert': {
      id: string;
      entry_id: string;
      entry_at: Date;
      account_id: string;
      organisation_id: string | null;
      raised_at: Date;
      settled_at: Date | null;
      settled_by: string | null;
      answer: string | null;
    };
  }
}
