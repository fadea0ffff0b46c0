import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { notify } from '../../core/notify/notify.ts';
import { releaseEditors } from '../directory/index.ts';
import { CannotDo, type Doer, newToken } from './doing.ts';
import { lookalikes } from './domain/lookalikes.ts';
import { networkEvents } from './events.ts';
import { createInvitation } from './inviting.ts';
import { insertAccount } from './store/accounts.ts';
import { tokenHash } from './store/invitations.ts';
import { insertMembership } from './store/members.ts';
import {
  findOrganisations,
  findPilot,
  holdOrganisation,
  insertOrganisation,
  updateOrganisation,
} from './store/organisations.ts';
import type { OrganisationKind } from './vocabulary.ts';

const day = 86_400_000;

/**
 * A link, one use, 24 hours, for the first administrator. Refused as soon as there is one.
 * Answers null when an administrator exists.
 */
export async function inviteFirstAdministrator(
  { database, actor, now }: Doer,
  email: string,
): Promise<string | null> {
  const token = newToken();
  return await act(database, now, {
    event: networkEvents.first_admin_invited,
    actor,
    change: async transaction => {
      const object = { type: 'installation', ref: 'first-admin' };
      if (await hasAdministrator(transaction)) return { answer: null, object, unchanged: true };
      await transaction.deleteFrom('network.first_admin_link').where('used_at', 'is', null).execute();
      await transaction
        .insertInto('network.first_admin_link')
        .values({
          token_sha256: tokenHash(token),
          email,
          expires_at: new Date(now.getTime() + day),
          used_at: null,
        })
        .execute();
      return { answer: token, object };
    },
  });
}

async function hasAdministrator(transaction: Transaction): Promise<boolean> {
  const row = await transaction
    .selectFrom('network.membership')
    .select('id')
    .where('role', '=', 'administrateur')
    .where('until_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The address of a first administrator's link while it may be used. */
export async function findFirstLink(
  transaction: Transaction,
  token: string,
  now: Date,
): Promise<string | null> {
  const link = await transaction
    .selectFrom('network.first_admin_link')
    .select('email')
    .where('token_sha256', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return link && !(await hasAdministrator(transaction)) ? link.email : null;
}

/**
 * Opens the pilot organisation and its first account, administrator and coordinator; part of an act of the door.
 * Gives the account and the membership its first session is for.
 */
export async function foundNetwork(
  transaction: Transaction,
  now: Date,
  it: { token: string; name: string; organisation: string; communeInsee: string; kind: OrganisationKind },
): Promise<{ account: string; organisation: string }> {
  const email = await findFirstLink(transaction, it.token, now);
  if (!email || (await findPilot(transaction))) throw new CannotDo('link');
  const account = newId(now);
  const organisation = newId(now);
  await transaction
    .updateTable('network.first_admin_link')
    .set({ used_at: now })
    .where('token_sha256', '=', tokenHash(it.token))
    .execute();
  await insertOrganisation(transaction, now, {
    id: organisation,
    name: it.organisation,
    kind: it.kind,
    siret: null,
    communeInsee: it.communeInsee,
    isPilot: true,
  });
  await insertAccount(transaction, now, { id: account, name: it.name, email, emailVerified: true });
  for (const role of ['administrateur', 'coordinateur'] as const)
    await insertMembership(transaction, now, { id: newId(now), account, organisation, role });
  return { account, organisation };
}

export interface OpeningOrganisation {
  name: string;
  kind: OrganisationKind;
  communeInsee: string;
  siret: string | null;
  referentName: string;
  referentEmail: string;
  /** Names close to this one were shown, and it is another organisation all the same. */
  sure: boolean;
  /** The public request it answers. */
  joinRequest?: string;
}

/** Opens an organisation as a draft and invites its référent, who will accept the agreement. */
export async function openOrganisation(
  doer: Doer,
  it: OpeningOrganisation,
): Promise<{ organisation: string }> {
  const { database, actor, now, key, request } = doer;
  return await act(database, now, {
    event: networkEvents.organisation_opened,
    actor,
    key,
    request,
    change: async transaction => {
      const { same, near } = lookalikes(it, await findOrganisations(transaction));
      if (same) throw new CannotDo('sameSiret');
      if (near.length > 0 && !it.sure) throw new CannotDo('lookalike');
      const id = newId(now);
      await insertOrganisation(transaction, now, { id, ...it });
      if (it.joinRequest) await settleRequest(transaction, now, actor, it.joinRequest, id);
      await createInvitation(
        transaction,
        { ...doer, actor },
        { id, name: it.name },
        { email: it.referentEmail, name: it.referentName, roles: ['referent_structure'], message: null },
      );
      return {
        answer: { organisation: id },
        object: { type: 'organisation', ref: id },
        facts: { kind: it.kind },
      };
    },
  });
}

async function settleRequest(
  transaction: Transaction,
  now: Date,
  actor: Actor,
  id: string,
  organisation: string,
) {
  const done = await transaction
    .updateTable('network.join_request')
    .set({
      state: 'acceptee',
      settled_at: now,
      settled_by: actor.account?.id ?? null,
      organisation_id: organisation,
    })
    .where('id', '=', id)
    .where('state', '=', 'recue')
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new CannotDo('settled');
}

/** A structure asks to join, without an account. */
export async function askToJoin(
  { database, actor, now, key, request }: Doer,
  it: Omit<OpeningOrganisation, 'sure' | 'joinRequest'>,
): Promise<string> {
  return await act(database, now, {
    event: networkEvents.join_requested,
    actor,
    key,
    request,
    change: async transaction => {
      const id = newId(now);
      await transaction
        .insertInto('network.join_request')
        .values({
          id,
          name: it.name,
          kind: it.kind,
          commune_insee: it.communeInsee,
          siret: it.siret,
          referent_name: it.referentName,
          referent_email: it.referentEmail,
          received_at: now,
          state: 'recue',
          settled_at: null,
          settled_by: null,
          reason: null,
          organisation_id: null,
        })
        .execute();
      return {
        answer: id,
        object: { type: 'join_request', ref: id },
        facts: { kind: it.kind, commune: it.communeInsee },
      };
    },
  });
}

/** Refuses a request, with the reason that its sender reads. */
export async function refuseToJoin(
  { database, actor, now, key, request }: Doer,
  id: string,
  reason: string,
): Promise<void> {
  await act(database, now, {
    event: networkEvents.join_refused,
    actor,
    key,
    request,
    change: async transaction => {
      const asked = await transaction
        .selectFrom('network.join_request')
        .select(['name', 'referent_email as email', 'state'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (asked?.state !== 'recue') throw new CannotDo('settled');
      await transaction
        .updateTable('network.join_request')
        .set({ state: 'refusee', settled_at: now, settled_by: actor.account?.id ?? null, reason })
        .where('id', '=', id)
        .execute();
      if (asked.email)
        await notify(transaction, now, {
          template: 'network.join_refused',
          to: { email: asked.email },
          occurrence: id,
          values: { organisation: asked.name, reason },
          causedBy: actor,
        });
      return { answer: null, object: { type: 'join_request', ref: id } };
    },
  });
}

/** Suspends, reopens or closes an organisation; its members' sessions see it at their next request. */
export async function setOrganisationState(
  { database, actor, now, key, request }: Doer,
  id: string,
  state: 'active' | 'suspendue' | 'fermee',
): Promise<void> {
  await act(database, now, {
    event: state === 'fermee' ? networkEvents.organisation_closed : networkEvents.organisation_suspended,
    actor,
    key,
    request,
    change: async transaction => {
      const before = await holdOrganisation(transaction, id);
      if (!before) throw new CannotDo('unknown');
      // The pilot organisation carries the network: nobody could open it again.
      if (before.isPilot) throw new CannotDo('pilot');
      if (before.state === 'brouillon' && state !== 'fermee') throw new CannotDo('draft');
      if (before.state !== state) await updateOrganisation(transaction, { id }, { state });
      // Its places go back to the coordination.
      if (state === 'fermee') await releaseEditors(transaction, now, { organisationId: id });
      return {
        answer: null,
        object: { type: 'organisation', ref: id },
        facts: { state },
        unchanged: before.state === state,
      };
    },
  });
}
