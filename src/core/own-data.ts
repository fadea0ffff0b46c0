import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Module } from './module.ts';

/** What one table holds about an account, for the copy that its holder takes (GDPR, articles 15 and 20). */
export interface OwnData {
  /** Key of the file: `appareils`. */
  key: string;
  /** What it is, in words. */
  fr: string;
  en: string;
  table: string;
  /** Column that holds the account. */
  account: string;
  /** Column of the table: key of the file. Never a secret, a hash, nor somebody else's name. */
  columns: Readonly<Record<string, string>>;
}

/** Of the ground itself. */
const coreOwnData: readonly OwnData[] = [
  {
    key: 'appareils',
    fr: 'Appareils connectés',
    en: 'Signed-in devices',
    table: 'core.session',
    account: 'account_id',
    columns: {
      device_label: 'appareil',
      created_at: 'depuis',
      last_seen_at: 'dernier_usage',
      ended_at: 'fin',
      shared_computer: 'ordinateur_partage',
    },
  },
  {
    key: 'messages',
    fr: 'Messages reçus',
    en: 'Messages received',
    table: 'core.message',
    account: 'recipient_account',
    columns: {
      created_at: 'date',
      channel: 'moyen',
      address: 'adresse',
      subject: 'objet',
      body: 'texte',
      state: 'etat',
      read_at: 'lu',
    },
  },
  {
    key: 'choix_des_messages',
    fr: 'Choix sur les messages',
    en: 'Choices about messages',
    table: 'core.message_preference',
    account: 'account_id',
    columns: { channels: 'moyens', large_print: 'grands_caracteres', at: 'date' },
  },
  {
    key: 'messages_arretes',
    fr: 'Messages que vous avez arrêtés',
    en: 'Messages you stopped',
    table: 'core.message_stop',
    account: 'account_id',
    columns: { template: 'genre', at: 'date' },
  },
];

/** Every part of the copy: the ground's, then the houses'. */
export function ownDataOf({ modules }: { modules: readonly Module[] }): readonly OwnData[] {
  return [...coreOwnData, ...modules.flatMap(module => module.ownData ?? [])];
}

export interface OwnPart {
  key: string;
  fr: string;
  en: string;
  rows: Record<string, unknown>[];
}

/** Everything that is held about this account, as it is now. Read as Airial itself: the caller answers for whose it is. */
export async function readOwnData(
  transaction: Database,
  parts: readonly OwnData[],
  account: string,
): Promise<OwnPart[]> {
  const found: OwnPart[] = [];
  for (const { key, fr, en, table, account: whose, columns } of parts) {
    const selected = Object.entries(columns).map(
      ([column, name]) => sql`${sql.ref(column)} AS ${sql.ref(name)}`,
    );
    const { rows } = await sql<Record<string, unknown>>`
      SELECT ${sql.join(selected)} FROM ${sql.table(table)} WHERE ${sql.ref(whose)} = ${account} ORDER BY 1`.execute(
      transaction,
    );
    found.push({ key, fr, en, rows });
  }
  return found;
}
