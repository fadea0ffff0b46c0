import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Actor } from '../../core/access.ts';
import { act } from '../../core/act.ts';
import { readAs } from '../../core/acting-as.ts';
import { projectRoot } from '../../core/config.ts';
import type { Database } from '../../core/database.ts';
import type { Ground } from '../../core/ground.ts';
import { newId, newSecret } from '../../core/identifier.ts';
import { planJob } from '../../core/queue.ts';
import { sha256 } from './cli-files.ts';
import type { CommuneValues } from './domain/fragility/imputing.ts';
import type { PlanAsked } from './domain/plans/asked.ts';
import { sharesOf } from './domain/plans/robustness.ts';
import { territoryEvents } from './events.ts';
import { openTerritory } from './house.ts';
import { installedPlaces, installedTable } from './installed.ts';
import type { PlanNews, PlanTask } from './plan-worker.ts';
import {
  changeScenario,
  everyState,
  findAdoptedRounds,
  findScenario,
  findUnfinished,
  insertScenario,
  releaseAdopted,
  replaceDraws,
  replaceTimetable,
  type Scenario,
} from './store-scenarios.ts';
import { matrixName, timesOf } from './travel-times.ts';

export const planJobName = 'territory:plan';
const robot = { kind: 'job', ref: planJobName } as const;

/** Seconds a plan is looked for, and its trials; somebody may stop them before. */
const longestPlan = 60;
const longestTrials = 300;
export const trialDraws = 100;
const seed = 1;

/** Who does it, when, and the press of a form it comes from. */
export interface Acting {
  database: Database;
  actor: Actor;
  now: Date;
  key?: string;
  request?: string;
}

const from = ({ actor, key, request }: Acting) => ({
  actor,
  ...(key ? { key } : {}),
  ...(request ? { request } : {}),
});

/** Keeps what is asked and plans its computation, together. Gives back the identifier of the scenario. */
export async function askPlan(
  acting: Acting,
  it: { name: string; problem: PlanAsked; parent: string | null; inputsSha256: string },
): Promise<string> {
  const { database, now } = acting;
  const id = newId(now);
  return await act<string>(database, now, {
    event: territoryEvents.scenario_asked,
    ...from(acting),
    change: async transaction => {
      await insertScenario(transaction, { id, ...it, at: now });
      await planJob(transaction, { job: planJobName, payload: { scenario: id }, key: `plan ${id}` });
      const { model, p } = it.problem;
      return { answer: id, object: { type: 'scenario', ref: id }, facts: { model, places: p } };
    },
  });
}

/** Plans the trials of a computed plan with other hypotheses. */
export async function askTrials(acting: Acting, id: string): Promise<void> {
  await act(acting.database, acting.now, {
    event: territoryEvents.scenario_asked,
    ...from(acting),
    change: async transaction => {
      const scenario = (await findScenario(transaction, id))!;
      const { model, p } = scenario.problem;
      const object = { type: 'scenario', ref: id };
      const facts = { model, places: p };
      // Other models have no figure that other weights would change alone.
      if (!scenario.result || model !== 'p-median') return { answer: null, object, facts, unchanged: true };
      await changeScenario(transaction, id, ['computed', 'shared', 'adopted'], {
        stop_asked: false,
        progress: { objective: scenario.result.objective, since: acting.now.toISOString(), robust: 0 },
      });
      await planJob(transaction, {
        job: planJobName,
        payload: { scenario: id, trials: true },
        key: `plan ${id}`,
      });
      return { answer: null, object, facts };
    },
  });
}

/** Asks a computation to stop: it keeps the best plan found. */
export async function stopPlan(acting: Acting, id: string): Promise<void> {
  await act(acting.database, acting.now, {
    event: territoryEvents.scenario_stopped,
    ...from(acting),
    change: async transaction => {
      const changed = await changeScenario(transaction, id, everyState, { stop_asked: true });
      return { answer: null, object: { type: 'scenario', ref: id }, unchanged: !changed };
    },
  });
}

/** How often the progress of a computation is written, and whether somebody asked to stop is read, in milliseconds. */
const beat = 500;

/** Without a word for so long, in milliseconds, a computation is taken for dead. */
const silence = 10_000;

/** Plans again, a little later, what a process that was killed has left: another one may still be at it. */
export async function resumePlans({ database, now }: Ground): Promise<void> {
  await act(database, now(), {
    event: territoryEvents.scenario_computed,
    actor: robot,
    change: async transaction => {
      for (const { id, state } of await findUnfinished(transaction))
        await planJob(transaction, {
          job: planJobName,
          payload: { scenario: id, trials: state !== 'running', resumed: true },
          key: `resume ${id}`,
          seconds: (2 * silence) / 1000,
        });
      return { answer: null, object: { type: 'scenario', ref: 'unfinished' }, unchanged: true };
    },
  });
}

/** Computes a plan, or its trials: the job of `askPlan` and `askTrials`. Killed, it begins again. */
export async function doPlan(
  ground: Ground,
  {
    scenario: id,
    trials = false,
    resumed = false,
  }: { scenario: string; trials?: boolean; resumed?: boolean },
) {
  const { database, now } = ground;
  const found = await readAs(database, robot, transaction => findScenario(transaction, id));
  if (!found || (trials ? !found.progress : found.state !== 'running')) return;
  const last = found.progress?.beat;
  if (resumed && last && now().getTime() - Date.parse(last) < silence) return;
  const house = await openTerritory(ground);
  const places = installedPlaces(house);
  const table = installedTable(places);
  const { matrix = null } = found.problem;
  const codes = places.map(({ code }) => code);
  const times = matrix === null ? null : await timesOf(ground, matrix, codes);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const definition = house.index?.definition;
  const task: PlanTask = {
    asked: found.problem,
    places,
    instance: { file: `communes-${table.sha256.slice(0, 12)}.csv`, sha256: table.sha256 },
    travel: times && { times, file: matrixName(matrix!), sha256: matrix! },
    limit: trials ? longestTrials : longestPlan,
    seed,
    trials:
      trials && definition
        ? {
            draws: trialDraws,
            definition,
            communes: places.map(
              ({ code, population }): CommuneValues => ({
                code,
                population,
                values: definition.indicators.map(
                  ({ id: indicator }) =>
                    house.observations.get(indicator)?.byCommune.get(code)?.value ?? null,
                ),
              }),
            ),
          }
        : null,
    rounds: await readAs(database, robot, findAdoptedRounds),
    stop,
  };
  const since = now().toISOString();
  let progress: NonNullable<Scenario['progress']> = found.progress ?? { objective: 0, since };
  const watch = setInterval(async () => {
    const asked = await readAs(database, robot, async transaction => {
      await changeScenario(transaction, id, everyState, {
        progress: { ...progress, beat: now().toISOString() },
      });
      return (await findScenario(transaction, id))?.stopAsked ?? true;
    }).catch(() => false);
    if (asked) Atomics.store(stop, 0, 1);
  }, beat);
  let end: PlanNews | { kind: 'broken'; why: string };
  try {
    end =
      matrix !== null && !times
        ? { kind: 'broken', why: 'its travel times are gone' }
        : await compute(task, news => {
            if (news.kind === 'better') progress = { ...progress, objective: news.objective };
            if (news.kind === 'drawn') progress = { ...progress, robust: news.done };
          });
  } finally {
    clearInterval(watch);
  }
  await act(database, now(), {
    event: territoryEvents.scenario_computed,
    actor: robot,
    change: async transaction => {
      const facts = { model: found.problem.model, places: found.problem.p };
      const object = { type: 'scenario', ref: id };
      if (end.kind === 'rounds') {
        const isKept = await changeScenario(transaction, id, ['running'], {
          state: 'computed',
          progress: null,
          result: end.result,
          computed_at: now(),
        });
        if (isKept) await replaceTimetable(transaction, id, end.visits);
        return { answer: null, object, facts: { ...facts, status: 'computed' } };
      }
      if (end.kind !== 'done') {
        await changeScenario(transaction, id, everyState, {
          progress: null,
          failure: end.kind === 'impossible' ? 'impossible' : 'broken',
          ...(found.result || found.rounds ? {} : { state: 'draft' as const }),
        });
        return { answer: null, object, facts: { ...facts, status: end.kind } };
      }
      const { result, certificate, draws } = end;
      if (draws) {
        await replaceDraws(transaction, id, draws);
        await changeScenario(transaction, id, everyState, {
          progress: null,
          robustness: {
            draws: draws.length,
            asked: trialDraws,
            seconds: result.seconds,
            shares: sharesOf(draws).map(({ code, share }) => ({ code, share })),
          },
        });
      } else
        await changeScenario(transaction, id, ['running'], {
          state: 'computed',
          progress: null,
          result,
          certificate,
          certificate_sha256: sha256(certificate),
          computed_at: now(),
        });
      return { answer: null, object, facts: { ...facts, status: result.status } };
    },
  });
}

/** Runs a task in its thread; what ends it otherwise than by its answer is said. */
function compute(
  task: PlanTask,
  hear: (news: PlanNews) => void,
): Promise<Extract<PlanNews, { kind: 'done' | 'rounds' | 'impossible' }> | { kind: 'broken'; why: string }> {
  return new Promise(done => {
    const worker = new Worker(join(projectRoot, 'src/modules/territory/plan-worker.ts'), {
      workerData: task,
      // It needs no secret.
      env: { PATH: process.env.PATH },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.on('message', (news: PlanNews) => {
      if (news.kind === 'done' || news.kind === 'rounds' || news.kind === 'impossible') done(news);
      else hear(news);
    });
    worker.on('error', error => done({ kind: 'broken', why: error.message }));
    worker.on('exit', code => done({ kind: 'broken', why: String(code) }));
  });
}

/** A link to read a plan, for twelve months; the one before stops working. Gives back the secret, never kept. */
export async function sharePlan(acting: Acting, id: string): Promise<string> {
  const secret = newSecret();
  const ends = new Date(acting.now);
  ends.setUTCMonth(ends.getUTCMonth() + 12);
  return await act(acting.database, acting.now, {
    event: territoryEvents.scenario_shared,
    ...from(acting),
    change: async transaction => {
      const share = { share_hash: hashOf(secret), share_ends_at: ends };
      const changed =
        (await changeScenario(transaction, id, ['computed', 'shared'], { ...share, state: 'shared' })) ||
        (await changeScenario(transaction, id, ['adopted'], share));
      return { answer: secret, object: { type: 'scenario', ref: id }, unchanged: !changed };
    },
  });
}

/** Of the secret of a link: only this is kept. */
export const hashOf = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

export async function revokeShare(acting: Acting, id: string): Promise<void> {
  await act(acting.database, acting.now, {
    event: territoryEvents.share_revoked,
    ...from(acting),
    change: async transaction => {
      const none = { share_hash: null, share_ends_at: null };
      const changed =
        (await changeScenario(transaction, id, ['shared'], { ...none, state: 'computed' })) ||
        (await changeScenario(transaction, id, ['adopted', 'computed'], none));
      return { answer: null, object: { type: 'scenario', ref: id }, unchanged: !changed };
    },
  });
}

/** Makes a plan of places, or rounds, the ones in force; those before stay computed. */
export async function adoptPlan(acting: Acting, id: string): Promise<void> {
  const found = await readAs(acting.database, acting.actor, transaction => findScenario(transaction, id));
  await act(acting.database, acting.now, {
    event: found?.rounds ? territoryEvents.timetable_adopted : territoryEvents.scenario_adopted,
    ...from(acting),
    change: async transaction => {
      const scenario = await findScenario(transaction, id);
      const may = scenario?.state === 'computed' || scenario?.state === 'shared';
      if (may) {
        await releaseAdopted(transaction, scenario.rounds !== null);
        await changeScenario(transaction, id, ['computed', 'shared'], {
          state: 'adopted',
          adopted_at: acting.now,
        });
      }
      return {
        answer: null,
        object: { type: 'scenario', ref: id },
        facts: { model: scenario?.problem.model ?? '', places: scenario?.problem.p ?? 0 },
        unchanged: !may,
      };
    },
  });
}

export async function namePlan(acting: Acting, id: string, name: string): Promise<void> {
  await act(acting.database, acting.now, {
    event: territoryEvents.scenario_named,
    ...from(acting),
    change: async transaction => {
      const changed = await changeScenario(transaction, id, everyState, { name });
      return { answer: null, object: { type: 'scenario', ref: id }, unchanged: !changed };
    },
  });
}

export async function archivePlan(acting: Acting, id: string): Promise<void> {
  await act(acting.database, acting.now, {
    event: territoryEvents.scenario_archived,
    ...from(acting),
    change: async transaction => {
      const changed = await changeScenario(transaction, id, ['computed', 'shared'], {
        state: 'archived',
        share_hash: null,
        share_ends_at: null,
      });
      return { answer: null, object: { type: 'scenario', ref: id }, unchanged: !changed };
    },
  });
}
