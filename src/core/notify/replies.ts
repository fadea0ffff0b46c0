import type { Ground } from '../ground.ts';
import type { Reply } from './drivers/driver.ts';

/** What a house does with a text message somebody sent; true when it was for it. */
export type ReplyReader = (ground: Ground, reply: Reply) => Promise<boolean>;

/** A reply goes to the houses in turn, until one knows what to do with it; the words are kept nowhere here. */
export async function receiveReply(ground: Ground, reply: Reply): Promise<void> {
  for (const { replies } of ground.modules) {
    if (await replies?.(ground, reply)) return;
  }
}
