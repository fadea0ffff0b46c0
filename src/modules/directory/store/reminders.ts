import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';
import type { Checked, ReminderStage } from '../domain/freshness.ts';
import { hashOfLink, showLink } from './links.ts';

/** A published place, for what the campaign of checks must know of it. */
export interface Reminded extends Checked {
  id: string;
  name: string;
  slug: string;
  email: string | null;
  holder: string | null;
}

/** Real published places nobody checked since a day, oldest first. Read as a job: holders are hidden from others. */
export async function findUnchecked(transaction: Transaction, since: string): Promise<Reminded[]> {
  const { rows } = await sql<Reminded>`
    SELECT place.id, version.name, place.slug, version.emails[1] AS email, editor.organisation_id AS holder,
      place.verified_on AS "verifiedOn", (place.created_at AT TIME ZONE 'Europe/Paris')::date::text AS "knownSince",
      coalesce((SELECT json_agg(json_build_object('stage', reminder.stage, 'on', (reminder.sent_at AT TIME ZONE 'Europe/Paris')::date))
        FROM directory.reminder WHERE reminder.place_id = place.id AND reminder.due_on =
          (greatest(place.verified_on, (place.created_at AT TIME ZONE 'Europe/Paris')::date) + interval '6 months')::date), '[]') AS done
    FROM directory.place
    JOIN directory.place_version version ON version.id = place.current_version_id
    LEFT JOIN directory.place_editor editor ON editor.place_id = place.id AND editor.until_at IS NULL
    WHERE place.status = 'published'
      AND greatest(place.verified_on, (place.created_at AT TIME ZONE 'Europe/Paris')::date) <= ${since}::date
      AND NOT EXISTS (SELECT FROM directory.source_record record JOIN directory.source ON source.id = record.source_id
        WHERE record.place_id = place.id AND source.fictional)
    ORDER BY greatest(place.verified_on, (place.created_at AT TIME ZONE 'Europe/Paris')::date), place.id`.execute(
    transaction,
  );
  return rows;
}

export async function insertReminder(
  transaction: Transaction,
  reminder: {
    id: string;
    placeId: string;
    dueOn: string;
    stage: ReminderStage;
    at: Date;
    link: { secret: string; expiresAt: Date } | null;
  },
): Promise<void> {
  await transaction
    .insertInto('directory.reminder')
    .values({
      id: reminder.id,
      place_id: reminder.placeId,
      due_on: reminder.dueOn,
      stage: reminder.stage,
      sent_at: reminder.at,
      link_sha256: reminder.link ? hashOfLink(reminder.link.secret) : null,
      link_expires_at: reminder.link?.expiresAt ?? null,
      answered_at: null,
      answer: null,
    })
    .execute();
}

export interface Reminder {
  id: string;
  placeId: string;
  stage: ReminderStage;
  expiresAt: Date;
  answeredAt: Date | null;
  answer: 'exact' | 'corriger' | 'ferme' | null;
  name: string;
  slug: string;
}

/** The reminder whose link this is; null when the link is wrong. */
export async function findReminderOfLink(transaction: Transaction, secret: string): Promise<Reminder | null> {
  await showLink(transaction, secret);
  const row = await transaction
    .selectFrom('directory.reminder as reminder')
    .innerJoin('directory.place as place', 'place.id', 'reminder.place_id')
    .innerJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .select([
      'reminder.id',
      'reminder.place_id as placeId',
      'reminder.stage',
      'reminder.link_expires_at as expiresAt',
      'reminder.answered_at as answeredAt',
      'reminder.answer',
      'version.name',
      'place.slug',
    ])
    .where('reminder.link_sha256', '=', hashOfLink(secret))
    .where('place.status', '=', 'published')
    .executeTakeFirst();
  return row ? (row as Reminder) : null;
}

export async function markAnswered(
  transaction: Transaction,
  id: string,
  answer: NonNullable<Reminder['answer']>,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('directory.reminder')
    .set({ answered_at: at, answer })
    .where('id', '=', id)
    .execute();
}
