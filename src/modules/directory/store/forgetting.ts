import { sql } from 'kysely';
import type { Transaction } from '../../../core/database.ts';

/** Days before which each thing ends. */
interface Ends {
  /** Answered or decided before this day: where the answer went is erased. */
  settled: string;
  /** Received before this day: erased, answered or not. */
  received: string;
  refused: string;
  reminded: string;
}

const inParis = (column: string) => sql`(${sql.ref(column)} AT TIME ZONE 'Europe/Paris')::date`;

/**
 * Erases what people left to be answered, requests refused or never confirmed, old reminders and the files of old
 * imports, whose keys in the storage are given back.
 */
export async function forgetContactsBefore(transaction: Transaction, ends: Ends) {
  const reports = await sql`
    UPDATE directory.report SET contact_email = NULL, contact_phone = NULL
    WHERE (contact_email IS NOT NULL OR contact_phone IS NOT NULL)
      AND (${inParis('settled_at')} < ${ends.settled}::date OR ${inParis('received_at')} < ${ends.received}::date)`.execute(
    transaction,
  );
  const proposals = await sql`
    UPDATE directory.proposal SET contact_email = NULL WHERE contact_email IS NOT NULL
      AND (${inParis('settled_at')} < ${ends.settled}::date OR ${inParis('received_at')} < ${ends.received}::date)`.execute(
    transaction,
  );
  const unconfirmed = await sql`
    DELETE FROM directory.proposal WHERE confirmed_at IS NULL AND ${inParis('link_expires_at')} < ${ends.settled}::date`.execute(
    transaction,
  );
  const claims = await sql`
    DELETE FROM directory.claim
    WHERE (state IN ('refused', 'withdrawn') AND ${inParis('decided_at')} < ${ends.refused}::date)
      OR (state = 'code' AND ${inParis('code_expires_at')} < ${ends.refused}::date)`.execute(transaction);
  const statements = await sql`
    UPDATE directory.claim SET statement = NULL
    WHERE statement IS NOT NULL AND state = 'granted' AND ${inParis('decided_at')} < ${ends.settled}::date`.execute(
    transaction,
  );
  const reminders = await sql`
    DELETE FROM directory.reminder WHERE ${inParis('sent_at')} < ${ends.reminded}::date`.execute(transaction);
  const { rows } = await sql<{ key: string }>`
    DELETE FROM directory.import_request WHERE state IN ('finished', 'failed') AND ${inParis('ended_at')} < ${ends.settled}::date
    RETURNING storage_key AS key`.execute(transaction);
  const count = ({ numAffectedRows = 0n }: { numAffectedRows?: bigint }) => Number(numAffectedRows);
  return {
    reports: count(reports),
    proposals: count(proposals) + count(unconfirmed),
    claims: count(claims) + count(statements),
    reminders: count(reminders),
    files: rows.length,
    keys: rows.map(row => row.key),
  };
}
