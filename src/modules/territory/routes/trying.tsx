import type { Child } from 'hono/jsx';
import { assetHref } from '../../../core/http/assets.ts';
import type { Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { meantCommune } from '../domain/commune-search.ts';
import { needOf, rulesOf, type ScoredPlace } from '../domain/plans/asked.ts';
import { judge } from '../domain/plans/comparing.ts';
import { addInstead } from '../domain/plans/explaining.ts';
import { typedOf } from '../domain/plans/form.ts';
import {
  changesOf,
  hypothesesOf,
  isNobody,
  mayBeTried,
  type Tried,
  triedOf,
  tryPlan,
} from '../domain/plans/trying.ts';
import { instanceOfPlaces } from '../domain/positioning/nearest.ts';
import { solveMedian } from '../domain/positioning/proving.ts';
import { seededRandom } from '../domain/random.ts';
import type { House } from '../house.ts';
import { planMessages } from '../messages-plans.ts';
import { reasonMessages } from '../messages-reasons.ts';
import { tryMessages } from '../messages-tries.ts';
import { Live, type LiveLinks } from '../pages/plan-live.tsx';
import { plansPath } from '../pages/plan-pages.tsx';
import { type Moving, TriedWords, TryForm } from '../pages/plan-try.tsx';
import type { Scenario } from '../store-scenarios.ts';

/*
 * What is tried from the page of a plan, and never kept: other hypotheses, a place moved, a commune added.
 */

/** Longest that a page waits for a try, in milliseconds: a bound is said instead. */
const longest = 1500;

/** A plan on its page: what tries start from. */
export interface OnPage {
  visit: Visit;
  scenario: Scenario;
  house: House;
  places: readonly ScoredPlace[];
  /** Address of the page. */
  base: string;
  mayRun: boolean;
}

const budget = (milliseconds: number) => {
  const began = performance.now();
  return () => performance.now() - began < milliseconds;
};

const text = ({ url }: Visit, name: string, most = 100) =>
  (url.searchParams.get(name) ?? '').trim().slice(0, most);

/** What is shown of a try, and the plan it draws on the map: codes of the places that come and go. */
export interface OnMap {
  coming: string[];
  leaving: string[];
}

/** Other hypotheses, for who only reads. Null when they may not be tried on the spot. */
export async function hypothesesTried(on: OnPage): Promise<{ form: Child; map: OnMap | null } | null> {
  const { visit, scenario, house, places, base } = on;
  const { problem, result } = scenario;
  if (!result || !mayBeTried(problem)) return null;
  const { reader } = visit;
  const words = say(planMessages, reader);
  const name = (code: string) => house.communes.get(code)?.name ?? code;
  const before = typedOf(problem, scenario.name, name);
  const isAsked = visit.url.searchParams.has('p');
  const typed = isAsked
    ? {
        ...before,
        ...Object.fromEntries(
          (['p', 'age', 'diploma', 'everybody', 'equity', 'keep'] as const)
            .filter(field => visit.url.searchParams.has(field))
            .map(field => [field, text(visit, field, 10)]),
        ),
      }
    : before;
  const p = Number(typed.p);
  const asked = { ...problem, ...hypothesesOf(typed), p };
  const errors = {
    ...(Number.isInteger(p) && p > 0 && p <= places.length ? {} : { p: words.pWrong(places.length) }),
    ...(isNobody(asked.weights) ? { age: words.zero } : {}),
  };
  const found =
    isAsked && Object.keys(errors).length === 0
      ? await tryPlan(places, asked, { random: seededRandom(1), budget: budget(longest) })
      : null;
  const codes = found?.tried.open.map(site => places[site]!.code) ?? null;
  const map = codes && changesOf(result.open, codes);
  return {
    map,
    form: (
      <Live links={linksOf(base)} most={places.length} reader={reader}>
        <TryForm
          action={base}
          typed={typed}
          errors={errors}
          kept={problem.adopted.length > 0}
          result={
            found && map ? (
              <div role="status">
                <TriedWords
                  tried={found.tried}
                  coming={map.coming.map(name)}
                  leaving={map.leaving.map(name)}
                  reader={reader}
                />
              </div>
            ) : isAsked && Object.keys(errors).length === 0 ? (
              <p role="status">{say(tryMessages, reader).impossible}</p>
            ) : null
          }
          reader={reader}
        />
      </Live>
    ),
  };
}

export const linksOf = (base: string): LiveLinks => ({
  points: `${base}/points.json`,
  solver: assetHref('plan-solver.js'),
});

/** A plan made by hand from this one, a place at a time, beside the best one. */
export function moveTried(on: OnPage): { moving: Moving; map: OnMap | null } | null {
  const { visit, scenario, house, places, base, mayRun } = on;
  const { problem, result } = scenario;
  if (!result || !mayBeTried(problem)) return null;
  const words = say(tryMessages, visit.reader);
  const numberOf = new Map(places.map(({ code }, site) => [code, site]));
  const given = [...new Set(text(visit, 'lieux', 4000).split(','))].filter(code => numberOf.has(code));
  const open = given.length === result.open.length ? given : [...result.open];
  const [from, to] = [text(visit, 'quitter', 10), text(visit, 'vers')];
  const isAsked = visit.url.searchParams.has('lieux');
  let error: string | null = isAsked && to === '' ? words.moveToEmpty : null;
  if (to !== '') {
    const meant = meantCommune(house.communes, to);
    const code = meant.kind === 'one' ? meant.hit.insee : '';
    if (!numberOf.has(code)) error = say(planMessages, visit.reader).whatIfUnknown(to);
    else if (open.includes(code)) error = words.moveToIn(places[numberOf.get(code)!]!.name);
    else open[Math.max(0, open.indexOf(from))] = code;
  }
  const map = changesOf(result.open, open);
  const isMoved = map.coming.length > 0;
  const name = (code: string) => house.communes.get(code)?.name ?? code;
  return {
    map: isMoved ? map : null,
    moving: {
      action: base,
      open,
      choices: open
        .map(code => ({ value: code, label: name(code) }))
        .sort((a, b) => a.label.localeCompare(b.label, 'fr')),
      from: error ? from : '',
      to: error ? to : '',
      error,
      shown: isMoved
        ? {
            ...judged(
              on,
              Uint8Array.from(places, ({ code }) => (open.includes(code) ? 1 : 0)),
            ),
            coming: map.coming.map(name),
            leaving: map.leaving.map(name),
          }
        : null,
      keepHref: mayRun
        ? `${plansPath}/nouveau?${new URLSearchParams({ depuis: scenario.id, garder: open.join(',') })}`
        : null,
    },
  };
}

function judged({ visit, scenario, places }: OnPage, open: Uint8Array): { tried: Tried; verdict: string } {
  const { problem, result } = scenario;
  const { persons } = needOf(problem, places);
  const instance = instanceOfPlaces(places, persons);
  const { above, isExact } = judge(instance, rulesOf(problem, places), open, {
    plan: { open, value: result!.objective },
    bound: result!.bound,
  });
  return {
    tried: triedOf(places, persons, open, above),
    verdict: say(reasonMessages, visit.reader).yourPlan(above, isExact),
  };
}

/** What a commune that is not in the plan would cost: the plan is solved again with it open. */
export async function whatIf({ visit, scenario: { result, problem }, house, places, base }: OnPage) {
  const words = say(planMessages, visit.reader);
  const typed = text(visit, 'ajouter');
  const none = { action: `${base}#raisons`, typed, error: null, answer: null };
  if (typed === '' || !result) return none;
  const meant = meantCommune(house.communes, typed);
  const site = meant.kind === 'one' ? places.findIndex(({ code }) => code === meant.hit.insee) : -1;
  if (site < 0) return { ...none, error: words.whatIfUnknown(typed) };
  const { code, name } = places[site]!;
  if (result.open.includes(code)) return { ...none, answer: words.whatIfIn(name) };
  const addition = await costOf(problem, places, site, budget(longest));
  return {
    ...none,
    answer: addition
      ? say(reasonMessages, visit.reader).addInstead(
          name,
          addition.leaving.map(each => places[each]!.name),
          addition.atLeast,
          addition.minutes,
        )
      : words.whatIfCannot(name),
  };
}

async function costOf(
  problem: Scenario['problem'],
  places: readonly ScoredPlace[],
  site: number,
  inTime: () => boolean,
) {
  const { persons } = needOf(problem, places);
  const instance = instanceOfPlaces(places, persons);
  const rules = rulesOf(problem, places);
  const central = await solveMedian(instance, rules, { random: seededRandom(1), budget: inTime });
  const all = persons.reduce((sum, count) => sum + count, 0);
  return (
    central &&
    (await addInstead(instance, rules, central, site, all, { random: seededRandom(1), budget: inTime }))
  );
}
