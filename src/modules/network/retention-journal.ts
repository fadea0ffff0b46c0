import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

const closed = sql`SELECT id FROM network.account WHERE state = 'clos'`;

/** When the meaning of the journal ends (product/network.md §11); the entries themselves identify nobody then. */
export const journalRetention: readonly RetentionRule[] = [
  {
    code: 'network.journal_details',
    fr: 'Détails du journal\u00a0: 36 mois, ou avec le compte de la personne.',
    en: 'Details of the journal: 36 months, or with the account of the person.',
    table: 'core.journal_detail',
    columns: ['core.journal_detail.payload', 'core.journal_detail.concerns'],
    due: now =>
      sql`(at < ${before(now, 36, 'months')} OR concerns IN (SELECT ref::text FROM core.pseudonym WHERE target IN (${closed})))`,
    end: 'delete',
  },
  {
    code: 'network.journal_pseudonyms',
    fr: 'Pseudonyme d’un compte fermé\u00a0: avec le compte.',
    en: 'Pseudonym of a closed account: with the account.',
    table: 'core.pseudonym',
    columns: ['core.pseudonym.target'],
    due: () => sql`target IN (${closed})`,
    end: 'delete',
  },
  {
    code: 'network.journal_alerts',
    fr: 'Alertes sur le journal\u00a0: 12 mois après leur réponse.',
    en: 'Alerts about the journal: 12 months after their answer.',
    table: 'network.journal_alert',
    columns: ['network.journal_alert.answer', 'network.journal_alert.account_id'],
    due: now => sql`settled_at < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
];
