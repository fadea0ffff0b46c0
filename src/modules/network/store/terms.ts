import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { NoticeDays } from '../domain/terms.ts';
import type { HabilitationKind } from '../vocabulary.ts';

/** A habilitation near its end or past it, and whom to tell. */
export interface Ending {
  id: string;
  kind: HabilitationKind;
  from: Date;
  until: Date;
  sent: NoticeDays | null;
  account: string;
  name: string;
  organisation: string;
}

/** Habilitations of members at work, that no longer one of the same kind takes over. */
function selectEndings(transaction: Transaction) {
  return transaction
    .selectFrom('network.habilitation as habilitation')
    .innerJoin('network.membership as membership', 'membership.id', 'habilitation.membership_id')
    .innerJoin('network.account as account', 'account.id', 'membership.account_id')
    .innerJoin('network.organisation as organisation', 'organisation.id', 'membership.organisation_id')
    .select([
      'habilitation.id',
      'habilitation.kind',
      'habilitation.valid_from as from',
      'habilitation.valid_until as until',
      'habilitation.notice_days as sent',
      'account.id as account',
      'account.display_name as name',
      'organisation.id as organisation',
    ])
    .where('habilitation.revoked_at', 'is', null)
    .where('membership.until_at', 'is', null)
    .where('account.state', '=', 'actif')
    .where('organisation.state', '=', 'active')
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM network.habilitation AS later
        JOIN network.membership AS part ON part.id = later.membership_id
        WHERE part.account_id = membership.account_id AND part.organisation_id = membership.organisation_id
          AND part.until_at IS NULL AND later.kind = habilitation.kind AND later.revoked_at IS NULL
          AND later.valid_until > habilitation.valid_until)`,
    )
    .orderBy('habilitation.valid_until');
}

/** Those that end after `now`, before `end`. */
export async function findEndings(transaction: Transaction, now: Date, end: Date): Promise<Ending[]> {
  return await selectEndings(transaction)
    .where('habilitation.valid_until', '>', now)
    .where('habilitation.valid_until', '<=', end)
    .execute();
}

/** What one member was habilitated to and no longer is: at its end, or withdrawn; the last one of each kind, by day. */
export async function findEnded(
  transaction: Transaction,
  { account, organisation }: { account: string; organisation: string },
  { since, now }: { since: Date; now: Date },
): Promise<{ kind: HabilitationKind; at: Date; withdrawn: boolean }[]> {
  const { rows } = await sql<{ kind: HabilitationKind; at: Date; withdrawn: boolean }>`
    SELECT DISTINCT ON (habilitation.kind) habilitation.kind,
      coalesce(habilitation.revoked_at, habilitation.valid_until) AS at, habilitation.revoked_at IS NOT NULL AS withdrawn
    FROM network.habilitation JOIN network.membership ON membership.id = habilitation.membership_id
    WHERE membership.account_id = ${account} AND membership.organisation_id = ${organisation}
      AND membership.until_at IS NULL
      AND coalesce(habilitation.revoked_at, habilitation.valid_until) <= ${now}
      AND coalesce(habilitation.revoked_at, habilitation.valid_until) > ${since}
    ORDER BY habilitation.kind, at DESC`.execute(transaction);
  return rows;
}

/** Those past their end that the journal does not know yet. */
export async function findExpired(
  transaction: Transaction,
  now: Date,
): Promise<{ id: string; kind: HabilitationKind; until: Date; account: string }[]> {
  return await transaction
    .selectFrom('network.habilitation as habilitation')
    .innerJoin('network.membership as membership', 'membership.id', 'habilitation.membership_id')
    .select([
      'habilitation.id',
      'habilitation.kind',
      'habilitation.valid_until as until',
      'membership.account_id as account',
    ])
    .where('habilitation.revoked_at', 'is', null)
    .where('habilitation.expired_at', 'is', null)
    .where('habilitation.valid_until', '<=', now)
    // The end of a membership ended its habilitations already.
    .where(eb =>
      eb.or([
        eb('membership.until_at', 'is', null),
        eb('membership.until_at', '>=', eb.ref('habilitation.valid_until')),
      ]),
    )
    .orderBy('habilitation.valid_until')
    .execute();
}

/** Takes a notice for this run; false when it was already sent. */
export async function takeNotice(transaction: Transaction, id: string, days: NoticeDays): Promise<boolean> {
  const done = await transaction
    .updateTable('network.habilitation')
    .set({ notice_days: days })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('notice_days', 'is', null), eb('notice_days', '>', days)]))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Writes that a habilitation ended; false when it is written already. */
export async function markExpired(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const done = await transaction
    .updateTable('network.habilitation')
    .set({ expired_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expired_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** True while somebody at work still holds it. */
export async function isInForce(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const row = await selectEndings(transaction)
    .where('habilitation.id', '=', id)
    .where('habilitation.valid_until', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}
