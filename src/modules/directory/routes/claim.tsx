import { checkSeal, keyOfAct, type Typed } from '../../../core/forms.ts';
import { leadTo, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import type { ListedPlace } from '../catalogue.ts';
import { claimPlace, masked, tryCode, withdrawClaim } from '../claiming.ts';
import { NoSuchPage } from '../keeping.ts';
import { askingMessages } from '../messages-asking.ts';
import { ClaimPage, type ClaimState } from '../pages/asking-pages.tsx';
import { everybodyMayReadPlaces, organisationsMayClaim } from '../policy.ts';
import { type ClaimProof, findLastClaim } from '../store/claims.ts';
import { findHolder, isKept } from '../store/keeping.ts';
import { withPlace } from './place.tsx';
import { actingOf, typedText } from './pro/kept-place.tsx';

export const claimRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/:slug/revendiquer',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: visit => withPlace(visit, (_, listed) => claimPage(visit, listed, {}, {}), '/revendiquer'),
  },
  {
    method: 'POST',
    path: '/lieux/:slug/revendiquer',
    policy: organisationsMayClaim,
    reach: { exempt: 'envoi du formulaire' },
    handle: visit => withPlace(visit, (_, listed) => receive(visit, listed)),
  },
];

type Errors = Record<string, string>;

async function claimPage(
  visit: Visit,
  { id, place }: ListedPlace,
  typed: Typed,
  errors: Errors,
  status = 200,
): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(askingMessages, reader);
  const organisation = actor.account?.membership?.organisation.id;
  if (organisation && (await visit.read(transaction => findHolder(transaction, id))) === organisation)
    return visit.redirect(`/pro/lieux/${place.slug}`);
  const address = place.emails[0] ? masked(place.emails[0]) : null;
  return await visit.page(
    {
      title: words.claimTitle,
      crumbs: [
        { label: words.home, href: '/' },
        { label: place.name, href: `/lieux/${place.slug}` },
        { label: words.claimTitle },
      ],
      robots: 'noindex',
      error: status === 422,
    },
    <ClaimPage
      name={place.name}
      slug={place.slug}
      state={await stateOf(visit, id, place.slug, organisation, address)}
      masked={address}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

async function stateOf(
  visit: Visit,
  placeId: string,
  slug: string,
  organisation: string | undefined,
  address: string | null,
): Promise<ClaimState> {
  const { actor } = visit;
  if (!actor.account)
    return { kind: 'visitor', signIn: leadTo(signInPaths.signIn, `/lieux/${slug}/revendiquer`) };
  if (!organisation || !organisationsMayClaim.allows(actor))
    return { kind: 'not_you', context: organisation === undefined };
  return await visit.read(async (transaction): Promise<ClaimState> => {
    const last = await findLastClaim(transaction, placeId, organisation);
    if (last?.state === 'code')
      return { kind: 'code', id: last.id, sentTo: last.proof === 'email' ? address : null };
    if (last?.state === 'waiting')
      return { kind: 'waiting', id: last.id, held: await isKept(transaction, placeId) };
    return { kind: 'ask', refused: last?.state === 'refused' ? last.reason : null };
  });
}

const proofs: readonly ClaimProof[] = ['email', 'letter', 'convention', 'decision'];

async function receive(visit: Visit, listed: ListedPlace): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  const typed = await visit.form();
  const { id, place } = listed;
  const action = typedText(typed, 'action');
  const claim = typedText(typed, 'demande');
  const here = `/lieux/${place.slug}/revendiquer`;
  const key = checkSeal(typed, new Date())?.key;
  try {
    if (action === 'code') {
      const tried = await tryCode(actingOf(visit), claim, typedText(typed, 'code'));
      if (tried.outcome === 'granted') return visit.redirect(`/pro/lieux/${place.slug}`);
      if (tried.outcome === 'waiting') return visit.redirect(here);
      const error = tried.outcome === 'wrong' ? words.claimCodeWrong(tried.left) : words.claimCodeDead;
      return await claimPage(visit, listed, typed, { code: error }, 422);
    }
    if (action === 'retirer') {
      await withdrawClaim(actingOf(visit, key && keyOfAct(key, [claim, 'retirer'])), claim);
      return visit.redirect(here);
    }
    const proof = proofs.find(code => code === typedText(typed, 'preuve'));
    const statement = typedText(typed, 'message');
    const errors: Errors = {};
    if (!proof || (proof === 'email' && place.emails.length === 0)) errors.preuve = words.claimHowEmpty;
    if (statement.length > 1000) errors.message = words.claimStatementLong;
    if (Object.keys(errors).length > 0) return await claimPage(visit, listed, typed, errors, 422);
    await claimPlace(actingOf(visit, key && keyOfAct(key, [id, proof, statement])), id, {
      proof: proof!,
      statement: statement || null,
    });
    return visit.redirect(here);
  } catch (error) {
    if (error instanceof NoSuchPage) return await visit.error(404);
    throw error;
  }
}
