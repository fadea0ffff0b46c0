import { encode, read } from './crockford.ts';

const length = 10;
const recoveryCodeCount = 10;
const fewCodes = 3;

/** Somebody who has a second factor has fewer left than it takes to be at ease (product/network.md §3.5). */
export const hasFewCodes = (it: { totp: boolean; passkeys: number; recoveryCodes: number }): boolean =>
  (it.totp || it.passkeys > 0) && it.recoveryCodes < fewCodes;

/** Ten codes of ten signs, out of 7 random bytes each. */
export function recoveryCodes(random: (bytes: number) => Uint8Array): string[] {
  const codes = new Set<string>();
  while (codes.size < recoveryCodeCount) codes.add(encode(random(7), length));
  return [...codes];
}

/** As printed: two groups of five. */
export function groupedCode(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}

/** What people typed, or null when it cannot be a code. */
export function readRecoveryCode(typed: string): string | null {
  const code = read(typed);
  return code?.length === length ? code : null;
}
