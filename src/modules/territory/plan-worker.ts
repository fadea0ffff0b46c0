import { parentPort, workerData } from 'node:worker_threads';
import type { IndexDefinition } from './domain/fragility/definition.ts';
import type { CommuneValues } from './domain/fragility/imputing.ts';
import { needOf, type PlanAsked, rulesOf, type ScoredPlace } from './domain/plans/asked.ts';
import { reasonsOf, type SiteReason } from './domain/plans/explaining.ts';
import { figuresOf } from './domain/plans/figures.ts';
import { servedBy } from './domain/plans/ground.ts';
import { type Draw, drawPlans } from './domain/plans/robustness.ts';
import { stabilityCurve } from './domain/plans/stability.ts';
import { certificateOf } from './domain/positioning/certificate.ts';
import { openOf } from './domain/positioning/instance.ts';
import { instanceOfPlaces } from './domain/positioning/nearest.ts';
import { type Solved, solveMedian } from './domain/positioning/proving.ts';
import { haversineTime, haversineV1 } from './domain/positioning/travel.ts';
import { seededRandom } from './domain/random.ts';
import { HighsProcess } from './linear-solver.ts';
import type { PlanResult, PlanSite } from './store-scenarios.ts';

/*
 * A plan is computed in a thread of its own: pages go on being served, and what happens to it costs nothing else.
 */

export interface PlanTask {
  asked: PlanAsked;
  places: readonly ScoredPlace[];
  instance: { file: string; sha256: string };
  /** Seconds at most. */
  limit: number;
  seed: number;
  /** Trials with other hypotheses, instead of the plan alone. */
  trials: { draws: number; communes: readonly CommuneValues[]; definition: IndexDefinition } | null;
  /** 1 when somebody asked to stop. */
  stop: Int32Array;
}

export type PlanNews =
  | { kind: 'better'; objective: number }
  | { kind: 'drawn'; done: number }
  | { kind: 'warning'; words: string }
  | { kind: 'done'; result: PlanResult; certificate: string; draws: Draw[] | null }
  | { kind: 'impossible' };

/** As far as a committee looks. */
const mostMoves = 10;

const task = workerData as PlanTask;
const tell = (news: PlanNews) => parentPort!.postMessage(news);
await work();

async function work(): Promise<void> {
  const { asked, places, limit, seed, stop } = task;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const warnings: string[] = [];
  const warn = (words: string) => {
    warnings.push(words);
    tell({ kind: 'warning', words });
  };
  const budget = () => seconds() < limit && Atomics.load(stop, 0) === 0;
  const solver = new HighsProcess(warn);
  try {
    const { persons, estimated } = needOf(asked, places);
    const rules = rulesOf(asked, places);
    const instance = instanceOfPlaces(places, persons);
    const time = haversineTime(places);
    const solved = await solveMedian(instance, rules, {
      random: seededRandom(seed),
      budget,
      linear: solver.solve,
      better: ({ value }) => tell({ kind: 'better', objective: value }),
    });
    if (!solved) return tell({ kind: 'impossible' });
    if (Atomics.load(stop, 0) === 1) warnings.push('Le calcul a été arrêté à votre demande.');
    const draws = task.trials
      ? await drawPlans(
          { places, time, rules, central: solved, persons, ...task.trials },
          {
            draws: task.trials.draws,
            seed,
            budget,
            linear: solver.solve,
            progress: done => tell({ kind: 'drawn', done }),
          },
        )
      : null;
    const certificate = certificateOf(
      {
        labels: places.map(({ code }) => code),
        instance: task.instance,
        travel: haversineV1,
        demand: { kind: 'demande-v1', ...asked.weights, equity: asked.equity, estimated },
      },
      rules,
      solved,
    );
    const adopted = new Set(asked.adopted);
    const ground = { places, persons, time };
    const kept = Uint8Array.from(places, ({ code }) => (adopted.has(code) ? 1 : 0));
    const curve =
      adopted.size === asked.p && !task.trials
        ? await stabilityCurve(instance, rules, kept, Math.min(mostMoves, asked.p), {
            random: seededRandom(seed),
            budget,
          })
        : null;
    const all = persons.reduce((sum, count) => sum + count, 0);
    const result: PlanResult = {
      status: solved.bound === solved.plan.value ? 'optimal' : 'bounded',
      open: Array.from(openOf(solved.plan.open), site => places[site]!.code),
      objective: solved.plan.value,
      bound: solved.bound,
      seconds: seconds(),
      figures: figuresOf(ground, solved.plan.open, {
        scores: places.map(({ score }) => score),
        ...(adopted.size > 0 ? { adopted: kept } : {}),
      }),
      sites: sitesOf(solved, persons, time, rules),
      estimated,
      curve:
        curve?.points.map(({ moves, value, bound, gained }) => ({
          moves,
          mean: value / all / 10,
          gained: gained / all / 10,
          proven: value === bound,
        })) ?? null,
      warnings,
    };
    tell({ kind: 'done', result, certificate: JSON.stringify(certificate), draws });
  } finally {
    solver.stop();
  }
}

function replacementOf(reason: SiteReason | undefined): PlanSite['replacement'] {
  const best = reason?.replacement;
  return best ? { name: task.places[best.site]!.name, minutes: best.minutes } : null;
}

/** The places of the plan, the most inhabitants first. */
function sitesOf(
  { plan }: Solved,
  persons: Float64Array,
  time: (from: number, to: number) => number,
  rules: ReturnType<typeof rulesOf>,
): PlanSite[] {
  const { places } = task;
  const ground = { places, persons, time };
  const { first, firstTime } = servedBy(ground, plan.open);
  const reasons = new Map(reasonsOf(ground, rules, plan.open).map(reason => [reason.site, reason]));
  return Array.from(openOf(plan.open), site => {
    const members = [...places.keys()].filter(place => first[place] === site);
    const need = members.reduce((sum, place) => sum + persons[place]!, 0);
    const away = members.reduce((sum, place) => sum + persons[place]! * firstTime[place]!, 0);
    return {
      code: places[site]!.code,
      name: places[site]!.name,
      inhabitants: members.reduce((sum, place) => sum + places[place]!.population, 0),
      persons: need,
      mean: need > 0 ? away / need / 10 : 0,
      max:
        members.reduce((most, place) => (persons[place]! > 0 ? Math.max(most, firstTime[place]!) : most), 0) /
        10,
      ifClosed: reasons.get(site)?.minutesIfClosed ?? null,
      next: (reasons.get(site)?.next ?? []).map(each => ({
        name: places[each.site]!.name,
        persons: each.persons,
      })),
      replacement: replacementOf(reasons.get(site)),
    };
  }).sort((a, b) => b.inhabitants - a.inhabitants || (a.code < b.code ? -1 : 1));
}
