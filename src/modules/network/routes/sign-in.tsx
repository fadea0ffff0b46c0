import { readEmail } from '../../../core/contacts.ts';
import type { Transaction } from '../../../core/database.ts';
import type { Typed } from '../../../core/forms.ts';
import { localPath, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { looksLikePhone } from '../domain/ways.ts';
import { newcomer, openOwnAccount } from '../enrolling.ts';
import { networkEvents } from '../events.ts';
import { takeThread, threadOf } from '../keys/comer.ts';
import { afterFirstFactor, enter, findAtTheDoor, type Wishes } from '../keys/entering.ts';
import { configuredProviders, providerOrigins } from '../keys/federation.ts';
import { TooBusy } from '../keys/lanes.ts';
import { type Carried, matches, readLink, sendLink } from '../keys/links.ts';
import { askPasskey, checkPasskey, findPasskeyShown } from '../keys/passkeys.ts';
import { checkPassword, tellHolder } from '../keys/password-sign-in.ts';
import { onePress } from '../keys/pressing.ts';
import { unseal } from '../keys/sealing.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { text } from '../pages/form-parts.tsx';
import { LinkPage, LinkSentPage } from '../pages/link-page.tsx';
import { SignInPage, type SignInPageProps } from '../pages/sign-in-page.tsx';
import { everybodyMaySignIn } from '../policy.ts';
import { atTheDoor, type Challenge, findOfBrowser, useUp } from '../store/challenges.ts';
import { findToOpen } from '../store/keys.ts';

const policy = everybodyMaySignIn;
const sendsForm = { exempt: 'envoi du formulaire' } as const;

const once = (work: (visit: Visit) => Promise<Response>) => (visit: Visit) =>
  onePress(visit, () => work(visit));

export const signInRoutes: readonly Route[] = [
  { method: 'GET', path: '/se-connecter', policy, reach: 'linked', handle: visit => signInPage(visit) },
  { method: 'POST', path: '/se-connecter', policy, reach: sendsForm, handle: once(signIn) },
  {
    method: 'GET',
    path: '/se-connecter/lien',
    policy,
    reach: { exempt: 'montrée quand un lien a été demandé' },
    handle: linkSent,
  },
  {
    method: 'GET',
    path: '/se-connecter/lien/:token',
    policy,
    reach: { exempt: 'ouverte depuis le message reçu' },
    handle: visit => linkPage(visit, {}),
  },
  { method: 'POST', path: '/se-connecter/lien/:token', policy, reach: sendsForm, handle: once(openLink) },
  {
    method: 'POST',
    path: '/se-connecter/cle/demande',
    policy,
    reach: { exempt: 'demandée par l’îlot des clés d’accès' },
    handle: askForPasskey,
  },
  { method: 'POST', path: '/se-connecter/cle', policy, reach: sendsForm, handle: once(passkey) },
];

/** What was wished with a sign-in, from the address or the form. */
export function wishesOf(typed: Typed): Wishes {
  const shared = text(typed, 'partage') === 'oui';
  const form = text(typed, 'formulaire');
  return {
    shared,
    kept: !shared && text(typed, 'rester') === 'oui',
    suite: localPath(text(typed, 'suite')),
    form: /^[0-9a-f-]{36}$/.test(form) ? form : null,
  };
}

/** The same from the query of a page. */
export const asked = ({ url }: Visit) => wishesOf(Object.fromEntries(url.searchParams));

export function doorFrame(visit: Visit, title: string) {
  const words = say(signInMessages, visit.reader);
  const isRoot = title === words.title;
  return {
    title,
    crumbs: [
      { label: words.home, href: '/' },
      ...(isRoot ? [] : [{ label: words.title, href: '/se-connecter' }]),
      { label: title },
    ],
    robots: 'noindex',
    islands: ['passkey.js'],
  };
}

interface Shown {
  typed?: Typed;
  /** Accounts among which to choose. */
  choices?: SignInPageProps['choices'];
  errors?: Record<string, string>;
  notice?: string;
  status?: number;
  waitSeconds?: number;
}

/** The page of sign-in, as it was asked for or after a refusal. */
export async function signInPage(
  visit: Visit,
  { typed = {}, choices, errors = {}, notice, status = 200, waitSeconds }: Shown = {},
): Promise<Response> {
  const { suite, form } = 'cle' in typed ? wishesOf(typed) : asked(visit);
  const words = say(signInMessages, visit.reader);
  const answer = await visit.page(
    { ...doorFrame(visit, words.title), error: Object.keys(errors).length > 0 },
    <SignInPage
      seal={visit.seal(typed)}
      typed={typed}
      choices={choices}
      errors={errors}
      notice={notice}
      suite={suite}
      form={form}
      providers={configuredProviders(visit.ground.config)}
      reader={visit.reader}
    />,
    { status, contentPolicy: { formAction: providerOrigins(visit.ground.config) || undefined } },
  );
  answer.headers.set('Cache-Control', 'no-store');
  answer.headers.append('Set-Cookie', takeThread(visit).cookie);
  if (waitSeconds) answer.headers.set('Retry-After', String(waitSeconds));
  return answer;
}

async function signIn(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  return text(typed, 'faire') === 'lien' ? await askForLink(visit, typed) : await byPassword(visit, typed);
}

async function byPassword(visit: Visit, typed: Typed): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  const who = text(typed, 'adresse').trim();
  const isPhone = looksLikePhone(who);
  const password = text(typed, 'mot_de_passe');
  const errors: Record<string, string> = {
    ...(who ? {} : { adresse: words.whoEmpty }),
    ...(password ? {} : { mot_de_passe: words.passwordEmpty }),
  };
  if (Object.keys(errors).length > 0) return await signInPage(visit, { typed, errors, status: 422 });
  try {
    const answer = await checkPassword(visit, { who, password, which: text(typed, 'compte') });
    if ('wait' in answer) {
      const { wait, why } = answer;
      const waitAccount = isPhone ? words.waitPhone : words.waitAccount;
      const said = why === 'account' ? waitAccount(wait) : words.waitNetwork(wait);
      return await signInPage(visit, {
        typed,
        errors: { mot_de_passe: said },
        status: 429,
        waitSeconds: wait,
      });
    }
    if ('found' in answer) {
      const entering = { means: 'password', strength: 1, wishes: wishesOf(typed), use: answer.use } as const;
      const entered = await afterFirstFactor(visit, answer.found, entering);
      if (entered) return entered;
    } else if ('several' in answer) {
      const choices = answer.several.map(({ id, name }) => ({ value: id, label: name }));
      return await signInPage(visit, { typed, choices, errors: { compte: words.several }, status: 422 });
    } else for (const { id } of answer.stopped) await tellHolder(visit, id);
    const said = isPhone ? words.wrongPhone : words.wrong;
    return await signInPage(visit, { typed, errors: { mot_de_passe: said }, status: 422 });
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error;
    return await signInPage(visit, {
      typed,
      errors: { mot_de_passe: words.busy },
      status: 429,
      waitSeconds: 5,
    });
  }
}

/** Why what was typed is no address, in words. */
export function emailProblem(
  { fault, sign }: Extract<ReturnType<typeof readEmail>, { fault: unknown }>,
  reader: Reader,
): string {
  const words = say(signInMessages, reader);
  if (fault === 'empty') return words.emailEmpty;
  return fault === 'strange' ? words.emailStrange(sign ?? '') : words.emailShape;
}

async function askForLink(visit: Visit, typed: Typed): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  // A text message alone never opens an account again.
  if (looksLikePhone(text(typed, 'adresse')))
    return await signInPage(visit, { typed, errors: { adresse: words.linkNeedsAddress }, status: 422 });
  const email = readEmail(text(typed, 'adresse'));
  if ('fault' in email)
    return await signInPage(visit, {
      typed,
      errors: { adresse: emailProblem(email, visit.reader) },
      status: 422,
    });
  const { thread, cookie } = takeThread(visit);
  const sent = await sendLink(visit, { email: email.value, wishes: wishesOf(typed), thread });
  if ('wait' in sent) {
    const errors = { adresse: words.linkLimit(sent.wait) };
    return await signInPage(visit, { typed, errors, status: 429, waitSeconds: sent.wait });
  }
  const answer = visit.redirect('/se-connecter/lien');
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}

/** Read back from the thread of this browser: nothing about it goes through the address. */
async function linkSent(visit: Visit): Promise<Response> {
  const { ground, now, reader } = visit;
  const thread = threadOf(visit);
  const link =
    thread &&
    (await atTheDoor(ground.database, transaction => findOfBrowser(transaction, now, 'magic_link', thread)));
  if (!link?.sealed) return visit.redirect('/se-connecter');
  const { match, email } = JSON.parse(unseal(ground.secret, 'magic link', link.sealed).toString('utf8'));
  return await visit.page(
    doorFrame(visit, say(signInMessages, reader).linkSentTitle),
    <LinkSentPage email={email} match={match} reader={reader} />,
  );
}

const overWords = {
  unknown: 'linkUnknown',
  used: 'linkUsed',
  expired: 'linkExpired',
  stopped: 'linkStopped',
} as const;

async function linkPage(visit: Visit, errors: Record<string, string>): Promise<Response> {
  const { reader } = visit;
  const words = say(signInMessages, reader);
  const token = visit.params.token ?? '';
  const link = await readLink(visit, token);
  // The form to ask for another one is ready on the same page.
  if ('over' in link) return await signInPage(visit, { notice: words[overWords[link.over]], status: 410 });
  const refused = Object.keys(errors).length > 0;
  const answer = await visit.page(
    { ...doorFrame(visit, words.linkTitle), error: refused },
    <LinkPage
      seal={visit.seal()}
      token={token}
      sameBrowser={threadOf(visit)?.equals(link.challenge.browser) ?? false}
      errors={errors}
      reader={reader}
    />,
    { status: refused ? 422 : 200 },
  );
  answer.headers.append('Set-Cookie', takeThread(visit).cookie);
  return answer;
}

async function openLink(visit: Visit): Promise<Response> {
  const { now } = visit;
  const words = say(signInMessages, visit.reader);
  const link = await readLink(visit, visit.params.token ?? '');
  if ('over' in link) return (await secondFactorOf(visit, link.challenge)) ?? (await linkPage(visit, {}));
  const { challenge, carried } = link;
  const sameBrowser = threadOf(visit)?.equals(challenge.browser) ?? false;
  if (!sameBrowser) {
    const typed = text(await visit.form(), 'code');
    if (!(await matches(visit, challenge, carried.match, typed)))
      return await linkPage(visit, { code: words.linkCodeWrong });
  }
  if (!challenge.account) return await openAndEnter(visit, challenge.id, carried, sameBrowser);
  const found = await findAtTheDoor(visit, { id: challenge.account });
  const entered =
    found &&
    (await afterFirstFactor(visit, found, {
      means: 'magic_link',
      strength: 1,
      // « Stay signed in » was ticked on the first screen; another one may be anybody's.
      wishes: sameBrowser ? carried.wishes : { ...carried.wishes, kept: false },
      use: async transaction => {
        if (!(await useUp(transaction, now, challenge.id))) return false;
        // The link went to this address: it is theirs.
        await transaction
          .updateTable('network.account')
          .set({ email_verified_at: now })
          .where('id', '=', found.id)
          .where('email', '=', carried.email)
          .where('email_verified_at', 'is', null)
          .execute();
        return true;
      },
    }));
  return (
    entered ??
    (await secondFactorOf(visit, challenge)) ??
    (await signInPage(visit, { notice: words.linkUsed, status: 410 }))
  );
}

/** The link served a moment ago in this browser, where it waits for the second factor: the second press leads there too. */
async function secondFactorOf(
  visit: Visit,
  challenge?: Pick<Challenge, 'account'>,
): Promise<Response | null> {
  const pending = challenge?.account ? await pendingFactor(visit) : null;
  return pending?.account === challenge?.account && pending ? visit.redirect(signInPaths.secondFactor) : null;
}

/** The link of somebody who opens an account alone: it opens now, and they are in, or nothing was done. */
async function openAndEnter(
  visit: Visit,
  challenge: string,
  { name, email, wishes }: Carried,
  sameBrowser: boolean,
): Promise<Response> {
  const { now, reader } = visit;
  const found = newcomer(now, { name: name!, email, language: reader.language });
  const entered = await enter(visit, found, {
    means: 'magic_link',
    strength: 1,
    wishes: sameBrowser ? wishes : { ...wishes, kept: false },
    use: transaction => openOwnAccount(transaction, now, found, challenge),
    also: async () => [
      {
        event: networkEvents.account_opened,
        object: { type: 'account', ref: found.id },
        facts: { means: 'magic_link' },
        person: found.id,
      },
    ],
    ...(wishes.suite || wishes.form ? {} : { landing: '/compte?ouvert=oui' }),
  }).catch(error => {
    // Opened by another link of theirs, at the same moment.
    if ((error as { constraint?: string }).constraint === 'account_email') return null;
    throw error;
  });
  return entered ?? (await signInPage(visit, { notice: say(signInMessages, reader).linkUsed, status: 410 }));
}

async function askForPasskey(visit: Visit): Promise<Response> {
  const { thread, cookie } = takeThread(visit);
  const pending = await pendingFactor(visit);
  const options = await askPasskey(visit, thread, pending?.account ?? visit.actor.account?.id ?? null);
  return Response.json(options, { headers: { 'Cache-Control': 'no-store', 'Set-Cookie': cookie } });
}

/** A first factor was shown in this browser and waits for the second. */
async function pendingFactor(visit: Visit) {
  return await atTheDoor(visit.ground.database, transaction => findPendingFactor(transaction, visit));
}

/** The same in a transaction of the door. */
export async function findPendingFactor(transaction: Transaction, visit: Visit) {
  const { ground, now } = visit;
  const thread = threadOf(visit);
  const pending = thread && (await findOfBrowser(transaction, now, 'second_factor', thread));
  if (!pending?.account || !pending.sealed) return null;
  const { wishes } = JSON.parse(unseal(ground.secret, 'second factor', pending.sealed).toString('utf8'));
  return { id: pending.id, account: pending.account, wishes: wishes as Wishes };
}

async function passkey(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const words = say(signInMessages, visit.reader);
  const { pending, shown, found } = await atTheDoor(visit.ground.database, async transaction => {
    const shown = await findPasskeyShown(transaction, visit, text(typed, 'reponse'));
    return {
      pending: await findPendingFactor(transaction, visit),
      shown,
      found: shown && (await findToOpen(transaction, { id: shown.passkey.account })),
    };
  });
  const use = shown && (await checkPasskey(visit, shown, pending?.account ?? visit.actor.account?.id));
  const entered =
    found &&
    use &&
    (await enter(visit, found, {
      means: 'passkey',
      strength: 2,
      wishes: pending?.wishes ?? {
        ...wishesOf(typed),
        shared: visit.actor.account?.sharedComputer ?? wishesOf(typed).shared,
      },
      use: async transaction => {
        if (pending && !(await useUp(transaction, visit.now, pending.id))) return false;
        return await use(transaction);
      },
    }));
  if (entered) return entered;
  const answer = { typed: { ...typed, reponse: '' }, notice: words.passkeyWrong, status: 422 };
  return pending || visit.actor.account
    ? visit.redirect(`${signInPaths.secondFactor}?${new URLSearchParams({ cle: 'non' })}`)
    : await signInPage(visit, answer);
}
