import { act } from '../../../core/act.ts';
import { toCsvLine } from '../../../core/csv.ts';
import { checkSeal } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { roles as roleNames } from '../../../core/roles.ts';
import { dayInParis, dayText } from '../../../core/typography.ts';
import { type CommuneIndex, fold, loadTerritory, meantCommune } from '../../territory/index.ts';
import { monthsLater } from '../domain/sleeping.ts';
import { networkEvents } from '../events.ts';
import { rosterMessages } from '../messages-roster.ts';
import { RosterPage } from '../pages/roster-page.tsx';
import {
  leadsMaySuspend,
  leadsMayTakeTheListAway as mayExport,
  membersMayReadTheOrganisation as mayRead,
} from '../policy.ts';
import { type RosterFilter, readRosterFilter } from '../roster-filter.ts';
import { findOrganisations } from '../store/organisations.ts';
import { findRoster, type RosterLine, type RosterQuestion } from '../store/roster.ts';
import { habilitationKinds } from '../vocabulary.ts';
import { networkFrame } from './organisations.tsx';

export const rosterRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro/reseau/personnes', policy: mayRead, reach: 'linked', handle: roster },
  {
    method: 'POST',
    path: '/pro/reseau/personnes/export',
    policy: mayExport,
    reach: { exempt: 'envoi du formulaire' },
    fresh: true,
    handle: exported,
  },
];

const pageSize = 50;

/** Somebody that belongs to no organisation: its pages answer as an unknown one. */
const elsewhere = '00000000-0000-7000-8000-000000000000';

/** Null: the whole network. Otherwise the organisation the actor works in (A02). */
function reachOf({ actor }: Visit): string | null {
  return mayRead.allows(actor, elsewhere) ? null : actor.account!.membership!.organisation.id;
}

/** When somebody last came in is for who may suspend them, and for who looks after the whole network (A02, A09). */
const seesLastSeen = ({ actor }: Visit) => leadsMaySuspend.allows(actor) || mayRead.allows(actor, elsewhere);

/** The communes meant: those of an intercommunalité, or one; null when nothing is asked. */
function communesOf(index: CommuneIndex, area: string): { codes: string[] | null; unknown: boolean } {
  if (area === '') return { codes: null, unknown: false };
  const epci = index.epcis.find(({ siren, name }) => siren === area || fold(name) === fold(area));
  if (epci) return { codes: index.members(epci.siren).map(({ insee }) => insee), unknown: false };
  const known = index.byCode(area);
  if (known) return { codes: [known.insee], unknown: false };
  const meant = meantCommune(index, area);
  if (meant.kind === 'one') return { codes: [meant.hit.insee], unknown: false };
  return meant.kind === 'several'
    ? { codes: meant.hits.map(({ insee }) => insee), unknown: false }
    : { codes: [], unknown: true };
}

function questionOf(visit: Visit, filter: RosterFilter, communes: readonly string[] | null): RosterQuestion {
  const { now } = visit;
  const reach = reachOf(visit);
  return {
    organisation: reach ?? filter.organisation,
    words: fold(filter.text).split(' ').filter(Boolean),
    communes,
    role: filter.role,
    habilitation: filter.habilitation,
    endsBefore: filter.endsWithin ? new Date(now.getTime() + filter.endsWithin * 86_400_000) : null,
    notSince: filter.inactive && seesLastSeen(visit) ? monthsLater(now, -filter.inactive) : null,
  };
}

async function roster(visit: Visit): Promise<Response> {
  const { reader, now, actor } = visit;
  const words = say(rosterMessages, reader);
  const { communes } = await loadTerritory(visit.ground.database);
  const asked = readRosterFilter(visit.url.searchParams);
  const reach = reachOf(visit);
  const area = communesOf(communes, reach ? '' : asked.area);
  const question = questionOf(visit, asked, area.codes);
  const { filter, counted, lines, organisations } = await visit.read(async transaction => {
    const found = (page: number) =>
      findRoster(transaction, now, question, { first: (page - 1) * pageSize, most: pageSize });
    let page = asked.page;
    let result = await found(page);
    // A page past the end, after people left: the first one says how many there are.
    if (result.counted === 0 && page > 1) {
      page = 1;
      result = await found(page);
    }
    return {
      ...result,
      filter: { ...asked, page },
      organisations: reach ? null : await findOrganisations(transaction),
    };
  });
  return await visit.page(
    networkFrame(visit, words.title),
    <RosterPage
      rows={lines.map(line => ({
        name: line.name,
        href: `/pro/reseau/structures/${line.organisation}/membres/${line.account}`,
        organisation: line.organisationName,
        roles: rolesText(line, visit),
        habilitations: line.habilitations.map(({ kind, until }) =>
          words.until(
            habilitationKinds[kind][reader.language],
            dayText(new Date(until), { language: reader.language, now, short: true }),
          ),
        ),
        lastSeen: seesLastSeen(visit) ? lastSeenText(line, visit) : null,
      }))}
      counted={counted}
      pages={Math.ceil(counted / pageSize)}
      filter={filter}
      organisations={organisations}
      areas={communes.epcis.map(({ name }) => name)}
      areaError={area.unknown ? words.areaUnknown(asked.area) : null}
      seesLastSeen={seesLastSeen(visit)}
      mayExport={mayExport.allows(actor, reach)}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

const rolesText = ({ roles, state }: RosterLine, { reader }: Visit) =>
  [
    ...roles.map(role => roleNames[role][reader.language]),
    ...(state === 'suspendu' ? [say(rosterMessages, reader).suspended] : []),
  ].join(', ');

const lastSeenText = ({ lastSeen }: RosterLine, { reader, now }: Visit) =>
  lastSeen
    ? dayText(lastSeen, { language: reader.language, now, short: true })
    : say(rosterMessages, reader).never;

/** The same list in a file for spreadsheets, after a fresh proof: it holds names. */
async function exported(visit: Visit): Promise<Response> {
  const { reader, now, actor, ground, number } = visit;
  const words = say(rosterMessages, reader);
  const typed = await visit.form();
  const given = new URLSearchParams(
    Object.entries(typed).map(([name, value]) => [name, String([value].flat()[0])]),
  );
  const filter = readRosterFilter(given);
  const { communes } = await loadTerritory(ground.database);
  const reach = reachOf(visit);
  if (!mayExport.allows(actor, reach)) return await visit.error(403);
  const question = questionOf(visit, filter, communesOf(communes, reach ? '' : filter.area).codes);
  const { lines } = await visit.read(transaction =>
    findRoster(transaction, now, question, { first: 0, most: 100_000 }),
  );
  const key = checkSeal(typed, new Date())?.key;
  await act(ground.database, now, {
    event: networkEvents.people_exported,
    actor,
    subject: reach,
    request: number,
    ...(key ? { key: `${key} export` } : {}),
    change: async () => ({
      answer: null,
      object: { type: 'organisation', ref: reach ?? 'network' },
      facts: { reach: reach ? 'organisation' : 'network', people: lines.length },
    }),
  });
  const header = [
    words.person,
    words.organisation,
    words.commune,
    words.roles,
    words.habilitations,
    words.lastSeen,
  ];
  const rows = lines.map(line => [
    line.name,
    line.organisationName,
    communes.byCode(line.communeInsee)?.name ?? line.communeInsee,
    rolesText(line, visit),
    line.habilitations
      .map(({ kind, until }) =>
        words.until(habilitationKinds[kind][reader.language], dayInParis(new Date(until))),
      )
      .join(' ; '),
    line.lastSeen ? dayInParis(line.lastSeen) : '',
  ]);
  return new Response(`\ufeff${[header, ...rows].map(row => toCsvLine(row, true)).join('')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${words.file}-${dayInParis(now)}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
