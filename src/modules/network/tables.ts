import type { Generated } from 'kysely';
import type { Role } from '../../core/roles.ts';
import type { SleepingStep } from './domain/sleeping.ts';
import type { NoticeDays } from './domain/terms.ts';
import type { HabilitationKind, OrganisationKind, OrganisationState } from './vocabulary.ts';

/** Rows of the schema `network`, as migrations/ makes them. */
declare module '../../core/database.ts' {
  interface Tables {
    'network.organisation': {
      id: string;
      name: string;
      kind: OrganisationKind;
      siret: string | null;
      commune_insee: string;
      contact_email: string | null;
      contact_phone: string | null;
      is_pilot: Generated<boolean>;
      state: OrganisationState;
      retention_months: Generated<number>;
      dpa_version: string | null;
      dpa_accepted_at: Date | null;
      dpa_retention_months: number | null;
      convention_ref: string | null;
      version: Generated<number>;
      created_at: Date;
    };
    'network.account': {
      id: string;
      display_name: string;
      email: string | null;
      email_verified_at: Date | null;
      phone: string | null;
      phone_verified_at: Date | null;
      person_id: string | null;
      language: Generated<'fr' | 'en'>;
      state: 'invite' | 'actif' | 'verrouille' | 'suspendu' | 'clos';
      last_signed_in_at: Date | null;
      closing_on: Date | null;
      sleeping_step: SleepingStep | null;
      sleeping_step_at: Date | null;
      reopened_at: Date | null;
      created_at: Date;
    };
    'network.membership': {
      id: string;
      account_id: string;
      organisation_id: string;
      role: Exclude<Role, 'habitant'>;
      permissions: Generated<string[]>;
      from_at: Date;
      until_at: Date | null;
    };
    'network.habilitation': {
      id: string;
      membership_id: string;
      kind: HabilitationKind;
      granted_by: string | null;
      source: 'formation' | 'coordinateur' | 'reprise';
      source_ref: string | null;
      valid_from: Date;
      valid_until: Date;
      revoked_at: Date | null;
      reason: string | null;
      notice_days: NoticeDays | null;
      expired_at: Date | null;
    };
    'network.role_sheet': {
      id: string;
      account_id: string;
      organisation_id: string;
      code_sha256: Buffer;
      printed_at: Date;
      valid_until: Date;
      replaced_at: Date | null;
    };
    'network.officer_proposal': {
      id: string;
      account_id: string;
      organisation_id: string;
      proposed_by: string;
      proposed_at: Date;
      expires_at: Date;
      state: 'proposee' | 'confirmee' | 'refusee' | 'expiree' | 'caduque';
      settled_by: string | null;
      settled_at: Date | null;
    };
    'network.invitation': {
      id: string;
      organisation_id: string;
      email: string | null;
      display_name: string | null;
      roles: string[];
      message: string | null;
      token_sha256: Buffer;
      state: 'envoyee' | 'acceptee' | 'refusee' | 'expiree' | 'annulee';
      sent_at: Date;
      expires_at: Date;
      resent_count: Generated<number>;
      created_by: string | null;
      settled_at: Date | null;
      account_id: string | null;
    };
    'network.replaced_invitation_token': { token_sha256: Buffer; invitation_id: string };
    'network.join_request': {
      id: string;
      name: string;
      kind: OrganisationKind;
      commune_insee: string;
      siret: string | null;
      referent_name: string | null;
      referent_email: string | null;
      received_at: Date;
      state: 'recue' | 'acceptee' | 'refusee';
      settled_at: Date | null;
      settled_by: string | null;
      reason: string | null;
      organisation_id: string | null;
    };
    'network.place_holder': {
      id: string;
      place_id: string;
      organisation_id: string;
      claim_ref: string | null;
      from_at: Date;
      until_at: Date | null;
    };
    'network.first_admin_link': {
      token_sha256: Buffer;
      email: string;
      expires_at: Date;
      used_at: Date | null;
    };
  }
}
