import { randomBytes, randomInt } from 'node:crypto';
import { act } from '../../../core/act.ts';
import { actAs, door } from '../../../core/acting-as.ts';
import { keyOfAct } from '../../../core/forms.ts';
import type { Visit } from '../../../core/http/route.ts';
import { countAttempt } from '../../../core/limits.ts';
import { notify } from '../../../core/notify/notify.ts';
import { keyEvents } from '../events-keys.ts';
import { findAccountByEmail } from '../store/accounts.ts';
import { atTheDoor, begin, type Challenge, findBySecret, findOfBrowser } from '../store/challenges.ts';
import { linkLimit, linkPrefixLimit } from './limits.ts';
import { fingerprint, seal, unseal } from './sealing.ts';

const seconds = 15 * 60;
const mostTries = 3;
const sealUse = 'address change';

/** What the link of a new address carries on. */
export interface AddressAsked {
  email: string;
  /** The number of the first screen, for another device. */
  match: string;
  /** The session that asked: it stays open when the others end. */
  session: string;
  /** Another account has the address: its link was written to nobody. */
  taken: boolean;
}

/**
 * Writes to a new address: a link that puts it on the account; when another account has it, its holder is told instead.
 * The screen is the same, and so is the work. Seconds to wait when too many were asked for.
 */
export async function sendAddressLink(
  visit: Visit,
  { email, thread, key }: { email: string; thread: Buffer; key?: string },
): Promise<{ wait: number }> {
  const { ground, now, actor, address } = visit;
  const { database, secret } = ground;
  const account = actor.account!;
  const wait =
    (await countAttempt(database, linkPrefixLimit, address, secret, now)) ||
    (await countAttempt(database, linkLimit, email, secret, now));
  if (wait > 0) return { wait };
  await act(database, now, {
    event: keyEvents.contact_proof_asked,
    actor,
    subject: account.id,
    ...(key ? { key: keyOfAct(key, [email]) } : {}),
    request: visit.number,
    change: async transaction => {
      await actAs(transaction, door);
      const holder = await findAccountByEmail(transaction, email);
      const taken = holder !== null && holder.id !== account.id;
      const token = randomBytes(32).toString('base64url');
      const asked: AddressAsked = {
        email,
        match: String(randomInt(10, 100)),
        session: account.session,
        taken,
      };
      const id = await begin(transaction, now, {
        kind: 'email_change',
        account: account.id,
        browser: thread,
        secret: fingerprint(token),
        sealed: seal(secret, sealUse, Buffer.from(JSON.stringify(asked))),
        seconds,
      });
      await notify(transaction, now, {
        template: taken ? 'network.address_taken' : 'network.address_link',
        to: { email, language: taken ? holder.language : account.language },
        occurrence: id,
        values: taken ? {} : { link: `${visit.origin}/compte/adresse/lien/${token}` },
        causedBy: actor,
      });
      await actAs(transaction, actor);
      return {
        answer: null,
        object: { type: 'account', ref: account.id },
        facts: { means: 'email' },
        person: account.id,
      };
    },
  });
  return { wait: 0 };
}

const read = ({ ground }: Pick<Visit, 'ground'>, sealed: Buffer): AddressAsked =>
  JSON.parse(unseal(ground.secret, sealUse, sealed).toString('utf8'));

/** The address this browser waits for a proof of, on the account that is signed in. */
export async function awaitedAddress(visit: Visit, thread: Buffer | null): Promise<AddressAsked | null> {
  const { ground, now, actor } = visit;
  const found =
    thread &&
    (await atTheDoor(ground.database, transaction =>
      findOfBrowser(transaction, now, 'email_change', thread),
    ));
  return found?.sealed && found.account === actor.account?.id ? read(visit, found.sealed) : null;
}

export type AddressLink =
  | { challenge: Challenge; asked: AddressAsked }
  | { over: 'unknown' | 'used' | 'expired' | 'stopped' };

/** What the link of a new address is worth now. */
export async function readAddressLink(visit: Visit, token: string): Promise<AddressLink> {
  const { ground, now } = visit;
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return { over: 'unknown' };
  const challenge = await atTheDoor(ground.database, transaction =>
    findBySecret(transaction, 'email_change', fingerprint(token)),
  );
  if (!challenge?.sealed) return { over: 'unknown' };
  const asked = read(visit, challenge.sealed);
  if (asked.taken) return { over: 'unknown' };
  if (challenge.usedAt) return { over: 'used' };
  if (challenge.expiresAt <= now) return { over: 'expired' };
  return challenge.tries >= mostTries ? { over: 'stopped' } : { challenge, asked };
}
