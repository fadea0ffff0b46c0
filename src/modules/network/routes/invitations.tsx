import { createHmac } from 'node:crypto';
import { readEmail, readName } from '../../../core/contacts.ts';
import { checkSeal, keyOfAct, type Typed } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { roles as allRoles, type Role } from '../../../core/roles.ts';
import { dayText } from '../../../core/typography.ts';
import { printInvitation } from '../documents.ts';
import { CannotDo } from '../doing.ts';
import { encode } from '../domain/crockford.ts';
import { givenByLeads, invite, inviteAgain, isRole, withdrawInvitation } from '../inviting.ts';
import { networkMessages } from '../messages-network.ts';
import type { Organisation } from '../organisation.ts';
import { InvitationsPage } from '../pages/invitations-page.tsx';
import { leadsMayKeepMembers } from '../policy.ts';
import { findInvitation, findInvitations } from '../store/invitations.ts';
import { doerOf } from './account.tsx';
import { crumbOf, withOrganisation } from './organisation.tsx';
import { cannot, emailFault, networkFrame } from './organisations.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const path = '/pro/reseau/structures/:id/invitations';

/** Addresses pasted at once (product/network.md §3.2). */
const mostAtOnce = 200;
const longestMessage = 280;

const policy = leadsMayKeepMembers;

export const invitationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    policy,
    reach: 'linked',
    handle: visit => inviting(visit, organisation => page(visit, organisation, {}, {})),
  },
  {
    method: 'POST',
    path,
    policy,
    reach: sendsForm,
    fresh: true,
    handle: visit => inviting(visit, organisation => send(visit, organisation)),
  },
  {
    method: 'POST',
    path: `${path}/lettre`,
    policy,
    reach: sendsForm,
    fresh: true,
    handle: visit => inviting(visit, organisation => print(visit, organisation)),
  },
  {
    method: 'POST',
    path: `${path}/:invitation`,
    policy,
    reach: sendsForm,
    handle: visit => inviting(visit, organisation => settle(visit, organisation)),
  },
];

/** The organisation, for who may invite there: for others it does not exist. */
async function inviting(
  visit: Visit,
  work: (organisation: Organisation) => Promise<Response>,
): Promise<Response> {
  return await withOrganisation(visit, async organisation =>
    givenHere(visit, organisation).length > 0 ? await work(organisation) : await visit.error(404),
  );
}

const givenHere = (visit: Visit, organisation: Organisation) =>
  givenByLeads.filter(role =>
    policy.allows(visit.actor, { organisation: organisation.id, account: null, roles: [role] }),
  );

type Rows = { sent: number; refused: { address: string; why: string }[] };

async function page(
  visit: Visit,
  organisation: Organisation,
  typed: Typed,
  errors: Record<string, string>,
  rows: Rows | null = null,
  status = 200,
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(networkMessages, reader);
  const all = await visit.read(transaction => findInvitations(transaction, organisation.id));
  const day = (at: Date) => dayText(at, { language: reader.language, now, short: true });
  return await visit.page(
    {
      ...networkFrame(visit, words.invitations, [crumbOf(organisation)]),
      error: Object.keys(errors).length > 0,
    },
    <InvitationsPage
      organisation={organisation}
      given={givenHere(visit, organisation)}
      invitations={all.map(it => ({
        id: it.id,
        to: it.email ?? it.name ?? '',
        roles: it.roles.map(role => (isRole(role) ? allRoles[role][reader.language] : role)).join(', '),
        state: it.state,
        sent: day(it.sentAt),
        ends: day(it.expiresAt),
        printed: it.email === null,
      }))}
      rows={rows}
      typed={typed}
      errors={errors}
      seal={rows ? visit.seal() : visit.seal(typed)}
      paperSeal={visit.seal()}
      reader={reader}
    />,
    { status },
  );
}

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]).trim();

/** Roles ticked that may be given here, and what is wrong with the others. */
function readRoles(visit: Visit, organisation: Organisation, typed: Typed): Role[] {
  const given = givenHere(visit, organisation) as Role[];
  return [typed.roles ?? []]
    .flat()
    .filter(isRole)
    .filter(role => given.includes(role));
}

async function send(visit: Visit, organisation: Organisation): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const addresses = [
    ...new Set(
      text(typed, 'adresses')
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
  const roles = readRoles(visit, organisation, typed);
  const message = text(typed, 'message');
  const errors: Record<string, string> = {};
  if (addresses.length === 0) errors.adresses = words.emailEmpty;
  if (addresses.length > mostAtOnce) errors.adresses = words.emailsMany;
  if (roles.length === 0) errors.roles = words.rolesEmpty;
  if ([...message].length > longestMessage) errors.message = words.messageLong;
  const seal = checkSeal(typed, new Date());
  if (!seal) errors.adresses ??= words.lostKey;
  if (Object.keys(errors).length > 0) return await page(visit, organisation, typed, errors, null, 422);
  const rows: Rows = { sent: 0, refused: [] };
  for (const address of addresses) {
    const why = await sendOne(visit, organisation, address, { roles, message: message || null }, seal!.key);
    if (why) rows.refused.push({ address, why });
    else rows.sent++;
  }
  // What was refused stays in the form, ready to be corrected.
  const left = { ...typed, adresses: rows.refused.map(({ address }) => address).join('\n') };
  return await page(
    visit,
    organisation,
    rows.refused.length > 0 ? left : {},
    {},
    rows,
    rows.sent > 0 ? 200 : 422,
  );
}

/** Invites one address; why not, otherwise. Each address is an act of its own: the good ones leave. */
async function sendOne(
  visit: Visit,
  organisation: Organisation,
  address: string,
  it: { roles: readonly string[]; message: string | null },
  key: string,
): Promise<string | null> {
  const words = say(networkMessages, visit.reader);
  const fault = emailFault(words, address);
  if (fault) return fault;
  const email = (readEmail(address) as { value: string }).value;
  try {
    await invite(doerOf(visit, keyOfAct(key, email)), organisation, { email, name: null, ...it });
    return null;
  } catch (error) {
    if (error instanceof CannotDo) return cannot(words, error);
    if ((error as { constraint?: string }).constraint === 'invitation_pending') return words.cannot_pending;
    throw error;
  }
}

/** An invitation on paper: a letter with a code, for who has no address. The code exists on the paper only. */
async function print(visit: Visit, organisation: Organisation): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const name = readName(text(typed, 'personne'));
  const roles = readRoles(visit, organisation, typed);
  const errors: Record<string, string> = {};
  if (!('value' in name)) errors.personne = name.fault === 'long' ? words.nameLong : words.referentNameEmpty;
  if (roles.length === 0) errors['roles-lettre'] = words.rolesEmpty;
  if (!('value' in name) || roles.length === 0)
    return await page(visit, organisation, typed, errors, null, 422);
  const key = checkSeal(typed, new Date())?.key ?? newId(visit.now);
  // Made from the key of the form: pressed again, the same letter is printed again, and nothing keeps the code.
  const bytes = createHmac('sha256', visit.ground.secret).update(`invitation ${key}`).digest();
  const code = encode(bytes, 26);
  try {
    await invite(doerOf(visit, keyOfAct(key, name.value)), organisation, {
      email: null,
      name: name.value,
      roles,
      message: null,
      code,
    });
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return await page(visit, organisation, typed, { personne: cannot(words, error) }, null, 422);
  }
  const pdf = await printInvitation({
    name: name.value,
    organisation: organisation.name,
    code,
    origin: visit.origin,
    territory: visit.territory,
    language: visit.reader.language,
    at: visit.now,
  });
  return paperAnswer(pdf, 'invitation');
}

async function settle(visit: Visit, organisation: Organisation): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const id = visit.params.invitation ?? '';
  const known = /^[0-9a-f-]{36}$/.test(id)
    ? await visit.read(transaction => findInvitation(transaction, id))
    : null;
  if (known?.organisation !== organisation.id) return await visit.error(404);
  const doer = doerOf(visit);
  try {
    if (text(typed, 'faire') === 'renvoyer') await inviteAgain(doer, id);
    else await withdrawInvitation(doer, id);
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return await page(visit, organisation, {}, { adresses: cannot(words, error) }, null, 422);
  }
  return visit.redirect(`${crumbOf(organisation).href}/invitations`);
}
