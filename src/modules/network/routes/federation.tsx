import { isFresh, leadTo, localPath, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { log } from '../../../core/log.ts';
import { takeThread } from '../keys/comer.ts';
import { afterFirstFactor, enter, findAtTheDoor, refuseEntry } from '../keys/entering.ts';
import {
  comeBack,
  configuredProviders,
  type Identity,
  leaveFor,
  ProviderDown,
  ProviderRefused,
  providers,
} from '../keys/federation.ts';
import type { IdentityProvider, ProviderCode } from '../keys/provider.ts';
import { seal } from '../keys/sealing.ts';
import { addMeans } from '../means.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { everybodyMaySignIn } from '../policy.ts';
import { atTheDoor } from '../store/challenges.ts';
import { findFederated, keepFederated, useFederated } from '../store/federated.ts';
import { doerOf } from './account.tsx';
import { signInPage, wishesOf } from './sign-in.tsx';

const policy = everybodyMaySignIn;

export const federationRoutes: readonly Route[] = [
  ...(Object.keys(providers) as ProviderCode[]).flatMap((code): Route[] => [
    {
      method: 'POST',
      path: `/se-connecter/${code}`,
      policy,
      reach: { exempt: 'envoi du formulaire' },
      handle: visit => leave(visit, providers[code]),
    },
    {
      method: 'GET',
      path: `/se-connecter/retour/${code}`,
      policy,
      reach: { exempt: 'ouverte par le fournisseur d’identité, au retour' },
      handle: visit => comeIn(visit, providers[code]),
    },
  ]),
  {
    method: 'GET',
    path: '/se-connecter/sortie',
    policy,
    reach: { exempt: 'ouverte par le fournisseur d’identité, une fois sa propre session fermée' },
    handle: visit => {
      const state = Buffer.from(visit.url.searchParams.get('state') ?? '', 'base64url').toString('utf8');
      return visit.redirect(localPath(state) ?? '/compte');
    },
  },
];

async function leave(visit: Visit, provider: IdentityProvider): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  const typed = await visit.form();
  const links = typed.relier === 'oui' && visit.actor.account !== undefined;
  // A new means of sign-in is asked for by its holder, seen a moment ago.
  if (links && !isFresh(visit)) return visit.redirect(leadTo(signInPaths.prove, '/compte/moyens'));
  const { thread, cookie } = takeThread(visit);
  try {
    const link = links ? visit.actor.account!.id : null;
    const answer = visit.redirect(await leaveFor(visit, provider, { wishes: wishesOf(typed), thread, link }));
    answer.headers.append('Set-Cookie', cookie);
    return answer;
  } catch (error) {
    if (!(error instanceof ProviderDown)) throw error;
    return await away(visit, provider, words.providerDown(provider.name));
  }
}

/** Their password still works: the page says so. */
function away(visit: Visit, provider: IdentityProvider, notice: string): Promise<Response> {
  log({ at: visit.now.toISOString(), number: visit.number, provider: provider.code, away: true });
  return signInPage(visit, { notice, status: 503 });
}

async function comeIn(visit: Visit, provider: IdentityProvider): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  if (!configuredProviders(visit.ground.config).includes(provider.code)) return await visit.error(404);
  try {
    const identity = await comeBack(visit, provider);
    return identity.link
      ? await linkTo(visit, provider, identity, identity.link)
      : await signIn(visit, provider, identity);
  } catch (error) {
    if (error instanceof ProviderDown) return await away(visit, provider, words.providerDown(provider.name));
    if (!(error instanceof ProviderRefused)) throw error;
    await refuseEntry(visit, { account: null, means: provider.code, reason: error.reason });
    const notice =
      error.reason === 'acr' ? words.providerWeak(provider.name) : words.providerRefused(provider.name);
    return await signInPage(visit, { notice, status: 403 });
  }
}

async function signIn(visit: Visit, provider: IdentityProvider, identity: Identity): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  const { issuer, subject, strength, wishes } = identity;
  const account = await atTheDoor(visit.ground.database, transaction =>
    findFederated(transaction, issuer, subject),
  );
  const found = account ? await findAtTheDoor(visit, { id: account }) : null;
  if (!found) {
    await refuseEntry(visit, { account: null, means: provider.code, reason: 'unknown' });
    return await signInPage(visit, { notice: words.providerUnknown(provider.name), status: 403 });
  }
  const ours = found.memberships.flatMap(({ siret }) => siret ?? []);
  if (identity.siret && ours.length > 0 && !ours.includes(identity.siret)) {
    await refuseEntry(visit, { account: found.id, means: provider.code, reason: 'siret' });
    return await signInPage(visit, { notice: words.providerOrganisation, status: 403 });
  }
  const entering = {
    means: provider.code,
    strength,
    wishes,
    use: async (transaction: Parameters<typeof useFederated>[0]) => {
      await useFederated(transaction, visit.now, issuer, subject);
      return true;
    },
  };
  const answer =
    strength === 2 ? await enter(visit, found, entering) : await afterFirstFactor(visit, found, entering);
  if (identity.leave)
    answer!.headers.set('Location', identity.leave(answer!.headers.get('Location') ?? '/compte'));
  return answer!;
}

/** Links an identity to the account that asked for it, in the same browser and still signed in. */
async function linkTo(
  visit: Visit,
  provider: IdentityProvider,
  identity: Identity,
  account: string,
): Promise<Response> {
  const { ground, now, actor } = visit;
  const words = say(signInMessages, visit.reader);
  if (actor.account?.id !== account)
    return await signInPage(visit, { notice: words.providerRefused(provider.name), status: 403 });
  const { issuer, subject, acr, proof } = identity;
  const linked = await addMeans(
    { ...doerOf(visit), ground },
    {
      means: provider.code,
      set: null,
      write: transaction =>
        keepFederated(transaction, now, {
          issuer,
          subject,
          account,
          provider: provider.code,
          proof: {
            id: newId(now),
            acr,
            sealed: seal(ground.secret, `proof ${account}`, Buffer.from(JSON.stringify(proof))),
          },
        }),
    },
  );
  const landing = `/compte/moyens?${linked ? 'fait=relie' : 'fait=deja'}`;
  return visit.redirect(identity.leave?.(landing) ?? landing);
}
