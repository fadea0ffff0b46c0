import { randomInt } from 'node:crypto';
import type { Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { phoneText } from '../../../core/typography.ts';
import { ownWords, passwordProblem, spelledPassword } from '../domain/passwords.ts';
import { mostOfPhone } from '../domain/ways.ts';
import { cardWords } from '../domain/words.ts';
import { newcomer, openPhoneAccount } from '../enrolling.ts';
import { networkEvents } from '../events.ts';
import { comerOf, threadOf } from '../keys/comer.ts';
import { enter, type Wishes } from '../keys/entering.ts';
import { hashSecret } from '../keys/hashing.ts';
import { TooBusy } from '../keys/lanes.ts';
import { awaitedCode, type PhoneAsked, tryPhoneCode } from '../keys/phone-codes.ts';
import { onePress } from '../keys/pressing.ts';
import { seal, unseal } from '../keys/sealing.ts';
import { strengthOf } from '../keys/strength.ts';
import { contactMessages } from '../messages-contact.ts';
import { meansMessages } from '../messages-means.ts';
import { openingMessages } from '../messages-opening.ts';
import { PhoneCodePage } from '../pages/contact-pages.tsx';
import { text } from '../pages/form-parts.tsx';
import { PhrasePage } from '../pages/phrase-page.tsx';
import { everybodyMaySignIn as policy } from '../policy.ts';
import { countWithPhone } from '../store/accounts.ts';
import { atTheDoor, begin, findOfBrowser, useUp } from '../store/challenges.ts';
import { openingPage } from './opening.tsx';
import { doorFrame } from './sign-in.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;

/** Long enough to find a paper and a pencil, in seconds. */
const phraseSeconds = 30 * 60;
const sealUse = 'phone opening';

export const phoneOpeningRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/inscription/code',
    policy,
    reach: { exempt: 'montrée quand un code a été demandé' },
    handle: visit => codePage(visit, {}),
  },
  { method: 'POST', path: '/inscription/code', policy, reach: sendsForm, handle: proveNumber },
  {
    method: 'GET',
    path: '/inscription/phrase',
    policy,
    reach: { exempt: 'montrée quand le numéro est confirmé' },
    handle: visit => phrasePage(visit, null, {}),
  },
  {
    method: 'POST',
    path: '/inscription/phrase',
    policy,
    reach: sendsForm,
    handle: visit => onePress(visit, () => openAndEnter(visit)),
  },
];

/** What a proven number waits for: its passphrase. */
interface Proven extends PhoneAsked {
  proposed: string;
}

async function codePage(visit: Visit, errors: Record<string, string>): Promise<Response> {
  const { reader } = visit;
  const words = say(contactMessages, reader);
  const awaited = await awaitedCode(visit, 'opening', threadOf(visit));
  if (!awaited) return visit.redirect('/inscription');
  const refused = Object.keys(errors).length > 0;
  const answer = await visit.page(
    { ...doorFrame(visit, words.codeTitle), error: refused },
    <PhoneCodePage
      action="/inscription/code"
      again="/inscription"
      phone={awaited.asked.phone}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status: refused ? 422 : 200 },
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** What they had written, ready to be sent again. */
const typedOf = ({ phone, names }: PhoneAsked): Typed => ({
  adresse: phoneText(phone),
  prenom: names?.first ?? '',
  nom: names?.last ?? '',
});

async function proveNumber(visit: Visit): Promise<Response> {
  const { ground, now, reader } = visit;
  const words = say(contactMessages, reader);
  const thread = threadOf(visit);
  const awaited = await awaitedCode(visit, 'opening', thread);
  // The second press of the same button: the number is proven already.
  if (!thread || !awaited)
    return (await provenOf(visit))
      ? visit.redirect('/inscription/phrase')
      : await openingPage(visit, {}, { adresse: words.codeOver }, 422);
  const typed = text(await visit.form(), 'code');
  if (!typed.trim()) return await codePage(visit, { code: words.codeEmpty });
  const { challenge, asked } = awaited;
  const tried = await tryPhoneCode(visit, challenge, typed);
  if (tried === 'wrong') return await codePage(visit, { code: words.codeWrong });
  if (tried === 'stopped')
    return await openingPage(visit, typedOf(asked), { adresse: words.codeStopped }, 422);
  const proposed = cardWords([0, 1, 2, 3].map(() => randomInt(2048))).join(' ');
  const proven: Proven = { ...asked, proposed };
  const isFull = await atTheDoor(ground.database, async transaction => {
    if (!(await useUp(transaction, now, challenge.id))) return false;
    if ((await countWithPhone(transaction, asked.phone, null)) >= mostOfPhone) return true;
    await begin(transaction, now, {
      kind: 'phone_opening',
      account: null,
      browser: thread,
      sealed: seal(ground.secret, sealUse, Buffer.from(JSON.stringify(proven))),
      seconds: phraseSeconds,
    });
    return false;
  });
  if (isFull) return await openingPage(visit, typedOf(asked), { adresse: words.phoneShared }, 422);
  return visit.redirect('/inscription/phrase');
}

/** The number this browser proved and has not opened an account with. */
async function provenOf(visit: Visit): Promise<{ challenge: string; proven: Proven } | null> {
  const { ground, now } = visit;
  const thread = threadOf(visit);
  const found =
    thread &&
    (await atTheDoor(ground.database, transaction =>
      findOfBrowser(transaction, now, 'phone_opening', thread),
    ));
  if (!found?.sealed) return null;
  const proven = JSON.parse(unseal(ground.secret, sealUse, found.sealed).toString('utf8'));
  return { challenge: found.id, proven };
}

async function phrasePage(
  visit: Visit,
  typed: string | null,
  errors: Record<string, string>,
): Promise<Response> {
  const { ground, reader } = visit;
  const words = say(openingMessages, reader);
  const waiting = await provenOf(visit);
  if (!waiting) return visit.redirect('/inscription');
  const { phone, proposed } = waiting.proven;
  const others = await atTheDoor(ground.database, transaction => countWithPhone(transaction, phone, null));
  const refused = Object.keys(errors).length > 0;
  const answer = await visit.page(
    { ...doorFrame(visit, words.phraseTitle), error: refused },
    <PhrasePage
      proposed={proposed}
      typed={typed ?? proposed}
      others={others > 0}
      errors={errors}
      seal={visit.seal()}
      reader={reader}
    />,
    { status: refused ? 422 : 200 },
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** The account opens with its passphrase, and they are in; or nothing was done. */
async function openAndEnter(visit: Visit): Promise<Response> {
  const { now, reader } = visit;
  const waiting = await provenOf(visit);
  if (!waiting)
    return await openingPage(visit, {}, { adresse: say(openingMessages, reader).phraseOver }, 422);
  const { challenge, proven } = waiting;
  const typed = text(await visit.form(), 'phrase');
  const { first, last } = proven.names!;
  const name = `${first} ${last}`;
  const spelled = spelledPassword(typed);
  const problem = await problemOf(spelled, proven, name);
  const words = say(meansMessages, reader);
  if (problem) return await phrasePage(visit, typed, { phrase: words[problem] });
  try {
    const passwordHash = await hashSecret(spelled, comerOf(visit).network);
    const found = newcomer(now, { name, email: null, language: reader.language });
    const wishes = proven.wishes as Wishes;
    const entered = await enter(visit, found, {
      means: 'sms_code',
      strength: 1,
      wishes,
      use: transaction =>
        openPhoneAccount(transaction, now, found, { challenge, phone: proven.phone, passwordHash }),
      also: async () => [
        {
          event: networkEvents.account_opened,
          object: { type: 'account', ref: found.id },
          facts: { means: 'sms_code' },
          person: found.id,
        },
      ],
      ...(wishes.suite || wishes.form ? {} : { landing: '/compte?ouvert=telephone' }),
    });
    return entered ?? visit.redirect('/se-connecter');
  } catch (error) {
    if (error instanceof TooBusy) return await phrasePage(visit, typed, { phrase: words.busy });
    if ((error as { constraint?: string }).constraint !== 'phone_shared_by_few') throw error;
    const said = say(contactMessages, reader).phoneShared;
    return await openingPage(visit, typedOf(proven), { adresse: said }, 422);
  }
}

/** The words proposed are strong by the way they were drawn; what is written in their place is held to the rules. */
async function problemOf(spelled: string, { proposed, phone }: Proven, name: string) {
  if (spelled === spelledPassword(proposed)) return null;
  const own = [...ownWords(name, null), phone.slice(1), phone.slice(3)];
  return passwordProblem(spelled, own, await strengthOf(own));
}
