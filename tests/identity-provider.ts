import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomUUID, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProviderTrial {
  issuer: string;
  /** Level and claims of who signs in next. */
  person: { acr: string; claims: Record<string, unknown> };
  /** Changes what the next identities say, after the provider made them; signed again with its key. */
  forge: ((claims: Record<string, unknown>) => void) | null;
  /** Stops answering; `start` again on the same address, with other keys. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Goes to this address as a browser does, and gives the address it is sent back to. */
  visit(url: string): Promise<string>;
}

/** An identity with other claims, under a sound signature. */
function signedAgain(
  token: string,
  jwk: JsonWebKey,
  change: (claims: Record<string, unknown>) => void,
): string {
  const [header, body] = token.split('.');
  const claims = JSON.parse(Buffer.from(body!, 'base64url').toString());
  change(claims);
  const content = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const signature = sign('sha256', Buffer.from(content), createPrivateKey({ key: jwk, format: 'jwk' }));
  return `${content}.${signature.toString('base64url')}`;
}

/** Scopes that give a claim of the same name: those asked by ProConnect and by FranceConnect. */
const given = [
  'given_name',
  'usual_name',
  'family_name',
  'email',
  'siret',
  'birthdate',
  'birthplace',
  'birthcountry',
  'gender',
];

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
    forge: null,
    async start() {
      server = createServer();
      await new Promise<void>(ready => server!.listen(port, '127.0.0.1', ready));
      port = (server.address() as AddressInfo).port;
      trial.issuer = `http://127.0.0.1:${port}`;
      const signing = key();
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
        jwks: { keys: [signing] },
        acrValues: ['eidas1', 'eidas2', 'low', 'https://proconnect.gouv.fr/assurance/self-asserted-2fa'],
        claims: {
          openid: ['sub', 'acr'],
          ...Object.fromEntries(given.map(name => [name, [name]])),
          acr: null,
        },
        scopes: ['openid', ...given],
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
          grant.addOIDCScope(['openid', ...given].join(' '));
          await grant.save();
          return grant;
        },
        cookies: { keys: ['essai'] },
        pkce: { required: () => true },
      });
      provider.use(async (context, next) => {
        await next();
        const answer = context.body as { id_token?: string } | undefined;
        if (trial.forge && answer?.id_token)
          context.body = { ...answer, id_token: signedAgain(answer.id_token, signing, trial.forge) };
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
          // Never on a connection that a restart has closed.
          headers: { connection: 'close', cookie: [...jar].map(pair => pair.join('=')).join('; ') },
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
