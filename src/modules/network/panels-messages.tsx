import type { Visit } from '../../core/http/route.ts';
import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { membersMayPrintLetters } from '../../core/notify/events.ts';
import { findLetters, patience } from '../../core/notify/letters.ts';
import { details } from '../../core/notify/vocabulary.ts';
import { before } from '../../core/retention/rule.ts';
import { dayText } from '../../core/typography.ts';
import { Notice } from '../../core/ui/notices.tsx';
import { announcementMessages } from './announcement-messages.ts';
import { AnnouncementBanner } from './pages/announcement-pages.tsx';
import { leadsMayAnnounce } from './policy-messages.ts';
import { postMessages } from './post-messages.ts';
import { hiddenBy, lineOf } from './routes/announcements.tsx';
import { findAnnouncements } from './store/announcements.ts';
import { countUnread, findUndelivered } from './store/messages.ts';

/** Announcements shown at a time. */
const mostShown = 2;

async function banner(visit: Visit, under: boolean) {
  const { actor, now, reader } = visit;
  const { all, unread } = await visit.read(async transaction => ({
    all: await findAnnouncements(transaction, actor, now, { seen: false }),
    unread: actor.account ? await countUnread(transaction, actor.account.id) : 0,
  }));
  const hidden = actor.account ? [] : hiddenBy(visit);
  const announcements = all.filter(({ id, level }) => level === 'important' || !hidden.includes(id));
  if (announcements.length === 0 && unread === 0) return null;
  return (
    <AnnouncementBanner
      announcements={announcements.slice(0, mostShown).map(one => lineOf(one, visit))}
      unread={unread}
      seal={visit.seal()}
      under={under}
      reader={reader}
    />
  );
}

async function todo(visit: Visit) {
  const { reader, actor, now } = visit;
  const words = say(postMessages, reader);
  const { undelivered, late } = await visit.read(async transaction => ({
    undelivered: await findUndelivered(transaction, actor.ref, before(now, 30, 'days')),
    late: actor.account?.membership?.roles.some(
      role => role === 'referent_structure' || role === 'coordinateur',
    )
      ? (await findLetters(transaction, now)).filter(letter => letter.waited > patience)
      : [],
  }));
  const items = undelivered.map(({ channel, at, detail, state }) => ({
    title: words.undelivered,
    href: '/pro/messages?etat=non-remis',
    tag: { words: dayText(at, { language: reader.language, now, short: true }), kind: 'bad' as const },
    due: at,
    sentence: words.undeliveredMore(words[channel], detail ? details[detail][reader.language] : words[state]),
  }));
  if (late.length === 0) return items;
  return [
    ...items,
    {
      title: words.lettersLate(late.length),
      href: '/pro/courriers',
      tag: { words: words.late, kind: 'bad' as const },
      due: late[0]!.writtenAt,
      sentence: words.lettersLateMore,
    },
  ];
}

async function desk(visit: Visit) {
  const { reader, actor, ground } = visit;
  const words = say(announcementMessages, reader);
  const post = say(postMessages, reader);
  const { smtpUrl, sms } = ground.config;
  const nothingLeaves = !smtpUrl && !sms && actor.account?.membership?.roles.includes('administrateur');
  return (
    <div class="flow">
      {await banner(visit, false)}
      <section aria-labelledby="messages-et-courriers">
        <h2 id="messages-et-courriers">{words.messages}</h2>
        {nothingLeaves ? (
          <Notice first={post.outboxFirst}>
            {post.outboxMore} <a href="/pro/admin/boite-d-envoi">{post.outboxSee}</a>
          </Notice>
        ) : null}
        <ul class="plain">
          <li>
            <a href="/pro/messages">{words.sentMessages}</a>
          </li>
          {membersMayPrintLetters.allows(actor) ? (
            <li>
              <a href="/pro/courriers">{words.lettersToPrint}</a>
            </li>
          ) : null}
          {leadsMayAnnounce.allows(actor) ? (
            <li>
              <a href="/pro/reseau/annonces">{words.write}</a>
            </li>
          ) : null}
        </ul>
      </section>
    </div>
  );
}

/** What messages and announcements bring to the pages of others. */
export const messagePanels = {
  account: [
    { href: '/compte/messages', label: reader => say(postMessages, reader).mine },
    { href: '/compte/messages/reglages', label: reader => say(postMessages, reader).settingsTitle },
  ],
  homeFirst: visit => banner(visit, true),
  todo,
  desk,
} satisfies Panels;
