import type { Transaction } from '../database.ts';
import type { Channel, MessageKind } from './vocabulary.ts';

export type Values = Readonly<Record<string, string>>;

/** What a message says, in one language; each channel takes what it can show. */
export interface MessageWords {
  /** Subject of the e-mail, title of the letter. */
  subject: string;
  /** Plain sentences; an empty line between paragraphs. On screen, in the e-mail, in the letter. */
  text: string;
  /** The one thing to open: under the text of an e-mail, as a QR code on a letter. */
  link?: { label: string; href: string };
  /** The text message: 306 letters at most, the link in full when there is one. Needed when the channel is allowed. */
  sms?: string;
}

/** One message that a module may send; a change of words that matters is a new version, the old one stays. */
export interface MessageTemplate {
  /** `network.invitation` */
  code: string;
  version: number;
  kind: MessageKind;
  /** Channels it may take, whatever the person prefers. */
  channels: readonly Channel[];
  /** It holds a code or a link that opens something: its words live 24 hours and never show on a screen. */
  secret?: true;
  /** Too late after so many minutes: what could not be sent by then is not sent. */
  lifetimeMinutes?: number;
  texts: Readonly<Record<'fr' | 'en', (values: Values) => MessageWords>>;
  /** Asked again before each try, as the system: false cancels what is no longer true. */
  stillDue?: (transaction: Transaction, about: MessageCause, now: Date) => Promise<boolean>;
}

export interface MessageCause {
  /** Account it goes to, or null when it goes to an address. */
  account: string | null;
  occurrence: string;
  values: Values;
}

/** How somebody can be reached; verified means only. */
export interface Contact {
  name: string;
  language: 'fr' | 'en';
  email: string | null;
  phone: string | null;
  /** Lines under the name in the window of the envelope. */
  address: readonly string[] | null;
  /** Organisation nearest to the person: their letters wait in its queue. */
  organisation: string | null;
}

export type FindContact = (transaction: Transaction, account: string) => Promise<Contact | null>;

const templates = new Map<string, MessageTemplate>();
const finders = new Set<FindContact>();

/** Called by `defineModule`: what the houses bring. */
export function registerMessages(brought: {
  templates?: readonly MessageTemplate[];
  contacts?: FindContact;
}): void {
  for (const template of brought.templates ?? []) {
    templates.set(`${template.code} ${template.version}`, template);
    const latest = templates.get(template.code);
    if (!latest || latest.version <= template.version) templates.set(template.code, template);
  }
  if (brought.contacts) finders.add(brought.contacts);
}

/** The template of this code, its last version unless another is asked for. */
export function templateOf(code: string, version?: number): MessageTemplate {
  const template = templates.get(version === undefined ? code : `${code} ${version}`);
  if (!template)
    throw new Error(`Aucun modèle de message ne s’appelle ${code}${version ? ` (${version})` : ''}`);
  return template;
}

/** How to reach an account, asked of the houses in turn. */
export async function contactOf(transaction: Transaction, account: string): Promise<Contact | null> {
  for (const find of finders) {
    const contact = await find(transaction, account);
    if (contact) return contact;
  }
  return null;
}
