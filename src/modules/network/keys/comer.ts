import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Visit } from '../../../core/http/route.ts';
import { deviceLabel, networkMark } from '../../../core/sessions.ts';
import { fingerprint } from './sealing.ts';

/** Holds one thread of sign-in: what was begun in this browser goes on in it only. */
const threadCookie = '__Host-airial-fil';
const threadSeconds = 3600;

/** Says that somebody already signed in to this account from here: guessing from elsewhere never stops them. */
const deviceCookie = '__Host-airial-appareil';
const deviceSeconds = 365 * 86_400;
const devicesKept = 5;

const cookieIn = (visit: Pick<Visit, 'headers'>, name: string) =>
  new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_.~-]+)`).exec(visit.headers.get('Cookie') ?? '')?.[1] ?? null;

const cookie = (name: string, value: string, seconds: number) =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;

/** What is known of the browser at the door. */
export function comerOf(visit: Visit): { device: string; network: string } {
  return {
    device: deviceLabel(visit.headers.get('User-Agent')),
    network: networkMark(visit.address, visit.ground.secret),
  };
}

/** What this browser holds of its thread, or nothing. */
export function threadTokenOf(visit: Pick<Visit, 'headers'>): string | null {
  const token = cookieIn(visit, threadCookie);
  return token?.length === 43 ? token : null;
}

/** The thread of this browser, or nothing. */
export function threadOf(visit: Pick<Visit, 'headers'>): Buffer | null {
  const token = threadTokenOf(visit);
  return token ? fingerprint(token) : null;
}

/** A thread, that of this browser or a new one with the header that hands it over. */
export function takeThread(visit: Pick<Visit, 'headers'>): { thread: Buffer; cookie: string } {
  const token = threadTokenOf(visit) ?? randomBytes(32).toString('base64url');
  return { thread: fingerprint(token), cookie: cookie(threadCookie, token, threadSeconds) };
}

/** The header that drops the thread: somebody is known now. */
export const dropThread = cookie(threadCookie, '', 0);

const markOf = (secret: string, nonce: string, account: string) =>
  createHmac('sha256', `${secret} device`).update(`${nonce} ${account}`).digest('base64url').slice(0, 22);

/** True when this browser already signed in to this account. */
export function isKnownDevice(visit: Visit, account: string): boolean {
  return devicesIn(visit).some(([nonce, mark]) => {
    const right = Buffer.from(markOf(visit.ground.secret, nonce, account));
    const given = Buffer.from(mark);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

/** The header that makes this browser known to this account, beside the others it knows. */
export function rememberDevice(visit: Visit, account: string): string | null {
  if (isKnownDevice(visit, account)) return null;
  const nonce = randomBytes(9).toString('base64url');
  const all = [[nonce, markOf(visit.ground.secret, nonce, account)], ...devicesIn(visit)];
  const value = all
    .slice(0, devicesKept)
    .map(pair => pair.join('.'))
    .join('~');
  return cookie(deviceCookie, value, deviceSeconds);
}

function devicesIn(visit: Pick<Visit, 'headers'>): [string, string][] {
  return (cookieIn(visit, deviceCookie) ?? '')
    .split('~')
    .map(entry => entry.split('.'))
    .filter((pair): pair is [string, string] => pair.length === 2);
}
