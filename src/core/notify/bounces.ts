import PostalMime, { type Email } from 'postal-mime';
import type { Detail } from './vocabulary.ts';

export interface Bounce {
  /** The message that came back. */
  message: string;
  /** `failed`: it will not arrive; `delayed`: the mailbox still tries. */
  outcome: 'failed' | 'delayed';
  detail: Detail;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/**
 * Reads what a mailbox sends back (RFC 3464): which of our messages, by the address it came back to or by the message it
 * quotes, and whether it is lost. Null for anything else: an answer of somebody, « I am away ».
 */
export async function readBounce(raw: string | Uint8Array): Promise<Bounce | null> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  const report = partOf(mail, 'message/delivery-status');
  const message = idOf(mail);
  if (!report || !message) return null;
  const action = /^action:\s*(\w+)/im.exec(report)?.[1]?.toLowerCase();
  const status = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1] ?? '';
  if (action === 'failed')
    return { message, outcome: 'failed', detail: /^5\.1\./.test(status) ? 'address_refused' : 'bounced' };
  return action === 'delayed' ? { message, outcome: 'delayed', detail: 'delayed' } : null;
}

function partOf({ attachments }: Email, type: string): string | null {
  const part = attachments.find(({ mimeType }) => mimeType === type);
  if (!part) return null;
  return typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
}

function idOf(mail: Email): string | null {
  const returned = ['delivered-to', 'x-original-to', 'to', 'envelope-to']
    .flatMap(name => mail.headers.filter(({ key }) => key === name))
    .map(({ value }) => new RegExp(`\\+(${uuid})@`, 'i').exec(value)?.[1])
    .find(Boolean);
  const quoted = partOf(mail, 'message/rfc822') ?? partOf(mail, 'text/rfc822-headers') ?? '';
  const id = returned ?? new RegExp(`^message-id:\\s*<(${uuid})@`, 'im').exec(quoted)?.[1];
  return id?.toLowerCase() ?? null;
}
