import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

const ofClosedAccounts = sql<boolean>`account_id IN (SELECT id FROM network.account WHERE state = 'clos')`;

const withTheAccount = (
  table: string,
  fr: string,
  en: string,
  columns: readonly string[] = [],
): RetentionRule => ({
  code: `network.${table}`,
  fr: `${fr}\u00a0: avec le compte, 14 jours après la demande de fermeture.`,
  en: `${en}: with the account, 14 days after the request to close it.`,
  table: `network.${table}`,
  columns,
  due: () => ofClosedAccounts,
  end: 'delete',
});

/** When what proves who somebody is ends; after the accounts themselves, in the same run. */
export const keyRetention: readonly RetentionRule[] = [
  withTheAccount('credential_password', 'Mots de passe', 'Passwords'),
  withTheAccount('credential_passkey', 'Clés d’accès', 'Passkeys'),
  withTheAccount('credential_totp', 'Applications de codes', 'Code applications'),
  withTheAccount('credential_recovery', 'Codes de secours', 'Recovery codes'),
  withTheAccount('credential_card', 'Cartes', 'Cards'),
  withTheAccount('credential_federated', 'Identités reliées', 'Linked identities'),
  withTheAccount('identity_proof', 'Preuves d’identité', 'Proofs of identity'),
  {
    code: 'network.challenges',
    fr: 'Liens, codes et étapes de connexion\u00a0: 24 heures.',
    en: 'Links, codes and steps of sign-in: 24 hours.',
    table: 'network.challenge',
    columns: [],
    due: now => sql`expires_at < ${before(now, 1, 'days')}`,
    end: 'delete',
  },
  {
    code: 'network.sign_in_attempts',
    fr: 'Essais de connexion\u00a0: 12 mois.',
    en: 'Tries to sign in: 12 months.',
    table: 'network.sign_in_attempt',
    columns: ['network.sign_in_attempt.device_label', 'network.sign_in_attempt.ip_prefix'],
    due: now => sql`at < ${before(now, 12, 'months')}`,
    end: 'delete',
  },
];
