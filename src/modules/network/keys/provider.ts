import type { Config } from '../../../core/config.ts';

export type ProviderCode = 'proconnect' | 'franceconnect';

/** An identity provider: what differs from one to the next. The protocol is the same (keys/federation.ts). */
export interface IdentityProvider {
  code: ProviderCode;
  /** As people read it. */
  name: string;
  settings(config: Config): ProviderSettings | null;
  scope: string;
  /** Levels asked for, space separated. */
  acrValues: string;
  /** Factors that a level vouches for; null when it is not enough to come in. */
  strengthOf(acr: string | undefined): 1 | 2 | null;
  /** SIRET of the organisation they act for, when the provider says one. */
  siretOf(claims: Readonly<Record<string, unknown>>): string | null;
  /** Claims kept as a proof of identity, apart from the profile. */
  proof: readonly string[];
  /** Its own session ends as soon as the identity is known: nobody else finds it open on a shared computer. */
  leavesAtOnce: boolean;
}

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}
