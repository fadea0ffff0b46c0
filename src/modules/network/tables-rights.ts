import type { RightsKind } from './vocabulary.ts';

/** Rows of requests about rights, as migrations/0015 makes them. */
declare module '../../core/database.ts' {
  interface Tables {
    'network.rights_request': {
      id: string;
      account_id: string | null;
      person_name: string | null;
      kind: RightsKind;
      words: string;
      received_at: Date;
      /** Day of Paris, `2026-12-24`. */
      due_on: string;
      extended_at: Date | null;
      extension_reason: string | null;
      answered_at: Date | null;
      answered_by: string | null;
      answer: string | null;
      recorded_by: string | null;
    };
  }
}
