import { act } from '../../core/act.ts';
import { notify } from '../../core/notify/notify.ts';
import { directoryEvents } from './events.ts';
import type { Doer } from './merging.ts';
import { findReport, type Report, writeAnswer } from './store/reports.ts';

/** The report cannot be settled; the sentence says why. */
export class CannotSettle extends Error {
  override name = 'CannotSettle';
}

/** Answers a report of an error. Once only: the second answer is refused with the first. */
export async function settleReport(
  { database, actor, now }: Doer,
  reference: string,
  answer: string,
): Promise<Report> {
  const at = now();
  const words = answer.trim();
  if (words === '') throw new CannotSettle('Écrivez la réponse\u00a0: --answer "…"');
  return await act(database, at, {
    event: directoryEvents.report_settled,
    actor,
    change: async transaction => {
      const report = await findReport(transaction, reference.trim().toUpperCase());
      if (!report)
        throw new CannotSettle(`Aucun signalement ne porte la référence «\u00a0${reference}\u00a0».`);
      if (report.settledAt) {
        throw new CannotSettle(
          `Ce signalement est déjà réglé. Réponse donnée\u00a0: «\u00a0${report.answer}\u00a0».`,
        );
      }
      await writeAnswer(transaction, report.reference, { answer: words, at, by: actor.account?.id ?? null });
      const to = report.contactEmail
        ? { email: report.contactEmail }
        : report.contactPhone
          ? { phone: report.contactPhone }
          : null;
      if (to)
        await notify(transaction, at, {
          template: 'directory.report_settled',
          to,
          occurrence: `${report.reference} ${at.toISOString()}`,
          values: { place: report.name, answer: words, reference: report.reference },
          causedBy: actor,
        });
      return {
        answer: { ...report, settledAt: at, answer: words },
        object: { type: 'place', ref: report.place },
        facts: { report: report.reference },
      };
    },
  });
}

/** A report settled too soon waits again; its answer is forgotten. */
export async function reopenReport({ database, actor, now }: Doer, reference: string): Promise<void> {
  await act(database, now(), {
    event: directoryEvents.report_reopened,
    actor,
    change: async transaction => {
      const report = await findReport(transaction, reference);
      if (!report)
        throw new CannotSettle(`Aucun signalement ne porte la référence «\u00a0${reference}\u00a0».`);
      if (report.settledAt)
        await writeAnswer(transaction, report.reference, { answer: null, at: null, by: null });
      return {
        answer: null,
        object: { type: 'place', ref: report.place },
        facts: { report: report.reference },
        unchanged: report.settledAt === null,
      };
    },
  });
}
