import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Driver, Email, Reply, Sms } from './driver.ts';

/** One message of the outbox, as its file holds it. */
export interface OutboxMessage {
  id: string;
  channel: 'email' | 'sms';
  to: string;
  /** Null for a text message. */
  subject: string | null;
  text: string;
  /** Address that stops this sort of message, or null. */
  stop: string | null;
}

/** Writes each message to a file of the folder, `<id>.json`, instead of sending it. The same identifier is the same file. */
export function fileDrivers(folder: string): { email: Driver<Email>; sms: Driver<Sms> } {
  return {
    email: fileDriver<Email>(folder, email => ({ ...email, channel: 'email' })),
    sms: fileDriver<Sms>(folder, sms => ({ ...sms, channel: 'sms', subject: null, stop: null })),
  };
}

function fileDriver<Sent extends { id: string }>(
  folder: string,
  written: (message: Sent) => OutboxMessage,
): Driver<Sent> {
  return {
    idempotent: true,
    leaves: false,
    async send(message) {
      try {
        await writeWhole(folder, `${message.id}.json`, `${JSON.stringify(written(message), null, 2)}\n`);
        return { kind: 'accepted', providerRef: message.id };
      } catch {
        return { kind: 'refused', permanent: false, detail: 'unreachable' };
      }
    },
  };
}

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${name}.${randomBytes(4).toString('hex')}.part`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, name));
}

/** The messages of the folder, last written first. */
export async function readOutbox(folder: string): Promise<(OutboxMessage & { at: Date })[]> {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.json'));
  const messages = await Promise.all(
    names.map(async name => {
      const path = join(folder, name);
      const [text, { mtime, mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      return { ...(JSON.parse(text) as OutboxMessage), at: mtime, order: mtimeMs };
    }),
  );
  return messages.sort((a, b) => b.order - a.order).map(({ order, ...message }) => message);
}

/** Removes what is older than an instant; gives the number removed. */
export async function emptyOutbox(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const { id, at } of await readOutbox(folder)) {
    if (at >= before) continue;
    await rm(join(folder, `${id}.json`), { force: true });
    removed++;
  }
  return removed;
}

/**
 * Replies laid in the second folder: one file `{ "from": "+336…", "text": "STOP" }` each, removed once handed over.
 * What cannot be read is put aside under `.refuse`.
 */
export async function takeReplies(
  folder: string,
  onMessage: (reply: Reply) => Promise<void>,
): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.json')).sort();
  for (const name of names) {
    const path = join(folder, name);
    const reply = await readReply(path);
    if (reply) {
      await onMessage(reply);
      await rm(path, { force: true });
    } else await rename(path, `${path}.refuse`);
  }
  return names.length;
}

async function readReply(path: string): Promise<Reply | null> {
  try {
    const { from, text } = JSON.parse(await readFile(path, 'utf8'));
    if (typeof from !== 'string' || typeof text !== 'string') return null;
    return { from, text, at: (await stat(path)).mtime };
  } catch {
    return null;
  }
}
