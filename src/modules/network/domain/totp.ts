import { Secret, TOTP } from 'otpauth';

const period = 30;
const digits = 6;
/** Codes of the periods just before and after are taken: clocks drift. */
const window = 1;
/** How far around a code is looked for, to say « too late » rather than « wrong ». */
const horizon = 10;

export type CodeAnswer =
  | { step: number }
  /** `replayed`: this code, or a later one, was accepted already. `late`: right some minutes ago, or later. */
  | { wrong: 'shape' | 'replayed' | 'late' | 'unknown' };

/** 160 random bits, as RFC 4226 asks. */
export const totpKeyBytes = 20;

/** Reads the six figures as people type them: with a space in the middle. */
export function readTotp(typed: string): string | null {
  const code = typed.normalize('NFKC').replaceAll(/[\s.-]/g, '');
  return /^\d{6}$/.test(code) ? code : null;
}

/** Which period of 30 s a code belongs to, if it may be accepted now. */
export function checkTotp(key: Uint8Array, typed: string, now: Date, lastStep: number): CodeAnswer {
  const token = readTotp(typed);
  if (!token) return { wrong: 'shape' };
  const timestamp = now.getTime();
  const secret = secretOf(key);
  const delta = TOTP.validate({ token, secret, digits, period, window: horizon, timestamp });
  if (delta === null) return { wrong: 'unknown' };
  const step = TOTP.counter({ period, timestamp }) + delta;
  if (Math.abs(delta) > window) return { wrong: 'late' };
  return step > lastStep ? { step } : { wrong: 'replayed' };
}

/** The code of this instant, for tests and for nothing else in the product. */
export function totpAt(key: Uint8Array, now: Date): string {
  return TOTP.generate({ secret: secretOf(key), digits, period, timestamp: now.getTime() });
}

/** What the QR code holds, and the key as people copy it: groups of four. */
export function totpSetUp(key: Uint8Array, { issuer, label }: { issuer: string; label: string }) {
  const secret = secretOf(key);
  return {
    uri: new TOTP({ issuer, label, secret, digits, period }).toString(),
    text: (secret.base32.match(/.{1,4}/g) ?? []).join(' '),
  };
}

const secretOf = (key: Uint8Array) => new Secret({ buffer: Uint8Array.from(key).buffer });
