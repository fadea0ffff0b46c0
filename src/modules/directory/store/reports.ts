import type { Actor } from '../../../core/access.ts';
import { readAs } from '../../../core/acting-as.ts';
import type { Database, Transaction } from '../../../core/database.ts';

/** A report of an error on a place, with where its answer goes when its author left it. */
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
  contactEmail: string | null;
  contactPhone: string | null;
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
      'report.contact_email as contactEmail',
      'report.contact_phone as contactPhone',
    ]);
}

/** The reports that nobody settled yet, oldest first. The database shows them to the coordination, commands and jobs. */
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

/** One report, for its page; null when nobody sent it. */
export async function readReport(reading: Transaction, reference: string): Promise<Report | null> {
  return (await selectReports(reading).where('report.reference', '=', reference).executeTakeFirst()) ?? null;
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

/** The answer of a report, or none again; `by` is the account of who gave it, when it has one. */
export async function writeAnswer(
  transaction: Transaction,
  reference: string,
  { answer, at, by }: { answer: string | null; at: Date | null; by: string | null },
): Promise<void> {
  await transaction
    .updateTable('directory.report')
    .set({ settled_at: at, answer, settled_by: by })
    .where('reference', '=', reference)
    .execute();
}

/** The reports settled lately, newest first. */
export async function findSettledReports(reading: Transaction, most: number): Promise<Report[]> {
  return await selectReports(reading)
    .where('report.settled_at', 'is not', null)
    .orderBy('report.settled_at', 'desc')
    .limit(most)
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
    contact?: { email?: string; phone?: string };
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
      contact_email: report.contact?.email ?? null,
      contact_phone: report.contact?.phone ?? null,
    })
    .execute();
}
