import type { Actor } from '../../../core/access.ts';
import { readAs } from '../../../core/acting-as.ts';
import type { Database, Transaction } from '../../../core/database.ts';

/** A report of an error on a place, without any contact. */
export interface Report {
  reference: string;
  place: string;
  slug: string;
  name: string;
  wrong: string[];
  details: string | null;
  receivedAt: Date;
  settledAt: Date | null;
  answer: string | null;
}

function selectReports(transaction: Transaction) {
  return transaction
    .selectFrom('directory.report as report')
    .innerJoin('directory.place as place', 'place.id', 'report.place_id')
    .innerJoin('directory.place_version as version', 'version.id', 'place.current_version_id')
    .select([
      'report.reference',
      'report.place_id as place',
      'place.slug',
      'version.name',
      'report.wrong',
      'report.details',
      'report.received_at as receivedAt',
      'report.settled_at as settledAt',
      'report.answer',
    ]);
}

/** The reports that nobody settled yet, oldest first. The database shows them to the command line and to jobs only. */
export async function findOpenReports(database: Database, actor: Actor): Promise<Report[]> {
  return await readAs(
    database,
    actor,
    async transaction =>
      await selectReports(transaction)
        .where('report.settled_at', 'is', null)
        .orderBy('report.received_at')
        .orderBy('report.reference')
        .execute(),
  );
}

/** One report, held until the transaction ends; null when nobody sent it. */
export async function findReport(transaction: Transaction, reference: string): Promise<Report | null> {
  return (
    (await selectReports(transaction)
      .where('report.reference', '=', reference)
      .forUpdate('report')
      .executeTakeFirst()) ?? null
  );
}

export async function writeAnswer(
  transaction: Transaction,
  reference: string,
  answer: string,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('directory.report')
    .set({ settled_at: at, answer })
    .where('reference', '=', reference)
    .execute();
}

/** Keeps a report; its place is a published one. */
export async function recordReport(
  transaction: Transaction,
  report: {
    id: string;
    reference: string;
    placeId: string;
    wrong: string[];
    details: string | null;
    receivedAt: Date;
  },
): Promise<void> {
  await transaction
    .insertInto('directory.report')
    .values({
      id: report.id,
      reference: report.reference,
      place_id: report.placeId,
      wrong: report.wrong,
      details: report.details,
      received_at: report.receivedAt,
      settled_at: null,
      answer: null,
    })
    .execute();
}
