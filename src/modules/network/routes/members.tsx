import { keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { CannotDo } from '../doing.ts';
import { givenByLeads, isRole } from '../inviting.ts';
import {
  changeRoles,
  endMembership,
  entitle,
  grantTerritoryRole,
  setSuspended,
  withdrawHabilitation,
} from '../members.ts';
import { networkMessages } from '../messages-network.ts';
import { proposeOfficer } from '../officers.ts';
import type { HeldRole, Member, Organisation } from '../organisation.ts';
import { MemberPage } from '../pages/member-page.tsx';
import {
  administratorsMayGrantTerritoryRoles,
  leadsMayKeepMembers,
  leadsMaySuspend,
  membersMayReadTheOrganisation,
  theCoordinationMayEntitle,
} from '../policy.ts';
import { ChangedMeanwhile } from '../settings.ts';
import { findHoldersOf, findMembers } from '../store/members.ts';
import { type HabilitationKind, habilitationKinds } from '../vocabulary.ts';
import { doerOf } from './account.tsx';
import { crumbOf, withOrganisation } from './organisation.tsx';
import { cannot, networkFrame } from './organisations.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const path = '/pro/reseau/structures/:id/membres/:account';

export const memberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    policy: membersMayReadTheOrganisation,
    reach: 'linked',
    handle: visit => withMember(visit, (organisation, member) => page(visit, organisation, member, {}, {})),
  },
  {
    method: 'POST',
    path: `${path}/roles`,
    policy: leadsMayKeepMembers,
    reach: sendsForm,
    fresh: true,
    handle: visit => withMember(visit, (organisation, member) => saveRoles(visit, organisation, member)),
  },
  {
    method: 'POST',
    path: `${path}/fin`,
    policy: leadsMayKeepMembers,
    reach: sendsForm,
    fresh: true,
    handle: visit => withMember(visit, (organisation, member) => end(visit, organisation, member)),
  },
  {
    method: 'POST',
    path: `${path}/habilitations`,
    policy: theCoordinationMayEntitle,
    reach: sendsForm,
    fresh: true,
    handle: visit => withMember(visit, (organisation, member) => habilitations(visit, organisation, member)),
  },
  {
    method: 'POST',
    path: `${path}/territoire`,
    policy: administratorsMayGrantTerritoryRoles,
    reach: sendsForm,
    fresh: true,
    handle: visit => withMember(visit, (organisation, member) => territoryRole(visit, organisation, member)),
  },
  {
    method: 'POST',
    path: `${path}/suspension`,
    policy: leadsMaySuspend,
    reach: sendsForm,
    fresh: true,
    handle: visit => withMember(visit, (organisation, member) => suspend(visit, organisation, member)),
  },
];

async function withMember(
  visit: Visit,
  work: (organisation: Organisation, member: Member) => Promise<Response>,
): Promise<Response> {
  return await withOrganisation(visit, async organisation => {
    const members = await visit.read(transaction => findMembers(transaction, organisation.id, visit.now));
    const member = members.find(({ account }) => account === visit.params.account);
    return member ? await work(organisation, member) : await visit.error(404);
  });
}

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]).trim();
const addressOf = (organisation: Organisation, member: Member) =>
  `${crumbOf(organisation).href}/membres/${member.account}`;

async function page(
  visit: Visit,
  organisation: Organisation,
  member: Member,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { actor, reader, now } = visit;
  const part = {
    organisation: organisation.id,
    account: member.account,
    roles: member.roles.map(({ role }) => role),
  };
  const territory = organisation.isPilot && administratorsMayGrantTerritoryRoles.allows(actor, part);
  const administrators = territory
    ? await visit.read(transaction => findHoldersOf(transaction, 'administrateur'))
    : [];
  const given = givenByLeads.filter(role => leadsMayKeepMembers.allows(actor, { ...part, roles: [role] }));
  return await visit.page(
    {
      ...networkFrame(visit, member.name, [crumbOf(organisation)]),
      error: Object.keys(errors).length > 0,
    },
    <MemberPage
      organisation={organisation}
      member={member}
      given={given}
      may={{
        keep: leadsMayKeepMembers.allows(actor, part),
        entitle: theCoordinationMayEntitle.allows(actor, part),
        territory: territory && { alone: !administrators.some(id => id !== actor.account?.id) },
        suspend: leadsMaySuspend.allows(actor, part),
      }}
      habilitationEnds={member.habilitations.map(({ until }) =>
        dayText(until, { language: reader.language, now, short: true }),
      )}
      typed={typed}
      errors={errors}
      conflict={status === 409}
      done={visit.url.searchParams.has('fait')}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** Does it, and comes back to the page: done, or with the reason beside `field`. */
async function doing(
  visit: Visit,
  organisation: Organisation,
  member: Member,
  field: string,
  work: (doer: ReturnType<typeof doerOf>) => Promise<void>,
  to = addressOf(organisation, member),
): Promise<Response> {
  const typed = await visit.form();
  try {
    await work(doerOf(visit, keyOfPress(visit.url, typed)));
  } catch (error) {
    const code = error instanceof CannotDo ? error : refusedByTheDatabase(error);
    if (!code) throw error;
    if (code.code === 'unknown') return await visit.error(404);
    return await page(
      visit,
      organisation,
      member,
      typed,
      { [field]: cannot(say(networkMessages, visit.reader), code) },
      422,
    );
  }
  return visit.redirect(`${to}?fait=oui`);
}

/** Combinations and overlaps that the database refuses by itself. */
function refusedByTheDatabase(error: unknown): CannotDo | null {
  const { constraint = '' } = error as { constraint?: string };
  if (/^membership_(separation|territory_role|landlord_role)$/.test(constraint))
    return new CannotDo('separation');
  if (/^habilitation_.*_excl$/.test(constraint)) return new CannotDo('overlap');
  if (/^membership_.*_excl$/.test(constraint)) return new CannotDo('already');
  return null;
}

async function saveRoles(visit: Visit, organisation: Organisation, member: Member): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const wanted = [typed.roles ?? []].flat().filter(isRole) as HeldRole[];
  if (wanted.length === 0)
    return await page(visit, organisation, member, typed, { roles: words.rolesEmpty }, 422);
  const read = text(typed, 'version').split(' ').filter(Boolean);
  try {
    return await doing(visit, organisation, member, 'roles', doer =>
      changeRoles(doer, { organisation: organisation.id, account: member.account }, { wanted, read }),
    );
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    return await withMember(visit, (where, now) => page(visit, where, now, typed, {}, 409));
  }
}

async function end(visit: Visit, organisation: Organisation, member: Member): Promise<Response> {
  return await doing(
    visit,
    organisation,
    member,
    'fin',
    doer => endMembership(doer, { organisation: organisation.id, account: member.account }),
    crumbOf(organisation).href,
  );
}

async function habilitations(visit: Visit, organisation: Organisation, member: Member): Promise<Response> {
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const withdrawn = text(typed, 'retirer');
  if (withdrawn) {
    if (!member.habilitations.some(({ id }) => id === withdrawn)) return await visit.error(404);
    return await doing(visit, organisation, member, 'habilitation', doer =>
      withdrawHabilitation(doer, withdrawn),
    );
  }
  const days = Number(text(typed, 'jours'));
  const reason = text(typed, 'raison');
  const errors: Record<string, string> = {};
  if (!Object.hasOwn(habilitationKinds, text(typed, 'habilitation')))
    errors.habilitation = words.cannot_other;
  if (!Number.isInteger(days) || days < 1 || days > 90) errors.jours = words.daysWrong;
  if (reason === '') errors.raison = words.reasonEmpty;
  if (reason.length > 500) errors.raison = words.reasonLong;
  if (Object.keys(errors).length > 0) return await page(visit, organisation, member, typed, errors, 422);
  const part = { organisation: organisation.id, account: member.account };
  return await doing(visit, organisation, member, 'habilitation', doer =>
    entitle(doer, part, { kind: text(typed, 'habilitation') as HabilitationKind, days, reason }),
  );
}

async function territoryRole(visit: Visit, organisation: Organisation, member: Member): Promise<Response> {
  const role = text(await visit.form(), 'role');
  if (!isRole(role))
    return await page(
      visit,
      organisation,
      member,
      {},
      { role: say(networkMessages, visit.reader).cannot_roles },
      422,
    );
  const part = { organisation: organisation.id, account: member.account };
  return await doing(visit, organisation, member, 'role', doer =>
    role === 'dpo' ? proposeOfficer(doer, part) : grantTerritoryRole(doer, part, role as HeldRole),
  );
}

async function suspend(visit: Visit, organisation: Organisation, member: Member): Promise<Response> {
  const suspended = text(await visit.form(), 'suspendre') === 'oui';
  return await doing(visit, organisation, member, 'suspension', doer =>
    setSuspended(doer, { organisation: organisation.id, account: member.account }, suspended),
  );
}
