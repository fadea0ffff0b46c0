import { readAs } from '../../../core/acting-as.ts';
import { readName } from '../../../core/contacts.ts';
import { checkSeal, keyOfAct, type Typed } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { newId } from '../../../core/identifier.ts';
import { countAttempt, type Limit } from '../../../core/limits.ts';
import { dayText } from '../../../core/typography.ts';
import { foundMark, isFoundMark, readSought, seekHolder } from '../card-holders.ts';
import { blockCardOf, cardMadeFrom, issueCard, plainWords } from '../cards.ts';
import { printCard } from '../documents.ts';
import { CannotDo } from '../doing.ts';
import { readCard } from '../domain/card.ts';
import { readWords } from '../domain/words.ts';
import { comerOf, takeThread } from '../keys/comer.ts';
import { enter, findAtTheDoor, refuseEntry } from '../keys/entering.ts';
import { checkSecret, hashSecret } from '../keys/hashing.ts';
import { TooBusy } from '../keys/lanes.ts';
import { cardDayLimit, cardLimit, forgive, prefixLimit, tryOf } from '../keys/limits.ts';
import { onePress } from '../keys/pressing.ts';
import { fingerprint } from '../keys/sealing.ts';
import { cardMessages } from '../messages-card.ts';
import { CardPage, CardsPage, identityChecks } from '../pages/card-pages.tsx';
import { text } from '../pages/form-parts.tsx';
import { cardIssuersMayIssue, everybodyMaySignIn } from '../policy.ts';
import { findHolder, type PossibleHolder } from '../store/card-holders.ts';
import { cardsOf, findCard, markCardUsed } from '../store/cards.ts';
import { atTheDoor } from '../store/challenges.ts';
import { doerOf } from './account.tsx';
import { networkFrame } from './organisations.tsx';
import { asked, doorFrame, wishesOf } from './sign-in.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;

/** Wrong words before a pause, and before the card is blocked (product/network.md §3.4). */
const beforePause = 5;
const beforeBlock = 15;

export const cardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/carte',
    policy: everybodyMaySignIn,
    reach: 'linked',
    handle: visit => cardPage(visit, {}, {}),
  },
  {
    method: 'POST',
    path: '/carte',
    policy: everybodyMaySignIn,
    reach: sendsForm,
    handle: visit => onePress(visit, () => comeIn(visit)),
  },
  {
    method: 'GET',
    path: '/pro/cartes',
    policy: cardIssuersMayIssue,
    reach: { exempt: 'dans le menu de qui est habilité à remettre une carte' },
    handle: visit => cardsPage(visit, {}, {}),
  },
  {
    method: 'POST',
    path: '/pro/cartes',
    policy: cardIssuersMayIssue,
    reach: sendsForm,
    fresh: true,
    handle: issue,
  },
  {
    method: 'POST',
    path: '/pro/cartes/retrouver',
    policy: cardIssuersMayIssue,
    reach: sendsForm,
    fresh: true,
    handle: seek,
  },
  {
    method: 'POST',
    path: '/pro/cartes/:account',
    policy: cardIssuersMayIssue,
    reach: sendsForm,
    fresh: true,
    handle: issue,
  },
  {
    method: 'POST',
    path: '/pro/cartes/:account/blocage',
    policy: cardIssuersMayIssue,
    reach: sendsForm,
    fresh: true,
    handle: block,
  },
];

async function cardPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader } = visit;
  const { suite } = 'cle' in typed ? wishesOf(typed) : asked(visit);
  const answer = await visit.page(
    {
      ...doorFrame(visit, say(cardMessages, reader).title),
      error: Object.keys(errors).length > 0,
      islands: ['card.js'],
    },
    <CardPage typed={typed} errors={errors} seal={visit.seal(typed)} suite={suite} reader={reader} />,
    { status },
  );
  answer.headers.set('Cache-Control', 'no-store');
  answer.headers.append('Set-Cookie', takeThread(visit).cookie);
  return answer;
}

async function comeIn(visit: Visit): Promise<Response> {
  const { reader, now, ground, address } = visit;
  const words = say(cardMessages, reader);
  const typed = await visit.form();
  const card = readCard(text(typed, 'carte_secrete'));
  const said = readWords(text(typed, 'mots'));
  const errors: Record<string, string> = {};
  if ('wrong' in card) {
    const why = {
      empty: words.numberEmpty,
      sign: words.numberCheck,
      short: words.numberShort,
      long: words.numberLong,
      check: words.numberCheck,
    };
    errors.carte_secrete = why[card.wrong];
  }
  if (text(typed, 'mots').trim() === '') errors.mots = words.wordsEmpty;
  if ('wrong' in card || errors.mots) return await cardPage(visit, typed, errors, 422);
  const network = await tryOf(visit, prefixLimit, address);
  if (network.wait > 0) return await visit.error(429, { waitSeconds: network.wait });
  const number = fingerprint(card.number);
  const found = await atTheDoor(ground.database, transaction => findCard(transaction, number));
  const whom = number.toString('hex');
  const { wait, attempts } = await tryOf(visit, cardLimit, whom);
  if (wait > 0) return await cardPage(visit, typed, { mots: words.wait(Math.ceil(wait / 60)) }, 429);
  try {
    const right = await checkSecret(
      found && !found.blocked ? found.wordsHash : null,
      said ?? '',
      comerOf(visit).network,
    );
    if (found?.blocked) return await cardPage(visit, typed, { carte_secrete: words.blocked }, 422);
    if (!found) return await cardPage(visit, typed, { carte_secrete: words.unknown }, 422);
    if (!right) return await wrongWords(visit, typed, found.account, whom, attempts);
    await forgive(visit, cardLimit, whom);
    await forgive(visit, cardDayLimit, whom);
    await forgive(visit, prefixLimit, address);
    const holder = await findAtTheDoor(visit, { id: found.account });
    const entered =
      holder &&
      (await enter(visit, holder, {
        means: 'card',
        // The card opens the personal space: an organisation asks for a second factor of its own.
        strength: 1,
        wishes: wishesOf(typed),
        use: async transaction => {
          await markCardUsed(transaction, found.id, now);
          return true;
        },
      }));
    return entered ?? (await cardPage(visit, typed, { carte_secrete: words.unknown }, 422));
  } catch (error) {
    if (error instanceof TooBusy) return await cardPage(visit, typed, { mots: words.busy }, 503);
    throw error;
  }
}

async function wrongWords(
  visit: Visit,
  typed: Typed,
  account: string,
  whom: string,
  attempts: number,
): Promise<Response> {
  const words = say(cardMessages, visit.reader);
  const day = await tryOf(visit, cardDayLimit, whom);
  await refuseEntry(visit, { account, means: 'card', reason: 'wrong' });
  if (day.attempts >= beforeBlock) {
    await blockCardOf(doerOf(visit), account, 'tries');
    return await cardPage(visit, typed, { carte_secrete: words.blocked }, 422);
  }
  const left = Math.max(0, beforePause - attempts);
  return await cardPage(visit, typed, { mots: left > 0 ? words.wrong(left) : words.wait(15) }, 422);
}

async function cardsPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
  found: readonly PossibleHolder[] | null = null,
): Promise<Response> {
  const { reader, now, ground, actor } = visit;
  const words = say(cardMessages, reader);
  const day = (at: Date) => dayText(at, { language: reader.language, now, short: true });
  const cards = await readAs(ground.database, { kind: 'job', ref: 'network:cards' }, transaction =>
    cardsOf(transaction, actor.account!.membership!.organisation.id),
  );
  return await visit.page(
    { ...networkFrame(visit, words.issueTitle), error: Object.keys(errors).length > 0 },
    <CardsPage
      cards={cards.map(({ account, name, at, blockedAt }) => ({
        account,
        name,
        day: day(at),
        blocked: blockedAt !== null,
      }))}
      found={
        found?.map(({ account, name, cardFrom, cardAt, openedAt }) => ({
          account,
          name,
          state: cardAt ? words.cardOf(cardFrom ?? '', day(cardAt)) : words.openedOn(day(openedAt)),
          mark: foundMark(ground, actor.ref, account, now),
        })) ?? null
      }
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

/** Looking for people is slow on purpose: an hour of real work asks for fewer. */
const seekLimit: Limit = { what: 'card holder', most: 20, seconds: 3600, per: 'account' };

/** Who is in front of the helper, with a card of another organisation or none. */
async function seek(visit: Visit): Promise<Response> {
  const { ground, actor, now, reader } = visit;
  const words = say(cardMessages, reader);
  const typed = await visit.form();
  const by = readSought(text(typed, 'qui'));
  if (!by) return await cardsPage(visit, typed, { qui: words.seekEmpty }, 422);
  const wait = await countAttempt(ground.database, seekLimit, actor.ref, ground.secret, now);
  if (wait > 0) return await visit.error(429, { waitSeconds: wait });
  const found = await seekHolder(doerOf(visit), by);
  return await cardsPage(visit, typed, found.length === 0 ? { qui: words.foundNone } : {}, 200, found);
}

/** Hands a card over: the answer is the paper, and nothing else knows the words. */
async function issue(visit: Visit): Promise<Response> {
  const { reader, now, ground, territory, origin } = visit;
  const words = say(cardMessages, reader);
  const typed = await visit.form();
  const again = visit.params.account ?? null;
  const name = readName(text(typed, 'personne'));
  const check = identityChecks.find(code => code === text(typed, 'verification'));
  const errors: Record<string, string> = {};
  if (!again && !('value' in name))
    errors.personne = name.fault === 'long' ? words.personLong : words.personEmpty;
  if (!check) errors[again ? `verification-${again}` : 'verification'] = words.checkedEmpty;
  if (!check || errors.personne) return await cardsPage(visit, typed, errors, 422);
  const found =
    again !== null &&
    isFoundMark(ground, text(typed, 'trouve'), { helper: visit.actor.ref, account: again, now });
  const known = again
    ? ((found
        ? await readAs(ground.database, { kind: 'job', ref: 'network:cards' }, transaction =>
            findHolder(transaction, again),
          )
        : null) ??
      (
        await readAs(ground.database, { kind: 'job', ref: 'network:cards' }, transaction =>
          cardsOf(transaction, visit.actor.account!.membership!.organisation.id),
        )
      ).find(card => card.account === again))
    : null;
  if (again && !known) return await visit.error(404);
  const called = known?.name ?? (name as { value: string }).value;
  const key = keyOfAct(checkSeal(typed, new Date())?.key ?? newId(now), [again, called, check]);
  const made = cardMadeFrom(ground, key);
  try {
    const wordsHash = await hashSecret(plainWords(made.words), comerOf(visit).network);
    await issueCard(doerOf(visit, key), {
      account: again,
      found,
      name: called,
      check,
      number: made.number,
      wordsHash,
    });
  } catch (error) {
    if (error instanceof TooBusy) return await cardsPage(visit, typed, { personne: words.busy }, 503);
    if (error instanceof CannotDo) return await visit.error(404);
    throw error;
  }
  const pdf = await printCard({
    name: called,
    ...made,
    origin,
    territory,
    language: reader.language,
    at: now,
  });
  return paperAnswer(pdf, 'carte');
}

async function block(visit: Visit): Promise<Response> {
  try {
    await blockCardOf(doerOf(visit), visit.params.account ?? '', 'helper');
  } catch (error) {
    if (error instanceof CannotDo) return await visit.error(404);
    throw error;
  }
  return visit.redirect('/pro/cartes');
}
