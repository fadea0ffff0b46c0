import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

const nothing = sql`NULL`;

/** When what the network knows of people ends (product/network.md §11). */
export const networkRetention: readonly RetentionRule[] = [
  {
    code: 'network.invitations',
    fr: 'Invitations sans suite\u00a0: 3 mois après leur fin.',
    en: 'Unanswered invitations: 3 months after they ended.',
    table: 'network.invitation',
    columns: ['network.invitation.email', 'network.invitation.display_name', 'network.invitation.message'],
    due: now => sql`state <> 'acceptee' AND expires_at < ${before(now, 3, 'months')}`,
    end: 'delete',
  },
  {
    code: 'network.accepted_invitations',
    fr: 'Adresse et message d’une invitation acceptée\u00a0: 3 mois.',
    en: 'Address and message of an accepted invitation: 3 months.',
    table: 'network.invitation',
    columns: [],
    due: now =>
      sql`state = 'acceptee' AND settled_at < ${before(now, 3, 'months')} AND (email IS NOT NULL OR message IS NOT NULL)`,
    end: { email: nothing, message: nothing, display_name: sql`'…'` },
  },
  {
    code: 'network.join_requests',
    fr: 'Nom et adresse d’une demande pour rejoindre le réseau\u00a0: 6 mois après la réponse.',
    en: 'Name and address of a request to join the network: 6 months after the answer.',
    table: 'network.join_request',
    columns: [
      'network.join_request.referent_name',
      'network.join_request.referent_email',
      'network.join_request.reason',
    ],
    due: now => sql`settled_at < ${before(now, 6, 'months')} AND referent_email IS NOT NULL`,
    end: {
      referent_name: nothing,
      referent_email: nothing,
      reason: sql`CASE WHEN state = 'refusee' THEN '…' END`,
    },
  },
  {
    code: 'network.first_admin_links',
    fr: 'Lien du premier administrateur\u00a0: 30 jours.',
    en: 'Link of the first administrator: 30 days.',
    table: 'network.first_admin_link',
    columns: ['network.first_admin_link.email'],
    due: now => sql`expires_at < ${before(now, 30, 'days')}`,
    end: 'delete',
  },
  {
    code: 'network.habilitation_reasons',
    fr: 'Raison d’une habilitation par exception\u00a0: 36 mois après sa fin.',
    en: 'Reason of an exceptional entitlement: 36 months after it ended.',
    table: 'network.habilitation',
    columns: ['network.habilitation.reason'],
    due: now => sql`valid_until < ${before(now, 36, 'months')} AND reason <> '…'`,
    end: { reason: sql`'…'` },
  },
  {
    code: 'network.closed_accounts',
    fr: 'Compte fermé\u00a0: nom, adresse et téléphone 14 jours après la demande.',
    en: 'Closed account: name, address and phone 14 days after the request.',
    table: 'network.account',
    columns: [
      'network.account.display_name',
      'network.account.email',
      'network.account.email_verified_at',
      'network.account.phone',
      'network.account.phone_verified_at',
      'network.account.person_id',
    ],
    due: now => sql`state <> 'clos' AND closing_on < ${now}`,
    end: {
      state: sql`'clos'`,
      display_name: sql`'Compte fermé'`,
      email: nothing,
      email_verified_at: nothing,
      phone: nothing,
      phone_verified_at: nothing,
      person_id: nothing,
    },
  },
  {
    code: 'network.officer_proposals',
    fr: 'Proposition d’un délégué à la protection des données\u00a0: 12 mois après sa fin.',
    en: 'Proposal of a data protection officer: 12 months after it ended.',
    table: 'network.officer_proposal',
    columns: [],
    due: now => sql`coalesce(settled_at, expires_at) < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
  {
    code: 'network.role_sheets',
    fr: 'Fiche «\u00a0ce que je peux faire\u00a0»\u00a0: 12 mois après sa fin.',
    en: 'Sheet “what I may do”: 12 months after it ended.',
    table: 'network.role_sheet',
    columns: [],
    due: now => sql`coalesce(replaced_at, valid_until) < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
];
