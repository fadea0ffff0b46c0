import type { Actor } from '../../core/access.ts';
import { insist } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { roles as allRoles, type Role } from '../../core/roles.ts';
import { CannotDo, type Doer, newToken } from './doing.ts';
import { networkEvents } from './events.ts';
import type { HeldRole } from './organisation.ts';
import { leadsMayKeepMembers } from './policy.ts';
import { findAccountByEmail, insertAccount } from './store/accounts.ts';
import {
  countInvitations,
  findInvitation,
  findInvitationByToken,
  type Invitation,
  insertInvitation,
  renewInvitation,
  settleInvitation,
} from './store/invitations.ts';
import { findMemberships, insertMembership } from './store/members.ts';

const day = 86_400_000;

/** Length of a link, times it is sent again, invitations a day (product/network.md §3.2, §3.10). */
const invitationDays = 7;
const mostResent = 5;
const mostADay = 200;

export interface Inviting {
  /** Null: the invitation is printed, with a code to type. */
  email: string | null;
  name: string | null;
  roles: readonly string[];
  message: string | null;
  /** What is printed, when there is no address: made by the caller, who alone can print it again. */
  code?: string;
}

/** Roles a référent may give; the others are of the territory. */
export const givenByLeads = Object.entries(allRoles)
  .filter(([, role]) => role.held === 'organisation')
  .map(([code]) => code) as HeldRole[];

/** Invites somebody, by e-mail or on paper; gives the reference of the invitation. */
export async function invite(
  doer: Doer,
  organisation: { id: string; name: string },
  it: Inviting,
): Promise<string> {
  const { database, actor, now, key, request } = doer;
  if (it.roles.length === 0 || it.roles.some(role => !givenByLeads.includes(role as HeldRole)))
    throw new CannotDo('roles');
  return await act(database, now, {
    event: networkEvents.invitation_sent,
    actor,
    subject: { organisation: organisation.id, account: null, roles: it.roles },
    key,
    request,
    change: async transaction => ({
      answer: await createInvitation(transaction, doer, organisation, it),
      object: { type: 'organisation', ref: organisation.id },
      facts: { roles: it.roles, again: 0 },
    }),
  });
}

/** The same inside another act. Throws {@link CannotDo} when they are a member already, or too many were sent. */
export async function createInvitation(
  transaction: Transaction,
  { actor, now, origin }: Pick<Doer, 'actor' | 'now' | 'origin'>,
  organisation: { id: string; name: string },
  it: Inviting,
): Promise<string> {
  if (it.email) {
    const known = await findAccountByEmail(transaction, it.email);
    if (known && (await isMember(transaction, known.id, organisation.id))) throw new CannotDo('member');
  }
  if ((await countInvitations(transaction, organisation.id, new Date(now.getTime() - day))) >= mostADay)
    throw new CannotDo('tooMany');
  const token = it.code ?? newToken();
  const invitation = newId(now);
  const expiresAt = new Date(now.getTime() + invitationDays * day);
  await insertInvitation(transaction, {
    id: invitation,
    organisation: organisation.id,
    ...it,
    token,
    sentAt: now,
    expiresAt,
    createdBy: actor.account?.id ?? null,
  });
  await send(
    transaction,
    { actor, now, origin },
    { id: invitation, organisation, email: it.email, message: it.message },
    token,
    0,
  );
  return invitation;
}

async function isMember(transaction: Transaction, account: string, organisation: string): Promise<boolean> {
  const all = await findMemberships(transaction, account);
  return all.some(membership => membership.organisation === organisation);
}

async function send(
  transaction: Transaction,
  { actor, now, origin }: Pick<Doer, 'actor' | 'now' | 'origin'>,
  it: {
    id: string;
    organisation: { id: string; name: string };
    email: string | null;
    message: string | null;
  },
  token: string,
  times: number,
) {
  if (!it.email) return;
  await notify(transaction, now, {
    template: 'network.invitation',
    to: { email: it.email },
    occurrence: `${it.id} ${times}`,
    values: {
      organisation: it.organisation.name,
      inviter: actor.account?.name ?? '',
      message: it.message ?? '',
      link: `${origin}/invitation/${token}`,
    },
    causedBy: actor,
    organisation: it.organisation.id,
  });
}

/** Sends a fresh link for an invitation; the former one says it was replaced. */
export async function inviteAgain(
  { database, actor, now, origin, key, request }: Doer,
  id: string,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.invitation_sent,
    actor,
    key,
    request,
    change: async transaction => {
      const it = await pending(transaction, actor, id);
      if (it.resent >= mostResent) throw new CannotDo('resent');
      const token = newToken();
      await renewInvitation(transaction, id, {
        token,
        sentAt: now,
        expiresAt: new Date(now.getTime() + invitationDays * day),
      });
      const organisation = { id: it.organisation, name: it.organisationName };
      await send(transaction, { actor, now, origin }, { ...it, organisation }, token, it.resent + 1);
      return {
        answer: null,
        object: { type: 'organisation', ref: it.organisation },
        facts: { roles: it.roles, again: it.resent + 1 },
      };
    },
  });
}

/** Takes an invitation back: its link opens nothing any more. */
export async function withdrawInvitation(
  { database, actor, now, key, request }: Doer,
  id: string,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.invitation_withdrawn,
    actor,
    key,
    request,
    change: async transaction => {
      const it = await pending(transaction, actor, id);
      await settleInvitation(transaction, id, 'annulee', now);
      return { answer: null, object: { type: 'organisation', ref: it.organisation } };
    },
  });
}

/** An invitation that waits, and that this actor may act upon. */
async function pending(transaction: Transaction, actor: Actor, id: string): Promise<Invitation> {
  const it = /^[0-9a-f-]{36}$/.test(id) ? await findInvitation(transaction, id) : null;
  if (!it) throw new CannotDo('unknown');
  insist(leadsMayKeepMembers, actor, { organisation: it.organisation, account: null, roles: it.roles });
  if (it.state !== 'envoyee') throw new CannotDo('settled');
  return it;
}

/** What a link or a printed code leads to. */
export type FoundInvitation =
  | { kind: 'open'; invitation: Invitation }
  | { kind: 'replaced' | 'expired' | 'settled' | 'unknown' };

export async function readInvitation(
  transaction: Transaction,
  token: string,
  now: Date,
  hold = false,
): Promise<FoundInvitation> {
  const found = /^[\w-]{20,60}$/.test(token) ? await findInvitationByToken(transaction, token, hold) : null;
  if (!found) return { kind: 'unknown' };
  if (found === 'replaced') return { kind: 'replaced' };
  if (found.state === 'expiree') return { kind: 'expired' };
  if (found.state !== 'envoyee') return { kind: 'settled' };
  if (found.expiresAt <= now) return { kind: 'expired' };
  return { kind: 'open', invitation: found };
}

/**
 * Takes up an invitation for an account, inside an act of the door: the roles, and the end of the link.
 * `verified`: addresses the account has proved; the invited one must be among them.
 */
export async function takeUpInvitation(
  transaction: Transaction,
  now: Date,
  token: string,
  account: { id: string; email: string | null; verified: boolean } | { name: string },
): Promise<{ account: string; invitation: Invitation }> {
  const found = await readInvitation(transaction, token, now, true);
  if (found.kind !== 'open') throw new CannotDo(found.kind);
  const { invitation } = found;
  let id: string;
  if ('id' in account) {
    if (invitation.email && (invitation.email !== account.email || !account.verified))
      throw new CannotDo('otherAddress');
    id = account.id;
  } else {
    if (invitation.email && (await findAccountByEmail(transaction, invitation.email)))
      throw new CannotDo('hasAccount');
    id = newId(now);
    await insertAccount(transaction, now, {
      id,
      name: account.name,
      email: invitation.email,
      // The link was sent there: who opens it reads that mailbox.
      emailVerified: invitation.email !== null,
    });
  }
  const held = (await findMemberships(transaction, id)).filter(
    role => role.organisation === invitation.organisation,
  );
  for (const role of invitation.roles as HeldRole[]) {
    if (held.some(other => other.role === role)) continue;
    await insertMembership(transaction, now, {
      id: newId(now),
      account: id,
      organisation: invitation.organisation,
      role,
    });
  }
  await settleInvitation(transaction, invitation.id, 'acceptee', now, id);
  return { account: id, invitation };
}

export const isRole = (text: string): text is Role => Object.hasOwn(allRoles, text);
