import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Transaction } from './database.ts';
import { networkOf } from './limits.ts';

/** `__Host-`: HTTPS (or localhost) only, this host only, never readable by a script. */
export const sessionCookie = '__Host-airial';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Idle and absolute lengths of product/network.md §3.6, in milliseconds. */
export function lengthsOf(session: { shared: boolean; kept: boolean; professional: boolean }): {
  idle: number;
  absolute: number;
} {
  if (session.shared) return { idle: 10 * minute, absolute: 60 * minute };
  if (session.kept && !session.professional) return { idle: 30 * day, absolute: 90 * day };
  return { idle: 2 * hour, absolute: 12 * hour };
}

/** How long a proof of identity is fresh, in milliseconds (product/network.md §3.8). */
export const freshFor = 10 * minute;

export interface OpeningSession {
  account: string;
  /** Only with two factors. */
  membership: string | null;
  strength: 1 | 2;
  shared: boolean;
  /** « Rester connecté sur cet appareil » */
  kept: boolean;
  /** When they last proved who they are: now at sign-in, as before when only the context changes. */
  provenAt: Date | null;
  /** « Firefox, Windows »: enough to recognise one's device. */
  device: string;
  /** Hashed, see {@link networkMark}. */
  network: string;
  /** 256 bits that only this browser can be given again; drawn at random otherwise. */
  token?: string;
}

/** Opens a session and gives the header that hands its token over, the only time it is known. */
export async function openSession(
  transaction: Transaction,
  now: Date,
  it: OpeningSession,
): Promise<{ token: string; cookie: string; seconds: number | null }> {
  const token = it.token ?? randomBytes(32).toString('base64url');
  const kept = it.kept && !it.shared;
  const { idle, absolute } = lengthsOf({ shared: it.shared, kept, professional: it.membership !== null });
  await transaction
    .insertInto('core.session')
    .values({
      id_sha256: sessionHash(token),
      account_id: it.account,
      membership_id: it.membership,
      strength: it.strength,
      shared_computer: it.shared,
      kept,
      created_at: now,
      last_seen_at: now,
      idle_until: new Date(now.getTime() + idle),
      ends_at: new Date(now.getTime() + absolute),
      reauth_at: it.provenAt,
      ended_at: null,
      device_label: it.device.slice(0, 60),
      ip_prefix: it.network,
    })
    .execute();
  const seconds = kept && it.membership === null ? absolute / 1000 : null;
  return { token, cookie: cookieFor(token, seconds), seconds };
}

/** The header that hands a token over; without a length the browser forgets it when it is closed. */
export function cookieFor(token: string, seconds: number | null): string {
  const age = seconds === null ? '' : `; Max-Age=${seconds}`;
  return `${sessionCookie}=${token}; Path=/${age}; Secure; HttpOnly; SameSite=Lax`;
}

/** The header that takes the token back. */
export const forgetCookie = `${sessionCookie}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;

/** Ends one session; how many ended: none when it is not theirs, or over. */
export async function endSession(transaction: Transaction, now: Date, session: string): Promise<number> {
  const ended = await transaction
    .updateTable('core.session')
    .set({ ended_at: now })
    .where('id_sha256', '=', Buffer.from(session, 'hex'))
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Ends every session of an account, but one when it is named; how many ended. */
export async function endSessions(
  transaction: Transaction,
  now: Date,
  account: string,
  except?: string,
): Promise<number> {
  const ended = await transaction
    .updateTable('core.session')
    .set({ ended_at: now })
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .$if(except !== undefined, query => query.where('id_sha256', '!=', Buffer.from(except!, 'hex')))
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** The token the browser holds, or nothing. */
export function tokenIn(cookieHeader: string | null): string | null {
  return /(?:^|;\s*)__Host-airial=([A-Za-z0-9_-]{43})(?:;|$)/.exec(cookieHeader ?? '')?.[1] ?? null;
}

/** What is kept of a token. */
export function sessionHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Says « same network » without saying which: a keyed hash of the prefix. */
export function networkMark(address: string, secret: string): string {
  return createHmac('sha256', `${secret} network`)
    .update(networkOf(address, 'prefix'))
    .digest('base64url')
    .slice(0, 16);
}

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;

/** « Firefox, Windows »: what people recognise, nothing that tells one device from another. */
export function deviceLabel(userAgent: string | null): string {
  const said = userAgent ?? '';
  const named = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => said.includes(sign))?.[1];
  return [named(browsers), named(systems)].filter(Boolean).join(', ') || 'Appareil inconnu';
}

/** True while this session can still be used. */
export async function isLive(transaction: Transaction, now: Date, session: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('core.session')
    .select('account_id')
    .where('id_sha256', '=', Buffer.from(session, 'hex'))
    .where('ended_at', 'is', null)
    .where('idle_until', '>', now)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}
