import { sql } from 'kysely';
import { messageRetention } from '../notify/retention.ts';
import { before, type RetentionRule } from './rule.ts';

/** What the ground itself forgets. */
export const coreRetention: readonly RetentionRule[] = [
  {
    code: 'core.sessions',
    fr: 'Appareils connectés : 30 jours après la fin de la connexion.'.replace(' :', '\u00a0:'),
    en: 'Signed-in devices: 30 days after the session ended.',
    table: 'core.session',
    columns: ['core.session.device_label', 'core.session.ip_prefix'],
    due: now => {
      const limit = before(now, 30, 'days');
      return sql`(ended_at < ${limit} OR idle_until < ${limit})`;
    },
    end: 'delete',
  },
  {
    code: 'core.kept_forms',
    fr: 'Formulaires gardés pendant une reconnexion : 30 minutes.'.replace(' :', '\u00a0:'),
    en: 'Forms kept while signing in again: 30 minutes.',
    table: 'core.kept_form',
    columns: ['core.kept_form.sealed'],
    due: now => sql`expires_at < ${now}`,
    end: 'delete',
  },
  ...messageRetention,
];
