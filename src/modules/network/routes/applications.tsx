import { readName } from '../../../core/contacts.ts';
import { checkSeal, keyOfAct, keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { clientSecret, linkApplication, unlinkApplication } from '../applications.ts';
import { CannotDo } from '../doing.ts';
import { apiMessages } from '../messages-api.ts';
import type { Organisation } from '../organisation.ts';
import { ApplicationsPage, KeyPage, keyMonths } from '../pages/applications-page.tsx';
import { leadsMayLinkApplications } from '../policy-api.ts';
import { findApplications } from '../store/api-clients.ts';
import { type ApiScope, apiScopes } from '../vocabulary.ts';
import { doerOf } from './account.tsx';
import { crumbOf, withOrganisation } from './organisation.tsx';
import { networkFrame } from './organisations.tsx';

const path = '/pro/reseau/structures/:id/applications';
const policy = leadsMayLinkApplications;
const sendsForm = { exempt: 'envoi du formulaire' } as const;

export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    policy,
    reach: { exempt: 'liée depuis la page de la structure, pour son référent' },
    handle: visit => ofTheirs(visit, organisation => list(visit, organisation)),
  },
  {
    method: 'POST',
    path,
    policy,
    reach: sendsForm,
    fresh: true,
    handle: visit => ofTheirs(visit, organisation => link(visit, organisation)),
  },
  {
    method: 'POST',
    path: `${path}/retirer`,
    policy,
    reach: sendsForm,
    fresh: true,
    handle: visit => ofTheirs(visit, organisation => withdraw(visit, organisation)),
  },
];

/** Only the lead's own: the keys of another organisation do not exist, even for who may read its sheet. */
async function ofTheirs(
  visit: Visit,
  work: (organisation: Organisation) => Promise<Response>,
): Promise<Response> {
  if (!policy.allows(visit.actor, visit.params.id ?? '')) return await visit.error(404);
  return await withOrganisation(visit, work);
}

async function list(
  visit: Visit,
  organisation: Organisation,
  {
    typed = {},
    errors = {},
    status = 200,
  }: { typed?: Typed; errors?: Record<string, string>; status?: number } = {},
): Promise<Response> {
  const { reader, now, url } = visit;
  const words = say(apiMessages, reader);
  const applications = await visit.read(transaction => findApplications(transaction, organisation.id, now));
  const done = url.searchParams.get('fait');
  return await visit.page(
    {
      ...networkFrame(visit, words.title, [crumbOf(organisation)]),
      error: Object.keys(errors).length > 0,
    },
    <ApplicationsPage
      organisation={organisation}
      applications={applications}
      typed={typed}
      errors={errors}
      done={done === null ? null : done === 'deja' ? words.nothingToWithdraw : words.withdrawn}
      now={now}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

const listOf = (value: string | string[] | undefined) => [value ?? []].flat();
const isScope = (code: string): code is ApiScope => Object.hasOwn(apiScopes, code);

async function link(visit: Visit, organisation: Organisation): Promise<Response> {
  const { ground, actor, reader, now } = visit;
  const words = say(apiMessages, reader);
  const typed = await visit.form();
  const name = readName(listOf(typed.nom)[0] ?? '');
  const scopes = [...new Set(listOf(typed.droits).filter(isScope))].sort();
  const months = keyMonths.find(count => String(count) === listOf(typed.mois)[0]) ?? 12;
  const errors: Record<string, string> = {};
  if (!('value' in name)) errors.nom = name.fault === 'long' ? words.nameLong : words.nameEmpty;
  else if (name.value.length > 100) errors.nom = words.nameLong;
  if (scopes.length === 0) errors.droits = words.scopesEmpty;
  if (Object.keys(errors).length > 0 || !('value' in name))
    return await list(visit, organisation, { typed, errors, status: 422 });
  const formKey = checkSeal(typed, new Date())?.key ?? newId(now);
  const key = keyOfAct(formKey, [actor.ref, organisation.id, name.value, scopes, months]);
  const secret = clientSecret(ground, key);
  try {
    const id = await linkApplication(doerOf(visit, key), organisation.id, {
      name: name.value,
      scopes,
      months,
      secret,
    });
    return await visit.page(
      networkFrame(visit, name.value, [
        crumbOf(organisation),
        { label: words.title, href: `${crumbOf(organisation).href}/applications` },
      ]),
      <KeyPage organisation={organisation} name={name.value} bearer={`${id}:${secret}`} reader={reader} />,
    );
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return await list(visit, organisation, { typed, errors: { nom: words.tooMany }, status: 422 });
  }
}

async function withdraw(visit: Visit, organisation: Organisation): Promise<Response> {
  const typed = await visit.form();
  const id = listOf(typed.application)[0] ?? '';
  if (!/^[0-9a-f-]{36}$/.test(id)) return await visit.error(404);
  const known = await visit.read(transaction => findApplications(transaction, organisation.id, visit.now));
  if (!known.some(one => one.id === id)) return await visit.error(404);
  const ended = await unlinkApplication(doerOf(visit, keyOfPress(visit.url, typed)), organisation.id, id);
  return visit.redirect(`${crumbOf(organisation).href}/applications?fait=${ended ? 'oui' : 'deja'}`);
}
