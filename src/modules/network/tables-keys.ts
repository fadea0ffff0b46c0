import type { Generated } from 'kysely';

export type Means =
  | 'password'
  | 'passkey'
  | 'totp'
  | 'recovery_code'
  | 'magic_link'
  | 'sms_code'
  | 'card'
  | 'proconnect'
  | 'franceconnect';

export type ChallengeKind =
  | 'magic_link'
  | 'sms_code'
  | 'passkey_registration'
  | 'passkey_sign_in'
  | 'federation'
  | 'second_factor'
  | 'totp_set_up'
  | 'recovery_sheet'
  | 'email_change'
  | 'phone_opening';

export type IdentityCheck =
  | 'piece_identite'
  | 'connu_de_la_structure'
  | 'deux_professionnels'
  | 'attestation_hebergement';

/** Rows of what proves who somebody is, as migrations/0002_keys.sql makes them. */
declare module '../../core/database.ts' {
  interface Tables {
    'network.credential_password': { account_id: string; hash: string; set_at: Date };
    'network.credential_passkey': {
      id: string;
      account_id: string;
      public_key: Buffer;
      counter: number;
      transports: string[];
      label: string;
      created_at: Date;
      last_used_at: Date | null;
    };
    'network.credential_totp': { account_id: string; sealed_secret: Buffer; last_step: number; set_at: Date };
    'network.credential_recovery': {
      account_id: string;
      code_hash: Buffer;
      made_at: Date;
      used_at: Date | null;
    };
    'network.credential_card': {
      id: string;
      account_id: string;
      number_sha256: Buffer;
      words_hash: string;
      issued_at: Date;
      issued_by: string | null;
      organisation_id: string | null;
      identity_check: IdentityCheck;
      blocked_at: Date | null;
      ended_at: Date | null;
      last_used_at: Date | null;
    };
    'network.credential_federated': {
      issuer: string;
      subject: string;
      account_id: string;
      provider: 'proconnect' | 'franceconnect';
      linked_at: Date;
      last_used_at: Date | null;
    };
    'network.identity_proof': {
      id: string;
      account_id: string;
      provider: 'proconnect' | 'franceconnect';
      acr: string | null;
      sealed_claims: Buffer;
      at: Date;
    };
    'network.challenge': {
      id: string;
      kind: ChallengeKind;
      secret_hash: Buffer | null;
      account_id: string | null;
      browser_sha256: Buffer;
      sealed: Buffer | null;
      tries: Generated<number>;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
    };
    'network.sign_in_attempt': {
      id: string;
      at: Date;
      account_id: string | null;
      means: Means;
      accepted: boolean;
      device_label: string;
      ip_prefix: string | null;
    };
  }
}
