import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, markText, numberText, percentText } from '../../../core/typography.ts';
import { printReport } from '../documents/report.ts';
import { type House, openTerritory } from '../house.ts';
import { installedPlaces } from '../installed.ts';
import { planMessages } from '../messages-plans.ts';
import { proofMessages } from '../messages-proof.ts';
import { plansPath } from '../pages/plan-pages.tsx';
import { gapText } from '../pages/plan-parts.tsx';
import { committeeMayReadScenarios } from '../policy.ts';
import { sourcesOf } from '../presenting-index.ts';
import { aboutOf, travelUsedIn } from '../presenting-plans.tsx';
import type { Scenario } from '../store-scenarios.ts';
import { withScenario } from './plan-visit.ts';

export const positioningPaperRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${plansPath}/:id/dossier.pdf`,
    policy: committeeMayReadScenarios,
    reach: { exempt: 'dossier à imprimer, lié depuis la page d’un plan' },
    handle: visit => withScenario(visit, scenario => dossier(visit, scenario)),
  },
];

/** The file of a plan for a committee: map, places, proof, certificate and where to verify it. */
async function dossier(visit: Visit, scenario: Scenario): Promise<Response> {
  const { result, problem, robustness } = scenario;
  if (!result) return await visit.error(404);
  const { reader, territory } = visit;
  const words = say(planMessages, reader);
  const proof = say(proofMessages, reader);
  const house = await openTerritory(visit.ground);
  const number = (value: number, decimals = 0) => numberText(value, reader.language, decimals);
  const travelUsed = await travelUsedIn(scenario, visit);
  const { all } = result.figures;
  const shareOf = new Map(robustness?.shares.map(({ code, share }) => [code, share]));
  const hasTrials = robustness !== null && robustness.draws > 0;
  const plainMedian = problem.model === 'p-median';
  const optimal =
    problem.keep > 0 ? words.bestFor : plainMedian ? words.bestMore(problem.p) : words[problem.model];
  const how =
    result.status === 'optimal'
      ? `${words.best} ${optimal}`
      : `${words.bounded(gapText((result.objective - result.bound) / result.objective, reader))} ${words.boundedMore}`;
  const bytes = await printReport(
    {
      title: words.title(problem.p),
      lead: aboutOf(scenario, visit),
      drawing: drawingOf(house, scenario, words.mapLabel(territory.name, problem.p)),
      parts: [
        {
          title: '',
          texts: [
            how,
            `${words.minutes(number(all.mean, 1))} ${words.meanOf}. ${percentText(all.within15, reader.language)} ${words.within15}. ${words.minutes(number(all.max))}, ${words.longest}.`,
            hasTrials
              ? words.robustDone(
                  robustness.draws,
                  result.open.filter(code => shareOf.get(code) === 1).length,
                  result.open.filter(code => (shareOf.get(code) ?? 0) >= 0.8).length,
                  robustness.shares.length,
                  problem.p,
                )
              : '',
            ...result.warnings,
          ],
          table: null,
        },
        {
          title: words.sitesTable(problem.p),
          texts: [],
          table: {
            columns: [
              { title: words.site },
              { title: words.inhabitants, numeric: true },
              { title: words.mean, numeric: true },
              { title: words.max, numeric: true },
              ...(hasTrials ? [{ title: words.trials, numeric: true }] : []),
            ],
            rows: result.sites.map((site, at) => [
              `${at + 1}. ${site.name}`,
              number(site.inhabitants),
              markText(site.mean, reader.language),
              number(site.max),
              ...(hasTrials ? [percentText(shareOf.get(site.code) ?? 0, reader.language)] : []),
            ]),
          },
        },
        {
          title: words.byEpci,
          texts: [],
          table: {
            columns: [
              { title: words.group },
              { title: words.persons, numeric: true },
              { title: words.mean, numeric: true },
              { title: words.under15, numeric: true },
              { title: words.max, numeric: true },
            ],
            rows: result.figures.byEpci.map(({ epci, figures }) => [
              house.communes.epci(epci)?.name ?? epci,
              number(figures.persons),
              markText(figures.mean, reader.language),
              percentText(figures.within15, reader.language),
              number(figures.max),
            ]),
          },
        },
        {
          title: proof.certificateTitle,
          texts: [
            proof.certificateLead,
            `${proof.certificateHash} ${scenario.certificateSha256}`,
            `${proof.dataHash} ${scenario.inputsSha256}`,
          ],
          table: null,
        },
      ],
      url: `${visit.origin}${plansPath}/verifier`,
      notes: [words.sitesNote, travelUsed?.words ?? words.byAirNote, sourcesOf(house)],
      printedOn: dayText(visit.now, { language: reader.language, now: new Date(0) }),
      territoryName: territory.name,
    },
    { createdAt: visit.now, language: reader.language },
  );
  return paperAnswer(bytes, `plan-${scenario.id.slice(-12)}`, 'private, no-cache');
}

/** The territory and its numbered places, black on white. */
function drawingOf(house: House, { result }: Scenario, alt: string) {
  const { geometry } = house;
  if (!geometry || !result) return null;
  const placeOf = new Map(installedPlaces(house).map(place => [place.code, place]));
  const marks = result.sites.flatMap(({ code }, at) => {
    const place = placeOf.get(code);
    if (!place) return [];
    const [x, y] = geometry.project(place.lat, place.lon);
    return [
      `<circle cx="${x}" cy="${y}" r="11" fill="#17231d" stroke="#fff" stroke-width="2"/>`,
      `<text x="${x}" y="${y + 4.5}" text-anchor="middle" font-family="Atkinson Hyperlegible Next" font-weight="700" font-size="13" fill="#fff">${at + 1}</text>`,
    ];
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${geometry.width} ${geometry.height}">`,
    `<path d="${geometry.outline}" fill="#fff" stroke="#17231d" stroke-width="2" stroke-linejoin="round"/>`,
    `<path d="${geometry.epciMesh}" fill="none" stroke="#6d675a" stroke-width="1.2"/>`,
    ...marks,
    '</svg>',
  ].join('');
  return { svg, alt, width: 120 };
}
