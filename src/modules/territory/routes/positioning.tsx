import type { Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, numberText } from '../../../core/typography.ts';
import { needOf, questionOf } from '../domain/plans/asked.ts';
import { type PlanTyped, readPlan, typedOf } from '../domain/plans/form.ts';
import { counsellorsAllowed } from '../domain/plans/rounds.ts';
import { mayBeTried } from '../domain/plans/trying.ts';
import { contradictionsOf } from '../domain/positioning/contradictions.ts';
import { type House, openTerritory } from '../house.ts';
import { installedPlaces, installedTable } from '../installed.ts';
import { planMessages } from '../messages-plans.ts';
import { roundsMessages } from '../messages-rounds.ts';
import { type PlanErrors, PlanForm } from '../pages/plan-form.tsx';
import { PlanPage, type PlanPageProps } from '../pages/plan-page.tsx';
import { NewPlanPage, PlansPage, plansPath, RunningPage } from '../pages/plan-pages.tsx';
import { askPlan, hashOf, trialDraws } from '../planning.ts';
import {
  analystsMayRunScenarios,
  committeeMayReadScenarios,
  coordinationMayAdopt,
  whoHasTheLinkMayReadThePlan,
} from '../policy.ts';
import { communeHref } from '../presenting-index.ts';
import { aboutOf, errorsOf, planMap, stateText, travelChoices, travelUsedIn } from '../presenting-plans.tsx';
import {
  findAdopted,
  findScenario,
  findScenarios,
  findSharedScenario,
  type Scenario,
} from '../store-scenarios.ts';
import { matricesFor, travelOf } from '../travel-times.ts';
import { actingOf, planFrame, withScenario } from './plan-visit.ts';
import { roundsPage } from './rounds.tsx';
import { hypothesesTried, linksOf, moveTried, type OnPage, whatIf } from './trying.tsx';

const unlinked = (why: string) => ({ exempt: why });

export const positioningRoutes: readonly Route[] = [
  { method: 'GET', path: plansPath, policy: committeeMayReadScenarios, reach: 'linked', handle: plansPage },
  {
    method: 'GET',
    path: `${plansPath}/nouveau`,
    policy: analystsMayRunScenarios,
    reach: 'linked',
    handle: visit => newPage(visit, null, {}),
  },
  {
    method: 'POST',
    path: `${plansPath}/nouveau`,
    policy: analystsMayRunScenarios,
    reach: unlinked('envoi du formulaire'),
    handle: receive,
  },
  {
    method: 'GET',
    path: `${plansPath}/partage/:token`,
    policy: whoHasTheLinkMayReadThePlan,
    reach: unlinked('adresse secrète, transmise par la coordination'),
    handle: sharedPage,
  },
  {
    method: 'GET',
    path: `${plansPath}/:id`,
    policy: committeeMayReadScenarios,
    reach: unlinked('liée depuis la liste quand un plan existe'),
    handle: visit => withScenario(visit, scenario => planPage(visit, scenario, false)),
  },
];

async function plansPage(visit: Visit): Promise<Response> {
  const { reader, now } = visit;
  const words = say(planMessages, reader);
  const plans = await visit.read(findScenarios);
  return await visit.page(
    planFrame(visit, words.listTitle),
    <PlansPage
      plans={plans.map(plan => ({
        href: `${plansPath}/${plan.id}`,
        name: plan.name,
        places: String(plan.problem.p),
        mean: plan.result ? words.minutes(numberText(plan.result.figures.all.mean, reader.language)) : '–',
        state: stateText(plan, visit),
        asked: dayText(plan.at, { language: reader.language, now, short: true }),
      }))}
      choices={plans.filter(({ result }) => result).map(({ id, name }) => ({ value: id, label: name }))}
      mayRun={analystsMayRunScenarios.allows(visit.actor)}
      reader={reader}
    />,
  );
}

const usual: PlanTyped = {
  name: '',
  p: '30',
  model: 'p-median',
  radius: '15',
  longest: '',
  travel: '',
  open: '',
  closed: '',
  least: '',
  most: '',
  age: '50',
  diploma: '20',
  everybody: '6',
  equity: '0',
  keep: '0',
};

/** The form: as it was typed, as an existing plan was, or as usual with the places of the adopted plan. */
async function newPage(visit: Visit, typed: PlanTyped | null, errors: PlanErrors, form?: Typed) {
  const { reader } = visit;
  const words = say(planMessages, reader);
  const house = await openTerritory(visit.ground);
  const { from, adopted } = await visit.read(async transaction => ({
    from: await findScenario(transaction, visit.url.searchParams.get('depuis') ?? ''),
    adopted: await findAdopted(transaction),
  }));
  const name = (code: string) => house.communes.get(code)?.name ?? code;
  const shown =
    typed ??
    (from
      ? { ...typedOf(from.problem, from.name, name), ...keptPlaces(visit, name) }
      : { ...usual, name: words.defaultName(30), p: String(adopted?.problem.p ?? 30) });
  const wrong = Object.keys(errors).length > 0;
  const travels = travelChoices(await matricesFor(visit.ground, installedPlaces(house)), visit);
  return await visit.page(
    { ...planFrame(visit, words.newTitle), error: wrong, sheets: ['desk.css'] },
    <NewPlanPage
      errors={errors}
      form={
        <PlanForm
          typed={shown}
          errors={errors}
          seal={visit.seal(form)}
          reader={reader}
          parent={null}
          kept={adopted !== null}
          travels={travels}
        />
      }
      reader={reader}
    />,
    { status: wrong ? 422 : 200 },
  );
}

/** Places to keep, given by who made a plan by hand. */
function keptPlaces({ url }: Visit, name: (code: string) => string): Partial<PlanTyped> {
  const kept = url.searchParams.get('garder')?.slice(0, 4000).split(',');
  return kept ? { open: kept.map(name).join('\n'), p: String(kept.length) } : {};
}

async function receive(visit: Visit): Promise<Response> {
  const form = await visit.form();
  const text = (name: string) => String([form[name] ?? ''].flat()[0]).slice(0, 20_000);
  const typed = Object.fromEntries(
    Object.keys(usual).map(name => [
      name,
      form[name] === undefined ? usual[name as keyof PlanTyped] : text(name),
    ]),
  ) as unknown as PlanTyped;
  const house = await openTerritory(visit.ground);
  const places = installedPlaces(house);
  const { adopted, parent } = await visit.read(async transaction => ({
    adopted: await findAdopted(transaction),
    parent: await findScenario(transaction, text('parent')),
  }));
  const { asked, name, faults } = readPlan(typed, house.communes, {
    possible: places.length,
    adopted: adopted?.result?.open ?? [],
    counsellors: counsellorsAllowed(places),
    matrices: (await matricesFor(visit.ground, places)).map(({ sha256 }) => sha256),
  });
  const contradictions =
    faults.length > 0 || asked.model === 'itinerant'
      ? []
      : contradictionsOf(questionOf(asked, places, await travelOf(visit.ground, asked.matrix, places)));
  if (faults.length > 0 || contradictions.length > 0)
    return await newPage(visit, typed, errorsOf(faults, contradictions, house, places, visit), form);
  const words = say(planMessages, visit.reader);
  const id = await askPlan(actingOf(visit, form), {
    name: parent && name === parent.name && parent.problem.p !== asked.p ? words.defaultName(asked.p) : name,
    problem: asked,
    parent: parent?.id ?? null,
    inputsSha256: installedTable(places).sha256,
  });
  return visit.redirect(`${plansPath}/${id}`);
}

async function sharedPage(visit: Visit): Promise<Response> {
  const found = await visit.read(transaction =>
    findSharedScenario(transaction, hashOf(visit.params.token ?? ''), visit.now),
  );
  const words = say(planMessages, visit.reader);
  if (!found?.result && !found?.rounds) return await visit.error(410, { title: words.shareDead });
  return await planPage(visit, found, true);
}

const said: Record<string, 'named' | 'adoptedDone' | 'revokedDone' | 'archivedDone'> = {
  nom: 'named',
  adopter: 'adoptedDone',
  retirer: 'revokedDone',
  archiver: 'archivedDone',
};

async function planPage(visit: Visit, scenario: Scenario, shared: boolean): Promise<Response> {
  const { reader } = visit;
  const words = say(planMessages, reader);
  const { id, result, problem, progress } = scenario;
  const base = shared ? visit.url.pathname : `${plansPath}/${id}`;
  const title = (problem.model === 'itinerant' ? say(roundsMessages, reader) : words).title(problem.p);
  const house = await openTerritory(visit.ground);
  const places = installedPlaces(house);
  const mayRun = !shared && analystsMayRunScenarios.allows(visit.actor);
  const acts = mayRun ? actsOf(visit, scenario, base) : null;
  const done = shared ? undefined : said[visit.url.searchParams.get('fait') ?? ''];
  if (scenario.rounds) {
    const { rounds } = scenario;
    const told = done === 'adoptedDone' ? say(roundsMessages, reader).adoptedDone : done && words[done];
    return await roundsPage(visit, { ...scenario, rounds }, { shared, acts, done: told ?? null });
  }
  if (!result) return await runningPage(visit, scenario, { title, base, mayRun, house });
  const adopted = mayRun ? await visit.read(findAdopted) : null;
  const on: OnPage = { visit, scenario, house, places, base, mayRun };
  const hypotheses = mayRun ? null : await hypothesesTried(on);
  const move = moveTried(on);
  const frame = planFrame(visit, title);
  return await visit.page(
    {
      ...frame,
      ...(shared ? { desk: false, crumbs: [{ label: title }] } : {}),
      sheets: ['desk.css'],
      islands: mayBeTried(problem) ? ['plan-live.js'] : [],
    },
    <PlanPage
      title={title}
      about={aboutOf(scenario, visit)}
      done={done ? words[done] : null}
      p={problem.p}
      result={result}
      priced={problem.keep > 0}
      model={problem.model}
      radius={problem.radius}
      stale={installedTable(places).sha256 !== scenario.inputsSha256}
      robustness={scenario.robustness}
      trials={progress?.robust === undefined ? null : { done: progress.robust, all: trialDraws }}
      draws={trialDraws}
      nameOf={code => house.communes.get(code)?.name ?? code}
      epciName={siren => house.communes.epci(siren)?.name ?? siren}
      communeHref={communeHref}
      map={planMap(house, scenario, places, visit, hypotheses?.map ?? move?.map ?? null)}
      form={
        mayRun ? (
          <PlanForm
            typed={typedOf(problem, scenario.name, code => house.communes.get(code)?.name ?? code)}
            errors={{}}
            seal={visit.seal()}
            reader={reader}
            parent={id}
            kept={adopted !== null}
            live={mayBeTried(problem) ? { links: linksOf(base), most: places.length } : null}
          />
        ) : (
          hypotheses?.form
        )
      }
      links={{
        certificate: shared ? `${plansPath}/verifier` : `${base}/certificat`,
        dossier: shared ? null : `${base}/dossier.pdf`,
        verify: `${plansPath}/verifier`,
      }}
      whatIf={shared || !mayBeTried(problem) ? null : await whatIf(on)}
      travel={await travelUsedIn(scenario, visit)}
      moving={move?.moving ?? null}
      acts={acts}
      shared={shared}
      reader={reader}
    />,
    progress ? { refreshSeconds: 3 } : {},
  );
}

/** What who runs plans may do with this one. */
function actsOf(visit: Visit, { name, state, shareEndsAt }: Scenario, base: string): PlanPageProps['acts'] {
  const mayDecide = coordinationMayAdopt.allows(visit.actor);
  const isOpen = state === 'computed' || state === 'shared';
  return {
    base,
    name,
    seal: () => visit.seal(),
    mayAdopt: mayDecide && isOpen,
    mayShare: mayDecide && state !== 'archived',
    sharedUntil: shareEndsAt
      ? dayText(shareEndsAt, { language: visit.reader.language, now: visit.now, short: true })
      : null,
    mayArchive: isOpen,
  };
}

async function runningPage(
  visit: Visit,
  { id, failure, progress, problem, state, at }: Scenario,
  { title, base, mayRun, house }: { title: string; base: string; mayRun: boolean; house: House },
): Promise<Response> {
  const { reader } = visit;
  const words = say(planMessages, reader);
  const all = needOf(problem, installedPlaces(house)).persons.reduce((sum, count) => sum + count, 0);
  const best =
    progress && progress.objective > 0 && problem.keep === 0 && problem.model === 'p-median'
      ? words.bestSoFar(words.minutes(numberText(progress.objective / all / 10, reader.language)))
      : null;
  return await visit.page(
    { ...planFrame(visit, title), sheets: ['desk.css'] },
    <RunningPage
      title={title}
      seconds={Math.max(0, Math.round((visit.now.getTime() - at.getTime()) / 1000))}
      best={best}
      message={state === 'draft' ? (failure === 'impossible' ? words.impossible : words.broken) : null}
      seal={mayRun ? visit.seal() : null}
      stopHref={`${base}/arreter`}
      retryHref={`${plansPath}/nouveau?depuis=${id}`}
      reader={reader}
    />,
    state === 'running' ? { refreshSeconds: 1 } : {},
  );
}
