import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { printSheets, type Sheet } from '../documents/sheets.ts';
import { basesOfCounsellors } from '../domain/plans/rounds-result.ts';
import { openTerritory } from '../house.ts';
import { installedPlaces, installedTable } from '../installed.ts';
import { roundsMessages } from '../messages-rounds.ts';
import type { PlanPageProps } from '../pages/plan-page.tsx';
import { plansPath } from '../pages/plan-pages.tsx';
import { RoundsPage } from '../pages/rounds-page.tsx';
import { committeeMayReadScenarios } from '../policy.ts';
import { communeHref } from '../presenting-index.ts';
import { aboutOf } from '../presenting-plans.tsx';
import {
  baseOfCounsellor,
  halvesOf,
  lineOf,
  numbersOf,
  roundsMap,
  timeText,
  visitsOf,
} from '../presenting-rounds.tsx';
import { findTimetable, type Scenario } from '../store-scenarios.ts';
import { planFrame, withScenario } from './plan-visit.ts';

export const roundsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${plansPath}/:id/tournees.pdf`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'fiches à imprimer, liées depuis la page des tournées' },
    handle: visit => withScenario(visit, scenario => sheets(visit, scenario)),
  },
];

/** Rounds on their page: the same address as a plan of places. */
export async function roundsPage(
  visit: Visit,
  scenario: Scenario & { rounds: NonNullable<Scenario['rounds']> },
  { shared, acts, done }: { shared: boolean; acts: PlanPageProps['acts']; done: string | null },
): Promise<Response> {
  const { reader } = visit;
  const { id, rounds, problem } = scenario;
  const words = say(roundsMessages, reader);
  const house = await openTerritory(visit.ground);
  const visits = await visit.read(transaction => findTimetable(transaction, id));
  const numbers = numbersOf(rounds, reader);
  const nameOf = (code: string) => house.communes.get(code)?.name ?? code;
  const sheetHref = `${plansPath}/${id}/tournees.pdf`;
  const title = words.title(problem.p);
  const frame = planFrame(visit, title);
  return await visit.page(
    { ...frame, ...(shared ? { desk: false, crumbs: [{ label: title }] } : {}), sheets: ['desk.css'] },
    <RoundsPage
      title={title}
      about={aboutOf(scenario, visit)}
      done={done}
      result={rounds}
      stale={installedTable(installedPlaces(house)).sha256 !== scenario.inputsSha256}
      shared={shared}
      bases={rounds.bases.map((base, at) => ({ ...base, numbers: numbers[at]! }))}
      places={rounds.places.map(place => ({
        ...place,
        when: lineOf(visitsOf(visits, place.code), reader),
        sheet: `${sheetHref}?lieu=${place.code}`,
      }))}
      weeks={basesOfCounsellors(rounds).map((_, at) => ({
        name: words.counsellorNo(at + 1),
        base: baseOfCounsellor(rounds, at + 1),
        sheet: `${sheetHref}?conseiller=${at + 1}`,
        halves: halvesOf(visits, at + 1, nameOf, reader),
      }))}
      sheets={shared ? null : sheetHref}
      again={`${plansPath}/nouveau?depuis=${id}`}
      estimated={rounds.estimated.map(nameOf).join(', ')}
      map={roundsMap(house, rounds, visit)}
      communeHref={communeHref}
      acts={acts}
      reader={reader}
    />,
  );
}

/** One A4 page a counsellor and a place, or the one that is asked for. */
async function sheets(visit: Visit, { id, rounds }: Scenario): Promise<Response> {
  if (!rounds) return await visit.error(404);
  const { reader, territory, url } = visit;
  const words = say(roundsMessages, reader);
  const { communes } = await openTerritory(visit.ground);
  const visits = await visit.read(transaction => findTimetable(transaction, id));
  const nameOf = (code: string) => communes.get(code)?.name ?? code;
  const [asked, place] = [url.searchParams.get('conseiller'), url.searchParams.get('lieu')];
  const isAll = asked === null && place === null;
  const ofCounsellors = basesOfCounsellors(rounds)
    .map((_, at) => at + 1)
    .filter(counsellor => isAll || String(counsellor) === asked)
    .map((counsellor): Sheet => {
      const halves = halvesOf(visits, counsellor, nameOf, reader);
      return {
        title: words.counsellorNo(counsellor),
        lead: words.sheetCounsellorLead(baseOfCounsellor(rounds, counsellor)),
        lines: [],
        table: {
          columns: ['', words.am, words.pm],
          rows: [1, 2, 3, 4, 5].map(day => [words.weekday(day), halves[2 * day - 2]!, halves[2 * day - 1]!]),
        },
        url: null,
      };
    });
  const ofPlaces = rounds.places
    .filter(({ code }) => isAll || code === place)
    .map(
      ({ code, name }): Sheet => ({
        title: name,
        lead: words.sheetPlaceLead,
        // Two counsellors at once are one time for who comes.
        lines: [...new Set(visitsOf(visits, code).map(each => timeText(each, reader)))],
        table: null,
        url: `${visit.origin}${communeHref(code)}`,
      }),
    );
  const all = [...ofCounsellors, ...ofPlaces];
  if (all.length === 0) return await visit.error(404);
  const bytes = await printSheets(
    all,
    {
      title: words.sheetsTitle,
      territoryName: territory.name,
      printedOn: dayText(visit.now, { language: reader.language, now: new Date(0) }),
      note: words.note,
    },
    { createdAt: visit.now, language: reader.language },
  );
  return paperAnswer(bytes, `tournees-${id.slice(-12)}`, 'private, no-cache');
}
