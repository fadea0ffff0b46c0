import { earlierAnswer } from '../../../core/act.ts';
import { checkSeal, keyOfAct, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import { fold, trigramSimilarity } from '../../territory/index.ts';
import { emptyPlace } from '../domain/content.ts';
import { readPlaceForm } from '../domain/place-form.ts';
import { directoryEvents } from '../events.ts';
import { type House, openHouse } from '../house.ts';
import { askingMessages } from '../messages-asking.ts';
import { LinkPage, ProposePage, proposeSteps, SaidPage } from '../pages/asking-pages.tsx';
import { everybodyMayPropose } from '../policy.ts';
import { confirmProposal, proposePlace } from '../proposing.ts';
import { readingContext } from '../reading-context.ts';
import { findProposalOfLink } from '../store/proposals.ts';
import { actingOf, typedText } from './pro/kept-place.tsx';

/** product/network.md §3.10 */
const limit: Limit = { what: 'place proposal', most: 10, seconds: 3600, per: 'prefix' };

const policy = everybodyMayPropose;
const sendsForm = { exempt: 'envoi du formulaire' } as const;
const byMail = { exempt: 'lien envoyé par message' } as const;

export const proposeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/proposer',
    policy,
    reach: 'linked',
    handle: async visit => stepPage(visit, await openHouse(visit.ground), 1, {}, {}),
  },
  { method: 'POST', path: '/lieux/proposer', policy, reach: sendsForm, handle: receive },
  {
    method: 'GET',
    path: '/lieux/proposer/merci',
    policy,
    reach: { exempt: 'montrée après l’envoi du formulaire' },
    handle: thanks,
  },
  { method: 'GET', path: '/lieux/proposer/confirmer/:secret', policy, reach: byMail, handle: linkPage },
  { method: 'POST', path: '/lieux/proposer/confirmer/:secret', policy, reach: sendsForm, handle: confirm },
];

function frameOf(visit: Visit, title: string) {
  const words = say(askingMessages, visit.reader);
  return {
    title,
    crumbs: [
      { label: words.home, href: '/' },
      { label: words.proposeTitle, href: '/lieux/proposer' },
    ],
    robots: 'noindex',
  };
}

type Errors = Record<string, string>;

function stepPage(visit: Visit, house: House, step: number, typed: Typed, errors: Errors): Promise<Response> {
  const { reader } = visit;
  const words = say(askingMessages, reader);
  const refused = Object.keys(errors).length > 0;
  return visit.page(
    {
      ...frameOf(visit, words.proposeTitle),
      crumbs: [{ label: words.home, href: '/' }, { label: words.proposeTitle }],
      error: refused,
    },
    <ProposePage
      step={step}
      typed={typed}
      errors={errors}
      similar={step === 2 ? similarTo(house, typed) : []}
      communes={step === 1 ? house.communes.all.filter(({ home }) => home).map(({ name }) => name) : []}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    refused ? { status: 422 } : {},
  );
}

/** Places of the same commune with nearly the same name. */
function similarTo(house: House, typed: Typed) {
  const [name, commune] = [fold(typedText(typed, 'nom')), fold(typedText(typed, 'commune'))];
  return house.catalogue
    .all()
    .filter(({ place }) => fold(house.communes.get(place.communeInsee)?.name ?? '') === commune)
    .filter(({ place }) => trigramSimilarity(fold(place.name), name) > 0.4)
    .slice(0, 3)
    .map(({ place }) => ({ name: place.name, slug: place.slug }));
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) && text.length <= 254;

/** What was said on all the pages, and what is wrong, page by page. */
function readProposal(visit: Visit, house: House, typed: Typed) {
  const words = say(askingMessages, visit.reader);
  const read = readPlaceForm(typed, emptyPlace, {
    communeName: '',
    context: readingContext(house, visit.now),
  });
  const errors: Errors = { ...read.errors };
  if (!typedText(typed, 'nom')) errors.nom = words.nameEmpty;
  if (!typedText(typed, 'commune')) errors.commune = words.communeEmpty;
  else if (!read.content.communeInsee) errors.commune ??= words.communeEmpty;
  const email = typedText(typed, 'email').toLowerCase();
  if (!isEmail(email)) errors.email = words.yourEmailBad;
  return { content: read.content, errors, email };
}

const errorsOfStep = (errors: Errors, step: number): Errors =>
  Object.fromEntries(
    Object.entries(errors).filter(([name]) => (proposeSteps[step - 1] as readonly string[]).includes(name)),
  );

async function receive(visit: Visit): Promise<Response> {
  const { ground, now, reader, origin } = visit;
  const words = say(askingMessages, reader);
  const house = await openHouse(ground);
  const typed = await visit.form();
  const step = Math.min(Math.max(Math.trunc(Number(typedText(typed, 'etape'))) || 1, 1), proposeSteps.length);
  if (typedText(typed, 'vers') === 'retour')
    return await stepPage(visit, house, Math.max(1, step - 1), typed, {});
  const { content, errors, email } = readProposal(visit, house, typed);
  const own = errorsOfStep(errors, step);
  if (Object.keys(own).length > 0) return await stepPage(visit, house, step, typed, own);
  if (step < proposeSteps.length) return await stepPage(visit, house, step + 1, typed, {});
  const wrong = proposeSteps.findIndex((_, index) => Object.keys(errorsOfStep(errors, index + 1)).length > 0);
  if (wrong >= 0) return await stepPage(visit, house, wrong + 1, typed, errorsOfStep(errors, wrong + 1));
  const seal = checkSeal(typed, new Date());
  if (!seal) return await stepPage(visit, house, step, typed, { email: words.lostKey });
  if (seal.doubtful) return await stepPage(visit, house, step, typed, { email: words.tooFast });
  const key = keyOfAct(seal.key, [content, email]);
  const done = (reference: string) => visit.redirect(`/lieux/proposer/merci?ref=${reference}`);
  const earlier = await earlierAnswer<string>(ground.database, {
    event: directoryEvents.place_proposed,
    key,
  });
  if (earlier) return done(earlier);
  const wait = await countAttempt(ground.database, limit, visit.address, ground.secret, now);
  if (wait > 0)
    return await visit.error(429, { title: words.tooMany(Math.ceil(wait / 60)), waitSeconds: wait });
  return done(
    await proposePlace(actingOf(visit, key), { content, email, origin, language: reader.language }),
  );
}

function thanks(visit: Visit): Promise<Response> | Response {
  const words = say(askingMessages, visit.reader);
  const reference = /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.exec(visit.url.searchParams.get('ref') ?? '')?.[0];
  if (!reference) return visit.redirect('/lieux/proposer');
  return visit.page(
    frameOf(visit, words.proposeTitle),
    <SaidPage
      title={words.proposeTitle}
      first={words.proposed}
      more={words.proposedMore(reference)}
      link={{ href: '/lieux', label: words.home }}
    />,
  );
}

/** A link too old or wrong says so, and what to do. */
function over(visit: Visit): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  return visit.page(
    frameOf(visit, words.confirmTitle),
    <SaidPage
      title={words.linkOver}
      first={words.linkOver}
      more={words.linkOverPropose}
      link={{ href: '/lieux/proposer', label: words.proposeTitle }}
    />,
    { status: 410 },
  );
}

function confirmed(visit: Visit, reference: string): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  return visit.page(
    frameOf(visit, words.confirmTitle),
    <SaidPage
      title={words.confirmed}
      first={words.confirmed}
      more={words.confirmedMore(reference)}
      link={{ href: '/lieux', label: words.home }}
    />,
  );
}

async function linkPage(visit: Visit): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  const secret = visit.params.secret ?? '';
  const proposal = await visit.read(transaction => findProposalOfLink(transaction, secret));
  if (proposal?.confirmedAt) return await confirmed(visit, proposal.reference);
  if (!proposal || proposal.expiresAt <= visit.now) return await over(visit);
  return await visit.page(
    frameOf(visit, words.confirmTitle),
    <LinkPage
      title={words.confirmTitle}
      lead={words.confirmLead(proposal.content.name)}
      action={visit.url.pathname}
      buttons={[{ value: 'oui', label: words.confirm }]}
      seal={visit.seal()}
    />,
  );
}

async function confirm(visit: Visit): Promise<Response> {
  const reference = await confirmProposal(actingOf(visit), visit.params.secret ?? '');
  return reference ? visit.redirect(visit.url.pathname) : await over(visit);
}
