import type { OwnData } from '../../core/own-data.ts';

const part = (
  key: string,
  [fr, en]: readonly [string, string],
  table: string,
  columns: Readonly<Record<string, string>>,
  account = 'account_id',
): OwnData => ({ key, fr, en, table: `network.${table}`, account, columns });

/** What the network holds about an account. Secrets and hashes are said to exist, never given. */
export const networkOwnData: readonly OwnData[] = [
  part(
    'compte',
    ['Votre compte', 'Your account'],
    'account',
    {
      display_name: 'nom',
      email: 'mail',
      email_verified_at: 'mail_verifie',
      phone: 'telephone',
      phone_verified_at: 'telephone_verifie',
      language: 'langue',
      state: 'etat',
      created_at: 'ouvert',
      last_signed_in_at: 'derniere_connexion',
      closing_on: 'fermeture_demandee',
    },
    'id',
  ),
  part('roles', ['Vos rôles', 'Your roles'], 'membership', {
    from_at: 'depuis',
    until_at: 'jusqu_a',
    role: 'role',
    organisation_id: 'structure',
    permissions: 'permissions',
  }),
  part('fiches_de_role', ['Vos fiches de rôle', 'Your role sheets'], 'role_sheet', {
    printed_at: 'imprimee',
    valid_until: 'valable_jusqu_a',
    replaced_at: 'remplacee',
    organisation_id: 'structure',
  }),
  part('mot_de_passe', ['Votre mot de passe', 'Your password'], 'credential_password', { set_at: 'choisi' }),
  part('cles_d_acces', ['Vos clés d’accès', 'Your passkeys'], 'credential_passkey', {
    created_at: 'ajoutee',
    label: 'nom',
    last_used_at: 'dernier_usage',
  }),
  part('application', ['Votre application de codes', 'Your code application'], 'credential_totp', {
    set_at: 'reglee',
  }),
  part('codes_de_secours', ['Vos codes de secours', 'Your recovery codes'], 'credential_recovery', {
    made_at: 'faits',
    used_at: 'utilise',
  }),
  part('cartes', ['Vos cartes', 'Your cards'], 'credential_card', {
    issued_at: 'remise',
    identity_check: 'identite_verifiee',
    organisation_id: 'structure',
    blocked_at: 'bloquee',
    ended_at: 'fin',
    last_used_at: 'dernier_usage',
  }),
  part('identites_reliees', ['Identités reliées', 'Linked identities'], 'credential_federated', {
    linked_at: 'reliee',
    provider: 'service',
    issuer: 'emetteur',
    subject: 'identifiant',
    last_used_at: 'dernier_usage',
  }),
  part('preuves_d_identite', ['Preuves d’identité', 'Proofs of identity'], 'identity_proof', {
    at: 'date',
    provider: 'service',
    acr: 'niveau',
  }),
  part('connexions', ['Connexions et essais', 'Sign-ins and attempts'], 'sign_in_attempt', {
    at: 'date',
    means: 'moyen',
    accepted: 'reussie',
    device_label: 'appareil',
  }),
  part('invitations', ['Invitations acceptées', 'Invitations accepted'], 'invitation', {
    sent_at: 'envoyee',
    email: 'mail',
    display_name: 'nom',
    roles: 'roles',
    organisation_id: 'structure',
    state: 'etat',
    settled_at: 'reponse',
  }),
  part('propositions', ['Propositions de rôle', 'Proposals of a role'], 'officer_proposal', {
    proposed_at: 'proposee',
    state: 'etat',
    settled_at: 'decidee',
  }),
  part(
    'questions_sur_le_journal',
    ['Questions sur votre journal', 'Questions about your journal'],
    'journal_alert',
    {
      raised_at: 'posee',
      entry_id: 'ligne',
      answer: 'reponse',
      settled_at: 'repondue',
    },
  ),
  part('annonces_cachees', ['Annonces que vous avez cachées', 'Announcements you hid'], 'announcement_seen', {
    at: 'date',
    announcement_id: 'annonce',
  }),
  part(
    'annonces_ecrites',
    ['Annonces que vous avez écrites', 'Announcements you wrote'],
    'announcement',
    { created_at: 'date', title: 'titre', text: 'texte' },
    'author_id',
  ),
  part(
    'applications_reliees',
    ['Applications que vous avez reliées', 'Applications you linked'],
    'api_client',
    { valid_from: 'depuis', valid_until: 'jusqu_a', name: 'nom', scopes: 'droits' },
    'created_by',
  ),
  part('demandes_de_droits', ['Vos demandes', 'Your requests'], 'rights_request', {
    received_at: 'recue',
    kind: 'genre',
    words: 'texte',
    due_on: 'terme',
    extension_reason: 'raison_du_delai',
    answer: 'reponse',
    answered_at: 'repondue',
  }),
];
