import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

/** When linked applications and the counts of their calls end. */
export const apiRetention: readonly RetentionRule[] = [
  {
    code: 'network.api_calls',
    fr: 'Nombre d’appels des applications reliées\u00a0: 12 mois.',
    en: 'Number of calls of linked applications: 12 months.',
    table: 'network.api_call',
    columns: [],
    due: now => sql`hour < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
  {
    code: 'network.api_clients',
    fr: 'Applications reliées\u00a0: 12 mois après la fin de leur clé.',
    en: 'Linked applications: 12 months after the end of their key.',
    table: 'network.api_client',
    columns: ['network.api_client.created_by'],
    due: now => sql`least(ended_at, valid_until) < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
];
