import { join } from 'node:path';
import { type OutboxMessage, readOutbox } from '../src/core/notify/drivers/file.ts';

export interface ReadMessage extends OutboxMessage {
  at: Date;
  /** Every address in the text, as written. */
  links: string[];
  /** The first one; throws when the message has none. */
  link: string;
  /** The first code of 4 to 8 figures; throws when the message has none. */
  code: string;
}

/** The messages written to the outbox of these data for this address or number, last first. */
export async function messagesTo(data: string, to: string): Promise<ReadMessage[]> {
  const all = await readOutbox(join(data, 'outbox'));
  return all.filter(message => message.to === to).map(withLinks);
}

/**
 * The last message written for this address or number, waited for: sending is a job. `matching` picks among several
 * by subject or text.
 */
export async function lastMessage(
  data: string,
  to: string,
  { matching = /(?:)/, seconds = 20 }: { matching?: RegExp; seconds?: number } = {},
): Promise<ReadMessage> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = (await messagesTo(data, to)).find(({ subject, text }) =>
      matching.test(`${subject}\n${text}`),
    );
    if (found) return found;
    if (performance.now() > deadline)
      throw new Error(`aucun message pour ${to} ${matching} après ${seconds} s`);
    await new Promise(done => setTimeout(done, 50));
  }
}

function withLinks(message: OutboxMessage & { at: Date }): ReadMessage {
  const links = [...message.text.matchAll(/https?:\/\/[^\s<>«»]+/g)].map(([link]) =>
    link.replace(/[.,;]$/, ''),
  );
  const first = (what: string, found: string | undefined) => {
    if (found === undefined) throw new Error(`le message ${message.id} n’a pas de ${what} : ${message.text}`);
    return found;
  };
  return {
    ...message,
    links,
    get link() {
      return first('lien', links[0]);
    },
    get code() {
      const words = links.reduce((text, link) => text.replaceAll(link, ''), message.text);
      return first('code', /(?<!\d)\d(?:[\d\u00a0 ]{2,9})\d(?!\d)/.exec(words)?.[0].replaceAll(/\D/g, ''));
    },
  };
}
