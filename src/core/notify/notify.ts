import { createHash } from 'node:crypto';
import type { Actor } from '../access.ts';
import { asSystem } from '../acting-as.ts';
import type { Transaction } from '../database.ts';
import { newId } from '../identifier.ts';
import { planJob } from '../queue.ts';
import { chooseWays, type Way } from './choosing.ts';
import { insertMessage, insertReceipt, isStopped, preferenceOf } from './store.ts';
import { type Contact, contactOf, type MessageTemplate, templateOf, type Values } from './template.ts';
import { type Channel, channelCodes } from './vocabulary.ts';

export interface Notice {
  /** Code of a template brought by `defineModule({ templates })`. */
  template: string;
  /** An account, by the ways it has and prefers; or one address that has no account yet. */
  to:
    | { account: string }
    | { email: string; language?: 'fr' | 'en' }
    | { phone: string; language?: 'fr' | 'en' };
  /** Unique for this template and recipient: a reference, a date, never a name. Sent again it is the same message. */
  occurrence: string;
  values: Values;
  causedBy: Actor;
  /** Organisation the act was done for. */
  organisation?: string;
}

/**
 * Tells somebody something, inside the transaction of the act that causes it: without the act, no message; without the
 * message, no act. The words are kept as they are now; they leave once the transaction is committed. A way that the
 * person does not have is a receipt, not an error.
 */
export async function notify(transaction: Transaction, now: Date, it: Notice): Promise<void> {
  const template = templateOf(it.template);
  // The ways to reach somebody are not for who causes the message to read.
  await asSystem(transaction, 'notify', async () => {
    const to = await recipientOf(transaction, it.to);
    if (!to) return;
    const digest = digestOf(it.to);
    if (template.kind === 'information' && (await isStopped(transaction, digest, template.code))) return;
    const ways = to.way
      ? [to.way]
      : chooseWays(template, to.contact, await orderOf(transaction, to.account!));
    const { kind, ref, account } = it.causedBy;
    const organisation = it.organisation ?? account?.membership?.organisation.id ?? null;
    const cause = { account: account?.id ?? null, by: `${kind}:${ref}`, organisation };
    const { occurrence, values } = it;
    for (const way of ways)
      await write(transaction, now, { template, occurrence, values, cause, to, digest }, way);
  });
}

interface Recipient {
  account: string | null;
  contact: Pick<Contact, 'name' | 'language' | 'organisation' | 'email' | 'phone' | 'address'>;
  /** The only way, for who has no account. */
  way?: Way;
}

async function recipientOf(transaction: Transaction, to: Notice['to']): Promise<Recipient | null> {
  if ('account' in to) {
    const contact = await contactOf(transaction, to.account);
    return contact && { account: to.account, contact };
  }
  const email = 'email' in to ? to.email : null;
  const phone = 'phone' in to ? to.phone : null;
  const contact = {
    name: '',
    language: to.language ?? 'fr',
    organisation: null,
    address: null,
    email,
    phone,
  };
  const way: Way = email ? { channel: 'email', address: email } : { channel: 'sms', address: phone };
  return { account: null, contact, way };
}

async function orderOf(transaction: Transaction, account: string): Promise<readonly Channel[]> {
  return (await preferenceOf(transaction, account))?.channels ?? channelCodes;
}

/** Who is meant, without saying who: stops and keys outlive an address. */
export function digestOf(to: Notice['to']): Buffer {
  const [sort, who] =
    'account' in to ? ['account', to.account] : 'email' in to ? ['email', to.email] : ['phone', to.phone];
  return createHash('sha256').update(`${sort} ${who}`).digest();
}

export interface Writing {
  template: MessageTemplate;
  occurrence: string;
  values: Values;
  /** Account behind the act, who acted in general, and for which organisation. */
  cause: { account: string | null; by: string; organisation: string | null };
  to: Recipient;
  digest: Buffer;
  insteadOf?: string;
}

const day = 86_400_000;

/** Six months, and a day for what opens an account. */
function eraseAt(now: Date, secret: boolean): Date {
  if (secret) return new Date(now.getTime() + day);
  const end = new Date(now);
  end.setUTCMonth(end.getUTCMonth() + 6);
  return end;
}

/** Writes one message by one way, once; plans its sending. */
export async function write(
  transaction: Transaction,
  now: Date,
  { template, occurrence, values, cause, to, digest, insteadOf }: Writing,
  way: Way,
): Promise<void> {
  const { language } = to.contact;
  const words = template.texts[language](values);
  const id = newId(now);
  const secret = template.secret === true;
  const { channel } = way;
  if (channel === 'sms' && !way.missing && words.sms === undefined)
    throw new Error(`Le modèle ${template.code} n’a pas de texte pour un SMS`);
  const base = {
    id,
    key: createHash('sha256')
      .update(JSON.stringify([template.code, digest.toString('hex'), occurrence, channel]))
      .digest(),
    template: template.code,
    version: template.version,
    kind: template.kind,
    occurrence,
    channel,
    language,
    recipient_account: to.account,
    caused_by_account: cause.account,
    caused_by: cause.by,
    organisation_id: (channel === 'letter' ? to.contact.organisation : null) ?? cause.organisation,
    secret,
    erase_at: eraseAt(now, secret),
    state_at: now,
    expires_at: template.lifetimeMinutes ? new Date(now.getTime() + template.lifetimeMinutes * 60_000) : null,
    instead_of: insteadOf ?? null,
    provider_ref: null,
    settled_at: null,
    read_at: null,
    created_at: now,
  };
  if (way.missing) {
    const skipped = { ...base, address: null, subject: null, body: null, link: null, said: null };
    const isNew = await insertMessage(transaction, {
      ...skipped,
      state: 'annule',
      detail: way.missing,
      next_try_at: null,
    });
    if (isNew)
      await insertReceipt(transaction, now, { message: id, event: 'failure', detail: way.missing, try: 0 });
    return;
  }
  const onscreen = channel === 'onscreen';
  const isNew = await insertMessage(transaction, {
    ...base,
    address: channel === 'letter' ? [to.contact.name, way.address].filter(Boolean).join('\n') : way.address,
    subject: words.subject,
    body: channel === 'sms' ? words.sms! : words.text,
    link: channel === 'sms' ? null : (words.link?.href ?? null),
    said: JSON.stringify(values),
    state: onscreen ? 'envoye' : 'a_envoyer',
    detail: null,
    next_try_at: onscreen ? null : now,
  });
  if (!isNew) return;
  if (onscreen) await insertReceipt(transaction, now, { message: id, event: 'sent', detail: null, try: 0 });
  if (channel === 'email' || channel === 'sms') await planSending(transaction, id);
}

export const sendJob = 'core:send-message';

/** Plans the sending of a message, now or after some seconds, with the transaction that says so. */
export async function planSending(transaction: Transaction, id: string, seconds = 0): Promise<void> {
  await planJob(transaction, { job: sendJob, payload: { message: id }, key: `message ${id}`, seconds });
}
