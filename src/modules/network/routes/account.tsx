import { contextOf } from '../../../core/access.ts';
import { readName } from '../../../core/contacts.ts';
import { keyOfPress, type Typed } from '../../../core/forms.ts';
import { localPath, resume, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { roles } from '../../../core/roles.ts';
import { deviceLabel, forgetCookie, networkMark } from '../../../core/sessions.ts';
import { clockText, dayText } from '../../../core/typography.ts';
import {
  askToClose,
  changeContext,
  changeProfile,
  keepAccount,
  signOut,
  signOutDevices,
} from '../accounts.ts';
import { CannotDo, type Doer } from '../doing.ts';
import { hasFewCodes } from '../domain/recovery-codes.ts';
import { findAtTheDoor } from '../keys/entering.ts';
import { accountMessages } from '../messages-account.ts';
import { AccountPage, ClosePage, ContextPage, DevicesPage, LeftPage } from '../pages/account-pages.tsx';
import { everybodyMaySignIn, holdersMayKeepTheirAccount } from '../policy.ts';
import { findAccount, findSessions } from '../store/accounts.ts';
import { findMemberships } from '../store/members.ts';

/** What every act of a visit is given. */
export function doerOf(visit: Visit, key?: string): Doer {
  const { ground, actor, now, number, origin } = visit;
  return { database: ground.database, actor, now, origin, request: number, ...(key ? { key } : {}) };
}

/** The browser, as a session remembers it. */
function browserOf(visit: Visit): { device: string; network: string } {
  return {
    device: deviceLabel(visit.headers.get('User-Agent')),
    network: networkMark(visit.address, visit.ground.secret),
  };
}

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const policy = holdersMayKeepTheirAccount;

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/compte', policy, reach: 'linked', handle: visit => accountPage(visit, {}, {}) },
  { method: 'POST', path: '/compte', policy, reach: sendsForm, handle: saveProfile },
  { method: 'GET', path: '/compte/sessions', policy, reach: 'linked', handle: devices },
  { method: 'POST', path: '/compte/sessions', policy, reach: sendsForm, handle: endDevices },
  { method: 'GET', path: '/compte/fermer', policy, reach: 'linked', handle: closePage },
  { method: 'POST', path: '/compte/fermer', policy, reach: sendsForm, fresh: true, handle: close },
  { method: 'GET', path: signInPaths.context, policy, reach: 'linked', handle: contextPage },
  { method: 'POST', path: signInPaths.context, policy, reach: sendsForm, handle: setContext },
  {
    method: 'GET',
    path: `${signInPaths.resume}/:id`,
    policy,
    reach: { exempt: 'montrée après une nouvelle connexion, avec ce qui était écrit' },
    handle: resume,
  },
  { method: 'POST', path: '/quitter', policy: everybodyMaySignIn, reach: sendsForm, handle: leave },
  {
    method: 'GET',
    path: '/quitter',
    policy: everybodyMaySignIn,
    reach: { exempt: 'montrée quand on a quitté' },
    handle: visit =>
      visit.page(
        {
          ...accountFrame(visit, say(accountMessages, visit.reader).leftTitle, 'outside'),
          islands: visit.url.searchParams.has('efface') ? ['forget.js'] : [],
        },
        <LeftPage erased={visit.url.searchParams.has('efface')} reader={visit.reader} />,
      ),
  },
];

/** The frame of a page of one's own space; `outside`: read when one has left it. */
export function accountFrame(visit: Visit, title: string, from: 'inside' | 'outside' = 'inside') {
  const words = say(accountMessages, visit.reader);
  const isUnder = from === 'inside' && title !== words.account;
  return {
    title,
    crumbs: [
      { label: words.home, href: '/' },
      ...(isUnder ? [{ label: words.account, href: '/compte' }] : []),
      { label: title },
    ],
    robots: 'noindex',
  };
}

/** How they have just opened their account, as the address of the page says it. */
const openedBy: Readonly<Record<string, 'mail' | 'phone'>> = { oui: 'mail', telephone: 'phone' };

async function accountPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(accountMessages, reader);
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  if (!account) return await visit.error(404);
  const found = await findAtTheDoor(visit, { id: actor.ref });
  const own = [
    ...(actor.account?.membership ? [{ href: '/pro', label: words.desk }] : []),
    { href: '/contexte', label: words.context },
    { href: '/compte/sessions', label: words.devices },
  ];
  const brought = visit.ground.modules.flatMap(module => module.panels?.account ?? []);
  return await visit.page(
    { ...accountFrame(visit, words.account), error: Object.keys(errors).length > 0 },
    <AccountPage
      name={account.name}
      language={account.language}
      email={account.email ? { address: account.email, verified: account.emailVerifiedAt !== null } : null}
      phone={account.phone ? { number: account.phone, verified: account.phoneVerifiedAt !== null } : null}
      links={[
        ...own,
        ...brought.map(link => ({ href: link.href, label: link.label(reader) })),
        { href: '/compte/fermer', label: words.close },
      ]}
      seal={visit.seal(typed)}
      typed={typed}
      errors={errors}
      saved={visit.url.searchParams.has('enregistre')}
      changed={visit.url.searchParams.has('change')}
      opened={openedBy[visit.url.searchParams.get('ouvert') ?? ''] ?? null}
      fewCodes={found !== null && hasFewCodes(found)}
      reader={reader}
    />,
    { status },
  );
}

async function saveProfile(visit: Visit): Promise<Response> {
  const words = say(accountMessages, visit.reader);
  const typed = await visit.form();
  const name = readName(String(typed.nom ?? ''));
  if (!('value' in name))
    return await accountPage(
      visit,
      typed,
      { nom: name.fault === 'long' ? words.nameLong : words.nameEmpty },
      422,
    );
  const language = typed.langue_messages === 'en' ? 'en' : 'fr';
  await changeProfile(doerOf(visit, keyOfPress(visit.url, typed)), { name: name.value, language });
  return visit.redirect('/compte?enregistre=oui');
}

async function devices(visit: Visit): Promise<Response> {
  const { reader, actor, now } = visit;
  const { network } = browserOf(visit);
  const sessions = await visit.read(transaction => findSessions(transaction, actor.ref, now));
  return await visit.page(
    accountFrame(visit, say(accountMessages, reader).devices),
    <DevicesPage
      devices={sessions.map(session => ({
        id: session.id.toString('hex'),
        device: session.device,
        seen: `${dayText(session.seen, { language: reader.language, now })}, ${clockText(session.seen, reader.language)}`,
        sameNetwork: session.network === network,
        here: session.id.toString('hex') === actor.account?.session,
      }))}
      seal={visit.seal()}
      signedOut={Number(visit.url.searchParams.get('deconnectes') ?? 0) || 0}
      reader={reader}
    />,
  );
}

async function endDevices(visit: Visit): Promise<Response> {
  const named = String((await visit.form()).appareil ?? '');
  if (named !== 'autres' && !/^[0-9a-f]{64}$/.test(named)) return visit.redirect('/compte/sessions');
  const ended = await signOutDevices(doerOf(visit), named === 'autres' ? 'others' : named);
  return visit.redirect(`/compte/sessions?deconnectes=${ended}`);
}

async function contextPage(visit: Visit): Promise<Response> {
  const { reader, actor, url } = visit;
  const held = await visit.read(transaction => findMemberships(transaction, actor.ref));
  const ids = [...new Set(held.map(role => role.organisation))];
  return await visit.page(
    accountFrame(visit, say(accountMessages, reader).contextTitle),
    <ContextPage
      organisations={ids.map(id => {
        const here = held.filter(role => role.organisation === id);
        return {
          id,
          name: here[0]!.organisationName,
          roles: here.map(({ role }) => roles[role][reader.language]).join(', '),
          opening: here[0]!.organisationState === 'brouillon',
        };
      })}
      current={contextOf(actor)}
      next={localPath(url.searchParams.get('suite'))}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function setContext(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const wanted = String(typed.structure ?? '');
  const next = localPath(String(typed.suite ?? ''));
  const organisation = wanted === 'personnel' ? null : wanted;
  // Two factors open an organisation: whoever has shown one only is asked for the other first.
  if (organisation && visit.actor.account?.strength === 1)
    return visit.redirect(`${signInPaths.secondFactor}?suite=${encodeURIComponent(next ?? '/pro')}`);
  try {
    const cookie = await changeContext(doerOf(visit), organisation, browserOf(visit));
    const answer = visit.redirect(next ?? (organisation ? '/pro' : '/compte'));
    answer.headers.append('Set-Cookie', cookie);
    return answer;
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return visit.redirect(signInPaths.context);
  }
}

async function closePage(visit: Visit): Promise<Response> {
  const { reader, actor, now } = visit;
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  return await visit.page(
    accountFrame(visit, say(accountMessages, reader).closeTitle),
    <ClosePage
      closing={account?.closingOn ? dayText(account.closingOn, { language: reader.language, now }) : null}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function close(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const doer = doerOf(visit, keyOfPress(visit.url, typed));
  if (typed.garder) await keepAccount(doer);
  else await askToClose(doer);
  return visit.redirect('/compte/fermer');
}

/** Signs out; on a shared computer the browser is told to forget everything it holds of this site. */
async function leave(visit: Visit): Promise<Response> {
  const { account } = visit.actor;
  const erase = account?.sharedComputer === true || (await visit.form()).effacer !== undefined;
  if (account) await signOut(doerOf(visit));
  const answer = visit.redirect(erase ? '/quitter?efface=oui' : '/quitter');
  answer.headers.append('Set-Cookie', forgetCookie);
  if (erase) answer.headers.set('Clear-Site-Data', '"cache", "cookies", "storage", "executionContexts"');
  return answer;
}
