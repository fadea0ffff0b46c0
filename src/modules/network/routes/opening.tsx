import { readEmail, readName, readPhone } from '../../../core/contacts.ts';
import { checkSeal, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { looksLikePhone } from '../domain/ways.ts';
import { keyEvents } from '../events-keys.ts';
import { takeThread } from '../keys/comer.ts';
import { sendLink } from '../keys/links.ts';
import { sendPhoneCode } from '../keys/phone-codes.ts';
import { contactMessages } from '../messages-contact.ts';
import { networkMessages } from '../messages-network.ts';
import { openingMessages } from '../messages-opening.ts';
import { signInMessages } from '../messages-sign-in.ts';
import { text } from '../pages/form-parts.tsx';
import { OpeningPage } from '../pages/opening-page.tsx';
import { everybodyMaySignIn } from '../policy.ts';
import { phoneProblem } from './contacts.tsx';
import { asked, doorFrame, emailProblem, wishesOf } from './sign-in.tsx';

export const openingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/inscription',
    policy: everybodyMaySignIn,
    reach: 'linked',
    handle: visit => openingPage(visit, {}, {}),
  },
  {
    method: 'POST',
    path: '/inscription',
    policy: everybodyMaySignIn,
    reach: { exempt: 'envoi du formulaire' },
    handle: askToOpen,
  },
];

/** Both names and the space between them: what an account holds. */
const longestName = 200;

/** The page of who has no account, as it was asked for or after a refusal. */
export async function openingPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader } = visit;
  const { suite, form } = 'cle' in typed ? wishesOf(typed) : asked(visit);
  const answer = await visit.page(
    { ...doorFrame(visit, say(openingMessages, reader).title), error: Object.keys(errors).length > 0 },
    <OpeningPage
      typed={typed}
      errors={errors}
      suite={suite}
      form={form}
      trap={say(networkMessages, reader).trap}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** Writes to the address, or to the telephone; the account opens when the link or the code is used, not before. */
async function askToOpen(visit: Visit): Promise<Response> {
  const { reader } = visit;
  const words = say(openingMessages, reader);
  const typed = await visit.form();
  const errors: Record<string, string> = {};
  const names = (['prenom', 'nom'] as const).map(field => {
    const read = readName(text(typed, field));
    if ('fault' in read)
      errors[field] =
        read.fault === 'long' ? words.nameLong : field === 'nom' ? words.lastEmpty : words.firstEmpty;
    return 'value' in read ? read.value : '';
  });
  if (names.join(' ').length > longestName) errors.nom ??= words.nameLong;
  const isPhone = looksLikePhone(text(typed, 'adresse'));
  const email = readEmail(text(typed, 'adresse'));
  const phone = readPhone(text(typed, 'adresse'));
  const problem = isPhone
    ? phoneProblem(phone, reader)
    : 'fault' in email
      ? emailProblem(email, reader)
      : null;
  if (problem) errors.adresse = text(typed, 'adresse').trim() ? problem : words.whoEmpty;
  if (Object.keys(errors).length > 0) return await openingPage(visit, typed, errors, 422);
  const seal = checkSeal(typed, new Date());
  if (!seal || seal.doubtful) return await openingPage(visit, typed, { prenom: words.again }, 422);
  const { thread, cookie } = takeThread(visit);
  const wishes = wishesOf(typed);
  const [first = '', last = ''] = names;
  const sent =
    isPhone && 'value' in phone
      ? await sendPhoneCode(visit, {
          asked: { purpose: 'opening', phone: phone.value, names: { first, last }, wishes },
          thread,
          event: keyEvents.sign_in_link_asked,
          key: seal.key,
        })
      : await sendLink(visit, {
          email: (email as { value: string }).value,
          wishes,
          thread,
          name: names.join(' '),
        });
  if ('wait' in sent && sent.wait > 0) {
    const said = isPhone
      ? say(contactMessages, reader).smsLimit(sent.wait)
      : say(signInMessages, reader).linkLimit(sent.wait);
    const answer = await openingPage(visit, typed, { adresse: said }, 429);
    answer.headers.set('Retry-After', String(sent.wait));
    return answer;
  }
  const answer = visit.redirect(isPhone ? '/inscription/code' : '/se-connecter/lien');
  answer.headers.append('Set-Cookie', cookie);
  return answer;
}
