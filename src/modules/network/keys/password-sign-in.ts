import { act } from '../../../core/act.ts';
import { readEmail, readPhone } from '../../../core/contacts.ts';
import type { Visit } from '../../../core/http/route.ts';
import { notify } from '../../../core/notify/notify.ts';
import { longestPassword, spelledPassword } from '../domain/passwords.ts';
import { isStopped } from '../domain/slowing.ts';
import { looksLikePhone, mostOfPhone } from '../domain/ways.ts';
import { keyEvents } from '../events-keys.ts';
import { atTheDoor } from '../store/challenges.ts';
import { type Found, findToOpenByPhone, keepPassword } from '../store/keys.ts';
import { comerOf, isKnownDevice } from './comer.ts';
import { type Entering, findAtTheDoor, refuseEntry } from './entering.ts';
import { checkSecret, hashSecret, wantsRehash } from './hashing.ts';
import { forgive, knownDeviceLimit, passwordLimit, prefixLimit, tryOf } from './limits.ts';

export type PasswordAnswer =
  | { found: Found; use?: Entering['use'] }
  /** Several accounts of one telephone have this password: their holder says which. */
  | { several: readonly Found[] }
  | { wrong: true; stopped: readonly Found[] }
  /** `account`: passwords rest or wait; `network`: many people at once from there. */
  | { wait: number; why: 'account' | 'network' };

interface Typed {
  /** An address, or a telephone. */
  who: string;
  password: string;
  /** Which account, when several answered before. */
  which: string;
}

/**
 * Checks an address or a telephone and a password. Every way through costs the same whether the account exists or not:
 * the counters are those of what was typed, and hashes are computed for nobody too: one for an address, as many for a
 * telephone as the accounts it may have.
 */
export async function checkPassword(
  visit: Visit,
  { who: typed, password, which }: Typed,
): Promise<PasswordAnswer> {
  const { who, tries, accounts } = await named(visit, typed);
  const known = accounts.filter(account => isKnownDevice(visit, account.id));
  const isKnown = known.length > 0;
  const counted = isKnown ? knownDeviceLimit : passwordLimit;
  if (!isKnown) {
    const network = await tryOf(visit, prefixLimit, visit.address);
    if (network.wait > 0) return { wait: network.wait, why: 'network' };
  }
  const { wait, attempts } = await tryOf(visit, counted, who);
  if (wait > 0) return { wait, why: 'account' };
  const { network } = comerOf(visit);
  const spelled = spelledPassword(password).slice(0, longestPassword * 2);
  const right: Found[] = [];
  for (let place = 0; place < tries; place++) {
    const account = accounts[place];
    if (await checkSecret(account?.password ?? null, spelled, network)) right.push(account!);
  }
  if (right.length > 0) {
    await forgive(visit, passwordLimit, who);
    if (isKnown) await forgive(visit, knownDeviceLimit, who);
    else await forgive(visit, prefixLimit, visit.address);
    const found = right.length === 1 ? right[0] : right.find(account => account.id === which);
    return found ? { found, use: await rehash(visit, found, spelled, network) } : { several: right };
  }
  // Nobody can say whose password was tried when several share the telephone.
  const account = accounts.length === 1 ? accounts[0]!.id : null;
  await refuseEntry(visit, { account, means: 'password', reason: 'wrong' });
  return { wrong: true, stopped: !isKnown && isStopped(attempts) ? accounts : [] };
}

/** Accounts that what was typed names, what its tries are counted under, and how many hashes it costs. */
async function named(
  visit: Visit,
  typed: string,
): Promise<{ who: string; tries: number; accounts: readonly Found[] }> {
  const phone = looksLikePhone(typed) ? readPhone(typed) : null;
  if (phone) {
    const who = 'value' in phone ? phone.value : typed.replaceAll(/\D/g, '').slice(0, 20);
    const accounts = await atTheDoor(visit.ground.database, transaction =>
      findToOpenByPhone(transaction, who),
    );
    return { who, tries: mostOfPhone, accounts };
  }
  const read = readEmail(typed);
  const who = 'value' in read ? read.value : typed.trim().toLowerCase().slice(0, 254);
  const found = await findAtTheDoor(visit, { email: who });
  return { who, tries: 1, accounts: found ? [found] : [] };
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

/** Ten wrong passwords: the holder is told, by the ways they have. */
export async function tellHolder({ ground, now, actor, number }: Visit, account: string): Promise<void> {
  await act(ground.database, now, {
    event: keyEvents.passwords_rested,
    actor,
    request: number,
    change: async transaction => {
      await notify(transaction, now, {
        template: 'network.passwords_rest',
        to: { account },
        occurrence: now.toISOString().slice(0, 13),
        values: {},
        causedBy: actor,
      });
      return { answer: null, object: { type: 'account', ref: account }, person: account };
    },
  });
}
