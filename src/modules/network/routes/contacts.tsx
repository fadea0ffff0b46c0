import { readEmail, readPhone } from '../../../core/contacts.ts';
import { checkSeal, keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { phoneText } from '../../../core/typography.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { changeAddress, changePhone, removePhone } from '../changing-contacts.ts';
import { CannotDo } from '../doing.ts';
import { mobileProblem } from '../domain/ways.ts';
import { keyEvents } from '../events-keys.ts';
import { awaitedAddress, readAddressLink, sendAddressLink } from '../keys/address-change.ts';
import { takeThread, threadOf } from '../keys/comer.ts';
import { findAtTheDoor, holderOf } from '../keys/entering.ts';
import { matches } from '../keys/links.ts';
import { awaitedCode, sendPhoneCode, tryPhoneCode } from '../keys/phone-codes.ts';
import { contactMessages } from '../messages-contact.ts';
import { signInMessages } from '../messages-sign-in.ts';
import {
  AddressConfirmedPage,
  AddressLinkOverPage,
  AddressPage,
  ConfirmAddressPage,
  PhoneCodePage,
  PhonePage,
} from '../pages/contact-pages.tsx';
import { text } from '../pages/form-parts.tsx';
import { LinkSentPage } from '../pages/link-page.tsx';
import { everybodyMaySignIn, holdersMayKeepTheirAccount as policy } from '../policy.ts';
import { findAccount } from '../store/accounts.ts';
import { accountFrame, doerOf } from './account.tsx';
import { emailProblem } from './sign-in.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const fresh = true;
const afterAsking = { exempt: 'montrée quand une preuve a été demandée' } as const;

export const contactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/compte/adresse',
    policy,
    reach: 'linked',
    handle: visit => addressPage(visit, {}, {}),
  },
  { method: 'POST', path: '/compte/adresse', policy, reach: sendsForm, fresh, handle: askAddress },
  { method: 'GET', path: '/compte/adresse/lien', policy, reach: afterAsking, handle: addressAsked },
  {
    method: 'GET',
    path: '/compte/adresse/lien/:token',
    policy: everybodyMaySignIn,
    reach: { exempt: 'ouverte depuis le message reçu' },
    handle: visit => confirmPage(visit, {}),
  },
  {
    method: 'POST',
    path: '/compte/adresse/lien/:token',
    policy: everybodyMaySignIn,
    reach: sendsForm,
    handle: confirmAddress,
  },
  {
    method: 'GET',
    path: '/compte/telephone',
    policy,
    reach: 'linked',
    handle: visit => phonePage(visit, {}, {}),
  },
  { method: 'POST', path: '/compte/telephone', policy, reach: sendsForm, fresh, handle: askPhone },
  {
    method: 'POST',
    path: '/compte/telephone/retirer',
    policy,
    reach: sendsForm,
    fresh,
    handle: takePhoneAway,
  },
  {
    method: 'GET',
    path: '/compte/telephone/code',
    policy,
    reach: afterAsking,
    handle: visit => codePage(visit, {}),
  },
  { method: 'POST', path: '/compte/telephone/code', policy, reach: sendsForm, handle: confirmPhone },
];

/** Why a number cannot receive a code, in words. */
export function phoneProblem(read: ReturnType<typeof readPhone>, reader: Reader): string | null {
  const words = say(contactMessages, reader);
  if ('fault' in read) return read.fault === 'empty' ? words.phoneEmpty : words.phoneDigits;
  const problem = mobileProblem(read.value);
  if (!problem) return null;
  return problem === 'landline' ? words.phoneLandline : words.phoneForeign;
}

const refusedOf = (errors: Record<string, string>, wait?: number) =>
  Object.keys(errors).length === 0 ? 200 : wait ? 429 : 422;

/** Words of a wait go with the header that says it to machines. */
function waiting(answer: Response, wait?: number): Response {
  if (wait) answer.headers.set('Retry-After', String(wait));
  return answer;
}

async function addressPage(visit: Visit, typed: Typed, errors: Record<string, string>, wait?: number) {
  const { reader, actor } = visit;
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  const words = say(contactMessages, reader);
  const answer = await visit.page(
    { ...accountFrame(visit, words.addressTitle), error: Object.keys(errors).length > 0 },
    <AddressPage
      known={account?.email ?? null}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status: refusedOf(errors, wait) },
  );
  return waiting(answer, wait);
}

async function askAddress(visit: Visit): Promise<Response> {
  const { reader, actor } = visit;
  const typed = await visit.form();
  const email = readEmail(text(typed, 'adresse'));
  if ('fault' in email) return await addressPage(visit, typed, { adresse: emailProblem(email, reader) });
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  if (account?.email === email.value && account.emailVerifiedAt)
    return await addressPage(visit, typed, { adresse: say(contactMessages, reader).addressSame });
  const { thread, cookie } = takeThread(visit);
  const key = checkSeal(typed, new Date())?.key;
  const { wait } = await sendAddressLink(visit, { email: email.value, thread, key });
  if (wait > 0)
    return await addressPage(visit, typed, { adresse: say(signInMessages, reader).linkLimit(wait) }, wait);
  const answer = visit.redirect('/compte/adresse/lien');
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}

async function addressAsked(visit: Visit): Promise<Response> {
  const asked = await awaitedAddress(visit, threadOf(visit));
  if (!asked) return visit.redirect('/compte/adresse');
  const { reader } = visit;
  return await visit.page(
    accountFrame(visit, say(signInMessages, reader).linkSentTitle),
    <LinkSentPage email={asked.email} match={asked.match} reader={reader} />,
  );
}

const overWords = {
  unknown: 'linkUnknown',
  used: 'linkUsed',
  expired: 'linkExpired',
  stopped: 'linkStopped',
} as const;

async function overPage(visit: Visit, why: string): Promise<Response> {
  const { reader } = visit;
  return await visit.page(
    accountFrame(visit, say(contactMessages, reader).overTitle, 'outside'),
    <AddressLinkOverPage why={why} reader={reader} />,
    { status: 410 },
  );
}

async function confirmPage(visit: Visit, errors: Record<string, string>): Promise<Response> {
  const { reader } = visit;
  const words = say(contactMessages, reader);
  const token = visit.params.token ?? '';
  const link = await readAddressLink(visit, token);
  if ('over' in link) return await overPage(visit, words[overWords[link.over]]);
  return await visit.page(
    { ...accountFrame(visit, words.confirmTitle, 'outside'), error: Object.keys(errors).length > 0 },
    <ConfirmAddressPage
      address={link.asked.email}
      token={token}
      sameBrowser={threadOf(visit)?.equals(link.challenge.browser) ?? false}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status: refusedOf(errors) },
  );
}

/** The link is the proof: it was asked for after a fresh one, from the account it names. */
async function confirmAddress(visit: Visit): Promise<Response> {
  const { reader, now } = visit;
  const words = say(contactMessages, reader);
  const link = await readAddressLink(visit, visit.params.token ?? '');
  if ('over' in link) return await confirmPage(visit, {});
  const { challenge, asked } = link;
  if (!threadOf(visit)?.equals(challenge.browser)) {
    const typed = text(await visit.form(), 'code');
    if (!(await matches(visit, challenge, asked.match, typed)))
      return await confirmPage(visit, { code: say(signInMessages, reader).linkCodeWrong });
  }
  const found = await findAtTheDoor(visit, { id: challenge.account! });
  if (!found) return await overPage(visit, words.linkUsed);
  try {
    await changeAddress(
      { ...doerOf(visit), actor: holderOf(found, 1, now) },
      { challenge: challenge.id, session: asked.session, email: asked.email },
    );
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    return await overPage(visit, error.code === 'taken' ? words.addressTaken : words.linkUsed);
  }
  if (visit.actor.account?.id === found.id) return visit.redirect('/compte?change=oui');
  return await visit.page(
    accountFrame(visit, words.confirmedTitle, 'outside'),
    <AddressConfirmedPage reader={reader} />,
  );
}

async function phonePage(visit: Visit, typed: Typed, errors: Record<string, string>, wait?: number) {
  const { reader, actor } = visit;
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  const words = say(contactMessages, reader);
  const answer = await visit.page(
    { ...accountFrame(visit, words.phoneTitle), error: Object.keys(errors).length > 0 },
    <PhonePage
      known={account?.phone ?? null}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status: refusedOf(errors, wait) },
  );
  return waiting(answer, wait);
}

async function askPhone(visit: Visit): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(contactMessages, reader);
  const typed = await visit.form();
  const read = readPhone(text(typed, 'telephone'));
  const problem = phoneProblem(read, reader);
  if (problem || !('value' in read)) return await phonePage(visit, typed, { telephone: problem! });
  const account = await visit.read(transaction => findAccount(transaction, actor.ref));
  if (account?.phone === read.value && account.phoneVerifiedAt)
    return await phonePage(visit, typed, { telephone: words.phoneSame });
  const { thread, cookie } = takeThread(visit);
  const { wait } = await sendPhoneCode(visit, {
    asked: { purpose: 'change', phone: read.value },
    thread,
    event: keyEvents.contact_proof_asked,
    key: checkSeal(typed, new Date())?.key,
  });
  if (wait > 0) return await phonePage(visit, typed, { telephone: words.smsLimit(wait) }, wait);
  const answer = visit.redirect('/compte/telephone/code');
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}

async function codePage(visit: Visit, errors: Record<string, string>): Promise<Response> {
  const { reader } = visit;
  const words = say(contactMessages, reader);
  const awaited = await awaitedCode(visit, 'change', threadOf(visit));
  if (!awaited) return visit.redirect('/compte/telephone');
  return await visit.page(
    { ...accountFrame(visit, words.codeTitle), error: Object.keys(errors).length > 0 },
    <PhoneCodePage
      action="/compte/telephone/code"
      again="/compte/telephone"
      phone={awaited.asked.phone}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status: refusedOf(errors) },
  );
}

async function confirmPhone(visit: Visit): Promise<Response> {
  const { reader, actor } = visit;
  const words = say(contactMessages, reader);
  const typed = await visit.form();
  const awaited = await awaitedCode(visit, 'change', threadOf(visit));
  if (!awaited) return await phonePage(visit, {}, { telephone: words.codeOver });
  const { challenge, asked } = awaited;
  const again = { telephone: phoneText(asked.phone) };
  if (!text(typed, 'code').trim()) return await codePage(visit, { code: words.codeEmpty });
  const tried = await tryPhoneCode(visit, challenge, text(typed, 'code'));
  if (tried === 'stopped') return await phonePage(visit, again, { telephone: words.codeStopped });
  if (tried === 'wrong') return await codePage(visit, { code: words.codeWrong });
  try {
    await changePhone(doerOf(visit), {
      challenge: challenge.id,
      session: actor.account!.session,
      phone: asked.phone,
    });
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    const said = error.code === 'shared' ? words.phoneShared : words.codeOver;
    return await phonePage(visit, again, { telephone: said });
  }
  return visit.redirect('/compte?change=oui');
}

async function takePhoneAway(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  try {
    await removePhone(doerOf(visit, keyOfPress(visit.url, typed)));
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'account_can_be_opened') throw error;
    return await phonePage(visit, typed, { retirer: say(contactMessages, visit.reader).lastMeans });
  }
  return visit.redirect('/compte?change=oui');
}
