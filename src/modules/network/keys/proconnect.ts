import type { IdentityProvider } from './provider.ts';

/** Levels with two factors. TO BE CONFIRMED with the documentation of ProConnect when registering. */
const twoFactors = [
  'eidas2',
  'eidas3',
  'https://proconnect.gouv.fr/assurance/self-asserted-2fa',
  'https://proconnect.gouv.fr/assurance/consistency-checked-2fa',
];
const oneFactor = [
  'eidas1',
  'https://proconnect.gouv.fr/assurance/self-asserted',
  'https://proconnect.gouv.fr/assurance/consistency-checked',
];

/** Professionals, by their own organisation. Scopes, claims and levels: TO BE CONFIRMED when registering. */
export const proConnect: IdentityProvider = {
  code: 'proconnect',
  name: 'ProConnect',
  settings: config => config.proconnect ?? null,
  scope: 'openid given_name usual_name email siret',
  acrValues: [...twoFactors, ...oneFactor].join(' '),
  strengthOf: acr => (acr && twoFactors.includes(acr) ? 2 : acr && oneFactor.includes(acr) ? 1 : null),
  siretOf: ({ siret }) => (typeof siret === 'string' ? siret.replaceAll(/\s/g, '') : null),
  proof: ['given_name', 'usual_name', 'email', 'siret'],
  leavesAtOnce: false,
};
