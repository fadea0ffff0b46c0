import { door, readAs } from '../../../core/acting-as.ts';
import { readName } from '../../../core/contacts.ts';
import type { Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import { roles as allRoles } from '../../../core/roles.ts';
import { loadTerritory, meantCommune } from '../../territory/index.ts';
import { changeContext } from '../accounts.ts';
import { CannotDo } from '../doing.ts';
import { read as readSigns } from '../domain/crockford.ts';
import { ownWords, passwordProblem, spelledPassword } from '../domain/passwords.ts';
import { acceptInvitation, openFirstAccount, openInvitedAccount, refuseInvitation } from '../enrolling.ts';
import { isRole, readInvitation } from '../inviting.ts';
import { comerOf } from '../keys/comer.ts';
import { enter, findAtTheDoor } from '../keys/entering.ts';
import { hashSecret } from '../keys/hashing.ts';
import { TooBusy } from '../keys/lanes.ts';
import { strengthOf } from '../keys/strength.ts';
import { invitationMessages } from '../messages-invitation.ts';
import { findFirstLink } from '../opening.ts';
import {
  DeadInstallation,
  DeadInvitation,
  InstallationPage,
  InvitationCodePage,
  InvitationPage,
  RefusedPage,
} from '../pages/invitation-page.tsx';
import { everybodyMaySignIn as policy } from '../policy.ts';
import { findAccount, findAccountByEmail } from '../store/accounts.ts';
import type { Invitation } from '../store/invitations.ts';
import { type OrganisationKind, organisationKinds } from '../vocabulary.ts';
import { doerOf } from './account.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const received = { exempt: 'ouverte depuis le message ou la lettre' } as const;

/** Codes typed by hand, by people or by a machine that tries them. */
const codeLimit: Limit = { what: 'invitation code', most: 30, seconds: 900, per: 'prefix' };

export const enrolmentRoutes: readonly Route[] = [
  { method: 'GET', path: '/invitation', policy, reach: received, handle: visit => codePage(visit, {}, {}) },
  { method: 'POST', path: '/invitation', policy, reach: sendsForm, handle: readCode },
  {
    method: 'GET',
    path: '/invitation/merci',
    policy,
    reach: { exempt: 'montrée après un refus' },
    handle: visit =>
      visit.page(
        frame(visit, say(invitationMessages, visit.reader).refusedTitle),
        <RefusedPage reader={visit.reader} />,
      ),
  },
  {
    method: 'GET',
    path: '/invitation/:token',
    policy,
    reach: received,
    handle: visit => invitationPage(visit, {}, {}),
  },
  { method: 'POST', path: '/invitation/:token', policy, reach: sendsForm, handle: accept },
  { method: 'POST', path: '/invitation/:token/refus', policy, reach: sendsForm, handle: refuse },
  {
    method: 'GET',
    path: '/installation/:token',
    policy,
    reach: { exempt: 'lien donné par la commande network first-admin' },
    handle: visit => installationPage(visit, {}, {}),
  },
  { method: 'POST', path: '/installation/:token', policy, reach: sendsForm, handle: install },
];

function frame(visit: Visit, title: string, error = false) {
  const { home } = say(invitationMessages, visit.reader);
  return { title, crumbs: [{ label: home, href: '/' }, { label: title }], robots: 'noindex', error };
}

const text = (typed: Typed, name: string) => String([typed[name] ?? ''].flat()[0]);
const tokenOf = (visit: Visit) => visit.params.token ?? '';

function codePage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader } = visit;
  return visit.page(
    frame(visit, say(invitationMessages, reader).codeTitle, status !== 200),
    <InvitationCodePage typed={typed} errors={errors} seal={visit.seal(typed)} reader={reader} />,
    { status },
  );
}

async function readCode(visit: Visit): Promise<Response> {
  const words = say(invitationMessages, visit.reader);
  const typed = await visit.form();
  const code = readSigns(text(typed, 'code'));
  if (!code) return await codePage(visit, typed, { code: words.codeEmpty }, 422);
  const { ground, now, address } = visit;
  const wait = await countAttempt(ground.database, codeLimit, address, ground.secret, now);
  if (wait > 0) return await visit.error(429, { waitSeconds: wait });
  const found = await readAs(ground.database, door, transaction => readInvitation(transaction, code, now));
  if (found.kind === 'unknown') return await codePage(visit, typed, { code: words.unknown }, 422);
  return visit.redirect(`/invitation/${code}`);
}

/** Who reads this invitation, as far as it matters to answer it. */
async function whoReads(
  visit: Visit,
  invitation: Invitation,
): Promise<'stranger' | 'known' | 'invited' | 'other'> {
  const { actor, ground } = visit;
  return await readAs(ground.database, door, async transaction => {
    if (actor.account) {
      if (!invitation.email) return 'invited';
      const account = await findAccount(transaction, actor.account.id);
      return account?.email === invitation.email && account.emailVerifiedAt ? 'invited' : 'other';
    }
    if (!invitation.email) return 'stranger';
    return (await findAccountByEmail(transaction, invitation.email)) ? 'known' : 'stranger';
  });
}

async function invitationPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, ground, now } = visit;
  const words = say(invitationMessages, reader);
  const found = await readAs(ground.database, door, transaction =>
    readInvitation(transaction, tokenOf(visit), now),
  );
  if (found.kind !== 'open')
    return await visit.page(frame(visit, words.title), <DeadInvitation kind={found.kind} reader={reader} />, {
      status: found.kind === 'unknown' ? 404 : 410,
    });
  const { invitation } = found;
  return await visit.page(
    frame(visit, words.title, status !== 200),
    <InvitationPage
      here={`/invitation/${tokenOf(visit)}`}
      organisation={invitation.organisationName}
      roles={invitation.roles.map(role => (isRole(role) ? allRoles[role][reader.language] : role))}
      message={invitation.message}
      who={await whoReads(visit, invitation)}
      name={invitation.name}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** Name and password of a new account, or what is wrong with them. */
async function readNewAccount(
  visit: Visit,
  typed: Typed,
  email: string | null,
): Promise<{ name: string; passwordHash: string } | { errors: Record<string, string> }> {
  const words = say(invitationMessages, visit.reader);
  const errors: Record<string, string> = {};
  const name = readName(text(typed, 'nom'));
  if (!('value' in name)) errors.nom = name.fault === 'long' ? words.nameLong : words.nameEmpty;
  const own = ownWords('value' in name ? name.value : '', email);
  const password = spelledPassword(text(typed, 'passe'));
  const problem = passwordProblem(password, own, await strengthOf(own));
  if (problem) errors.passe = words[problem];
  if (problem || !('value' in name)) return { errors };
  try {
    return { name: name.value, passwordHash: await hashSecret(password, comerOf(visit).network) };
  } catch (error) {
    if (error instanceof TooBusy) return { errors: { passe: words.busy } };
    throw error;
  }
}

async function accept(visit: Visit): Promise<Response> {
  const { ground, now, actor } = visit;
  const typed = await visit.form();
  const token = tokenOf(visit);
  const found = await readAs(ground.database, door, transaction => readInvitation(transaction, token, now));
  if (found.kind !== 'open') return await invitationPage(visit, {}, {});
  try {
    if (actor.account) return await join(visit, token);
    const read = await readNewAccount(visit, typed, found.invitation.email);
    if ('errors' in read) return await invitationPage(visit, typed, read.errors, 422);
    const account = await openInvitedAccount(doerOf(visit), { token, ...read });
    return await begin(visit, account);
  } catch (error) {
    // Answered meanwhile, or the account exists: the page says what it is now.
    if (error instanceof CannotDo) return await invitationPage(visit, {}, {});
    throw error;
  }
}

/** With an account already signed in: the new organisation becomes what they act for, after two factors. */
async function join(visit: Visit, token: string): Promise<Response> {
  const organisation = await acceptInvitation(doerOf(visit), token);
  if (visit.actor.account?.strength === 1) return visit.redirect('/contexte?suite=/pro');
  const cookie = await changeContext(doerOf(visit), organisation, comerOf(visit));
  const answer = visit.redirect('/pro');
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}

/** The first session of a new account: what follows is its second factor. */
async function begin(visit: Visit, account: string): Promise<Response> {
  const found = await findAtTheDoor(visit, { id: account });
  const wishes = { shared: false, kept: false, suite: '/pro', form: null };
  const answer = found && (await enter(visit, found, { means: 'password', strength: 1, wishes }));
  return answer ?? visit.redirect('/se-connecter');
}

async function refuse(visit: Visit): Promise<Response> {
  await refuseInvitation(doerOf(visit), tokenOf(visit));
  return visit.redirect('/invitation/merci');
}

async function installationPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, ground, now } = visit;
  const words = say(invitationMessages, reader);
  const email = await readAs(ground.database, door, transaction =>
    findFirstLink(transaction, tokenOf(visit), now),
  );
  if (!email)
    return await visit.page(frame(visit, words.installTitle), <DeadInstallation reader={reader} />, {
      status: 410,
    });
  const { communes } = await loadTerritory(ground.database);
  const largest = communes.all
    .filter(({ home }) => home)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))
    .slice(0, 12);
  return await visit.page(
    frame(visit, words.installTitle, status !== 200),
    <InstallationPage
      here={`/installation/${tokenOf(visit)}`}
      communes={largest.map(({ name }) => name)}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

async function install(visit: Visit): Promise<Response> {
  const { ground, now, reader } = visit;
  const words = say(invitationMessages, reader);
  const typed = await visit.form();
  const token = tokenOf(visit);
  const email = await readAs(ground.database, door, transaction => findFirstLink(transaction, token, now));
  if (!email) return await installationPage(visit, {}, {});
  const read = await readNewAccount(visit, typed, email);
  const errors: Record<string, string> = 'errors' in read ? read.errors : {};
  const organisation = readName(text(typed, 'structure'));
  if (!('value' in organisation)) errors.structure = words.organisationEmpty;
  const meant = meantCommune((await loadTerritory(ground.database)).communes, text(typed, 'commune'));
  if (meant.kind !== 'one') errors.commune = words.communeUnknown;
  const kind = text(typed, 'nature');
  if ('errors' in read || !('value' in organisation) || meant.kind !== 'one')
    return await installationPage(visit, typed, errors, 422);
  try {
    const account = await openFirstAccount(doerOf(visit), {
      token,
      ...read,
      organisation: organisation.value,
      kind: Object.hasOwn(organisationKinds, kind) ? (kind as OrganisationKind) : 'autre',
      communeInsee: meant.hit.insee,
    });
    return await begin(visit, account);
  } catch (error) {
    if (error instanceof CannotDo) return await installationPage(visit, {}, {});
    throw error;
  }
}
