import { parentPort, workerData } from 'node:worker_threads';
import type { IndexDefinition } from './domain/fragility/definition.ts';
import type { CommuneValues } from './domain/fragility/imputing.ts';
import { planRounds } from './domain/itinerancy/planning-rounds.ts';
import { mostAtSite, needOf, type PlanAsked, rulesOf, type ScoredPlace } from './domain/plans/asked.ts';
import { reasonsOf, type SiteReason } from './domain/plans/explaining.ts';
import { figuresOf } from './domain/plans/figures.ts';
import { servedBy } from './domain/plans/ground.ts';
import type { PlanResult, PlanSite } from './domain/plans/result.ts';
import { type Draw, drawPlans } from './domain/plans/robustness.ts';
import { adoptedVisits, roundsOf, roundsResult } from './domain/plans/rounds.ts';
import type { PlannedVisit, RoundsResult } from './domain/plans/rounds-result.ts';
import { stabilityCurve } from './domain/plans/stability.ts';
import { capacityOf } from './domain/positioning/capacitated.ts';
import { certificateOf } from './domain/positioning/certificate.ts';
import { openOf } from './domain/positioning/instance.ts';
import { timeIn } from './domain/positioning/matrix.ts';
import { type Model, solveModel } from './domain/positioning/models.ts';
import { instanceOfPlaces } from './domain/positioning/nearest.ts';
import type { Problem } from './domain/positioning/problem.ts';
import { haversineTime, haversineV1 } from './domain/positioning/travel.ts';
import { seededRandom } from './domain/random.ts';
import { HighsProcess } from './linear-solver.ts';

/*
 * A plan is computed in a thread of its own: pages go on being served, and what happens to it costs nothing else.
 */

export interface PlanTask {
  asked: PlanAsked;
  places: readonly ScoredPlace[];
  instance: { file: string; sha256: string };
  /** Times by road, in tenths of minute, row after row, and their file; null for times as the crow flies. */
  travel: { times: Float64Array; file: string; sha256: string } | null;
  /** Seconds at most. */
  limit: number;
  seed: number;
  /** Trials with other hypotheses, instead of the plan alone. */
  trials: { draws: number; communes: readonly CommuneValues[]; definition: IndexDefinition } | null;
  /** The rounds in force, for rounds that keep near to them. */
  rounds: { result: RoundsResult; visits: readonly PlannedVisit[] } | null;
  /** 1 when somebody asked to stop. */
  stop: Int32Array;
}

export type PlanNews =
  | { kind: 'better'; objective: number }
  | { kind: 'drawn'; done: number }
  | { kind: 'warning'; words: string }
  | { kind: 'done'; result: PlanResult; certificate: string; draws: Draw[] | null }
  | { kind: 'rounds'; result: RoundsResult; visits: PlannedVisit[] }
  | { kind: 'impossible' };

/** As far as a committee looks. */
const mostMoves = 10;

const task = workerData as PlanTask;
const tell = (news: PlanNews) => parentPort!.postMessage(news);
await (task.asked.model === 'itinerant' ? workOnRounds() : work());

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
    const time = timeBetween(task);
    const maxTime = asked.max_time === null ? null : asked.max_time * 10;
    const instance =
      maxTime === null && asked.model === 'p-median' && !task.travel
        ? instanceOfPlaces(places, persons)
        : null;
    const problem: Problem = {
      persons,
      time,
      rules,
      maxTime,
      ...(instance ? { instance } : {}),
    };
    const claimed = await solveModel(modelOf(persons), problem, {
      random: seededRandom(seed),
      budget,
      linear: solver.solve,
      better: ({ value }) => tell({ kind: 'better', objective: value }),
    });
    if (!claimed) return tell({ kind: 'impossible' });
    const { open, objective, bound } = claimed;
    if (Atomics.load(stop, 0) === 1) warnings.push('Le calcul a été arrêté à votre demande.');
    const { trials } = task;
    const draws =
      trials && claimed.proof
        ? await drawPlans(
            {
              places,
              time,
              rules,
              central: { plan: { open, value: objective }, bound, ...claimed.proof },
              persons,
              ...trials,
            },
            {
              draws: trials.draws,
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
        travel: task.travel
          ? { model: 'matrix-csv', file: task.travel.file, sha256: task.travel.sha256 }
          : haversineV1,
        demand: { kind: 'demande-v1', ...asked.weights, equity: asked.equity, estimated },
      },
      rules,
      claimed,
    );
    const adopted = new Set(asked.adopted);
    const ground = { places, persons, time };
    const kept = Uint8Array.from(places, ({ code }) => (adopted.has(code) ? 1 : 0));
    const curve =
      adopted.size === asked.p && !trials && instance
        ? await stabilityCurve(instance, rules, kept, Math.min(mostMoves, asked.p), {
            random: seededRandom(seed),
            budget,
          })
        : null;
    const all = persons.reduce((sum, count) => sum + count, 0);
    const result: PlanResult = {
      status: bound === objective ? 'optimal' : 'bounded',
      open: Array.from(openOf(open), site => places[site]!.code),
      objective,
      bound,
      seconds: seconds(),
      figures: figuresOf(ground, open, {
        scores: places.map(({ score }) => score),
        ...(adopted.size > 0 ? { adopted: kept } : {}),
      }),
      sites: sitesOf(open, persons, time, rules),
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

/** Tenths of minute between two places. */
function timeBetween({ travel, places }: PlanTask): (from: number, to: number) => number {
  return travel ? timeIn(travel.times, places.length) : haversineTime(places);
}

/** Rounds are of the solver: it is stopped, or gives all three stages. */
async function workOnRounds(): Promise<void> {
  const { asked, places, limit, stop } = task;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const warnings: string[] = [];
  const solver = new HighsProcess(words => warnings.push(words));
  const watch = setInterval(() => {
    if (seconds() > limit || Atomics.load(stop, 0) === 1) solver.stop();
  }, 200);
  try {
    const { persons, estimated } = needOf(asked, places);
    const rounds = roundsOf(places, persons, timeBetween(task), asked.p);
    const before = task.rounds;
    const plan = await planRounds(
      rounds,
      solver.solve,
      before ? { adopted: bases => adoptedVisits(before, places, bases) } : {},
    );
    if (!plan) return tell({ kind: 'impossible' });
    const { result, visits } = roundsResult(places, rounds, plan);
    tell({ kind: 'rounds', result: { ...result, seconds: seconds(), estimated, warnings }, visits });
  } finally {
    clearInterval(watch);
    solver.stop();
  }
}

/** The model with what it needs besides the problem. */
function modelOf(persons: Float64Array): Model {
  const { model, p, radius } = task.asked;
  if (model === 'itinerant') throw new Error('rounds have stages of their own');
  if (model === 'mclp') return { model, radius: Math.round(radius * 10) };
  if (model !== 'capacitated') return { model };
  const load = { capacity: capacityOf(persons, p), mostAtSite, neighbours: 40, seconds: task.limit, gap: 0 };
  return { model, load };
}

function replacementOf(reason: SiteReason | undefined): PlanSite['replacement'] {
  const best = reason?.replacement;
  return best ? { name: task.places[best.site]!.name, minutes: best.minutes } : null;
}

/** The places of the plan, the most inhabitants first. */
function sitesOf(
  open: Uint8Array,
  persons: Float64Array,
  time: (from: number, to: number) => number,
  rules: ReturnType<typeof rulesOf>,
): PlanSite[] {
  const { places } = task;
  const ground = { places, persons, time };
  const { first, firstTime } = servedBy(ground, open);
  const reasons = new Map(reasonsOf(ground, rules, open).map(reason => [reason.site, reason]));
  return Array.from(openOf(open), site => {
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
