import { act } from '../../../core/act.ts';
import type { Transaction } from '../../../core/database.ts';
import type { Typed } from '../../../core/forms.ts';
import { leadTo, localPath, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { longestPassword, spelledPassword } from '../domain/passwords.ts';
import { keyEvents } from '../events-keys.ts';
import { comerOf, takeThread } from '../keys/comer.ts';
import {
  enter,
  findAtTheDoor,
  hasSecondFactor,
  refuseEntry,
  setUpPath,
  type Wishes,
} from '../keys/entering.ts';
import { checkSecret } from '../keys/hashing.ts';
import { forgive, passwordLimit, tryOf } from '../keys/limits.ts';
import { askPasskey, checkPasskey, findPasskeyShown } from '../keys/passkeys.ts';
import { onePress, pressedBefore } from '../keys/pressing.ts';
import { checkFactor, type FactorAnswer, findFactor, type KeptFactor } from '../keys/second-factor.ts';
import { type SignInWords, signInMessages } from '../messages-sign-in.ts';
import { ConfirmPage, FactorPage } from '../pages/factor-page.tsx';
import { text } from '../pages/form-parts.tsx';
import { everybodyMaySignIn, holdersMayKeepTheirAccount } from '../policy.ts';
import { atTheDoor, useUp } from '../store/challenges.ts';
import { countRecoveryCodes, type Found, findToOpen } from '../store/keys.ts';
import type { Means } from '../tables-keys.ts';
import { asked, doorFrame, findPendingFactor, signInPage, wishesOf } from './sign-in.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const shownWhen = (reason: string) => ({ exempt: reason });

export const factorRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: signInPaths.secondFactor,
    policy: everybodyMaySignIn,
    reach: shownWhen('montrée après le mot de passe ou le lien'),
    handle: visit => factorPage(visit, {}),
  },
  {
    method: 'POST',
    path: signInPaths.secondFactor,
    policy: everybodyMaySignIn,
    reach: sendsForm,
    handle: visit => onePress(visit, () => giveFactor(visit)),
  },
  {
    method: 'GET',
    path: signInPaths.prove,
    policy: holdersMayKeepTheirAccount,
    reach: shownWhen('montrée avant une action sensible'),
    handle: visit => confirmPage(visit, {}, {}),
  },
  {
    method: 'POST',
    path: signInPaths.prove,
    policy: holdersMayKeepTheirAccount,
    reach: sendsForm,
    handle: confirm,
  },
  {
    method: 'POST',
    path: `${signInPaths.prove}/cle/demande`,
    policy: holdersMayKeepTheirAccount,
    reach: shownWhen('demandée par l’îlot des clés d’accès'),
    handle: async visit => {
      const { thread, cookie } = takeThread(visit);
      const options = await askPasskey(visit, thread, visit.actor.ref);
      return Response.json(options, { headers: { 'Cache-Control': 'no-store', 'Set-Cookie': cookie } });
    },
  },
  {
    method: 'POST',
    path: `${signInPaths.prove}/cle`,
    policy: holdersMayKeepTheirAccount,
    reach: sendsForm,
    handle: confirmByPasskey,
  },
];

/** Whose second factor is asked: of who has just shown a first one, or of who is signed in with one only. */
async function whoseFactor(
  visit: Visit,
): Promise<{ found: Found; wishes: Wishes; pending: string | null; kept: KeptFactor | null } | null> {
  const signedIn = visit.actor.account;
  const typed = visit.method === 'POST' ? await visit.form() : null;
  const { found, pending, kept } = await atTheDoor(visit.ground.database, async transaction => {
    const pending = await findPendingFactor(transaction, visit);
    const id = pending?.account ?? signedIn?.id;
    return { pending, ...(await findWith(transaction, visit, id, typed ? text(typed, 'code') : '')) };
  });
  if (!found) return null;
  const wishes = pending?.wishes ?? {
    ...(typed ? wishesOf(typed) : asked(visit)),
    shared: signedIn?.sharedComputer ?? false,
    kept: false,
  };
  return { found, wishes, pending: pending?.id ?? null, kept };
}

/** An account at the door, and what is kept of the factor typed for it. */
async function findWith(
  transaction: Transaction,
  { ground }: Visit,
  id: string | undefined,
  code: string,
): Promise<{ found: Found | null; kept: KeptFactor | null }> {
  const found = id ? await findToOpen(transaction, { id }) : null;
  return { found, kept: found && (await findFactor(transaction, ground, found.id, code)) };
}

async function factorPage(visit: Visit, errors: Record<string, string>, status = 200): Promise<Response> {
  const { reader, url } = visit;
  const words = say(signInMessages, reader);
  const whose = await whoseFactor(visit);
  if (!whose) {
    return visit.method === 'POST'
      ? await signInPage(visit, { notice: words.factorOver, status: 410 })
      : visit.redirect(leadTo(signInPaths.signIn, localPath(url.searchParams.get('suite')) ?? '/pro'));
  }
  const { found, wishes } = whose;
  // Nothing to ask: a second factor is set up first.
  if (!hasSecondFactor(found)) return visit.redirect(leadTo(setUpPath, wishes.suite ?? '/pro', wishes.form));
  const passkeyRefused: Record<string, string> = url.searchParams.has('cle')
    ? { code: words.passkeyWrong }
    : {};
  const shown = { ...passkeyRefused, ...errors };
  const answer = await visit.page(
    { ...doorFrame(visit, words.factorTitle), error: Object.keys(shown).length > 0 },
    <FactorPage
      seal={visit.seal()}
      errors={shown}
      passkeys={found.passkeys > 0}
      suite={wishes.suite}
      form={wishes.form}
      reader={reader}
    />,
    { status },
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** Why a code was refused, in words; null when it was right. */
function saidOf(answer: FactorAnswer, words: SignInWords): string | null {
  if ('wait' in answer) return words.factorWait(answer.wait);
  if (!('wrong' in answer)) return null;
  const { wrong } = answer;
  if (wrong === 'shape') return words.factorEmpty;
  if (wrong === 'late') return words.factorLate;
  return wrong === 'replayed' ? words.factorReplayed : words.factorWrong;
}

async function giveFactor(visit: Visit): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  const whose = await whoseFactor(visit);
  if (!whose || !hasSecondFactor(whose.found)) return await factorPage(visit, {});
  const { found, wishes, pending, kept } = whose;
  const answer = await checkFactor(visit, found.id, kept);
  const refused = saidOf(answer, words);
  if (!('use' in answer)) {
    const before = await pressedBefore(visit);
    if (before) return before;
    if ('wrong' in answer && answer.wrong !== 'shape')
      await refuseEntry(visit, { account: found.id, means: 'totp', reason: answer.wrong });
    return await factorPage(visit, { code: refused! }, 'wait' in answer ? 429 : 422);
  }
  const use = async (transaction: Transaction) =>
    (!pending || (await useUp(transaction, visit.now, pending))) && (await answer.use(transaction));
  // A recovery code means that something was lost: the place to replace it comes first.
  const recovered = answer.means === 'recovery_code' && {
    landing: '/compte/moyens?secours=oui',
    also: async (transaction: Transaction) => [
      {
        event: keyEvents.recovery_code_used,
        object: { type: 'account', ref: found.id },
        facts: { left: await countRecoveryCodes(transaction, found.id) },
        person: found.id,
      },
    ],
  };
  const entered = await enter(visit, found, { means: answer.means, strength: 2, wishes, use, ...recovered });
  return entered ?? (await factorPage(visit, { code: words.factorReplayed }, 422));
}

async function confirmPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(signInMessages, reader);
  const found = await findAtTheDoor(visit, { id: actor.ref });
  if (!found) return await visit.error(404);
  const { suite, form } = 'cle' in typed ? wishesOf(typed) : asked(visit);
  const refused: Record<string, string> = visit.url.searchParams.has('cle')
    ? { code: words.passkeyWrong }
    : errors;
  return await visit.page(
    { ...doorFrame(visit, words.confirmTitle), error: Object.keys(refused).length > 0 },
    <ConfirmPage
      seal={visit.seal(typed)}
      errors={refused}
      has={{
        password: found.password !== null,
        code: found.totp || found.recoveryCodes > 0,
        passkeys: found.passkeys > 0,
      }}
      suite={suite}
      form={form}
      reader={reader}
    />,
    { status },
  );
}

async function confirm(visit: Visit): Promise<Response> {
  const words = say(signInMessages, visit.reader);
  const typed = await visit.form();
  const password = text(typed, 'mot_de_passe');
  const code = text(typed, 'code');
  const { found, kept } = await atTheDoor(visit.ground.database, transaction =>
    findWith(transaction, visit, visit.actor.ref, code),
  );
  if (!found) return await visit.error(404);
  if (code) {
    const answer = await checkFactor(visit, found.id, kept);
    const refused = saidOf(answer, words);
    if (!('use' in answer))
      return await confirmPage(visit, typed, { code: refused! }, 'wait' in answer ? 429 : 422);
    return (
      (await proven(visit, answer.means, answer.use)) ??
      (await confirmPage(visit, typed, { code: words.factorReplayed }, 422))
    );
  }
  if (!password || !found.password)
    return await confirmPage(visit, typed, { mot_de_passe: words.confirmNeither }, 422);
  const counted = found.email ?? found.id;
  const { wait } = await tryOf(visit, passwordLimit, counted);
  if (wait > 0) return await confirmPage(visit, typed, { mot_de_passe: words.waitAccount(wait) }, 429);
  const spelled = spelledPassword(password).slice(0, longestPassword * 2);
  if (!(await checkSecret(found.password, spelled, comerOf(visit).network))) {
    await refuseEntry(visit, { account: found.id, means: 'password', reason: 'wrong' });
    return await confirmPage(visit, typed, { mot_de_passe: words.confirmWrong }, 422);
  }
  await forgive(visit, passwordLimit, counted);
  return (await proven(visit, 'password', async () => true))!;
}

async function confirmByPasskey(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const shown = await atTheDoor(visit.ground.database, transaction =>
    findPasskeyShown(transaction, visit, text(typed, 'reponse')),
  );
  const use = shown && (await checkPasskey(visit, shown, visit.actor.ref));
  const done = use && (await proven(visit, 'passkey', use));
  if (done) return done;
  const { suite, form } = wishesOf(typed);
  return visit.redirect(`${leadTo(signInPaths.prove, suite ?? '/compte', form)}&cle=non`);
}

/** The session remembers when; then back to what was being done, with what was typed. */
async function proven(
  visit: Visit,
  means: Means,
  use: (transaction: Transaction) => Promise<boolean>,
): Promise<Response | null> {
  const { ground, now, actor } = visit;
  const account = actor.account!;
  const done = await act(ground.database, now, {
    event: keyEvents.identity_confirmed,
    actor,
    subject: account.id,
    request: visit.number,
    change: async transaction => {
      const used = await use(transaction);
      if (used)
        await transaction
          .updateTable('core.session')
          .set({ reauth_at: now })
          .where('id_sha256', '=', Buffer.from(account.session, 'hex'))
          .execute();
      return {
        answer: used,
        object: { type: 'account', ref: account.id },
        facts: { means },
        person: account.id,
        unchanged: !used,
      };
    },
  });
  if (!done) return null;
  const { suite, form } = wishesOf(await visit.form());
  return visit.redirect(form ? `${signInPaths.resume}/${form}` : (suite ?? '/compte'));
}
