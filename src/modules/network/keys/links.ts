import { randomBytes, randomInt } from 'node:crypto';
import { act } from '../../../core/act.ts';
import { actAs, door } from '../../../core/acting-as.ts';
import type { Visit } from '../../../core/http/route.ts';
import { countAttempt } from '../../../core/limits.ts';
import { notify } from '../../../core/notify/notify.ts';
import { keyEvents } from '../events-keys.ts';
import { atTheDoor, begin, type Challenge, countTry, findBySecret } from '../store/challenges.ts';
import { findAtTheDoor, type Wishes } from './entering.ts';
import { linkLimit, linkPrefixLimit } from './limits.ts';
import { fingerprint, seal, unseal } from './sealing.ts';

const seconds = 15 * 60;
const mostTries = 3;

/** What a link carries on: what was wished, and the number of the first screen. */
export interface Carried {
  wishes: Wishes;
  match: string;
  email: string;
  /** Of somebody who opens their account with it. */
  name?: string;
}

/**
 * Writes to an address: a link when an account has it; otherwise a link that opens one for `name`, or that there is
 * none. The screen and the time are the same.
 * Seconds to wait when too many were asked for.
 */
export async function sendLink(
  visit: Visit,
  { email, wishes, thread, name }: { email: string; wishes: Wishes; thread: Buffer; name?: string },
): Promise<{ match: string } | { wait: number }> {
  const { ground, now, actor, address } = visit;
  const prefixWait = await countAttempt(ground.database, linkPrefixLimit, address, ground.secret, now);
  const wait = prefixWait || (await countAttempt(ground.database, linkLimit, email, ground.secret, now));
  if (wait > 0) return { wait };
  const found = await findAtTheDoor(visit, { email });
  const token = randomBytes(32).toString('base64url');
  const match = String(randomInt(10, 100));
  const carried: Carried = { wishes, match, email, ...(name && !found ? { name } : {}) };
  await act(ground.database, now, {
    event: keyEvents.sign_in_link_asked,
    actor,
    request: visit.number,
    change: async transaction => {
      await actAs(transaction, door);
      const id = await begin(transaction, now, {
        kind: 'magic_link',
        account: found?.id ?? null,
        browser: thread,
        secret: fingerprint(token),
        sealed: seal(ground.secret, 'magic link', Buffer.from(JSON.stringify(carried))),
        seconds,
      });
      await notify(transaction, now, {
        template: found ? 'network.sign_in_link' : name ? 'network.account_link' : 'network.sign_in_unknown',
        to: { email, language: found?.language ?? visit.reader.language },
        occurrence: id,
        values: { link: `${visit.origin}${found || name ? `/se-connecter/lien/${token}` : '/inscription'}` },
        causedBy: actor,
      });
      await actAs(transaction, actor);
      return {
        answer: null,
        object: found ? { type: 'account', ref: found.id } : { type: 'sign_in', ref: 'unknown' },
        facts: { means: 'magic_link' },
        person: found?.id,
      };
    },
  });
  return { match };
}

export type LinkState =
  | { challenge: Challenge; carried: Carried }
  | { over: 'unknown' | 'used' | 'expired' | 'stopped'; challenge?: Challenge };

/** What a link is worth now. */
export async function readLink(visit: Visit, token: string): Promise<LinkState> {
  const { ground, now } = visit;
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return { over: 'unknown' };
  const challenge = await atTheDoor(ground.database, transaction =>
    findBySecret(transaction, 'magic_link', fingerprint(token)),
  );
  if (!challenge?.sealed) return { over: 'unknown' };
  const carried: Carried = JSON.parse(unseal(ground.secret, 'magic link', challenge.sealed).toString('utf8'));
  // Nobody has this address, and nobody opens an account with it: its link was never written to anybody.
  if (!challenge.account && !carried.name) return { over: 'unknown' };
  if (challenge.usedAt) return { over: 'used', challenge };
  if (challenge.expiresAt <= now) return { over: 'expired' };
  if (challenge.tries >= mostTries) return { over: 'stopped' };
  return { challenge, carried };
}

/** The number of the first screen, typed on another one: three tries. */
export async function matches(
  visit: Visit,
  challenge: Challenge,
  right: string,
  typed: string,
): Promise<boolean> {
  const counted = await atTheDoor(visit.ground.database, transaction =>
    countTry(transaction, challenge.id, mostTries),
  );
  return counted && typed.normalize('NFKC').replaceAll(/\s/g, '') === right;
}
