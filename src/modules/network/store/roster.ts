import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { HeldRole } from '../organisation.ts';
import type { HabilitationKind } from '../vocabulary.ts';

/** One person in one organisation. */
export interface RosterLine {
  account: string;
  name: string;
  organisation: string;
  organisationName: string;
  communeInsee: string;
  state: string;
  lastSeen: Date | null;
  roles: HeldRole[];
  habilitations: { kind: HabilitationKind; until: string }[];
}

export interface RosterQuestion {
  /** One organisation, or the whole network. */
  organisation: string | null;
  /** Folded words that a name must hold, each of them. */
  words: readonly string[];
  communes: readonly string[] | null;
  role: HeldRole | null;
  habilitation: HabilitationKind | null;
  /** A habilitation ends before. */
  endsBefore: Date | null;
  /** Not signed in since. */
  notSince: Date | null;
}

/** A text as it is looked for: small letters without accents nor signs. */
const folded = (text: RawBuilder<string>) => sql<string>`regexp_replace(replace(replace(
  regexp_replace(normalize(lower(${text}), NFD), '[\u0300-\u036f]', '', 'g'), 'œ', 'oe'), 'æ', 'ae'), '[^[:alnum:]]+', ' ', 'g')`;

/** The people who work in the network, those the actor may see, by name; `counted` in all. */
export async function findRoster(
  transaction: Transaction,
  now: Date,
  it: RosterQuestion,
  window: { first: number; most: number },
): Promise<{ lines: RosterLine[]; counted: number }> {
  const rules: RawBuilder<unknown>[] = [sql`true`];
  if (it.organisation) rules.push(sql`organisation = ${it.organisation}`);
  for (const word of it.words)
    rules.push(sql`strpos(${folded(sql`name || ' ' || organisation_name`)}, ${word}) > 0`);
  if (it.communes) rules.push(sql`commune_insee = ANY(${it.communes}::text[])`);
  if (it.role) rules.push(sql`${it.role} = ANY(roles)`);
  if (it.habilitation)
    rules.push(sql`habilitations @> ${JSON.stringify([{ kind: it.habilitation }])}::jsonb`);
  if (it.endsBefore)
    rules.push(sql`EXISTS (SELECT FROM jsonb_array_elements(habilitations) AS one
      WHERE (one ->> 'until')::timestamptz <= ${it.endsBefore}
        AND (${it.habilitation}::text IS NULL OR one ->> 'kind' = ${it.habilitation}))`);
  if (it.notSince) rules.push(sql`coalesce(last_seen, opened) <= ${it.notSince}`);
  const { rows } = await sql<RosterLine & { counted: number }>`
    WITH people AS (
      SELECT account.id AS account, account.display_name AS name, organisation.id AS organisation,
        organisation.name AS organisation_name, organisation.commune_insee, account.state,
        account.last_signed_in_at AS last_seen, account.created_at AS opened,
        array_agg(membership.role ORDER BY membership.from_at, membership.role) AS roles,
        coalesce((SELECT jsonb_agg(jsonb_build_object('kind', held.kind, 'until', held.until) ORDER BY held.until, held.kind)
          FROM (SELECT given.kind, max(given.valid_until) AS until
            FROM network.habilitation AS given JOIN network.membership AS part ON part.id = given.membership_id
            WHERE part.account_id = account.id AND part.organisation_id = organisation.id AND part.until_at IS NULL
              AND given.revoked_at IS NULL AND given.valid_from <= ${now} AND given.valid_until > ${now}
            GROUP BY given.kind) AS held), '[]') AS habilitations
      FROM network.membership AS membership
      JOIN network.account AS account ON account.id = membership.account_id
      JOIN network.organisation AS organisation ON organisation.id = membership.organisation_id
      WHERE membership.until_at IS NULL AND organisation.state <> 'fermee' AND account.state <> 'clos'
      GROUP BY account.id, organisation.id)
    SELECT account, name, organisation, organisation_name AS "organisationName", commune_insee AS "communeInsee", state,
      last_seen AS "lastSeen", roles, habilitations, count(*) OVER ()::int AS counted
    FROM people WHERE ${sql.join(rules, sql` AND `)}
    ORDER BY ${folded(sql`name`)}, account, organisation
    LIMIT ${window.most} OFFSET ${window.first}`.execute(transaction);
  return { lines: rows, counted: rows[0]?.counted ?? 0 };
}
