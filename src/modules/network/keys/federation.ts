import * as client from 'openid-client';
import type { Config } from '../../../core/config.ts';
import type { Visit } from '../../../core/http/route.ts';
import { atTheDoor, begin, findOfBrowser, useUp } from '../store/challenges.ts';
import { threadOf } from './comer.ts';
import type { Wishes } from './entering.ts';
import { franceConnect } from './franceconnect.ts';
import { proConnect } from './proconnect.ts';
import type { IdentityProvider, ProviderCode, ProviderSettings } from './provider.ts';
import { seal, unseal } from './sealing.ts';

const seconds = 15 * 60;
const patience = 5;

export const providers: Readonly<Record<ProviderCode, IdentityProvider>> = {
  proconnect: proConnect,
  franceconnect: franceConnect,
};

/** Those that have their settings: the others show nothing. */
export function configuredProviders(config: Config): ProviderCode[] {
  return Object.values(providers)
    .filter(provider => provider.settings(config))
    .map(provider => provider.code);
}

/** Where forms that lead to a provider may go, for the policy of the page. */
export function providerOrigins(config: Config): string {
  return Object.values(providers)
    .flatMap(provider => provider.settings(config)?.issuer ?? [])
    .map(issuer => new URL(issuer).origin)
    .join(' ');
}

/** The service does not answer. */
export class ProviderDown extends Error {}

/** What it answers cannot be believed, or says no. `reason` is a code, for the journal and the log. */
export class ProviderRefused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What must come back unchanged from the trip to the other site. */
interface Trip {
  provider: ProviderCode;
  state: string;
  nonce: string;
  verifier: string;
  wishes: Wishes;
  /** Account that is being linked, for who is signed in. */
  link: string | null;
}

/**
 * One connection a request. A connection kept from an earlier sign-in may have been closed by the service meanwhile: the
 * next request would be lost on it, and the code of the person, which serves once, with it.
 */
const askAlone: client.CustomFetch = (url, options) =>
  fetch(url, { ...options, headers: { ...options.headers, connection: 'close' } } as RequestInit);

/** Its metadata and keys as they are now: a key that has just changed is known at once. */
async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<client.Configuration> {
  const server = new URL(issuer);
  // Without TLS only on this machine: a provider for trials.
  const isLocal = server.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(server.hostname);
  try {
    return await client.discovery(server, clientId, clientSecret, client.ClientSecretPost(clientSecret), {
      timeout: patience,
      [client.customFetch]: askAlone,
      // The identity is signed, and the signature is checked, even though it comes by a safe way.
      execute: [client.enableNonRepudiationChecks, ...(isLocal ? [client.allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw new ProviderDown(String(error), { cause: error });
  }
}

const returnOf = ({ origin }: Pick<Visit, 'origin'>, { code }: IdentityProvider) =>
  `${origin}/se-connecter/retour/${code}`;

/** Begins the trip: the address of the provider, with what it must give back. */
export async function leaveFor(
  visit: Visit,
  provider: IdentityProvider,
  { wishes, thread, link }: { wishes: Wishes; thread: Buffer; link: string | null },
): Promise<string> {
  const { ground, now } = visit;
  const settings = provider.settings(ground.config);
  if (!settings) throw new ProviderDown('not configured');
  const configuration = await discover(settings);
  const trip: Trip = {
    provider: provider.code,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    wishes,
    link,
  };
  await atTheDoor(ground.database, transaction =>
    begin(transaction, now, {
      kind: 'federation',
      account: link,
      browser: thread,
      sealed: seal(ground.secret, 'federation', Buffer.from(JSON.stringify(trip))),
      seconds,
    }),
  );
  return client.buildAuthorizationUrl(configuration, {
    redirect_uri: returnOf(visit, provider),
    scope: provider.scope,
    acr_values: provider.acrValues,
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
  }).href;
}

export interface Identity {
  issuer: string;
  subject: string;
  acr: string;
  strength: 1 | 2;
  siret: string | null;
  proof: Record<string, unknown>;
  wishes: Wishes;
  link: string | null;
  /** Ends the provider's own session, then comes back to this path of ours. */
  leave: ((landing: string) => string) | null;
}

/** Who came back, as the provider proves it: state, nonce, code, signature, issuer, audience, time, level. */
export async function comeBack(visit: Visit, provider: IdentityProvider): Promise<Identity> {
  const { ground, now, url, origin } = visit;
  const settings = provider.settings(ground.config);
  const trip = await tripOf(visit, provider);
  if (!settings || !trip) throw new ProviderRefused('state');
  const configuration = await discover(settings);
  // The address the provider was given, whatever a proxy made of it.
  const here = new URL(`${returnOf(visit, provider)}${url.search}`);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, here, {
      expectedState: trip.state,
      expectedNonce: trip.nonce,
      pkceCodeVerifier: trip.verifier,
    });
    const identity = tokens.claims();
    if (!identity) throw new ProviderRefused('identity');
    // Checked by the library against the clock of the machine; once more against ours.
    if (identity.exp * 1000 <= now.getTime() - 60_000) throw new ProviderRefused('expired');
    const more = await client.fetchUserInfo(configuration, tokens.access_token, identity.sub);
    const claims = { ...more, ...identity } as Record<string, unknown>;
    const acr = typeof identity.acr === 'string' ? identity.acr : undefined;
    const strength = provider.strengthOf(acr);
    if (!acr || !strength) throw new ProviderRefused('acr');
    const hint = tokens.id_token!;
    return {
      issuer: identity.iss,
      subject: identity.sub,
      acr,
      strength,
      siret: provider.siretOf(claims),
      proof: Object.fromEntries(
        provider.proof.filter(name => name in claims).map(name => [name, claims[name]]),
      ),
      wishes: trip.wishes,
      link: trip.link,
      leave:
        provider.leavesAtOnce && configuration.serverMetadata().end_session_endpoint
          ? landing =>
              client.buildEndSessionUrl(configuration, {
                id_token_hint: hint,
                post_logout_redirect_uri: `${origin}/se-connecter/sortie`,
                state: Buffer.from(landing).toString('base64url'),
              }).href
          : null,
    };
  } catch (error) {
    if (error instanceof ProviderRefused) throw error;
    if (isAway(error)) throw new ProviderDown(String(error), { cause: error });
    throw new ProviderRefused(codeOf(error));
  }
}

/** What this browser left with, used up: a second return with it is refused. */
async function tripOf(visit: Visit, provider: IdentityProvider): Promise<Trip | null> {
  const { ground, now } = visit;
  const thread = threadOf(visit);
  if (!thread) return null;
  const begun = await atTheDoor(ground.database, async transaction => {
    const found = await findOfBrowser(transaction, now, 'federation', thread);
    return found && (await useUp(transaction, now, found.id)) ? found : null;
  });
  if (!begun?.sealed) return null;
  const trip: Trip = JSON.parse(unseal(ground.secret, 'federation', begun.sealed).toString('utf8'));
  return trip.provider === provider.code ? trip : null;
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status } = error as { status?: number };
  return error.name === 'TimeoutError' || error.message === 'fetch failed' || (status ?? 0) >= 500;
}

/** The code of the library, never its words: they may quote what was received. */
function codeOf(error: unknown): string {
  const { error: said, code } = error as { error?: unknown; code?: unknown };
  const text = String(said ?? code ?? 'refused');
  return /^[\w.-]{1,60}$/.test(text) ? text : 'refused';
}
