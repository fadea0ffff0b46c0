import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { openHouse } from '../house.ts';
import { askingMessages } from '../messages-asking.ts';
import { LinkPage, SaidPage } from '../pages/asking-pages.tsx';
import { PlacePreview } from '../pages/place-preview.tsx';
import { editorsMayKeepTheirPlaces, whoHasTheLinkMayAnswer } from '../policy.ts';
import { communeName } from '../presenting.ts';
import { answerReminder } from '../reminding.ts';
import { findReminderOfLink } from '../store/reminders.ts';
import { actingOf, typedText } from './pro/kept-place.tsx';

const policy = whoHasTheLinkMayAnswer;

export const reminderRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/rappel/:secret',
    policy,
    reach: { exempt: 'lien envoyé par message' },
    handle: linkPage,
  },
  {
    method: 'POST',
    path: '/lieux/rappel/:secret',
    policy,
    reach: { exempt: 'envoi du formulaire' },
    handle: answer,
  },
];

function frameOf(visit: Visit) {
  const words = say(askingMessages, visit.reader);
  return {
    title: words.reminderTitle,
    crumbs: [{ label: words.home, href: '/' }, { label: words.reminderTitle }],
    robots: 'noindex',
  };
}

/** A mail scanner that opens the link changes nothing: there is a button. */
async function linkPage(visit: Visit): Promise<Response> {
  const { reader, now, actor } = visit;
  const words = say(askingMessages, reader);
  const reminder = await visit.read(transaction =>
    findReminderOfLink(transaction, visit.params.secret ?? ''),
  );
  const house = await openHouse(visit.ground);
  const listed = reminder && house.catalogue.withSlug(reminder.slug);
  if (!reminder || !listed || reminder.expiresAt <= now) return await over(visit);
  if (reminder.answeredAt) return await thanks(visit, reminder);
  const { slug, name } = reminder;
  const correct = editorsMayKeepTheirPlaces.allows(actor)
    ? `/pro/lieux/${slug}`
    : `/lieux/${slug}/revendiquer`;
  return await visit.page(
    frameOf(visit),
    <LinkPage
      title={words.reminderTitle}
      lead={words.reminderLead(name)}
      action={visit.url.pathname}
      buttons={[
        { value: 'exact', label: words.exact },
        { value: 'ferme', label: words.closed },
      ]}
      correct={{ href: correct, label: words.correct }}
      seal={visit.seal()}
    >
      <PlacePreview
        place={listed.place}
        commune={communeName(house, listed.place)}
        now={now}
        reader={reader}
        plain
      />
    </LinkPage>,
  );
}

async function answer(visit: Visit): Promise<Response> {
  const said = typedText(await visit.form(), 'reponse') === 'ferme' ? 'ferme' : 'exact';
  const answered = await answerReminder(actingOf(visit), visit.params.secret ?? '', said);
  return answered ? visit.redirect(visit.url.pathname) : await over(visit);
}

function thanks(
  visit: Visit,
  { answer: said, slug }: { answer: string | null; slug: string },
): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  const [first, more] =
    said === 'ferme'
      ? [words.reminderClosed, words.reminderClosedMore]
      : [words.reminderThanks, words.reminderThanksMore];
  return visit.page(
    frameOf(visit),
    <SaidPage
      title={words.reminderTitle}
      first={first}
      more={more}
      link={{ href: `/lieux/${slug}`, label: words.seePage }}
    />,
  );
}

function over(visit: Visit): Promise<Response> {
  const words = say(askingMessages, visit.reader);
  return visit.page(
    frameOf(visit),
    <SaidPage
      title={words.linkOver}
      first={words.linkOver}
      more={words.linkOverReminder}
      link={{ href: '/lieux', label: words.home }}
    />,
    { status: 410 },
  );
}
