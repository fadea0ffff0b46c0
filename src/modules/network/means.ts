import { createHmac } from 'node:crypto';
import { act } from '../../core/act.ts';
import type { Transaction } from '../../core/database.ts';
import type { Ground } from '../../core/ground.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { endSessions } from '../../core/sessions.ts';
import { CannotDo, type Doer } from './doing.ts';
import { recoveryCodes } from './domain/recovery-codes.ts';
import { keyEvents } from './events-keys.ts';
import type { ProviderCode } from './keys/provider.ts';
import { keyedFingerprint } from './keys/sealing.ts';
import { removeFederated } from './store/federated.ts';
import {
  countRecoveryCodes,
  findTotp,
  keepRecoveryCodes,
  passkeysOf,
  removePasskey,
  removeTotp,
} from './store/keys.ts';
import { findMemberships } from './store/members.ts';
import type { Means } from './tables-keys.ts';

/**
 * Ten codes made from the key of the form that asked for them: the sheet can be printed again while the page is open,
 * and nothing keeps the codes.
 */
export function codesOf({ secret }: Pick<Ground, 'secret'>, account: string, set: string): string[] {
  let counter = 0;
  return recoveryCodes(bytes =>
    createHmac('sha256', secret)
      .update(`recovery ${account} ${set} ${counter++}`)
      .digest()
      .subarray(0, bytes),
  );
}

const hashOf = ({ secret }: Pick<Ground, 'secret'>, account: string, code: string) =>
  keyedFingerprint(secret, `recovery ${account}`, code);

/**
 * Adds or changes a means of sign-in: other sessions end, the holder is told by two ways, and ten recovery codes are
 * made when a second factor has none. Answers whether they were.
 */
export async function addMeans(
  { database, actor, now, request, ground }: Doer & { ground: Pick<Ground, 'secret'> },
  it: { means: Means; set: string | null; write: (transaction: Transaction) => Promise<boolean> },
): Promise<{ codes: boolean } | null> {
  const account = actor.account!;
  return await act(database, now, {
    event: keyEvents.factor_added,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      const object = { type: 'account', ref: account.id };
      if (!(await it.write(transaction))) return { answer: null, object, unchanged: true };
      const codes = it.set !== null && (await countRecoveryCodes(transaction, account.id)) === 0;
      if (codes) await writeCodes(transaction, ground, now, account.id, it.set!);
      await endSessions(transaction, now, account.id, account.session);
      await tell(transaction, { actor, now });
      return { answer: { codes }, object, person: account.id, facts: { means: it.means } };
    },
  });
}

async function writeCodes(
  transaction: Transaction,
  ground: Pick<Ground, 'secret'>,
  now: Date,
  account: string,
  set: string,
) {
  const codes = codesOf(ground, account, set);
  await keepRecoveryCodes(
    transaction,
    now,
    account,
    codes.map(code => hashOf(ground, account, code)),
  );
}

/** Ten new codes in place of those that are left. */
export async function renewCodes(
  { database, actor, now, request, ground }: Doer & { ground: Pick<Ground, 'secret'> },
  set: string,
): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: keyEvents.factor_added,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      await writeCodes(transaction, ground, now, account.id, set);
      await tell(transaction, { actor, now });
      return {
        answer: null,
        object: { type: 'account', ref: account.id },
        person: account.id,
        facts: { means: 'recovery_code' },
      };
    },
  });
}

/** Takes a means of sign-in away; a professional keeps a second factor, and everybody a way in. */
export async function removeMeans(
  { database, actor, now, request }: Doer,
  it: { means: 'totp' | ProviderCode } | { means: 'passkey'; id: string },
): Promise<void> {
  const account = actor.account!;
  await act(database, now, {
    event: keyEvents.factor_removed,
    actor,
    subject: account.id,
    request,
    change: async transaction => {
      const object = { type: 'account', ref: account.id };
      const gone =
        it.means === 'totp'
          ? await removeTotp(transaction, account.id)
          : it.means === 'passkey'
            ? await removePasskey(transaction, account.id, it.id)
            : await removeFederated(transaction, account.id, it.means);
      if (!gone) return { answer: null, object, unchanged: true };
      const left =
        (await passkeysOf(transaction, account.id)).length +
        ((await findTotp(transaction, account.id)) ? 1 : 0);
      if (left === 0 && (await findMemberships(transaction, account.id)).length > 0)
        throw new CannotDo('lastFactor');
      await endSessions(transaction, now, account.id, account.session);
      await tell(transaction, { actor, now });
      return { answer: null, object, person: account.id, facts: { means: it.means } };
    },
  });
}

async function tell(transaction: Transaction, { actor, now }: Pick<Doer, 'actor' | 'now'>) {
  await notify(transaction, now, {
    template: 'network.means_changed',
    to: { account: actor.account!.id },
    occurrence: newId(now),
    values: {},
    causedBy: actor,
  });
}
