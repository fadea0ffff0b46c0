import { readEmail } from '../../../core/contacts.ts';
import type { Visit } from '../../../core/http/route.ts';
import { longestPassword, spelledPassword } from '../domain/passwords.ts';
import { isStopped } from '../domain/slowing.ts';
import { type Found, keepPassword } from '../store/keys.ts';
import { comerOf, isKnownDevice } from './comer.ts';
import { type Entering, findAtTheDoor, refuseEntry } from './entering.ts';
import { checkSecret, hashSecret, wantsRehash } from './hashing.ts';
import { forgive, knownDeviceLimit, passwordLimit, prefixLimit, tryOf } from './limits.ts';

export type PasswordAnswer =
  | { found: Found; use?: Entering['use'] }
  | { wrong: true; stopped: Found | null }
  /** `account`: passwords rest or wait; `network`: many people at once from there. */
  | { wait: number; why: 'account' | 'network' };

/**
 * Checks an address and a password. Every way through costs the same whether the account exists or not: the counters
 * are those of the address typed, and a hash is computed for nobody too.
 */
export async function checkPassword(
  visit: Visit,
  { email: typed, password }: { email: string; password: string },
): Promise<PasswordAnswer> {
  const read = readEmail(typed);
  const email = 'value' in read ? read.value : typed.trim().toLowerCase().slice(0, 254);
  const found = await findAtTheDoor(visit, { email });
  const isKnown = found !== null && isKnownDevice(visit, found.id);
  const counted = isKnown ? knownDeviceLimit : passwordLimit;
  if (!isKnown) {
    const network = await tryOf(visit, prefixLimit, visit.address);
    if (network.wait > 0) return { wait: network.wait, why: 'network' };
  }
  const { wait, attempts } = await tryOf(visit, counted, email);
  if (wait > 0) return { wait, why: 'account' };
  const { network } = comerOf(visit);
  const spelled = spelledPassword(password).slice(0, longestPassword * 2);
  if (await checkSecret(found?.password ?? null, spelled, network)) {
    await forgive(visit, passwordLimit, email);
    if (isKnown) await forgive(visit, knownDeviceLimit, email);
    else await forgive(visit, prefixLimit, visit.address);
    return { found: found!, use: await rehash(visit, found!, spelled, network) };
  }
  await refuseEntry(visit, { account: found?.id ?? null, means: 'password', reason: 'wrong' });
  return { wrong: true, stopped: !isKnown && isStopped(attempts) ? found : null };
}

/** The cost has risen since: the password is at hand now, and only now. */
async function rehash(visit: Visit, found: Found, password: string, network: string) {
  if (!found.password || !wantsRehash(found.password)) return undefined;
  const hash = await hashSecret(password, network);
  return async (transaction: Parameters<NonNullable<Entering['use']>>[0]) => {
    await keepPassword(transaction, visit.now, found.id, hash);
    return true;
  };
}
