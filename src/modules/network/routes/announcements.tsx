import { checkSeal, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { roleCodes, roles } from '../../../core/roles.ts';
import { dayInParis, dayText } from '../../../core/typography.ts';
import { announcementMessages } from '../announcement-messages.ts';
import { dismissAnnouncement, publish, takeBack } from '../announcing.ts';
import { faultsOfAnnouncement } from '../domain/announcement.ts';
import { type AnnouncementLine, AnnouncementsPage, PublishPage } from '../pages/announcement-pages.tsx';
import { everybodyMayReadAnnouncements, leadsMayAnnounce } from '../policy-messages.ts';
import { type Announcement, findAnnouncements, findPublished } from '../store/announcements.ts';
import type { Audience } from '../tables-announcements.ts';
import { doerOf } from './account.tsx';

const sendsForm = { exempt: 'envoi du formulaire' } as const;
const publishPath = '/pro/reseau/annonces';

export const announcementRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/annonces',
    policy: everybodyMayReadAnnouncements,
    reach: { exempt: 'liée depuis l’accueil, les jours où il y a une annonce' },
    handle: list,
  },
  {
    method: 'POST',
    path: '/annonces',
    policy: everybodyMayReadAnnouncements,
    reach: sendsForm,
    handle: hide,
  },
  {
    method: 'GET',
    path: publishPath,
    policy: leadsMayAnnounce,
    reach: 'linked',
    handle: visit => published(visit),
  },
  { method: 'POST', path: publishPath, policy: leadsMayAnnounce, reach: sendsForm, handle: save },
];

/** An announcement as pages show it. */
export function lineOf(
  { id, title, text, level, organisation, until }: Announcement,
  { reader, now }: Visit,
): AnnouncementLine {
  const { by } = say(announcementMessages, reader);
  const day = dayText(until, { language: reader.language, now, short: true });
  return { id, title, text, important: level === 'important', by: by(organisation, day) };
}

async function list(visit: Visit): Promise<Response> {
  const { reader, actor, now } = visit;
  const words = say(announcementMessages, reader);
  const all = await visit.read(transaction => findAnnouncements(transaction, actor, now, { seen: true }));
  return await visit.page(
    { title: words.title, crumbs: [{ label: words.home, href: '/' }, { label: words.title }] },
    <AnnouncementsPage announcements={all.map(one => lineOf(one, visit))} reader={reader} />,
    { maxAge: 60 },
  );
}

/** Announcements a browser without account has hidden: their identifiers only, for as long as one may last. */
const hiddenCookie = 'airial-annonces';
const longestShown = 61 * 86_400;
const mostHidden = 20;

export function hiddenBy({ headers }: Visit): string[] {
  const kept = /(?:^|;\s*)airial-annonces=([0-9a-f.-]+)/.exec(headers.get('Cookie') ?? '')?.[1] ?? '';
  return kept.split('.').filter(id => /^[0-9a-f-]{36}$/.test(id));
}

async function hide(visit: Visit): Promise<Response> {
  const id = String((await visit.form()).annonce ?? '');
  const { account } = visit.actor;
  const answer = visit.redirect(account?.membership ? '/pro' : '/');
  if (!/^[0-9a-f-]{36}$/.test(id)) return answer;
  if (account) await dismissAnnouncement(doerOf(visit), id);
  else {
    const hidden = [...new Set([...hiddenBy(visit), id])].slice(-mostHidden).join('.');
    answer.headers.append(
      'Set-Cookie',
      `${hiddenCookie}=${hidden}; Path=/; Max-Age=${longestShown}; SameSite=Lax; HttpOnly`,
    );
  }
  return answer;
}

const textOf = (typed: Typed, name: string) => String(typed[name] ?? '');

function typedOf(typed: Typed, today: string) {
  return {
    titre: textOf(typed, 'titre'),
    texte: textOf(typed, 'texte'),
    pour: textOf(typed, 'pour'),
    roles: [typed.roles ?? []].flat().filter(role => roleCodes.some(code => code === role)),
    importance: textOf(typed, 'importance') || 'information',
    du: typed.du === undefined ? today : textOf(typed, 'du'),
    au: textOf(typed, 'au'),
    message: typed.message !== undefined,
  };
}

async function published(
  visit: Visit,
  typed: Typed = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const { reader, actor, now, url } = visit;
  const words = say(announcementMessages, reader);
  const membership = actor.account!.membership!;
  const wide = membership.roles.includes('coordinateur');
  const today = dayInParis(now);
  const rows = await visit.read(transaction =>
    findPublished(transaction, wide ? null : membership.organisation.id),
  );
  const day = (at: Date) => dayText(at, { language: reader.language, now, short: true });
  const isRefused = Object.keys(errors).length > 0;
  return await visit.page(
    {
      title: words.publishTitle,
      crumbs: [
        { label: words.desk, href: '/pro' },
        { label: words.network, href: '/pro/reseau' },
        { label: words.publishTitle },
      ],
      desk: true,
      robots: 'noindex',
      error: isRefused,
    },
    <PublishPage
      published={rows.map(row => ({
        ...lineOf(row, visit),
        audience:
          row.audience === 'roles'
            ? row.roles.map(role => roles[role as keyof typeof roles][reader.language]).join(', ')
            : words[row.audience],
        ended: row.endedAt ? words.endedOn(day(row.endedAt)) : null,
        canEnd: !row.endedAt && row.until >= today && leadsMayAnnounce.allows(actor, row.organisationId),
      }))}
      ownOnly={wide ? null : membership.organisation.name}
      roles={roleCodes
        .filter(code => roles[code].held !== 'personal')
        .map(code => ({ value: code, label: roles[code][reader.language] }))}
      typed={typedOf(typed, today)}
      errors={errors}
      done={url.searchParams.has('publiee') ? 'published' : url.searchParams.has('retiree') ? 'ended' : null}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    isRefused ? { status: 422 } : {},
  );
}

async function save(visit: Visit): Promise<Response> {
  const typed = await visit.form();
  const doer = doerOf(visit, checkSeal(typed, new Date())?.key);
  const ending = textOf(typed, 'retirer');
  if (ending) {
    if (!/^[0-9a-f-]{36}$/.test(ending) || !(await takeBack(doer, ending))) return await visit.error(404);
    return visit.redirect(`${publishPath}?retiree=oui`);
  }
  const membership = visit.actor.account!.membership!;
  const wide = membership.roles.includes('coordinateur');
  const today = dayInParis(visit.now);
  const said = typedOf(typed, today);
  const faults = faultsOfAnnouncement(said, today, wide);
  const words = say(announcementMessages, visit.reader);
  const errors = Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, words[fault]]));
  if (Object.keys(errors).length > 0) return await published(visit, typed, errors);
  const audience: Audience = wide ? (said.pour as Audience) : 'organisations';
  await publish(doer, {
    title: said.titre.trim(),
    text: said.texte.trim().replaceAll('\r\n', '\n'),
    audience,
    roles: audience === 'roles' ? said.roles : [],
    organisations: audience === 'organisations' ? [membership.organisation.id] : [],
    level: said.importance === 'important' ? 'important' : 'information',
    from: said.du,
    until: said.au,
    tell: said.message,
  });
  return visit.redirect(`${publishPath}?publiee=oui`);
}
