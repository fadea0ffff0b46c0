import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { asSystem } from '../../../core/acting-as.ts';
import type { Transaction } from '../../../core/database.ts';
import type { Visit } from '../../../core/http/route.ts';
import { atTheDoor, begin, type Challenge, findOfBrowser, useUp } from '../store/challenges.ts';
import { findPasskey, type Passkey, passkeysOf, usePasskey } from '../store/keys.ts';
import { threadOf } from './comer.ts';

const seconds = 5 * 60;

const partyOf = ({ origin }: Pick<Visit, 'origin'>) => new URL(origin).hostname;

/** What the browser is asked to sign with a passkey: any of this site's, or one of this account. */
export async function askPasskey(visit: Visit, thread: Buffer, account: string | null) {
  const { ground, now } = visit;
  const allowed = account
    ? await atTheDoor(ground.database, transaction => passkeysOf(transaction, account))
    : [];
  const options = await generateAuthenticationOptions({
    rpID: partyOf(visit),
    userVerification: 'required',
    allowCredentials: allowed.map(({ id, transports }) => ({ id, transports })),
  });
  await atTheDoor(ground.database, transaction =>
    begin(transaction, now, {
      kind: 'passkey_sign_in',
      account,
      browser: thread,
      sealed: Buffer.from(options.challenge),
      seconds,
    }),
  );
  return { get: options };
}

/** What a browser answered with a passkey, beside what it was asked and the key as it is kept. */
export interface PasskeyShown {
  asked: Challenge;
  passkey: Passkey;
  response: unknown;
}

/** Looks for what this browser was asked and for the passkey it answers with; null when either is unknown. */
export async function findPasskeyShown(
  transaction: Transaction,
  visit: Visit,
  answer: string,
): Promise<PasskeyShown | null> {
  const thread = threadOf(visit);
  const response = jsonOf(answer);
  if (!thread || typeof response?.id !== 'string') return null;
  const asked = await findOfBrowser(transaction, visit.now, 'passkey_sign_in', thread);
  const passkey = asked && (await findPasskey(transaction, response.id));
  return passkey ? { asked, passkey, response } : null;
}

/**
 * Checks the signature; null when anything is not as it should, a passkey of another account than this one included.
 * What it gives ends the question and moves the counter on, once, in the transaction of who holds the account.
 */
export async function checkPasskey(
  { now, origin }: Visit,
  { asked, passkey, response }: PasskeyShown,
  account?: string,
): Promise<((transaction: Transaction) => Promise<boolean>) | null> {
  if (!asked.sealed || (account && passkey.account !== account)) return null;
  if (asked.account && asked.account !== passkey.account) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: asked.sealed.toString('utf8'),
      expectedOrigin: origin,
      expectedRPID: partyOf({ origin }),
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    });
    if (!verified) return null;
    const counter = authenticationInfo.newCounter;
    return async transaction =>
      // Asked of nobody in particular, the question is not of the account that answers it.
      (await asSystem(transaction, 'network:passkey', () => useUp(transaction, now, asked.id))) &&
      (await usePasskey(transaction, now, { id: passkey.id, counter }));
  } catch {
    return null;
  }
}

/** What the browser is asked to make a new passkey for its holder. */
export async function askNewPasskey(
  visit: Visit,
  thread: Buffer,
  holder: { id: string; name: string; email: string | null },
) {
  const { ground, now, territory } = visit;
  const known = await visit.read(transaction => passkeysOf(transaction, holder.id));
  const options = await generateRegistrationOptions({
    rpName: `Airial ${territory.name}`,
    rpID: partyOf(visit),
    userName: holder.email ?? holder.name,
    userDisplayName: holder.name,
    userID: new Uint8Array(Buffer.from(holder.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
  });
  await atTheDoor(ground.database, transaction =>
    begin(transaction, now, {
      kind: 'passkey_registration',
      account: holder.id,
      browser: thread,
      sealed: Buffer.from(options.challenge),
      seconds,
    }),
  );
  return { create: options };
}

export interface NewPasskey {
  passkey: Passkey;
  use: (transaction: Transaction) => Promise<boolean>;
}

/** The passkey just made for this account in this browser; null when it is not what was asked. */
export async function readNewPasskey(
  visit: Visit,
  account: string,
  answer: string,
): Promise<NewPasskey | null> {
  const { ground, now, origin } = visit;
  const thread = threadOf(visit);
  const response = jsonOf(answer);
  if (!thread || !response) return null;
  const asked = await atTheDoor(ground.database, transaction =>
    findOfBrowser(transaction, now, 'passkey_registration', thread),
  );
  if (!asked?.sealed || asked.account !== account) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: asked.sealed.toString('utf8'),
      expectedOrigin: origin,
      expectedRPID: partyOf(visit),
      requireUserVerification: true,
    });
    if (!verified) return null;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return {
      passkey: { id, account, publicKey: Buffer.from(publicKey), counter, transports: [...transports] },
      use: transaction => useUp(transaction, now, asked.id),
    };
  } catch {
    return null;
  }
}

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
