import { readEmail, readName } from '../../../core/contacts.ts';
import { checkSeal, keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import { dayText } from '../../../core/typography.ts';
import { loadTerritory, meantCommune } from '../../territory/index.ts';
import { CannotDo } from '../doing.ts';
import { lookalikes } from '../domain/lookalikes.ts';
import { isSiret } from '../domain/siret.ts';
import { accountMessages } from '../messages-account.ts';
import { deskMessages } from '../messages-desk.ts';
import { networkMessages } from '../messages-network.ts';
import { askToJoin, type OpeningOrganisation, openOrganisation, refuseToJoin } from '../opening.ts';
import { JoinThanks, NetworkPage, OrganisationForm, RequestsPage } from '../pages/network-page.tsx';
import {
  theCoordinationMayOpenOrganisations as coordination,
  everybodyMayAskToJoin,
  membersMayPrintTheirSheet,
  membersMayReadTheOrganisation,
  membersMaySeeTheDesk,
} from '../policy.ts';
import { findOrganisations } from '../store/organisations.ts';
import { findRequest, findRequests } from '../store/requests.ts';
import { type OrganisationKind, organisationKinds } from '../vocabulary.ts';
import { doerOf } from './account.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;

/** product/network.md §3.10 */
const joinLimit: Limit = { what: 'join request', most: 10, seconds: 3600, per: 'prefix' };

export const organisationRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro/reseau', policy: membersMaySeeTheDesk, reach: 'linked', handle: networkPage },
  {
    method: 'GET',
    path: '/pro/reseau/structures/nouvelle',
    policy: coordination,
    reach: 'linked',
    handle: async visit => await openingForm(visit, await fromRequest(visit), {}, []),
  },
  {
    method: 'POST',
    path: '/pro/reseau/structures/nouvelle',
    policy: coordination,
    reach: sendsForm,
    handle: open,
  },
  {
    method: 'GET',
    path: '/pro/reseau/demandes',
    policy: coordination,
    reach: 'linked',
    handle: visit => requests(visit, {}, {}),
  },
  {
    method: 'POST',
    path: '/pro/reseau/demandes/:id',
    policy: coordination,
    reach: sendsForm,
    handle: refuse,
  },
  {
    method: 'GET',
    path: '/rejoindre',
    policy: everybodyMayAskToJoin,
    reach: 'linked',
    handle: visit => openingForm(visit, {}, {}, []),
  },
  { method: 'POST', path: '/rejoindre', policy: everybodyMayAskToJoin, reach: sendsForm, handle: join },
  {
    method: 'GET',
    path: '/rejoindre/merci',
    policy: everybodyMayAskToJoin,
    reach: { exempt: 'montrée après l’envoi du formulaire' },
    handle: visit =>
      visit.page(
        {
          title: say(networkMessages, visit.reader).joinThanks,
          crumbs: homeCrumbs(visit),
          robots: 'noindex',
        },
        <JoinThanks reader={visit.reader} />,
      ),
  },
];

const homeCrumbs = (visit: Visit) => [
  { label: say(accountMessages, visit.reader).home, href: '/' },
  { label: say(networkMessages, visit.reader).joinTitle },
];

/** The frame of a professional page of the network. */
export function networkFrame(
  visit: Visit,
  title: string,
  between: readonly { label: string; href: string }[] = [],
) {
  const words = say(networkMessages, visit.reader);
  return {
    title,
    desk: true,
    robots: 'noindex',
    crumbs: [
      { label: say(deskMessages, visit.reader).desk, href: '/pro' },
      ...(title === words.network ? [] : [{ label: words.network, href: '/pro/reseau' }]),
      ...between,
      { label: title },
    ],
  };
}

const communeNames = async (visit: Visit) => (await loadTerritory(visit.ground.database)).communes;

async function networkPage(visit: Visit): Promise<Response> {
  const { actor, reader } = visit;
  const communes = await communeNames(visit);
  const { organisations, waiting } = await visit.read(async transaction => ({
    organisations: await findOrganisations(transaction),
    waiting: coordination.allows(actor) ? (await findRequests(transaction)).length : 0,
  }));
  const coordinates = coordination.allows(actor);
  return await visit.page(
    networkFrame(visit, say(networkMessages, reader).network),
    <NetworkPage
      organisations={organisations
        .filter(it => coordinates || it.state === 'active')
        .map(it => ({
          id: it.id,
          name: it.name,
          kind: it.kind,
          commune: communes.byCode(it.communeInsee)?.name ?? it.communeInsee,
          email: it.email,
          phone: it.phone,
          state: it.state,
          open: membersMayReadTheOrganisation.allows(actor, it.id),
        }))}
      mine={actor.account?.membership?.organisation.id ?? null}
      coordination={coordinates ? { requests: waiting } : null}
      sheet={membersMayPrintTheirSheet.allows(actor) ? visit.seal() : null}
      opened={visit.url.searchParams.has('ouverte')}
      reader={reader}
    />,
  );
}

async function openingForm(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  near: readonly string[],
  status = 200,
): Promise<Response> {
  const { reader, url } = visit;
  const words = say(networkMessages, reader);
  const joins = url.pathname === '/rejoindre';
  const communes = await communeNames(visit);
  const largest = communes.all
    .filter(({ home }) => home)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))
    .slice(0, 12);
  const frame = joins
    ? { title: words.joinTitle, crumbs: homeCrumbs(visit) }
    : networkFrame(visit, words.openOne);
  return await visit.page(
    { ...frame, error: Object.keys(errors).length > 0 },
    <OrganisationForm
      action={joins ? '/rejoindre' : '/pro/reseau/structures/nouvelle'}
      typed={typed}
      errors={errors}
      near={near}
      communes={largest.map(({ name }) => name)}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** A public request, ready to be checked. */
async function fromRequest(visit: Visit): Promise<Typed> {
  const id = visit.url.searchParams.get('demande') ?? '';
  const asked = await visit.read(transaction => findRequest(transaction, id));
  if (!asked) return {};
  const commune = (await communeNames(visit)).byCode(asked.communeInsee);
  return {
    demande: id,
    nom: asked.name,
    nature: asked.kind,
    commune: commune ? `${commune.name} (${commune.insee})` : asked.communeInsee,
    siret: asked.siret ?? '',
    referent: asked.referentName ?? '',
    mail: asked.referentEmail ?? '',
  };
}

type Words = ReturnType<typeof say<typeof networkMessages.fr>>;

/** What is wrong with an address, in words. */
export function emailFault(words: Words, typed: string): string | null {
  const email = readEmail(typed);
  if ('value' in email) return null;
  if (email.fault === 'empty') return words.emailEmpty;
  if (email.fault === 'strange') return words.emailStrange(email.sign ?? '');
  return email.fault === 'long' ? words.emailLong : words.emailShape;
}

/** Reads the form of a structure; every fault at once. */
async function readOrganisation(
  visit: Visit,
  typed: Typed,
): Promise<{ values: OpeningOrganisation } | { errors: Record<string, string> }> {
  const words = say(networkMessages, visit.reader);
  const text = (name: string) => String([typed[name] ?? ''].flat()[0]).trim();
  const errors: Record<string, string> = {};
  const name = readName(text('nom'));
  if (!('value' in name)) errors.nom = name.fault === 'long' ? words.nameLong : words.nameEmpty;
  if (!Object.hasOwn(organisationKinds, text('nature'))) errors.nature = words.kindEmpty;
  const siret = text('siret').replace(/[\s.]/g, '');
  if (siret !== '' && !isSiret(siret)) errors.siret = words.siretWrong;
  const referent = readName(text('referent'));
  if (!('value' in referent))
    errors.referent = referent.fault === 'long' ? words.nameLong : words.referentNameEmpty;
  const mail = emailFault(words, text('mail'));
  if (mail) errors.mail = mail;
  let insee = '';
  if (text('commune') === '') errors.commune = words.communeEmpty;
  else {
    const meant = meantCommune(await communeNames(visit), text('commune'));
    if (meant.kind === 'one') insee = meant.hit.insee;
    else errors.commune = meant.kind === 'unknown' ? meant.sentence : words.communeUnknown(text('commune'));
  }
  if (Object.keys(errors).length > 0) return { errors };
  return {
    values: {
      name: (name as { value: string }).value,
      kind: text('nature') as OrganisationKind,
      communeInsee: insee,
      siret: siret || null,
      referentName: (referent as { value: string }).value,
      referentEmail: (readEmail(text('mail')) as { value: string }).value,
      sure: text('sure') === 'oui',
      ...(text('demande') ? { joinRequest: text('demande') } : {}),
    },
  };
}

async function open(visit: Visit): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const read = await readOrganisation(visit, typed);
  if ('errors' in read) return await openingForm(visit, typed, read.errors, [], 422);
  try {
    await openOrganisation(doerOf(visit, keyOfPress(visit.url, typed)), read.values);
    return visit.redirect('/pro/reseau?ouverte=oui');
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    const known = await visit.read(findOrganisations);
    const near =
      error.code === 'lookalike' ? lookalikes(read.values, known).near.map(({ name }) => name) : [];
    const field = error.code === 'sameSiret' ? 'siret' : error.code === 'lookalike' ? 'sure' : 'envoi';
    return await openingForm(visit, typed, { [field]: cannot(words, error) }, near, 422);
  }
}

/** The sentence of an act that makes no sense as things are. */
export function cannot(words: Words, { code }: CannotDo): string {
  const said = words[`cannot_${code}` as 'cannot_other'];
  return said ?? words.cannot_other;
}

async function join(visit: Visit): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const read = await readOrganisation(visit, typed);
  if ('errors' in read) return await openingForm(visit, typed, read.errors, [], 422);
  const seal = checkSeal(typed, new Date());
  if (!seal) return await openingForm(visit, typed, { envoi: words.lostKey }, [], 422);
  if (seal.doubtful) return await openingForm(visit, typed, { envoi: words.tooFast }, [], 422);
  const { ground, now, address } = visit;
  const wait = await countAttempt(ground.database, joinLimit, address, ground.secret, now);
  if (wait > 0) return await visit.error(429, { waitSeconds: wait });
  await askToJoin(doerOf(visit, seal.key), read.values);
  return visit.redirect('/rejoindre/merci');
}

async function requests(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, now } = visit;
  const communes = await communeNames(visit);
  const waiting = await visit.read(findRequests);
  return await visit.page(
    {
      ...networkFrame(visit, say(networkMessages, reader).requestsTitle),
      error: Object.keys(errors).length > 0,
    },
    <RequestsPage
      requests={waiting.map(it => ({
        id: it.id,
        name: it.name,
        kind: it.kind,
        commune: communes.byCode(it.communeInsee)?.name ?? it.communeInsee,
        referent: it.referentName ?? '',
        day: dayText(it.receivedAt, { language: reader.language, now }),
        href: `/pro/reseau/structures/nouvelle?demande=${it.id}`,
      }))}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

async function refuse(visit: Visit): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const id = visit.params.id ?? '';
  const reason = String(typed.raison ?? '').trim();
  const fault = reason === '' ? words.reasonEmpty : reason.length > 1000 ? words.reasonLong : null;
  if (fault) return await requests(visit, typed, { [`raison-${id}`]: fault }, 422);
  if (!(await visit.read(transaction => findRequest(transaction, id)))) return await visit.error(404);
  try {
    await refuseToJoin(doerOf(visit, keyOfPress(visit.url, typed)), id, reason);
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
  }
  return visit.redirect('/pro/reseau/demandes');
}
