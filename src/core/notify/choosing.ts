import type { Contact, MessageTemplate } from './template.ts';
import { type Channel, channelCodes, type Detail } from './vocabulary.ts';

/** One way of sending, or why a way that was wanted cannot be taken. */
export type Way =
  | { channel: Channel; address: string | null; missing?: undefined }
  | { channel: Channel; missing: Detail };

/**
 * The ways of one message to an account: the two best it may take in the order of the person, one for information;
 * with fewer than two, a letter is added: without an address, it is handed over. E-mail and SMS that come first in the
 * order but that the person does not have are told too.
 */
export function chooseWays(
  { kind, channels }: Pick<MessageTemplate, 'kind' | 'channels'>,
  contact: Pick<Contact, 'email' | 'phone' | 'address'>,
  order: readonly Channel[] = channelCodes,
): Way[] {
  const wanted = kind === 'information' ? 1 : 2;
  const ways: Way[] = [];
  const taken = () => ways.filter(way => !way.missing).length;
  for (const channel of order) {
    if (taken() >= wanted || !channels.includes(channel)) continue;
    const way = wayOf(channel, contact);
    if (way) ways.push(way);
  }
  const hasLetter = ways.some(way => way.channel === 'letter');
  if (kind !== 'information' && taken() < 2 && channels.includes('letter') && !hasLetter)
    ways.push({ channel: 'letter', address: null });
  return ways;
}

function wayOf(
  channel: Channel,
  { email, phone, address }: Pick<Contact, 'email' | 'phone' | 'address'>,
): Way | null {
  if (channel === 'email') return email ? { channel, address: email } : { channel, missing: 'no_email' };
  if (channel === 'sms') return phone ? { channel, address: phone } : { channel, missing: 'no_phone' };
  if (channel === 'letter') return address ? { channel, address: address.join('\n') } : null;
  return { channel, address: null };
}
