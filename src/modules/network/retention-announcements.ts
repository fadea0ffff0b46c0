import { sql } from 'kysely';
import { hasWords, wordsEnd } from '../../core/notify/retention.ts';
import { before, type RetentionRule } from '../../core/retention/rule.ts';
import { dayInParis } from '../../core/typography.ts';

/** When announcements and choices about messages end (product/network.md §11). */
export const announcementRetention: readonly RetentionRule[] = [
  {
    code: 'network.announcements',
    fr: 'Annonces\u00a0: 12 mois après leur fin.',
    en: 'Announcements: 12 months after their end.',
    table: 'network.announcement',
    columns: [
      'network.announcement.author_id',
      'network.announcement.text',
      'network.announcement_seen.account_id',
    ],
    due: now => sql`until_on < ${dayInParis(before(now, 12, 'months'))}::date`,
    end: 'delete',
  },
  {
    code: 'network.messages_of_closed_accounts',
    fr: 'Texte et adresse des messages d’un compte fermé\u00a0: avec le compte.',
    en: 'Words and address of the messages of a closed account: with the account.',
    table: 'core.message',
    columns: [],
    due: () =>
      sql`recipient_account IN (SELECT id FROM network.account WHERE state = 'clos') AND ${hasWords}`,
    end: wordsEnd,
  },
  {
    code: 'network.message_choices',
    fr: 'Choix sur les messages\u00a0: avec le compte.',
    en: 'Choices about messages: with the account.',
    table: 'core.message_preference',
    columns: ['core.message_preference.account_id'],
    due: () => sql`account_id IN (SELECT id FROM network.account WHERE state = 'clos')`,
    end: 'delete',
  },
  {
    code: 'network.message_stops',
    fr: 'Messages arrêtés par un compte\u00a0: avec le compte.',
    en: 'Messages stopped by an account: with the account.',
    table: 'core.message_stop',
    columns: ['core.message_stop.account_id'],
    due: () => sql`account_id IN (SELECT id FROM network.account WHERE state = 'clos')`,
    end: 'delete',
  },
];
