import type { Role } from '../../core/roles.ts';
import type { HabilitationKind, OrganisationKind, OrganisationState } from './vocabulary.ts';

/** An organisation, as pages and acts read it. */
export interface Organisation {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  communeInsee: string;
  email: string | null;
  phone: string | null;
  isPilot: boolean;
  state: OrganisationState;
  retentionMonths: number;
  agreementVersion: string | null;
  agreementAt: Date | null;
  /** Retention accepted with the agreement; that of today may be another. */
  agreementMonths: number | null;
  convention: string | null;
  version: number;
  createdAt: Date;
}

/** A role that somebody holds in an organisation. */
export type HeldRole = Exclude<Role, 'habitant'>;

/** A member as the page of the organisation shows them. */
export interface Member {
  account: string;
  name: string;
  email: string | null;
  state: string;
  lastSeen: Date | null;
  roles: { id: string; role: HeldRole; from: Date }[];
  habilitations: { id: string; kind: HabilitationKind; until: Date; source: string }[];
}
