import type { ColumnType } from 'kysely';
import type { Channel, Detail, MessageKind, MessageState, ReceiptEvent } from './vocabulary.ts';

export interface MessageTable {
  id: string;
  key: Buffer;
  template: string;
  version: number;
  kind: MessageKind;
  occurrence: string;
  channel: Channel;
  language: 'fr' | 'en';
  recipient_account: string | null;
  caused_by_account: string | null;
  caused_by: string;
  organisation_id: string | null;
  address: string | null;
  subject: string | null;
  body: string | null;
  link: string | null;
  said: ColumnType<Record<string, string> | null, string | null, string | null>;
  secret: boolean;
  erase_at: Date;
  state: MessageState;
  state_at: Date;
  detail: Detail | null;
  tries: ColumnType<number, number | undefined, number>;
  next_try_at: Date | null;
  expires_at: Date | null;
  provider_ref: string | null;
  instead_of: string | null;
  settled_at: Date | null;
  read_at: Date | null;
  created_at: Date;
}

declare module '../database.ts' {
  interface Tables {
    'core.message': MessageTable;
    'core.receipt': {
      id: string;
      message_id: string;
      at: Date;
      event: ReceiptEvent;
      try: number;
      provider_ref: string | null;
      detail: string | null;
    };
    'core.message_preference': {
      account_id: string;
      channels: Channel[];
      large_print: boolean;
      at: Date;
    };
    'core.message_stop': { recipient: Buffer; template: string; account_id: string | null; at: Date };
  }
}
