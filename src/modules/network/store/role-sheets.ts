import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { HeldRole } from '../organisation.ts';
import type { HabilitationKind } from '../vocabulary.ts';

/** Writes a sheet; the one before stops at once. Gives how many it replaced. */
export async function replaceSheet(
  transaction: Transaction,
  it: { id: string; account: string; organisation: string; code: Buffer; at: Date; until: Date },
): Promise<number> {
  const ended = await transaction
    .updateTable('network.role_sheet')
    .set({ replaced_at: sql<Date>`greatest(printed_at, ${it.at})` })
    .where('account_id', '=', it.account)
    .where('organisation_id', '=', it.organisation)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  await transaction
    .insertInto('network.role_sheet')
    .values({
      id: it.id,
      account_id: it.account,
      organisation_id: it.organisation,
      code_sha256: it.code,
      printed_at: it.at,
      valid_until: it.until,
      replaced_at: null,
    })
    .execute();
  return Number(ended.numUpdatedRows);
}

/** What somebody may do in one organisation, today. */
export interface Doings {
  roles: HeldRole[];
  habilitations: { kind: HabilitationKind; until: Date }[];
}

/** Live roles and habilitations of a member, as they are now. */
export async function findDoings(
  transaction: Transaction,
  { account, organisation }: { account: string; organisation: string },
  now: Date,
): Promise<Doings> {
  const roles = await transaction
    .selectFrom('network.membership')
    .select('role')
    .where('account_id', '=', account)
    .where('organisation_id', '=', organisation)
    .where('until_at', 'is', null)
    .orderBy('from_at')
    .execute();
  const habilitations = await transaction
    .selectFrom('network.habilitation as habilitation')
    .innerJoin('network.membership as membership', 'membership.id', 'habilitation.membership_id')
    .select(['habilitation.kind', sql<Date>`max(habilitation.valid_until)`.as('until')])
    .where('membership.account_id', '=', account)
    .where('membership.organisation_id', '=', organisation)
    .where('membership.until_at', 'is', null)
    .where('habilitation.revoked_at', 'is', null)
    .where('habilitation.valid_from', '<=', now)
    .where('habilitation.valid_until', '>', now)
    .groupBy('habilitation.kind')
    .orderBy('habilitation.kind')
    .execute();
  return { roles: roles.map(({ role }) => role), habilitations };
}

export type Verified =
  | { state: 'unknown' }
  /** Nobody is named on a sheet that no longer holds. */
  | { state: 'ended'; since: Date | null }
  | ({ state: 'valid'; name: string; organisation: string; until: Date } & Doings);

/** What a sheet is worth today. */
export async function verifySheet(transaction: Transaction, code: Buffer, now: Date): Promise<Verified> {
  const sheet = await transaction
    .selectFrom('network.role_sheet as sheet')
    .innerJoin('network.account as account', 'account.id', 'sheet.account_id')
    .innerJoin('network.organisation as organisation', 'organisation.id', 'sheet.organisation_id')
    .select(eb => [
      'sheet.replaced_at as replacedAt',
      'sheet.valid_until as until',
      'account.id as account',
      'account.display_name as name',
      'account.state',
      'account.closing_on as closingOn',
      'organisation.id as organisationId',
      'organisation.name as organisation',
      'organisation.state as organisationState',
      eb
        .selectFrom('network.membership as membership')
        .select(sql<Date>`max(membership.until_at)`.as('left'))
        .whereRef('membership.account_id', '=', 'account.id')
        .whereRef('membership.organisation_id', '=', 'organisation.id')
        .as('left'),
    ])
    .where('sheet.code_sha256', '=', code)
    .executeTakeFirst();
  if (!sheet) return { state: 'unknown' };
  if (sheet.replacedAt) return { state: 'ended', since: sheet.replacedAt };
  if (sheet.until <= now) return { state: 'ended', since: sheet.until };
  const doings = await findDoings(
    transaction,
    { account: sheet.account, organisation: sheet.organisationId },
    now,
  );
  if (doings.roles.length === 0) return { state: 'ended', since: sheet.left };
  if (sheet.state !== 'actif' || sheet.closingOn || sheet.organisationState !== 'active')
    return { state: 'ended', since: null };
  return {
    state: 'valid',
    name: sheet.name,
    organisation: sheet.organisation,
    until: sheet.until,
    ...doings,
  };
}
