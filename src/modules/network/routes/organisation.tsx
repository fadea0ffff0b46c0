import { readEmail, readName, readPhone } from '../../../core/contacts.ts';
import { keyOfPress, type Typed } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { loadTerritory } from '../../territory/index.ts';
import { agreementOf } from '../agreement.ts';
import { printAgreement } from '../documents.ts';
import { CannotDo } from '../doing.ts';
import { isSiret } from '../domain/siret.ts';
import { networkMessages } from '../messages-network.ts';
import { setOrganisationState } from '../opening.ts';
import type { Organisation } from '../organisation.ts';
import { OrganisationPage } from '../pages/organisation-page.tsx';
import { SettingsPage } from '../pages/settings-page.tsx';
import {
  theCoordinationMayOpenOrganisations as coordination,
  leadsMayKeepMembers,
  leadsMayKeepTheOrganisation,
  membersMayReadTheOrganisation,
} from '../policy.ts';
import { leadsMayLinkApplications } from '../policy-api.ts';
import {
  acceptAgreement,
  agreementVersion,
  ChangedMeanwhile,
  type Settings,
  saveSettings,
} from '../settings.ts';
import { findMembers } from '../store/members.ts';
import { findOrganisation, findOrganisations } from '../store/organisations.ts';
import { doerOf } from './account.tsx';
import { cannot, emailFault, networkFrame } from './organisations.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const path = '/pro/reseau/structures/:id';

export const oneOrganisationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    policy: membersMayReadTheOrganisation,
    reach: 'linked',
    handle: visit => withOrganisation(visit, organisation => sheet(visit, organisation, null)),
  },
  {
    method: 'POST',
    path,
    policy: coordination,
    reach: sendsForm,
    fresh: true,
    handle: visit => withOrganisation(visit, organisation => changeState(visit, organisation)),
  },
  {
    method: 'GET',
    path: `${path}/reglages`,
    policy: membersMayReadTheOrganisation,
    reach: 'linked',
    handle: visit => withOrganisation(visit, organisation => settingsPage(visit, organisation, {}, {})),
  },
  {
    method: 'GET',
    path: `${path}/accord`,
    policy: membersMayReadTheOrganisation,
    reach: 'linked',
    handle: visit => withOrganisation(visit, organisation => agreement(visit, organisation)),
  },
  {
    method: 'POST',
    path: `${path}/reglages`,
    policy: leadsMayKeepTheOrganisation,
    reach: sendsForm,
    fresh: true,
    handle: visit => withOrganisation(visit, organisation => save(visit, organisation)),
  },
];

/** The very text that is accepted: the version they accepted, or the one to accept. */
async function agreement(visit: Visit, organisation: Organisation): Promise<Response> {
  const { territory, reader, now } = visit;
  const accepted = organisation.agreementAt !== null;
  const pilot = (await visit.read(findOrganisations)).find(({ isPilot }) => isPilot);
  const pdf = await printAgreement({
    agreement: agreementOf(accepted ? organisation.agreementVersion : null),
    organisation: organisation.name,
    pilot: pilot?.name ?? territory.slogan,
    acceptedAt: organisation.agreementAt,
    retentionMonths: organisation.agreementMonths ?? organisation.retentionMonths,
    territory,
    language: reader.language,
    at: now,
  });
  return paperAnswer(pdf, 'accord-sur-les-donnees');
}

/** The organisation of the address, for who may read it: another one does not exist. */
export async function withOrganisation(
  visit: Visit,
  work: (organisation: Organisation) => Promise<Response>,
): Promise<Response> {
  const id = visit.params.id ?? '';
  if (!membersMayReadTheOrganisation.allows(visit.actor, id)) return await visit.error(404);
  const organisation = await visit.read(transaction => findOrganisation(transaction, id));
  return organisation ? await work(organisation) : await visit.error(404);
}

/** Between « Réseau » and a page of an organisation. */
export const crumbOf = (organisation: Pick<Organisation, 'id' | 'name'>) => ({
  label: organisation.name,
  href: `/pro/reseau/structures/${organisation.id}`,
});

async function sheet(
  visit: Visit,
  organisation: Organisation,
  error: string | null,
  status = 200,
): Promise<Response> {
  const { actor, now, reader } = visit;
  const { communes } = await loadTerritory(visit.ground.database);
  const members = await visit.read(transaction => findMembers(transaction, organisation.id, now));
  const parts = await Promise.all(
    visit.ground.modules.map(module => module.panels?.organisation?.(visit, organisation.id)),
  );
  const part = { organisation: organisation.id, account: null, roles: ['referent_structure'] };
  return await visit.page(
    { ...networkFrame(visit, organisation.name), error: error !== null },
    <OrganisationPage
      organisation={organisation}
      commune={communes.byCode(organisation.communeInsee)?.name ?? organisation.communeInsee}
      members={members}
      may={{
        applications: leadsMayLinkApplications.allows(actor, organisation.id),
        keep: leadsMayKeepTheOrganisation.allows(actor, organisation.id),
        members: leadsMayKeepMembers.allows(actor, part),
        state: coordination.allows(actor),
      }}
      parts={parts.filter(Boolean)}
      done={visit.url.searchParams.has('fait')}
      error={error}
      seal={visit.seal()}
      reader={reader}
    />,
    { status },
  );
}

async function changeState(visit: Visit, organisation: Organisation): Promise<Response> {
  const typed = await visit.form();
  const state = (['active', 'suspendue', 'fermee'] as const).find(code => code === typed.etat);
  if (!state) return visit.redirect(crumbOf(organisation).href);
  try {
    await setOrganisationState(doerOf(visit, keyOfPress(visit.url, typed)), organisation.id, state);
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return await sheet(visit, organisation, cannot(say(networkMessages, visit.reader), error), 422);
  }
  return visit.redirect(`${crumbOf(organisation).href}?fait=oui`);
}

async function settingsPage(
  visit: Visit,
  organisation: Organisation,
  typed: Typed,
  errors: Record<string, string>,
  conflict: { label: string; theirs: string; yours: string }[] | null = null,
  status = 200,
): Promise<Response> {
  const { reader, actor, now } = visit;
  const isCurrent = organisation.agreementVersion === agreementVersion && organisation.agreementAt;
  return await visit.page(
    {
      ...networkFrame(visit, say(networkMessages, reader).settings, [crumbOf(organisation)]),
      error: Object.keys(errors).length > 0 || conflict !== null,
    },
    <SettingsPage
      organisation={organisation}
      accepted={isCurrent ? dayText(organisation.agreementAt!, { language: reader.language, now }) : null}
      agreementVersion={agreementVersion}
      mayKeep={leadsMayKeepTheOrganisation.allows(actor, organisation.id)}
      typed={typed}
      errors={errors}
      conflict={conflict}
      done={visit.url.searchParams.has('fait')}
      seal={conflict ? visit.seal() : visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

type Words = ReturnType<typeof say<typeof networkMessages.fr>>;

function readSettings(words: Words, typed: Typed): { values: Settings } | { errors: Record<string, string> } {
  const text = (name: string) => String([typed[name] ?? ''].flat()[0]).trim();
  const errors: Record<string, string> = {};
  const name = readName(text('nom'));
  if (!('value' in name)) errors.nom = name.fault === 'long' ? words.nameLong : words.nameEmpty;
  const siret = text('siret').replace(/[\s.]/g, '');
  if (siret !== '' && !isSiret(siret)) errors.siret = words.siretWrong;
  const mail = text('mail') === '' ? null : emailFault(words, text('mail'));
  if (mail) errors.mail = mail;
  const phone = readPhone(text('telephone'));
  if (text('telephone') !== '' && !('value' in phone)) errors.telephone = words.phoneDigits;
  const months = Number(text('conservation'));
  if (!Number.isInteger(months) || months < 1 || months > 36) errors.conservation = words.retentionWrong;
  if (Object.keys(errors).length > 0) return { errors };
  const email = readEmail(text('mail'));
  return {
    values: {
      name: (name as { value: string }).value,
      siret: siret || null,
      email: 'value' in email ? email.value : null,
      phone: 'value' in phone ? phone.value : null,
      retentionMonths: months,
    },
  };
}

async function save(visit: Visit, organisation: Organisation): Promise<Response> {
  if (!leadsMayKeepTheOrganisation.allows(visit.actor, organisation.id)) return await visit.error(403);
  const words = say(networkMessages, visit.reader);
  const typed = await visit.form();
  const read = readSettings(words, typed);
  if ('errors' in read) return await settingsPage(visit, organisation, typed, read.errors, null, 422);
  const key = keyOfPress(visit.url, typed);
  try {
    await saveSettings(
      doerOf(visit, key),
      { id: organisation.id, version: Number(typed.version) },
      read.values,
    );
    if (typed.accord === agreementVersion)
      await acceptAgreement(doerOf(visit, key && `${key} accord`), organisation.id);
  } catch (error) {
    if (isTaken(error))
      return await settingsPage(visit, organisation, typed, { siret: words.cannot_sameSiret }, null, 422);
    if (!(error instanceof ChangedMeanwhile)) throw error;
    return await settingsPage(
      visit,
      organisation,
      typed,
      {},
      sideBySide(words, organisation, read.values),
      409,
    );
  }
  return visit.redirect(`${crumbOf(organisation).href}/reglages?fait=oui`);
}

/** A SIRET belongs to one organisation: the database says so. */
const isTaken = (error: unknown) =>
  (error as { constraint?: string }).constraint === 'organisation_siret_key';

function sideBySide(words: Words, theirs: Organisation, yours: Settings) {
  const rows: [string, string | number | null, string | number | null][] = [
    [words.name, theirs.name, yours.name],
    [words.siret, theirs.siret, yours.siret],
    [words.contactEmail, theirs.email, yours.email],
    [words.contactPhone, theirs.phone, yours.phone],
    [words.retention, theirs.retentionMonths, yours.retentionMonths],
  ];
  return rows
    .filter(([, a, b]) => a !== b)
    .map(([label, a, b]) => ({ label, theirs: String(a ?? ''), yours: String(b ?? '') }));
}
