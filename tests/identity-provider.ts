import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProviderTrial {
  issuer: string;
  /** Level and claims of who signs in next. */
  person: { acr: string; claims: Record<string, unknown> };
  /** Stops answering; `start` again on the same address, with other keys. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Goes to this address as a browser does, and gives the address it is sent back to. */
  visit(url: string): Promise<string>;
}

const key = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  use: 'sig',
  alg: 'RS256',
});

/** A real OpenID provider on the loopback, where everybody who comes is the same person, at once. */
export async function identityProvider(redirects: readonly string[]): Promise<IdentityProviderTrial> {
  let server: Server | null = null;
  let port = 0;
  const person = { acr: 'eidas2', claims: { sub: 'personne-1' } as Record<string, unknown> };
  const trial: IdentityProviderTrial = {
    issuer: '',
    person,
    async start() {
      server = createServer();
      await new Promise<void>(ready => server!.listen(port, '127.0.0.1', ready));
      port = (server.address() as AddressInfo).port;
      trial.issuer = `http://127.0.0.1:${port}`;
      const provider = new Provider(trial.issuer, {
        clients: [
          {
            client_id: 'airial',
            client_secret: 'secret-de-trial-assez-long',
            redirect_uris: [...redirects],
            token_endpoint_auth_method: 'client_secret_post',
            post_logout_redirect_uris: redirects.map(uri => new URL('/se-connecter/sortie', uri).href),
          },
        ],
        jwks: { keys: [key()] },
        acrValues: ['eidas1', 'eidas2', 'low', 'https://proconnect.gouv.fr/assurance/self-asserted-2fa'],
        claims: { openid: ['sub', 'acr'], profile: ['given_name', 'family_name', 'siret'], acr: null },
        scopes: ['openid', 'given_name', 'usual_name', 'email', 'siret'],
        features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
        interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
        findAccount: () => ({
          accountId: String(person.claims.sub),
          claims: async () => person.claims as never,
        }),
        loadExistingGrant: async context => {
          const grant = new context.oidc.provider.Grant({
            clientId: context.oidc.client!.clientId,
            accountId: context.oidc.session!.accountId!,
          });
          grant.addOIDCScope('openid given_name usual_name email siret');
          await grant.save();
          return grant;
        },
        cookies: { keys: ['essai'] },
        pkce: { required: () => true },
      });
      const callback = provider.callback();
      server.on('request', (request, response) => {
        if (!request.url!.startsWith('/interaction/')) return void callback(request, response);
        void provider.interactionFinished(request, response, {
          login: { accountId: String(person.claims.sub), acr: person.acr, remember: false },
        });
      });
    },
    async stop() {
      server?.closeAllConnections();
      await new Promise(done => server?.close(done));
    },
    async visit(url) {
      const jar = new Map<string, string>();
      let at = url;
      for (let steps = 0; steps < 10; steps++) {
        const answer = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...jar].map(pair => pair.join('=')).join('; ') },
        });
        for (const header of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(header)!;
          jar.set(name!, value!);
        }
        const to = answer.headers.get('location');
        if (!to) throw new Error(`${answer.status} ${await answer.text()}`);
        at = new URL(to, at).href;
        if (!at.startsWith(trial.issuer)) return at;
      }
      throw new Error('trop de renvois');
    },
  };
  await trial.start();
  return trial;
}
