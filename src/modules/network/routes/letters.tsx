import { checkSeal, keyOfAct, type Typed } from '../../../core/forms.ts';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { type LetterValues, printLetters } from '../../../core/notify/documents/letter.ts';
import { membersMayPrintLetters as policy } from '../../../core/notify/events.ts';
import {
  findLetters,
  type LetterLine,
  type LetterTick,
  patience,
  readLetters,
  tickLetters,
  ticks,
} from '../../../core/notify/letters.ts';
import { territoryFacts } from '../../../core/territory-settings.ts';
import { capital, dayText } from '../../../core/typography.ts';
import { type LetterItem, LettersPage } from '../pages/letters-page.tsx';
import { postMessages } from '../post-messages.ts';

const whenWaiting = { exempt: 'liée depuis la liste quand un courrier attend' } as const;

export const letterRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro/courriers', policy, reach: 'linked', handle: visit => letters(visit) },
  { method: 'POST', path: '/pro/courriers', policy, reach: { exempt: 'envoi du formulaire' }, handle: tick },
  { method: 'GET', path: '/pro/courriers/a-imprimer.pdf', policy, reach: whenWaiting, handle: printAll },
  { method: 'GET', path: '/pro/courriers/:id/courrier.pdf', policy, reach: whenWaiting, handle: printOne },
];

async function letters(visit: Visit, refused?: Typed): Promise<Response> {
  const { reader, now, url } = visit;
  const words = say(postMessages, reader);
  const all = await visit.read(transaction => findLetters(transaction, now));
  const noted = url.searchParams.get('notes');
  return await visit.page(
    {
      title: words.letters,
      crumbs: [{ label: words.desk, href: '/pro' }, { label: words.letters }],
      desk: true,
      robots: 'noindex',
      error: refused !== undefined,
    },
    <LettersPage
      waiting={all.filter(({ state }) => state === 'a_envoyer').map(letter => itemOf(visit, letter))}
      gone={all.filter(({ state }) => state !== 'a_envoyer').map(letter => itemOf(visit, letter))}
      noted={noted === null ? null : Number(noted) || 0}
      error={refused ? words.noneChosen : null}
      chosen={[]}
      seal={visit.seal(refused)}
      reader={reader}
    />,
    refused ? { status: 422 } : {},
  );
}

function itemOf({ reader, now }: Visit, letter: LetterLine): LetterItem {
  const words = say(postMessages, reader);
  const { language } = reader;
  const late = letter.waited > patience;
  const detail = [
    capital(dayText(letter.writtenAt, { language, now })),
    letter.waited > 0 ? words.waitedDays(letter.waited) : null,
    letter.printedAt ? words.printedOn(dayText(letter.printedAt, { language, now })) : null,
    letter.posted ? words.toPost : words.toHand,
  ];
  return {
    id: letter.id,
    to: letter.to,
    subject: letter.subject,
    state:
      letter.state === 'a_envoyer' && late
        ? { kind: 'bad', words: words.late }
        : {
            kind: letter.state === 'echec' ? 'bad' : letter.state === 'remis' ? 'open' : 'plain',
            words: words[letter.state],
          },
    detail: detail.filter(Boolean).join(', '),
  };
}

const isTick = (text: unknown): text is LetterTick => typeof text === 'string' && Object.hasOwn(ticks, text);

async function tick(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const ids = [typed.courrier ?? []].flat().filter(id => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0 || !isTick(typed.geste)) return await letters(visit, typed);
  const seal = checkSeal(typed, new Date());
  const { ground, now, actor, number } = visit;
  const noted = await tickLetters(ground.database, now, {
    actor,
    ids,
    tick: typed.geste,
    request: number,
    ...(seal ? { key: keyOfAct(seal.key, [typed.geste, ids]) } : {}),
  });
  return visit.redirect(`/pro/courriers?notes=${noted}`);
}

async function printAll(visit: Visit): Promise<Response> {
  const waiting = await visit.read(async transaction => {
    const all = await findLetters(transaction, visit.now);
    const ids = all.filter(({ state }) => state === 'a_envoyer').map(({ id }) => id);
    return await readLetters(transaction, ids, senderOf(visit));
  });
  return await pdf(visit, waiting);
}

async function printOne(visit: Visit): Promise<Response> {
  const { id = '' } = visit.params;
  if (!/^[0-9a-f-]{36}$/.test(id)) return await visit.error(404);
  return await pdf(visit, await visit.read(transaction => readLetters(transaction, [id], senderOf(visit))));
}

const senderOf = ({ actor }: Visit) => actor.account?.membership?.organisation.name ?? null;

/** Made for this answer and kept nowhere. */
async function pdf(visit: Visit, values: readonly LetterValues[]): Promise<Response> {
  if (values.length === 0) return await visit.error(404);
  const bytes = await printLetters(values, { territory: territoryFacts(visit.ground), at: visit.now });
  return paperAnswer(bytes, 'courriers');
}
