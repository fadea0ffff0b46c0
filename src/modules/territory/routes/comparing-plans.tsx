import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { numberText, percentText } from '../../../core/typography.ts';
import { openTerritory } from '../house.ts';
import { installedPlaces } from '../installed.ts';
import { differenceMessages } from '../messages-difference.ts';
import { planMessages } from '../messages-plans.ts';
import { ComparePlansPage } from '../pages/plan-compare.tsx';
import { plansPath } from '../pages/plan-pages.tsx';
import { committeeMayReadScenarios } from '../policy.ts';
import { communeRows, differenceMap, differenceOf, isSame } from '../presenting-difference.tsx';
import { findScenario } from '../store-scenarios.ts';
import { travelOf } from '../travel-times.ts';
import { planFrame } from './plan-visit.ts';

export const comparePlanRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${plansPath}/comparer`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'liée depuis la liste quand deux plans existent' },
    handle: comparePage,
  },
];

async function comparePage(visit: Visit): Promise<Response> {
  const { reader } = visit;
  if (visit.url.search === '') return visit.redirect(plansPath);
  const words = say(planMessages, reader);
  const [a, b] = await visit.read(async transaction => [
    await findScenario(transaction, visit.url.searchParams.get('a') ?? ''),
    await findScenario(transaction, visit.url.searchParams.get('b') ?? ''),
  ]);
  const frame = planFrame(visit, words.compareTitle);
  if (!a?.result || !b?.result || a.id === b.id)
    return await visit.page(
      { ...frame, error: true },
      <div class="flow">
        <h1>{words.compareTitle}</h1>
        <p class="note">{words.compareSame}</p>
        <p>
          <a href={plansPath}>{words.listTitle}</a>
        </p>
      </div>,
      { status: 422 },
    );
  const house = await openTerritory(visit.ground);
  const { communes } = house;
  const places = installedPlaces(house);
  const difference = differenceOf(places, a, b, await travelOf(visit.ground, a.problem.matrix, places));
  const moved = new Map(difference.byEpci.map(each => [each.epci, each]));
  const [before, after] = [new Set(a.result.open), new Set(b.result.open)];
  const names = (codes: Iterable<string>) =>
    [...codes].map(code => communes.get(code)?.name ?? code).sort((x, y) => x.localeCompare(y, 'fr'));
  const [from, to] = [a.result.figures, b.result.figures];
  const minutes = (value: number) => words.minutes(numberText(value, reader.language));
  const signed = (value: number, text: (value: number) => string) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${text(Math.abs(value))}`;
  const share = (value: number) => percentText(value, reader.language);
  const points = (value: number) => numberText(value * 100, reader.language, 0);
  const rows: [string, number, number, (value: number) => string, (value: number) => string][] = [
    [words.meanTime, from.all.mean, to.all.mean, minutes, minutes],
    [words.p90, from.all.p90, to.all.p90, minutes, minutes],
    [words.worst, from.all.worstTenth, to.all.worstTenth, minutes, minutes],
    [words.longest, from.all.max, to.all.max, minutes, minutes],
    [words.under15, from.all.within15, to.all.within15, share, points],
  ];
  const epciRows = from.byEpci.flatMap(({ epci, figures }) => {
    const other = to.byEpci.find(each => each.epci === epci);
    return other
      ? [
          [
            communes.epci(epci)?.name ?? epci,
            minutes(figures.mean),
            minutes(other.figures.mean),
            signed(other.figures.mean - figures.mean, minutes),
            numberText(moved.get(epci)?.nearer ?? 0, reader.language, 0),
            numberText(moved.get(epci)?.farther ?? 0, reader.language, 0),
          ],
        ]
      : [];
  });
  return await visit.page(
    frame,
    <ComparePlansPage
      a={{ name: a.name, href: `${plansPath}/${a.id}` }}
      b={{ name: b.name, href: `${plansPath}/${b.id}` }}
      gained={names([...after].filter(code => !before.has(code)))}
      lost={names([...before].filter(code => !after.has(code)))}
      kept={names([...after].filter(code => before.has(code)))}
      rows={rows.map(([label, was, is, text, differenceText]) => [
        label,
        text(was),
        text(is),
        signed(is - was, differenceText),
      ])}
      epciRows={epciRows}
      map={differenceMap(house, places, difference, visit)}
      communeRows={communeRows(places, difference, visit)}
      same={say(differenceMessages, reader).sameCommunes(difference.minutes.filter(isSame).length)}
      reader={reader}
    />,
  );
}
