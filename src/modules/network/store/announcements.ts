import { type Insertable, sql } from 'kysely';
import type { Actor } from '../../../core/access.ts';
import type { Tables, Transaction } from '../../../core/database.ts';
import { dayInParis } from '../../../core/typography.ts';

export interface Announcement {
  id: string;
  title: string;
  text: string;
  level: 'information' | 'important';
  organisation: string;
  from: string;
  until: string;
}

const columns = [
  'a.id',
  'a.title',
  'a.text',
  'a.level',
  'o.name as organisation',
  'a.from_on as from',
  'a.until_on as until',
] as const;

/** Announcements of this day meant for the actor, important ones first; `seen` too, or only those not dismissed. */
export async function findAnnouncements(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  { seen }: { seen: boolean },
): Promise<Announcement[]> {
  const today = dayInParis(now);
  const { account } = actor;
  const membership = account?.membership ?? null;
  return await transaction
    .selectFrom('network.announcement as a')
    .innerJoin('network.organisation as o', 'o.id', 'a.organisation_id')
    .select(columns)
    .where('a.ended_at', 'is', null)
    .where('a.from_on', '<=', today)
    .where('a.until_on', '>=', today)
    .where(eb =>
      eb.or([
        eb('a.audience', '=', 'tous'),
        ...(account && !membership ? [eb('a.audience', '=', 'habitants')] : []),
        ...(membership
          ? [
              sql<boolean>`a.roles && ${[...membership.roles]}::text[]`,
              sql<boolean>`${membership.organisation.id} = ANY (a.organisations)`,
            ]
          : []),
      ]),
    )
    .$if(!seen && account !== undefined, query =>
      query.where(eb =>
        eb.or([
          eb('a.level', '=', 'important'),
          eb.not(
            eb.exists(
              eb
                .selectFrom('network.announcement_seen as s')
                .select('s.at')
                .whereRef('s.announcement_id', '=', 'a.id')
                .where('s.account_id', '=', account!.id),
            ),
          ),
        ]),
      ),
    )
    .orderBy(sql`a.level <> 'important'`)
    .orderBy('a.from_on', 'desc')
    .orderBy('a.id', 'desc')
    .limit(50)
    .execute();
}

/** Announcements that the actor may take back: those of an organisation, or all. */
export async function findPublished(transaction: Transaction, organisation: string | null) {
  return await transaction
    .selectFrom('network.announcement as a')
    .innerJoin('network.organisation as o', 'o.id', 'a.organisation_id')
    .select([
      ...columns,
      'a.audience',
      'a.roles',
      'a.ended_at as endedAt',
      'a.organisation_id as organisationId',
    ])
    .$if(organisation !== null, query => query.where('a.organisation_id', '=', organisation!))
    .orderBy('a.created_at', 'desc')
    .limit(100)
    .execute();
}

export async function insertAnnouncement(
  transaction: Transaction,
  row: Insertable<Tables['network.announcement']>,
): Promise<void> {
  await transaction.insertInto('network.announcement').values(row).execute();
}

/** Takes an announcement back; the organisation it was for, null when there is none to take back. */
export async function endAnnouncement(transaction: Transaction, now: Date, id: string): Promise<boolean> {
  const done = await transaction
    .updateTable('network.announcement')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function organisationOf(transaction: Transaction, id: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('network.announcement')
    .select('organisation_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.organisation_id ?? null;
}

/** The account has dismissed an announcement of information; false when it is not one. */
export async function dismiss(
  transaction: Transaction,
  now: Date,
  account: string,
  id: string,
): Promise<boolean> {
  const known = await transaction
    .selectFrom('network.announcement')
    .select('id')
    .where('id', '=', id)
    .where('level', '=', 'information')
    .executeTakeFirst();
  if (!known) return false;
  await transaction
    .insertInto('network.announcement_seen')
    .values({ announcement_id: id, account_id: account, at: now })
    .onConflict(conflict => conflict.columns(['announcement_id', 'account_id']).doNothing())
    .execute();
  return true;
}

/** Accounts to tell of an important announcement, as the system sees them. */
export async function accountsAddressed(
  transaction: Transaction,
  {
    audience,
    roles,
    organisations,
  }: Pick<Insertable<Tables['network.announcement']>, 'audience' | 'roles' | 'organisations'>,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('network.account as a')
    .select('a.id')
    .where('a.state', '=', 'actif')
    .$if(audience === 'roles' || audience === 'organisations', query =>
      query.where(eb =>
        eb.exists(
          eb
            .selectFrom('network.membership as m')
            .select('m.id')
            .whereRef('m.account_id', '=', 'a.id')
            .where('m.until_at', 'is', null)
            .where(
              sql<boolean>`(m.role = ANY (${roles}::text[]) OR m.organisation_id = ANY (${organisations}::uuid[]))`,
            ),
        ),
      ),
    )
    .$if(audience === 'habitants', query =>
      query.where(eb =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('network.membership as m')
              .select('m.id')
              .whereRef('m.account_id', '=', 'a.id')
              .where('m.until_at', 'is', null),
          ),
        ),
      ),
    )
    .orderBy('a.id')
    .execute();
  return rows.map(({ id }) => id);
}
