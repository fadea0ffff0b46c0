import { earlierAnswer } from '../../../core/act.ts';
import { checkSeal } from '../../../core/forms.ts';
import type { Visit } from '../../../core/http/route.ts';
import { cookieFor, isLive, sessionCookie, sessionHash } from '../../../core/sessions.ts';
import { networkEvents } from '../events.ts';
import { atTheDoor } from '../store/challenges.ts';
import { dropThread, threadTokenOf } from './comer.ts';
import { keyedFingerprint, seal, unseal } from './sealing.ts';

/** A button pressed twice is pressed within this time, in milliseconds; later it is another sign-in. */
const pressedWithin = 2 * 60_000;

/** One press of a button of sign-in: what its form said, sent by a browser that holds a thread. */
interface Press {
  /** The same for the second press; it tells nothing of what was typed. */
  key: string;
  /** The token of the session it opens: made again for the second press, by the same browser only. */
  token: string | null;
}

/** What a press led to, as it is kept: sealed, the database reads nothing in it. */
export interface Pressed {
  sealed: string;
}

interface Ended {
  /** SHA-256 of the token of the session it opened. */
  session: string;
  to: string;
  seconds: number | null;
  at: number;
}

/** The press of this visit; null when the form has no key of its own. */
export async function pressOf(visit: Visit): Promise<Press | null> {
  if (visit.method !== 'POST') return null;
  const typed = await visit.form();
  if (!checkSeal(typed, new Date())) return null;
  const { secret } = visit.ground;
  const said = JSON.stringify([visit.url.pathname, Object.entries(typed).toSorted()]);
  const key = keyedFingerprint(secret, 'press', said).toString('base64url');
  const thread = threadTokenOf(visit);
  const token = thread && keyedFingerprint(secret, 'session of a press', `${thread} ${key}`);
  return { key, token: token ? token.toString('base64url') : null };
}

/** Keeps what a press led to. */
export function keepPressed(visit: Visit, it: Omit<Ended, 'at'>): Pressed {
  const ended: Ended = { ...it, at: visit.now.getTime() };
  const sealed = seal(visit.ground.secret, 'pressed', Buffer.from(JSON.stringify(ended)));
  return { sealed: sealed.toString('base64url') };
}

/**
 * Where the first press of this button led, for the browser that pressed it: the same session, while it lives. Null for
 * anybody else, and later.
 */
export async function leadAgain(visit: Visit, press: Press, { sealed }: Pressed): Promise<Response | null> {
  const { ground, now, actor } = visit;
  const ended: Ended = JSON.parse(
    unseal(ground.secret, 'pressed', Buffer.from(sealed, 'base64url')).toString('utf8'),
  );
  if (Math.abs(now.getTime() - ended.at) > pressedWithin) return null;
  const isHere = actor.account?.session === ended.session;
  const isTheirs = press.token !== null && sessionHash(press.token).toString('hex') === ended.session;
  if (!isHere && !isTheirs) return null;
  if (!(await atTheDoor(ground.database, transaction => isLive(transaction, now, ended.session))))
    return null;
  const answer = visit.redirect(ended.to);
  if (!isHere) {
    answer.headers.append('Set-Cookie', cookieFor(press.token!, ended.seconds));
    answer.headers.append('Set-Cookie', dropThread);
  }
  return answer;
}

/** Where the same press led a moment ago in this browser, or nothing. */
export async function pressedBefore(visit: Visit): Promise<Response | null> {
  const press = await pressOf(visit);
  if (!press) return null;
  const { database } = visit.ground;
  const earlier = await earlierAnswer<Pressed>(database, { event: networkEvents.signed_in, key: press.key });
  return earlier && (await leadAgain(visit, press, earlier));
}

const opens = (answer: Response) =>
  answer.headers.getSetCookie().some(header => header.startsWith(`${sessionCookie}=`));

/** Does the work of a button of sign-in once: its second press leads where the first one did. */
export async function onePress(visit: Visit, work: () => Promise<Response>): Promise<Response> {
  const before = await pressedBefore(visit);
  if (before) return before;
  const answer = await work();
  // Refused: by the first press perhaps, which has ended since.
  return opens(answer) ? answer : ((await pressedBefore(visit)) ?? answer);
}
