import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

/** When requests of rights end: the time somebody may contest the answer (Civil code, article 2224; to be confirmed). */
export const rightsRetention: readonly RetentionRule[] = [
  {
    code: 'network.rights_requests',
    fr: 'Demandes de droits\u00a0: 5\u00a0ans après leur réponse.',
    en: 'Requests about rights: 5 years after their answer.',
    table: 'network.rights_request',
    columns: [
      'network.rights_request.account_id',
      'network.rights_request.person_name',
      'network.rights_request.words',
      'network.rights_request.extension_reason',
      'network.rights_request.answer',
      'network.rights_request.answered_by',
      'network.rights_request.recorded_by',
    ],
    due: now => sql`answered_at < ${before(now, 60, 'months')}`,
    end: 'delete',
  },
];
