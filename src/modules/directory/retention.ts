import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

const nothing = sql`NULL`;

/** Answered long enough ago, or so old that nobody waits for the answer any more (directory.md §14). */
const answered = (now: Date) =>
  sql`(settled_at < ${before(now, 30, 'days')} OR received_at < ${before(now, 12, 'months')})`;

/** When what people left to the directory ends. */
export const directoryRetention: readonly RetentionRule[] = [
  {
    code: 'directory.report_contacts',
    fr: 'Adresse ou téléphone laissé dans un signalement\u00a0: 30\u00a0jours après la réponse, 12\u00a0mois au plus.',
    en: 'Address or telephone left in a report: 30 days after the answer, 12 months at most.',
    table: 'directory.report',
    columns: ['directory.report.contact_email', 'directory.report.contact_phone'],
    due: now => sql`(contact_email IS NOT NULL OR contact_phone IS NOT NULL) AND ${answered(now)}`,
    end: { contact_email: nothing, contact_phone: nothing },
  },
  {
    code: 'directory.proposal_contacts',
    fr: 'Adresse laissée avec une proposition de lieu\u00a0: 30\u00a0jours après la décision, 12\u00a0mois au plus.',
    en: 'Address left with a proposed place: 30 days after the decision, 12 months at most.',
    table: 'directory.proposal',
    columns: ['directory.proposal.contact_email'],
    due: now => sql`contact_email IS NOT NULL AND ${answered(now)}`,
    end: { contact_email: nothing },
  },
  {
    code: 'directory.unconfirmed_proposals',
    fr: 'Proposition de lieu jamais confirmée\u00a0: 30\u00a0jours après la fin de son lien.',
    en: 'Proposed place never confirmed: 30 days after its link ended.',
    table: 'directory.proposal',
    columns: [],
    due: now => sql`confirmed_at IS NULL AND link_expires_at < ${before(now, 30, 'days')}`,
    end: 'delete',
  },
  {
    code: 'directory.claims',
    fr: 'Demande de tenir une fiche, refusée ou sans suite\u00a0: 6\u00a0mois.',
    en: 'Request to keep a page, refused or without follow-up: 6 months.',
    table: 'directory.claim',
    columns: ['directory.claim.statement', 'directory.claim.reason'],
    due: now =>
      sql`(state IN ('refused', 'withdrawn') AND decided_at < ${before(now, 6, 'months')})
        OR (state = 'code' AND code_expires_at < ${before(now, 6, 'months')})`,
    end: 'delete',
  },
  {
    code: 'directory.claim_statements',
    fr: 'Explications d’une demande acceptée\u00a0: 30\u00a0jours après la décision.',
    en: 'Explanations of an accepted request: 30 days after the decision.',
    table: 'directory.claim',
    columns: [],
    due: now => sql`statement IS NOT NULL AND state = 'granted' AND decided_at < ${before(now, 30, 'days')}`,
    end: { statement: nothing },
  },
  {
    code: 'directory.reminders',
    fr: 'Rappels envoyés aux lieux\u00a0: 24\u00a0mois.',
    en: 'Reminders sent to places: 24 months.',
    table: 'directory.reminder',
    columns: ['directory.reminder.answer', 'directory.reminder.answered_at'],
    due: now => sql`sent_at < ${before(now, 24, 'months')}`,
    end: 'delete',
  },
  {
    code: 'directory.import_requests',
    fr: 'Demandes d’import terminées\u00a0: 24\u00a0mois.',
    en: 'Import requests that ended: 24 months.',
    table: 'directory.import_request',
    columns: ['directory.import_request.message'],
    due: now => sql`ended_at < ${before(now, 24, 'months')}`,
    end: 'delete',
  },
];
