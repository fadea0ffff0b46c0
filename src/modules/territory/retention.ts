import { sql } from 'kysely';
import type { RetentionRule } from '../../core/retention/rule.ts';

/**
 * What identifies somebody ends with their account (product/territory.md §11). Imports themselves are kept. The house of
 * accounts stands above: its table is read by its name.
 */
export const territoryRetention: readonly RetentionRule[] = [
  {
    code: 'territory.import_authors',
    fr: 'Qui a chargé un fichier d’indicateur\u00a0: jusqu’à la fermeture de son compte.',
    en: 'Who loaded a file of an indicator: until their account is closed.',
    table: 'territory.import',
    columns: ['territory.import.by'],
    due: () =>
      sql`"by" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM network.account WHERE account.id::text = "by" AND account.state <> 'clos')`,
    end: { by: sql`NULL` },
  },
];
