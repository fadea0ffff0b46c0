import type { Transaction } from '../../../core/database.ts';
import type { Ground } from '../../../core/ground.ts';
import type { Visit } from '../../../core/http/route.ts';
import { readRecoveryCode } from '../domain/recovery-codes.ts';
import { checkTotp, readTotp } from '../domain/totp.ts';
import { findRecoveryCode, findTotp, useRecoveryCode, useTotpStep } from '../store/keys.ts';
import { forgive, secondFactorLimit, tryOf } from './limits.ts';
import { keyedFingerprint, unseal } from './sealing.ts';

export type FactorAnswer =
  | { means: 'totp' | 'recovery_code'; use: (transaction: Transaction) => Promise<boolean> }
  | { wrong: 'shape' | 'late' | 'replayed' | 'unknown' }
  | { wait: number };

/** What is kept of the factor that was typed: nothing is said of it before its tries are counted. */
export type KeptFactor =
  | { figures: string; totp: { sealed: Buffer; lastStep: number } | null }
  | { hash: Buffer; usedAt: Date | null | undefined };

/** Looks for what was typed, along with whose it is; null when it has the shape of nothing. */
export async function findFactor(
  transaction: Transaction,
  ground: Pick<Ground, 'secret'>,
  account: string,
  typed: string,
): Promise<KeptFactor | null> {
  const recovery = readRecoveryCode(typed);
  const figures = readTotp(typed);
  if (figures) return { figures, totp: await findTotp(transaction, account) };
  if (!recovery) return null;
  const hash = recoveryHash(ground, account, recovery);
  return { hash, usedAt: await findRecoveryCode(transaction, account, hash) };
}

/** Six figures of an application, or a recovery code: whichever was typed. Five tries a quarter of an hour. */
export async function checkFactor(
  visit: Visit,
  account: string,
  kept: KeptFactor | null,
): Promise<FactorAnswer> {
  const { ground, now } = visit;
  if (!kept) return { wrong: 'shape' };
  const { wait } = await tryOf(visit, secondFactorLimit, account);
  if (wait > 0) return { wait };
  if ('figures' in kept) {
    const { figures, totp } = kept;
    if (!totp) return { wrong: 'unknown' };
    const answer = checkTotp(openTotp(ground, account, totp.sealed), figures, now, totp.lastStep);
    if ('wrong' in answer) return answer;
    await forgive(visit, secondFactorLimit, account);
    return { means: 'totp', use: transaction => useTotpStep(transaction, account, answer.step) };
  }
  const { hash, usedAt } = kept;
  if (usedAt === undefined) return { wrong: 'unknown' };
  if (usedAt) return { wrong: 'replayed' };
  await forgive(visit, secondFactorLimit, account);
  return {
    means: 'recovery_code',
    use: transaction => useRecoveryCode(transaction, now, account, hash),
  };
}

/** The key of an application, opened. */
function openTotp({ secret }: Pick<Ground, 'secret'>, account: string, sealed: Buffer): Buffer {
  return unseal(secret, `totp ${account}`, sealed);
}

const recoveryHash = ({ secret }: Pick<Ground, 'secret'>, account: string, code: string) =>
  keyedFingerprint(secret, `recovery ${account}`, code);
