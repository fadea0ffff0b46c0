import type { IdentityProvider } from './provider.ts';

const levels = ['eidas1', 'eidas2', 'eidas3'];

/** Residents. Scopes, claims and levels: TO BE CONFIRMED with the documentation of FranceConnect when registering. */
export const franceConnect: IdentityProvider = {
  code: 'franceconnect',
  name: 'FranceConnect',
  settings: config => config.franceconnect ?? null,
  scope: 'openid given_name family_name birthdate birthplace birthcountry gender',
  acrValues: 'eidas1',
  // One factor whatever the level: it opens the personal space, never an organisation.
  strengthOf: acr => (acr && levels.includes(acr) ? 1 : null),
  siretOf: () => null,
  proof: ['given_name', 'family_name', 'birthdate', 'birthplace', 'birthcountry', 'gender'],
  leavesAtOnce: true,
};
