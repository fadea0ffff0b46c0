import { sql } from 'kysely';
import { before, type RetentionRule } from '../retention/rule.ts';

const nothing = sql`NULL`;

/** What a message says and where it goes end together; what could not leave by then is too late. */
export const wordsEnd = {
  address: nothing,
  subject: nothing,
  body: nothing,
  link: nothing,
  said: nothing,
  state: sql`CASE state WHEN 'a_envoyer' THEN 'perime' ELSE state END`,
  next_try_at: nothing,
};

/** There is something left to end. */
export const hasWords = sql<boolean>`(body IS NOT NULL OR address IS NOT NULL OR said IS NOT NULL OR subject IS NOT NULL OR link IS NOT NULL)`;

/** When messages end (product/network.md §11). */
export const messageRetention: readonly RetentionRule[] = [
  {
    code: 'core.message_words',
    fr: 'Texte et adresse des messages\u00a0: 6 mois, 24 heures quand ils portent un code ou un lien.',
    en: 'Words and address of messages: 6 months, 24 hours when they hold a code or a link.',
    table: 'core.message',
    columns: ['address', 'subject', 'body', 'link', 'said'].map(name => `core.message.${name}`),
    due: now => sql`erase_at <= ${now} AND ${hasWords}`,
    end: wordsEnd,
  },
  {
    code: 'core.messages',
    fr: 'Messages et accusés, déjà sans adresse\u00a0: 24 mois.',
    en: 'Messages and receipts, already without address: 24 months.',
    table: 'core.message',
    columns: [
      'core.message.recipient_account',
      'core.message.caused_by_account',
      'core.message.caused_by',
      'core.receipt.message_id',
    ],
    due: now => sql`created_at < ${before(now, 24, 'months')}`,
    end: 'delete',
  },
  {
    code: 'core.message_stops',
    fr: 'Messages arrêtés par une adresse sans compte\u00a0: 36 mois.',
    en: 'Messages stopped by an address without account: 36 months.',
    table: 'core.message_stop',
    columns: ['core.message_stop.recipient'],
    due: now => sql`account_id IS NULL AND at < ${before(now, 36, 'months')}`,
    end: 'delete',
  },
];
