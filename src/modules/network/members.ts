import { insist } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { asSystem } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { roles as allRoles } from '../../core/roles.ts';
import { endSessions } from '../../core/sessions.ts';
import { CannotDo, type Doer } from './doing.ts';
import { networkEvents } from './events.ts';
import { tellOfLeadless } from './leadless.ts';
import type { HeldRole } from './organisation.ts';
import { leadsMayKeepMembers, theCoordinationMayEntitle } from './policy.ts';
import { ChangedMeanwhile } from './settings.ts';
import { findAccount, updateAccount } from './store/accounts.ts';
import {
  endMemberships,
  findHabilitation,
  findMemberships,
  holdRoles,
  insertHabilitation,
  insertMembership,
  revokeHabilitation,
} from './store/members.ts';
import { findOrganisation } from './store/organisations.ts';
import { type HabilitationKind, habilitationKinds } from './vocabulary.ts';

interface Part {
  organisation: string;
  account: string;
}

const rolesOf = async (transaction: Transaction, { organisation, account }: Part) =>
  (await findMemberships(transaction, account)).filter(role => role.organisation === organisation);

/**
 * Gives a member these roles in place of those a référent may give; roles of the territory stay. `read`: those they had
 * when the form was opened. Throws `ChangedMeanwhile` when somebody else changed them since.
 */
export async function changeRoles(
  doer: Doer,
  part: Part,
  { wanted, read }: { wanted: readonly HeldRole[]; read: readonly string[] },
): Promise<void> {
  const { database, actor, now, key, request } = doer;
  if (wanted.some(role => allRoles[role].held !== 'organisation')) throw new CannotDo('roles');
  await act(database, now, {
    event: networkEvents.role_changed,
    actor,
    key,
    request,
    change: async transaction => {
      await holdRoles(transaction, part.account);
      const held = await rolesOf(transaction, part);
      if (held.length === 0) throw new CannotDo('unknown');
      const ordinary = held.filter(({ role }) => allRoles[role].held === 'organisation');
      if (ordinary.length !== read.length || ordinary.some(({ role }) => !read.includes(role)))
        throw new ChangedMeanwhile();
      const added = wanted.filter(role => !ordinary.some(other => other.role === role));
      const removed = ordinary.filter(({ role }) => !wanted.includes(role));
      // What a coordinator may do for a référent concerns that role only: what changes is what is asked about.
      insist(leadsMayKeepMembers, actor, { ...part, roles: [...added, ...removed.map(({ role }) => role)] });
      if (held.length === removed.length && added.length === 0) throw new CannotDo('lastRole');
      await endMemberships(
        transaction,
        now,
        removed.map(({ id }) => id),
      );
      for (const role of added) await insertMembership(transaction, now, { id: newId(now), ...part, role });
      return {
        answer: null,
        object: { type: 'organisation', ref: part.organisation },
        person: part.account,
        facts: { added, removed: removed.map(({ role }) => role) },
        unchanged: added.length + removed.length === 0,
      };
    },
  });
}

/** Ends somebody's part in an organisation: their sessions there end at once, the account lives on. */
export async function endMembership(doer: Doer, part: Part): Promise<void> {
  const { database, actor, now, key, request } = doer;
  await act(database, now, {
    event: networkEvents.membership_ended,
    actor,
    key,
    request,
    change: async transaction => {
      const held = await rolesOf(transaction, part);
      if (held.length === 0) throw new CannotDo('unknown');
      const roles = held.map(({ role }) => role);
      insist(leadsMayKeepMembers, actor, { ...part, roles });
      const others = await otherLeads(transaction, part);
      if (roles.includes('referent_structure') && others === 0) throw new CannotDo('lastLead');
      await endMemberships(
        transaction,
        now,
        held.map(({ id }) => id),
      );
      return {
        answer: null,
        object: { type: 'organisation', ref: part.organisation },
        person: part.account,
        facts: { roles },
      };
    },
  });
}

/** How many other référents the organisation has: it is never left without one. */
async function otherLeads(transaction: Transaction, { organisation, account }: Part): Promise<number> {
  const row = await transaction
    .selectFrom('network.membership')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisation)
    .where('role', '=', 'referent_structure')
    .where('until_at', 'is', null)
    .where('account_id', '!=', account)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** A role of the territory, by an administrator, never for oneself; a data protection officer needs two (officers.ts). */
export async function grantTerritoryRole(doer: Doer, part: Part, role: HeldRole): Promise<void> {
  const { database, actor, now, key, request } = doer;
  if (allRoles[role].held !== 'territory' || role === 'dpo') throw new CannotDo('roles');
  await act(database, now, {
    event: networkEvents.territory_role_granted,
    actor,
    subject: { ...part, roles: [role] },
    key,
    request,
    change: async transaction => {
      const organisation = await findOrganisation(transaction, part.organisation);
      if (!organisation?.isPilot || (await rolesOf(transaction, part)).length === 0)
        throw new CannotDo('unknown');
      if ((await rolesOf(transaction, part)).some(held => held.role === role)) throw new CannotDo('already');
      await insertMembership(transaction, now, { id: newId(now), ...part, role });
      return {
        answer: null,
        object: { type: 'organisation', ref: part.organisation },
        person: part.account,
        facts: { role },
      };
    },
  });
}

const exceptionDays = 90;
const day = 86_400_000;

/** Entitles a member by exception: a reason, ninety days at most. */
export async function entitle(
  doer: Doer,
  part: Part,
  it: { kind: HabilitationKind; days: number; reason: string },
): Promise<void> {
  const { database, actor, now, key, request } = doer;
  if (it.days < 1 || it.days > exceptionDays) throw new CannotDo('days');
  await act(database, now, {
    event: networkEvents.habilitation_granted,
    actor,
    subject: { ...part, roles: [] },
    key,
    request,
    change: async transaction => {
      const [membership] = await rolesOf(transaction, part);
      if (!membership) throw new CannotDo('unknown');
      const until = new Date(now.getTime() + it.days * day);
      await insertHabilitation(transaction, {
        id: newId(now),
        membership: membership.id,
        kind: it.kind,
        grantedBy: actor.account?.id ?? null,
        source: 'coordinateur',
        from: now,
        until,
        reason: it.reason,
      });
      await tell(transaction, doer, part.account, 'network.habilitation_granted', {
        kind: habilitationKinds[it.kind].fr,
        until: until.toISOString(),
      });
      return {
        answer: null,
        object: { type: 'membership', ref: membership.id },
        person: part.account,
        facts: { kind: it.kind, until: until.toISOString().slice(0, 10), source: 'coordinateur' },
      };
    },
  });
}

/** Takes an entitlement back; what was done with it stays valid. */
export async function withdrawHabilitation(doer: Doer, id: string): Promise<void> {
  const { database, actor, now, key, request } = doer;
  await act(database, now, {
    event: networkEvents.habilitation_revoked,
    actor,
    key,
    request,
    change: async transaction => {
      const it = /^[0-9a-f-]{36}$/.test(id) ? await findHabilitation(transaction, id) : null;
      if (!it) throw new CannotDo('unknown');
      insist(theCoordinationMayEntitle, actor, {
        organisation: it.organisation,
        account: it.account,
        roles: [],
      });
      await revokeHabilitation(transaction, id, now);
      await tell(transaction, doer, it.account, 'network.habilitation_revoked', {
        kind: habilitationKinds[it.kind].fr,
      });
      return {
        answer: null,
        object: { type: 'habilitation', ref: id },
        person: it.account,
        facts: { kind: it.kind },
      };
    },
  });
}

async function tell(
  transaction: Transaction,
  { actor, now, key, request }: Doer,
  account: string,
  template: string,
  values: Record<string, string>,
) {
  const occurrence = key ?? request ?? newId(now);
  await notify(transaction, now, { template, to: { account }, occurrence, values, causedBy: actor });
}

/** Suspends the account of a professional, or opens it again; a suspended one is signed out everywhere. */
export async function setSuspended(doer: Doer, part: Part, suspended: boolean): Promise<void> {
  const { database, actor, now, key, request } = doer;
  await act(database, now, {
    event: suspended ? networkEvents.account_suspended : networkEvents.account_restored,
    actor,
    subject: { ...part, roles: [] },
    key,
    request,
    change: async transaction => {
      const account = await findAccount(transaction, part.account);
      if (!account || (await rolesOf(transaction, part)).length === 0) throw new CannotDo('unknown');
      const expected = suspended ? 'actif' : 'suspendu';
      if (account.state === expected) {
        await updateAccount(
          transaction,
          part.account,
          suspended ? { state: 'suspendu' } : { state: 'actif', reopened_at: now },
        );
        // A session is its owner's: the engine ends it, and the identity of who is suspended is refused in any case.
        if (suspended) {
          await asSystem(transaction, 'network:suspend', () => endSessions(transaction, now, part.account));
          await tellOfLeadless(transaction, now, part.account, actor);
        }
      }
      return {
        answer: null,
        object: { type: 'account', ref: part.account },
        person: part.account,
        unchanged: account.state !== expected,
      };
    },
  });
}
