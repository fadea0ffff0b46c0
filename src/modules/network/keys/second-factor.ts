import type { Transaction } from '../../../core/database.ts';
import type { Ground } from '../../../core/ground.ts';
import type { Visit } from '../../../core/http/route.ts';
import { readRecoveryCode } from '../domain/recovery-codes.ts';
import { checkTotp, readTotp } from '../domain/totp.ts';
import { atTheDoor } from '../store/challenges.ts';
import { findTotp, useRecoveryCode, useTotpStep } from '../store/keys.ts';
import { forgive, secondFactorLimit, tryOf } from './limits.ts';
import { keyedFingerprint, unseal } from './sealing.ts';

export type FactorAnswer =
  | { means: 'totp' | 'recovery_code'; use: (transaction: Transaction) => Promise<boolean> }
  | { wrong: 'shape' | 'late' | 'replayed' | 'unknown' }
  | { wait: number };

/** Six figures of an application, or a recovery code: whichever was typed. Five tries a quarter of an hour. */
export async function checkFactor(visit: Visit, account: string, typed: string): Promise<FactorAnswer> {
  const { ground, now } = visit;
  const recovery = readRecoveryCode(typed);
  const figures = readTotp(typed);
  if (!recovery && !figures) return { wrong: 'shape' };
  const { wait } = await tryOf(visit, secondFactorLimit, account);
  if (wait > 0) return { wait };
  if (figures) {
    const totp = await atTheDoor(ground.database, transaction => findTotp(transaction, account));
    if (!totp) return { wrong: 'unknown' };
    const answer = checkTotp(openTotp(ground, account, totp.sealed), figures, now, totp.lastStep);
    if ('wrong' in answer) return answer;
    await forgive(visit, secondFactorLimit, account);
    return { means: 'totp', use: transaction => useTotpStep(transaction, account, answer.step) };
  }
  const hash = recoveryHash(ground, account, recovery!);
  const known = await atTheDoor(ground.database, transaction =>
    transaction
      .selectFrom('network.credential_recovery')
      .select('used_at')
      .where('account_id', '=', account)
      .where('code_hash', '=', hash)
      .executeTakeFirst(),
  );
  if (!known) return { wrong: 'unknown' };
  if (known.used_at) return { wrong: 'replayed' };
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
