import type { Actor } from '../../../core/access.ts';
import { type Also, act } from '../../../core/act.ts';
import { actAs, door } from '../../../core/acting-as.ts';
import type { Transaction } from '../../../core/database.ts';
import { leadTo, localPath, signInPaths } from '../../../core/http/gate.tsx';
import type { Visit } from '../../../core/http/route.ts';
import { carryKeptForm } from '../../../core/kept-forms.ts';
import { endSession, openSession, sessionHash } from '../../../core/sessions.ts';
import { networkEvents } from '../events.ts';
import { keyEvents } from '../events-keys.ts';
import { atTheDoor, begin } from '../store/challenges.ts';
import { type Found, findToOpen, markSignedIn, recordAttempt } from '../store/keys.ts';
import type { Means } from '../tables-keys.ts';
import { comerOf, dropThread, rememberDevice, takeThread } from './comer.ts';
import { keepPressed, leadAgain, pressOf } from './pressing.ts';
import { seal } from './sealing.ts';

/** What was asked for with the sign-in, kept from the first step to the last. */
export interface Wishes {
  shared: boolean;
  kept: boolean;
  /** A path of this site. */
  suite: string | null;
  /** Reference of a form that waits (core/kept-forms.ts). */
  form: string | null;
}

export interface Entering {
  means: Means;
  strength: 1 | 2;
  wishes: Wishes;
  /** Uses up what was shown, in the same transaction; false when it was used meanwhile. */
  use?: (transaction: Transaction) => Promise<boolean>;
  /** What that did besides, for the journal: with the session or not at all. */
  also?: (transaction: Transaction) => Promise<readonly Also[]>;
  /** Where to go instead of what was wished. */
  landing?: string;
}

/** Where the second factor is set up by who has none. */
export const setUpPath = '/compte/moyens/application';

const secondFactorSeconds = 10 * 60;

class UsedMeanwhile extends Error {}

/** The account as the actor of its own sign-in: the door only reads, the act is theirs. */
export function holderOf(found: Pick<Found, 'id' | 'name' | 'language'>, strength: 1 | 2, now: Date): Actor {
  const account = {
    id: found.id,
    name: found.name,
    language: found.language,
    membership: null,
    strength,
    provenAt: now,
    sharedComputer: false,
    session: '',
  };
  return { kind: 'account', ref: found.id, account };
}

/** True when something of theirs can be asked besides a first factor. */
export const hasSecondFactor = (found: Pick<Found, 'totp' | 'passkeys'>) => found.totp || found.passkeys > 0;

/** A first factor was right: in, or to the second factor when they have one. */
export async function afterFirstFactor(
  visit: Visit,
  found: Found,
  entering: Entering,
): Promise<Response | null> {
  if (!hasSecondFactor(found)) return await enter(visit, found, entering);
  const { ground, now } = visit;
  const { thread, cookie } = takeThread(visit);
  try {
    await atTheDoor(ground.database, async transaction => {
      if (entering.use && !(await entering.use(transaction))) throw new UsedMeanwhile();
      const { means, wishes } = entering;
      await begin(transaction, now, {
        kind: 'second_factor',
        account: found.id,
        browser: thread,
        sealed: seal(ground.secret, 'second factor', Buffer.from(JSON.stringify({ means, wishes }))),
        seconds: secondFactorSeconds,
      });
    });
  } catch (error) {
    if (error instanceof UsedMeanwhile) return null;
    throw error;
  }
  const response = visit.redirect(signInPaths.secondFactor);
  response.headers.append('Set-Cookie', cookie);
  return response;
}

/** Opens the session, under a new identifier; null when what was shown had been used meanwhile. */
export async function enter(visit: Visit, found: Found, entering: Entering): Promise<Response | null> {
  const press = await pressOf(visit);
  if (!press?.token) return await open(visit, found, entering, null);
  // What was pressed before, elsewhere or long ago, is another sign-in: nothing of the first one is given.
  return (
    (await open(visit, found, entering, { ...press, token: press.token })) ??
    (await open(visit, found, entering, null))
  );
}

/** All or nothing, in one transaction: what is used up, who leaves this browser, the session, the journal. */
async function open(
  visit: Visit,
  found: Found,
  { means, strength, wishes, use, also, landing }: Entering,
  press: { key: string; token: string } | null,
): Promise<Response | null> {
  const { ground, now, token: former } = visit;
  const comer = comerOf(visit);
  const single = found.memberships.length === 1 ? found.memberships[0]! : null;
  const membership = strength === 2 && single ? single.id : null;
  const holder = holderOf(found, strength, now);
  let first: { cookie: string; to: string } | null = null;
  try {
    const pressed = await act(ground.database, now, {
      event: networkEvents.signed_in,
      actor: holder,
      key: press?.key,
      request: visit.number,
      change: async transaction => {
        if (use && !(await use(transaction))) throw new UsedMeanwhile();
        if (former) await endFormer(transaction, now, former, holder);
        const opened = await openSession(transaction, now, {
          account: found.id,
          membership,
          strength,
          shared: wishes.shared,
          kept: wishes.kept,
          provenAt: now,
          token: press?.token,
          ...comer,
        });
        await recordAttempt(transaction, now, { account: found.id, means, accepted: true, ...comer });
        await markSignedIn(transaction, now, found.id);
        const form =
          wishes.form && former
            ? await carryKeptForm(transaction, now, {
                account: found.id,
                from: former,
                to: opened.token,
                id: wishes.form,
              })
            : null;
        const to = landing ?? landingOf(found, strength, wishes, form);
        first = { cookie: opened.cookie, to };
        const session = sessionHash(opened.token).toString('hex');
        return {
          answer: keepPressed(visit, { session, to, seconds: opened.seconds }),
          object: { type: 'account', ref: found.id },
          facts: { means, strength },
          person: found.id,
          also: await also?.(transaction),
        };
      },
    });
    return first ? cameIn(visit, found, wishes, first) : press && (await leadAgain(visit, press, pressed));
  } catch (error) {
    if (error instanceof UsedMeanwhile) return null;
    throw error;
  }
}

/** The answer of the press that opened the session. */
function cameIn(visit: Visit, found: Found, wishes: Wishes, it: { cookie: string; to: string }): Response {
  const response = visit.redirect(it.to);
  response.headers.append('Set-Cookie', it.cookie);
  response.headers.append('Set-Cookie', dropThread);
  const device = wishes.shared ? null : rememberDevice(visit, found.id);
  if (device) response.headers.append('Set-Cookie', device);
  return response;
}

function landingOf(found: Found, strength: 1 | 2, { suite }: Wishes, form: string | null): string {
  const wanted = form ? `${signInPaths.resume}/${form}` : localPath(suite);
  const professional = found.memberships.length > 0;
  // A professional cannot reach any professional page before a second factor: it is the first thing proposed.
  if (professional && strength === 1 && !hasSecondFactor(found)) return leadTo(setUpPath, wanted ?? '/pro');
  return wanted ?? (professional ? '/pro' : '/compte');
}

/** Whoever was signed in in this browser no longer is. */
async function endFormer(transaction: Transaction, now: Date, token: string, holder: Actor): Promise<void> {
  await actAs(transaction, door);
  await endSession(transaction, now, sessionHash(token).toString('hex'));
  await actAs(transaction, holder);
}

/** Writes a refusal in the journal and among the tries; the same work whether the account exists or not. */
export async function refuseEntry(
  visit: Visit,
  { account, means, reason }: { account: string | null; means: Means; reason: string },
): Promise<void> {
  const { ground, now, actor } = visit;
  await act(ground.database, now, {
    event: keyEvents.sign_in_refused,
    actor,
    request: visit.number,
    change: async transaction => {
      await actAs(transaction, door);
      await recordAttempt(transaction, now, { account, means, accepted: false, ...comerOf(visit) });
      await actAs(transaction, actor);
      return {
        answer: null,
        object: account ? { type: 'account', ref: account } : { type: 'sign_in', ref: 'unknown' },
        facts: { means, reason },
        person: account ?? undefined,
      };
    },
  });
}

/** An account as it is at the door. */
export function findAtTheDoor(visit: Visit, by: { email: string } | { id: string }): Promise<Found | null> {
  return atTheDoor(visit.ground.database, transaction => findToOpen(transaction, by));
}
