import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { HeldRole, Member } from '../organisation.ts';
import type { HabilitationKind } from '../vocabulary.ts';

/** One role of one account in one organisation. */
export interface MembershipRow {
  id: string;
  account: string;
  organisation: string;
  role: HeldRole;
  from: Date;
}

/** The roles of somebody change one act at a time, until the end of this one; the same lock as `membership_separation`. */
export async function holdRoles(transaction: Transaction, account: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${account}, 7))`.execute(transaction);
}

export async function findMembers(
  transaction: Transaction,
  organisation: string,
  now: Date,
): Promise<Member[]> {
  const rows = await transaction
    .selectFrom('network.membership as membership')
    .innerJoin('network.account as account', 'account.id', 'membership.account_id')
    .select([
      'membership.id',
      'membership.role',
      'membership.from_at as from',
      'account.id as account',
      'account.display_name as name',
      'account.email',
      'account.state',
      'account.last_signed_in_at as lastSeen',
    ])
    .where('membership.organisation_id', '=', organisation)
    .where('membership.until_at', 'is', null)
    .orderBy('membership.from_at')
    .execute();
  const entitled = await transaction
    .selectFrom('network.habilitation as habilitation')
    .innerJoin('network.membership as membership', 'membership.id', 'habilitation.membership_id')
    .select([
      'habilitation.id',
      'habilitation.kind',
      'habilitation.valid_until as until',
      'habilitation.source',
      'membership.account_id as account',
    ])
    .where('membership.organisation_id', '=', organisation)
    .where('membership.until_at', 'is', null)
    .where('habilitation.revoked_at', 'is', null)
    .where('habilitation.valid_until', '>', now)
    .execute();
  const members = new Map<string, Member>();
  for (const { id, role, from, ...who } of rows) {
    const member = members.get(who.account) ?? { ...who, roles: [], habilitations: [] };
    member.roles.push({ id, role, from });
    members.set(who.account, member);
  }
  for (const { account, ...habilitation } of entitled) members.get(account)?.habilitations.push(habilitation);
  const collator = new Intl.Collator('fr', { sensitivity: 'base' });
  return [...members.values()].sort((a, b) => collator.compare(a.name, b.name));
}

/** Live roles of an account, in every organisation where it may act, the oldest first. */
export async function findMemberships(
  transaction: Transaction,
  account: string,
): Promise<(MembershipRow & { organisationName: string; organisationState: string })[]> {
  return await transaction
    .selectFrom('network.membership as membership')
    .innerJoin('network.organisation as organisation', 'organisation.id', 'membership.organisation_id')
    .select([
      'membership.id',
      'membership.account_id as account',
      'membership.organisation_id as organisation',
      'membership.role',
      'membership.from_at as from',
      'organisation.name as organisationName',
      'organisation.state as organisationState',
    ])
    .where('membership.account_id', '=', account)
    .where('membership.until_at', 'is', null)
    .where('organisation.state', 'in', ['active', 'brouillon'])
    .orderBy('membership.from_at')
    .execute();
}

export async function insertMembership(
  transaction: Transaction,
  at: Date,
  it: { id: string; account: string; organisation: string; role: HeldRole },
): Promise<void> {
  await transaction
    .insertInto('network.membership')
    .values({
      id: it.id,
      account_id: it.account,
      organisation_id: it.organisation,
      role: it.role,
      from_at: at,
      until_at: null,
    })
    .execute();
}

/** Ends these roles, and with them what they entitled to, the same second. */
export async function endMemberships(
  transaction: Transaction,
  at: Date,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .updateTable('network.membership')
    .set({ until_at: at })
    .where('id', 'in', ids)
    .where('until_at', 'is', null)
    .execute();
}

export async function insertHabilitation(
  transaction: Transaction,
  it: {
    id: string;
    membership: string;
    kind: HabilitationKind;
    grantedBy: string | null;
    source: 'formation' | 'coordinateur' | 'reprise';
    sourceRef?: string;
    from: Date;
    until: Date;
    reason: string | null;
  },
): Promise<void> {
  await transaction
    .insertInto('network.habilitation')
    .values({
      id: it.id,
      membership_id: it.membership,
      kind: it.kind,
      granted_by: it.grantedBy,
      source: it.source,
      source_ref: it.sourceRef ?? null,
      valid_from: it.from,
      valid_until: it.until,
      revoked_at: null,
      reason: it.reason,
    })
    .execute();
}

/** Whose habilitation it is, while it is in force. */
export async function findHabilitation(transaction: Transaction, id: string) {
  return (
    (await transaction
      .selectFrom('network.habilitation as habilitation')
      .innerJoin('network.membership as membership', 'membership.id', 'habilitation.membership_id')
      .select([
        'habilitation.id',
        'habilitation.kind',
        'membership.account_id as account',
        'membership.organisation_id as organisation',
      ])
      .where('habilitation.id', '=', id)
      .where('habilitation.revoked_at', 'is', null)
      .executeTakeFirst()) ?? null
  );
}

export async function revokeHabilitation(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('network.habilitation')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Open accounts that hold a role now, in one organisation when it is given. */
export async function findHoldersOf(
  transaction: Transaction,
  role: HeldRole,
  organisation?: string,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('network.membership as membership')
    .innerJoin('network.account as account', 'account.id', 'membership.account_id')
    .select('account.id')
    .distinct()
    .where('membership.role', '=', role)
    .where('membership.until_at', 'is', null)
    .where('account.state', '=', 'actif')
    .$if(organisation !== undefined, query => query.where('membership.organisation_id', '=', organisation!))
    .orderBy('account.id')
    .execute();
  return rows.map(({ id }) => id);
}
