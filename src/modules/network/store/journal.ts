import { sql } from 'kysely';
import { asSystem } from '../../../core/acting-as.ts';
import type { Transaction } from '../../../core/database.ts';
import type { Role } from '../../../core/roles.ts';
import type { AlertState } from '../tables-journal.ts';

/** A line of the journal, as it is read. */
export interface JournalLine {
  id: string;
  at: Date;
  event: string;
  actorRef: string;
  /** `visitor`, `command`, `job`, `api`, `habitant`, or roles joined by +. */
  actorRole: string;
  /** Who did it, while their account exists and the reader may know. */
  actorName: string | null;
  organisation: { id: string; name: string } | null;
  /** Pseudonym of the person concerned. */
  subjectRef: string | null;
  /** Their name, where the reader may know it. */
  subjectName: string | null;
  objectType: string;
  objectRef: string;
  facts: Readonly<Record<string, unknown>>;
  isMine: boolean;
  /** State of an alert on this line. */
  alert: AlertState;
}

export interface JournalFilter {
  /** Module of the event: the service it belongs to. */
  service?: string;
  organisation?: string;
  /** Pseudonym of who acted, or of the person concerned. */
  somebody?: string;
  object?: string;
  from?: string;
  to?: string;
  /** Only before this line, for the page that follows. */
  before?: { at: Date; id: string };
}

export const linesAPage = 50;

/** Services of what concerns the machine, not persons: all an administrator sees. */
const technicalServices: readonly string[] = [
  'core',
  'journal',
  'retention',
  'api',
  'territory',
  'directory',
];

const myself = sql<string>`(SELECT ref FROM core.pseudonym WHERE target = core.actor_account())`;

/** What concerns the account that reads: what was done to it, and what it did for itself. */
export async function findMine(transaction: Transaction, filter: JournalFilter): Promise<JournalLine[]> {
  const lines = await find(
    transaction,
    filter,
    sql<boolean>`(e.subject_ref = ${myself} OR (e.actor_ref = ${myself}::text AND e.organisation_ref IS NULL))`,
  );
  // Whoever acted on me is named to me, though I may not read accounts.
  const unknown = lines.filter(line => !line.actorName && !line.isMine).map(line => line.actorRef);
  if (unknown.length === 0) return lines;
  const names = await asSystem(transaction, 'journal', () => namesOf(transaction, unknown));
  return lines.map(line => ({ ...line, actorName: line.actorName ?? names.get(line.actorRef) ?? null }));
}

async function namesOf(transaction: Transaction, refs: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ ref: string; name: string }>`
    SELECT p.ref::text AS ref, a.display_name AS name FROM core.pseudonym p JOIN network.account a ON a.id = p.target
    WHERE p.ref::text = ANY(${refs}::text[]) AND a.state <> 'clos'`.execute(transaction);
  return new Map(rows.map(row => [row.ref, row.name]));
}

/** What members did for their organisation. */
export async function findOfOrganisation(
  transaction: Transaction,
  organisation: string,
  filter: JournalFilter,
): Promise<JournalLine[]> {
  return await find(transaction, filter, sql<boolean>`e.organisation_ref = ${organisation}`);
}

/** The whole journal, or its technical part only. */
export async function findOfTerritory(
  transaction: Transaction,
  scope: 'all' | 'technical',
  filter: JournalFilter,
): Promise<JournalLine[]> {
  return await find(
    transaction,
    filter,
    scope === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`split_part(e.event, '.', 1) = ANY(${technicalServices}) AND e.subject_ref IS NULL`,
  );
}

async function find(
  transaction: Transaction,
  { service, organisation, somebody, object, from, to, before }: JournalFilter,
  scope: ReturnType<typeof sql<boolean>>,
): Promise<JournalLine[]> {
  const conditions = [
    scope,
    ...(service ? [sql`split_part(e.event, '.', 1) = ${service}`] : []),
    ...(organisation ? [sql`e.organisation_ref = ${organisation}`] : []),
    ...(somebody ? [sql`(e.actor_ref = ${somebody} OR e.subject_ref::text = ${somebody})`] : []),
    ...(object ? [sql`(e.object_ref = ${object} OR e.id::text = ${object})`] : []),
    ...(from ? [sql`e.at >= ${from}::date::timestamp AT TIME ZONE 'Europe/Paris'`] : []),
    ...(to ? [sql`e.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'`] : []),
    ...(before ? [sql`(e.at, e.id) < (${before.at}, ${before.id}::uuid)`] : []),
  ];
  const { rows } = await sql<Row>`
    SELECT e.id, e.at, e.event, e.actor_ref, e.actor_role, a.display_name AS actor_name, o.id AS organisation_id,
      o.name AS organisation_name, e.subject_ref, s.display_name AS subject_name, e.object_type, e.object_ref, e.facts,
      e.actor_ref = ${myself}::text AS is_mine,
      CASE WHEN l.id IS NULL THEN 'none' WHEN l.settled_at IS NULL THEN 'raised' ELSE 'answered' END AS alert
    FROM core.journal_entry e
    LEFT JOIN core.pseudonym p ON p.ref::text = e.actor_ref
    LEFT JOIN network.account a ON a.id = p.target AND a.state <> 'clos'
    LEFT JOIN core.pseudonym q ON q.ref = e.subject_ref
    LEFT JOIN network.account s ON s.id = q.target AND s.state <> 'clos'
    LEFT JOIN network.organisation o ON o.id = e.organisation_ref
    LEFT JOIN network.journal_alert l ON l.entry_id = e.id AND l.account_id = core.actor_account()
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY e.at DESC, e.id DESC LIMIT ${linesAPage + 1}`.execute(transaction);
  return rows.map(row => ({
    id: row.id,
    at: row.at,
    event: row.event,
    actorRef: row.actor_ref,
    actorRole: row.actor_role,
    actorName: row.actor_name,
    organisation: row.organisation_id ? { id: row.organisation_id, name: row.organisation_name! } : null,
    subjectRef: row.subject_ref,
    subjectName: row.subject_name,
    objectType: row.object_type,
    objectRef: row.object_ref,
    facts: row.facts,
    isMine: row.is_mine ?? false,
    alert: row.alert,
  }));
}

interface Row {
  id: string;
  at: Date;
  event: string;
  actor_ref: string;
  actor_role: string;
  actor_name: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  subject_ref: string | null;
  subject_name: string | null;
  object_type: string;
  object_ref: string;
  facts: Readonly<Record<string, unknown>>;
  is_mine: boolean | null;
  alert: AlertState;
}

/** Services and organisations that have lines about me: what there is to choose from. */
export async function findMyChoices(
  transaction: Transaction,
): Promise<{ services: string[]; organisations: { id: string; name: string }[] }> {
  const mine = sql`FROM core.journal_entry e LEFT JOIN network.organisation o ON o.id = e.organisation_ref
    WHERE e.subject_ref = ${myself} OR (e.actor_ref = ${myself}::text AND e.organisation_ref IS NULL)`;
  const services = await sql<{ service: string }>`
    SELECT DISTINCT split_part(e.event, '.', 1) AS service ${mine} ORDER BY 1`.execute(transaction);
  const organisations = await sql<{ id: string; name: string }>`
    SELECT DISTINCT o.id, o.name ${mine} AND o.id IS NOT NULL ORDER BY o.name`.execute(transaction);
  return { services: services.rows.map(row => row.service), organisations: organisations.rows };
}

/** A line of my journal that I may question, and the organisation it was done for; null when it is not mine. */
export async function findMyLine(
  transaction: Transaction,
  entry: string,
): Promise<{ at: Date; organisation: string | null } | null> {
  const { rows } = await sql<{ at: Date; organisation: string | null }>`
    SELECT e.at, e.organisation_ref AS organisation FROM core.journal_leaf l JOIN core.journal_entry e ON e.at = l.at AND e.id = l.entry_id
    WHERE l.entry_id = ${entry}::uuid AND (e.subject_ref = ${myself} OR e.actor_ref = ${myself}::text)
    UNION ALL SELECT e.at, e.organisation_ref FROM core.journal_pending w JOIN core.journal_entry e ON e.at = w.at AND e.id = w.entry_id
    WHERE w.entry_id = ${entry}::uuid AND (e.subject_ref = ${myself} OR e.actor_ref = ${myself}::text)`.execute(
    transaction,
  );
  return rows[0] ?? null;
}

/** Who must answer an alert: the référents of that organisation, and the officers of the territory. */
export async function findAnswerers(
  transaction: Transaction,
  organisation: string | null,
  now: Date,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('network.membership')
    .innerJoin('network.account', 'network.account.id', 'network.membership.account_id')
    .select('network.account.id')
    .distinct()
    .where('network.account.state', '=', 'actif')
    .where('network.membership.from_at', '<=', now)
    .where(({ eb, or, and }) =>
      and([
        or([eb('until_at', 'is', null), eb('until_at', '>', now)]),
        or([
          eb('role', '=', 'dpo' satisfies Role),
          and([
            eb('role', '=', 'referent_structure' satisfies Role),
            eb('organisation_id', '=', organisation),
          ]),
        ]),
      ]),
    )
    .execute();
  return rows.map(row => row.id);
}

export interface JournalAlert {
  id: string;
  entry: string;
  event: string;
  entryAt: Date;
  raisedAt: Date;
  by: string | null;
  account: string;
}

/** Alerts that wait for an answer, the oldest first; row-level security says which. */
export async function findOpenAlerts(transaction: Transaction): Promise<JournalAlert[]> {
  const { rows } = await sql<JournalAlert>`
    SELECT l.id, l.entry_id AS entry, e.event, l.entry_at AS "entryAt", l.raised_at AS "raisedAt", a.display_name AS by, l.account_id AS account
    FROM network.journal_alert l JOIN core.journal_entry e ON e.at = l.entry_at AND e.id = l.entry_id
    LEFT JOIN network.account a ON a.id = l.account_id
    WHERE l.settled_at IS NULL AND l.account_id <> core.actor_account() ORDER BY l.raised_at, l.id`.execute(
    transaction,
  );
  return rows;
}
