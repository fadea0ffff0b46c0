import { randomBytes } from 'node:crypto';
import { qrPath } from '../../../core/documents.ts';
import { checkSeal } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import { localPath, signInPaths } from '../../../core/http/gate.tsx';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { dayText } from '../../../core/typography.ts';
import { blockCardOf } from '../cards.ts';
import { printCodes } from '../documents.ts';
import { CannotDo } from '../doing.ts';
import { ownWords, passwordProblem, spelledPassword } from '../domain/passwords.ts';
import { groupedCode, hasFewCodes } from '../domain/recovery-codes.ts';
import { checkTotp, totpKeyBytes, totpSetUp } from '../domain/totp.ts';
import { comerOf, takeThread, threadOf } from '../keys/comer.ts';
import { enter, findAtTheDoor, setUpPath, type Wishes } from '../keys/entering.ts';
import { configuredProviders, providerOrigins, providers } from '../keys/federation.ts';
import { hashSecret } from '../keys/hashing.ts';
import { TooBusy } from '../keys/lanes.ts';
import { askNewPasskey, readNewPasskey } from '../keys/passkeys.ts';
import type { ProviderCode } from '../keys/provider.ts';
import { seal, unseal } from '../keys/sealing.ts';
import { strengthOf } from '../keys/strength.ts';
import { addMeans, codesOf, removeMeans, renewCodes } from '../means.ts';
import { meansMessages } from '../messages-means.ts';
import { text } from '../pages/form-parts.tsx';
import { CodesPage, MeansPage, SetUpPage } from '../pages/means-pages.tsx';
import { holdersMayKeepTheirAccount as policy } from '../policy.ts';
import { ownCard } from '../store/cards.ts';
import { atTheDoor, begin, findOfBrowser, useUp } from '../store/challenges.ts';
import { federatedOf } from '../store/federated.ts';
import { keepPasskey, keepPassword, keepTotp, passkeysOf } from '../store/keys.ts';
import type { Means } from '../tables-keys.ts';
import { accountFrame, doerOf } from './account.tsx';
import { asked, wishesOf } from './sign-in.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;

/** Long enough to find one's phone and install something, in seconds. */
const setUpSeconds = 3600;

export const meansRoutes: readonly Route[] = [
  { method: 'GET', path: '/compte/moyens', policy, reach: 'linked', handle: visit => page(visit, {}) },
  { method: 'GET', path: setUpPath, policy, reach: 'linked', handle: visit => setUpPage(visit, {}) },
  { method: 'POST', path: setUpPath, policy, reach: sendsForm, fresh: true, handle: setUp },
  {
    method: 'POST',
    path: '/compte/moyens/cle/demande',
    policy,
    reach: { exempt: 'demandée par l’îlot des clés d’accès' },
    handle: askForPasskey,
  },
  { method: 'POST', path: '/compte/moyens/cle', policy, reach: sendsForm, fresh: true, handle: addPasskey },
  {
    method: 'POST',
    path: '/compte/moyens/mot-de-passe',
    policy,
    reach: sendsForm,
    fresh: true,
    handle: password,
  },
  { method: 'POST', path: '/compte/moyens/carte', policy, reach: sendsForm, fresh: true, handle: blockCard },
  { method: 'POST', path: '/compte/moyens/retirer', policy, reach: sendsForm, fresh: true, handle: remove },
  { method: 'POST', path: '/compte/moyens/secours', policy, reach: sendsForm, fresh: true, handle: newCodes },
  { method: 'POST', path: '/compte/moyens/secours/feuille', policy, reach: sendsForm, handle: printSheet },
];

async function page(visit: Visit, errors: Record<string, string>, status = 200): Promise<Response> {
  const { reader, actor, now, url } = visit;
  const found = await findAtTheDoor(visit, { id: actor.ref });
  if (!found) return await visit.error(404);
  const { passkeys, linked, card } = await visit.read(async transaction => ({
    passkeys: await passkeysOf(transaction, actor.ref),
    linked: await federatedOf(transaction, actor.ref),
    card: await ownCard(transaction, actor.ref),
  }));
  const day = (at: Date) => dayText(at, { language: reader.language, now, short: true });
  const { config } = visit.ground;
  return await visit.page(
    {
      ...accountFrame(visit, say(meansMessages, reader).title),
      error: Object.keys(errors).length > 0,
      islands: ['passkey.js'],
    },
    <MeansPage
      password={found.password !== null}
      app={found.totp}
      passkeys={passkeys.map(({ id, label, createdAt }) => ({
        id,
        label,
        added: day(createdAt),
      }))}
      identities={linked.map(({ provider, linkedAt }) => ({
        provider,
        name: providers[provider].name,
        linked: day(linkedAt),
      }))}
      offered={configuredProviders(config)
        .filter(code => !linked.some(({ provider }) => provider === code))
        .map(provider => ({ provider, name: providers[provider].name }))}
      card={card && { since: day(card.at), blocked: card.blocked }}
      codes={found.recoveryCodes}
      few={hasFewCodes(found)}
      lost={url.searchParams.has('secours')}
      done={url.searchParams.has('fait') && url.searchParams.get('fait') !== 'deja'}
      already={url.searchParams.get('fait') === 'deja'}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status, contentPolicy: { formAction: providerOrigins(config) || undefined } },
  );
}

const use = (account: string) => `totp set-up ${account}`;

/** The key being set up in this browser, or a new one. */
async function keyInHand(visit: Visit): Promise<{ challenge: string; key: Buffer; cookie: string | null }> {
  const { ground, now, actor } = visit;
  const known = threadOf(visit);
  const begun = known
    ? await atTheDoor(ground.database, transaction => findOfBrowser(transaction, now, 'totp_set_up', known))
    : null;
  if (begun?.sealed && begun.account === actor.ref)
    return { challenge: begun.id, key: unseal(ground.secret, use(actor.ref), begun.sealed), cookie: null };
  const { thread, cookie } = takeThread(visit);
  const key = randomBytes(totpKeyBytes);
  const challenge = await atTheDoor(ground.database, transaction =>
    begin(transaction, now, {
      kind: 'totp_set_up',
      account: actor.ref,
      browser: thread,
      sealed: seal(ground.secret, use(actor.ref), key),
      seconds: setUpSeconds,
    }),
  );
  return { challenge, key, cookie };
}

async function setUpPage(visit: Visit, errors: Record<string, string>, status = 200): Promise<Response> {
  const { reader, actor, territory } = visit;
  const { key, cookie } = await keyInHand(visit);
  const { uri, text: keyText } = totpSetUp(key, {
    issuer: `Airial ${territory.name}`,
    label: actor.account!.name,
  });
  const { suite, form } = visit.method === 'POST' ? wishesOf(await visit.form()) : asked(visit);
  const answer = await visit.page(
    {
      ...accountFrame(visit, say(meansMessages, reader).setUpTitle),
      error: Object.keys(errors).length > 0,
      islands: ['passkey.js'],
    },
    <SetUpPage
      drawing={qrPath(uri)}
      keyText={keyText}
      suite={suite}
      form={form}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status },
  );
  if (cookie) answer.headers.append('Set-Cookie', cookie);
  return answer;
}

async function setUp(visit: Visit): Promise<Response> {
  const { ground, now, actor, reader } = visit;
  const words = say(meansMessages, reader);
  const typed = await visit.form();
  const { challenge, key } = await keyInHand(visit);
  const answer = checkTotp(key, text(typed, 'code'), now, -1);
  if ('wrong' in answer)
    return await setUpPage(
      visit,
      { code: answer.wrong === 'shape' ? words.codeShape : words.codeWrong },
      422,
    );
  return await added(visit, 'totp', async transaction => {
    if (!(await useUp(transaction, now, challenge))) return false;
    const sealed = seal(ground.secret, `totp ${actor.ref}`, key);
    await keepTotp(transaction, now, { account: actor.ref, sealed, step: answer.step });
    return true;
  });
}

async function askForPasskey(visit: Visit): Promise<Response> {
  const { thread, cookie } = takeThread(visit);
  const found = await findAtTheDoor(visit, { id: visit.actor.ref });
  if (!found) return await visit.error(404);
  const options = await askNewPasskey(visit, thread, found);
  return Response.json(options, { headers: { 'Cache-Control': 'no-store', 'Set-Cookie': cookie } });
}

async function addPasskey(visit: Visit): Promise<Response> {
  const { actor, now, reader } = visit;
  const words = say(meansMessages, reader);
  const typed = await visit.form();
  const made = await readNewPasskey(visit, actor.ref, text(typed, 'reponse'));
  if (!made) return await page(visit, { cles: words.passkeyWrong }, 422);
  const label = text(typed, 'nom_cle').trim().slice(0, 60) || comerOf(visit).device;
  return await added(visit, 'passkey', async transaction => {
    if (!(await made.use(transaction))) return false;
    await keepPasskey(transaction, now, { ...made.passkey, label });
    return true;
  });
}

/** A second factor was added: the session grows with it, and the codes of the first one are shown once. */
async function added(
  visit: Visit,
  means: Means,
  write: Parameters<typeof addMeans>[1]['write'],
): Promise<Response> {
  const { ground, actor, reader } = visit;
  const typed = await visit.form();
  const set = checkSeal(typed, new Date())?.key ?? newId(visit.now);
  const done = await addMeans({ ...doerOf(visit), ground }, { means, set, write });
  if (!done) return visit.redirect('/compte/moyens');
  const found = await findAtTheDoor(visit, { id: actor.ref });
  const wishes: Wishes = { ...wishesOf(typed), shared: actor.account!.sharedComputer, kept: false };
  // Not their first: they came from the list of their means, which says that it is done.
  const landing = done.codes || wishes.suite || wishes.form ? undefined : '/compte/moyens?fait=oui';
  const entered = found && (await enter(visit, found, { means, strength: 2, wishes, landing }));
  if (!entered) return visit.redirect(signInPaths.signIn);
  if (!done.codes) return entered;
  const next = localPath(entered.headers.get('Location')) ?? '/compte';
  const shown = await visit.page(
    accountFrame(visit, say(meansMessages, reader).codesTitle),
    <CodesPage
      codes={codesOf(ground, actor.ref, set).map(groupedCode)}
      set={set}
      next={next}
      reader={reader}
    />,
  );
  for (const cookie of entered.headers.getSetCookie()) shown.headers.append('Set-Cookie', cookie);
  return shown;
}

async function password(visit: Visit): Promise<Response> {
  const { actor, now, reader } = visit;
  const words = say(meansMessages, reader);
  const typed = await visit.form();
  const found = await findAtTheDoor(visit, { id: actor.ref });
  if (!found) return await visit.error(404);
  const own = ownWords(found.name, found.email);
  const spelled = spelledPassword(text(typed, 'passe'));
  const problem = passwordProblem(spelled, own, await strengthOf(own));
  if (problem) return await page(visit, { passe: words[problem] }, 422);
  try {
    const hash = await hashSecret(spelled, comerOf(visit).network);
    await addMeans(
      { ...doerOf(visit), ground: visit.ground },
      {
        means: 'password',
        set: null,
        write: async transaction => {
          await keepPassword(transaction, now, actor.ref, hash);
          return true;
        },
      },
    );
  } catch (error) {
    if (error instanceof TooBusy) return await page(visit, { passe: words.busy }, 503);
    throw error;
  }
  return visit.redirect('/compte/moyens?fait=oui');
}

async function remove(visit: Visit): Promise<Response> {
  const words = say(meansMessages, visit.reader);
  const typed = await visit.form();
  const id = text(typed, 'passkey');
  const identity = (Object.keys(providers) as ProviderCode[]).find(code => code === typed.identite);
  try {
    await removeMeans(doerOf(visit), id ? { means: 'passkey', id } : { means: identity ?? 'totp' });
  } catch (error) {
    const where = id ? 'cles' : identity ? 'identites' : 'application';
    if (error instanceof CannotDo) return await page(visit, { [where]: words.lastFactor }, 422);
    if (/no means/.test((error as Error).message))
      return await page(visit, { [where]: words.lastMeans }, 422);
    throw error;
  }
  return visit.redirect('/compte/moyens?fait=oui');
}

/** The holder blocks their own card, lost or seen by somebody: nothing opens with it any more. */
async function blockCard(visit: Visit): Promise<Response> {
  await blockCardOf(doerOf(visit), visit.actor.ref, 'holder');
  return visit.redirect('/compte/moyens?fait=oui');
}

async function newCodes(visit: Visit): Promise<Response> {
  const { ground, actor, reader } = visit;
  const set = checkSeal(await visit.form(), new Date())?.key ?? newId(visit.now);
  await renewCodes({ ...doerOf(visit), ground }, set);
  return await visit.page(
    accountFrame(visit, say(meansMessages, reader).codesTitle),
    <CodesPage
      codes={codesOf(ground, actor.ref, set).map(groupedCode)}
      set={set}
      next="/compte/moyens"
      reader={reader}
    />,
  );
}

/** The sheet of the codes just shown: made again from what made them, kept nowhere. */
async function printSheet(visit: Visit): Promise<Response> {
  const { ground, actor, territory, reader, now } = visit;
  const set = text(await visit.form(), 'jeu');
  if (!/^[0-9a-f-]{36}$/.test(set)) return visit.redirect('/compte/moyens');
  const pdf = await printCodes({
    name: actor.account!.name,
    codes: codesOf(ground, actor.ref, set).map(groupedCode),
    territory,
    language: reader.language,
    at: now,
  });
  return paperAnswer(pdf, 'codes-de-secours');
}
