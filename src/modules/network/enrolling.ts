import { act } from '../../core/act.ts';
import { actAs, door } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import type { Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { readInvitation, takeUpInvitation } from './inviting.ts';
import { holderOf } from './keys/entering.ts';
import { foundNetwork } from './opening.ts';
import { findAccount, insertAccount } from './store/accounts.ts';
import { useUp } from './store/challenges.ts';
import { settleInvitation } from './store/invitations.ts';
import { type Found, keepPassword } from './store/keys.ts';
import type { OrganisationKind } from './vocabulary.ts';

/** Opens an account by an invitation, with its password; gives the account. */
export async function openInvitedAccount(
  { database, actor, now, request }: Doer,
  it: { token: string; name: string; passwordHash: string },
): Promise<string> {
  return await act(database, now, {
    event: networkEvents.account_opened,
    actor,
    request,
    change: async transaction => {
      await actAs(transaction, door);
      const { account } = await takeUpInvitation(transaction, now, it.token, { name: it.name });
      await keepPassword(transaction, now, account, it.passwordHash);
      return opened(account);
    },
  });
}

/** Somebody who has no account yet, as they will be at the door. */
export function newcomer(now: Date, it: Pick<Found, 'name' | 'email' | 'language'>): Found {
  const means = { password: null, totp: false, passkeys: 0, recoveryCodes: 0 };
  return { id: newId(now), ...it, ...means, memberships: [] };
}

/**
 * Opens the account of somebody who alone asked for it, by the link sent to their address; false when the link served
 * meanwhile.
 */
export async function openOwnAccount(
  transaction: Transaction,
  now: Date,
  found: Found,
  challenge: string,
): Promise<boolean> {
  await actAs(transaction, door);
  const isFirst = await useUp(transaction, now, challenge);
  const { id, name, email, language } = found;
  if (isFirst) await insertAccount(transaction, now, { id, name, email, emailVerified: true, language });
  await actAs(transaction, holderOf(found, 1, now));
  return isFirst;
}

/**
 * Opens the account of somebody who proved a telephone and took a passphrase; false when the step served meanwhile.
 * The database refuses the fourth account of one number.
 */
export async function openPhoneAccount(
  transaction: Transaction,
  now: Date,
  found: Found,
  it: { challenge: string; phone: string; passwordHash: string },
): Promise<boolean> {
  const { id, name, language } = found;
  await actAs(transaction, door);
  const isFirst = await useUp(transaction, now, it.challenge);
  if (isFirst) {
    await insertAccount(transaction, now, { id, name, phone: it.phone, phoneVerified: true, language });
    await keepPassword(transaction, now, id, it.passwordHash);
  }
  await actAs(transaction, holderOf(found, 1, now));
  return isFirst;
}

/** Opens the network: the pilot organisation and the first account; gives the account. */
export async function openFirstAccount(
  { database, actor, now, request }: Doer,
  it: {
    token: string;
    name: string;
    passwordHash: string;
    organisation: string;
    kind: OrganisationKind;
    communeInsee: string;
  },
): Promise<string> {
  return await act(database, now, {
    event: networkEvents.organisation_founded,
    actor,
    request,
    change: async transaction => {
      await actAs(transaction, door);
      const { account, organisation } = await foundNetwork(transaction, now, it);
      await keepPassword(transaction, now, account, it.passwordHash);
      return { ...opened(account), object: { type: 'organisation', ref: organisation }, facts: {} };
    },
  });
}

const opened = (account: string) => ({
  answer: account,
  object: { type: 'account', ref: account },
  person: account,
  facts: { means: 'password' },
});

/** Takes up an invitation with the account that is signed in; gives the organisation joined. */
export async function acceptInvitation(
  { database, actor, now, request }: Doer,
  token: string,
): Promise<string> {
  const holder = actor.account!;
  return await act(database, now, {
    event: networkEvents.invitation_accepted,
    actor,
    request,
    change: async transaction => {
      const account = await findAccount(transaction, holder.id);
      await actAs(transaction, door);
      const { invitation } = await takeUpInvitation(transaction, now, token, {
        id: holder.id,
        email: account?.email ?? null,
        verified: account?.emailVerifiedAt !== null,
      });
      return {
        answer: invitation.organisation,
        object: { type: 'organisation', ref: invitation.organisation },
        person: holder.id,
        facts: { roles: invitation.roles },
      };
    },
  });
}

/** Says no: the link opens nothing any more. Done once, the second press changes nothing. */
export async function refuseInvitation(
  { database, actor, now, request }: Doer,
  token: string,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.invitation_refused,
    actor,
    request,
    change: async (transaction: Transaction) => {
      await actAs(transaction, door);
      const found = await readInvitation(transaction, token, now, true);
      const open = found.kind === 'open' ? found.invitation : null;
      if (open) await settleInvitation(transaction, open.id, 'refusee', now);
      return {
        answer: null,
        object: { type: 'organisation', ref: open?.organisation ?? 'unknown' },
        unchanged: open === null,
      };
    },
  });
}
