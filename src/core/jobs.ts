import { EventEmitter } from 'node:events';
import { Logger, type Runner, run, runMigrations, type Job as WorkerJob } from 'graphile-worker';
import { openPool } from './database.ts';
import type { Ground } from './ground.ts';
import { journalYearsJob } from './journal/years.ts';
import { log, traceOf } from './log.ts';
import { notifyJobs } from './notify/jobs.ts';
import { retentionJob } from './retention/jobs.ts';
import { refreshSettings } from './territory-settings.ts';

export interface JobDefinition {
  /** `core:forget`; unique. */
  name: string;
  /** What it does, for who looks after the installation. */
  title: { fr: string; en: string };
  /** UTC cron line; never a time that falls between 02:00 and 03:00 in Paris (00:00–02:00 UTC). */
  cron?: string;
  /** Also when a process starts: what an earlier one left when it was killed. */
  atStart?: true;
  run(ground: Ground, payload: unknown): Promise<void>;
}

/** Old answers of forms, counters of limits: they have served. */
const forget: JobDefinition = {
  name: 'core:forget',
  title: {
    fr: 'Oublier les réponses de formulaires et les compteurs passés',
    en: 'Forget past form answers and counters',
  },
  cron: '20 4 * * *',
  async run({ database, now }) {
    const daysAgo = (days: number) => new Date(now().getTime() - days * 86_400_000);
    await database.deleteFrom('core.idempotency').where('at', '<', daysAgo(7)).execute();
    await database.deleteFrom('core.rate_hit').where('at', '<', daysAgo(1)).execute();
  },
};

/** Every job of the product: core's and the houses'. */
export function jobsOf(ground: Pick<Ground, 'modules'>): JobDefinition[] {
  return [
    forget,
    retentionJob,
    journalYearsJob,
    ...notifyJobs,
    ...ground.modules.flatMap(module => module.jobs ?? []),
  ];
}

/** Creates the tables of the queue; run with migrations, by the owner. */
export async function prepareQueue(ownerConnectionString: string): Promise<void> {
  await runMigrations({ connectionString: ownerConnectionString, logger: quiet });
}

/** A step of the clock, not a drift, in milliseconds. */
const clockStep = 60_000;

/**
 * Starts the worker in this process. It restarts by itself when the database comes back, and when the clock is set:
 * jobs planned by the minute would otherwise wait for the time left, or overtake it minute by minute.
 */
export async function startWorker(ground: Ground): Promise<{ stop(): Promise<void>; alive(): boolean }> {
  const jobs = jobsOf(ground);
  const pool = openPool(ground.ownerConnectionString, 4);
  let runner: Runner | null = null;
  let stopping = false;
  // A worker whose first question failed keeps the failure for ever, and says nothing: a new one takes its place.
  let failing = false;
  const events = new EventEmitter().on('worker:getJob:error', () => {
    failing = true;
  });
  const begin = async () => {
    // What a clock that was ahead has planned would keep the same jobs from being planned until that day. The queue
    // has no public way to forget it (0.18): without this table no worker starts, and the trial of the clock fails if
    // the queue no longer reads it.
    await pool.query(
      'UPDATE graphile_worker._private_known_crontabs SET last_execution = NULL WHERE last_execution > $1',
      [new Date()],
    );
    runner = await run({
      pgPool: pool,
      concurrency: 2,
      noHandleSignals: true,
      pollInterval: 2000,
      logger: quiet,
      events,
      crontab: jobs
        .filter(job => job.cron)
        .map(job => `${job.cron} ${job.name}`)
        .join('\n'),
      taskList: Object.fromEntries(
        jobs.map(job => [
          job.name,
          async (payload: unknown) => {
            await refreshSettings(ground);
            await job.run(ground, payload);
          },
        ]),
      ),
    });
    failing = false;
    for (const job of jobs.filter(({ atStart }) => atStart))
      await runner.addJob(job.name, {}, { jobKey: job.name });
    runner.promise
      .catch(() => {})
      .finally(() => {
        runner = null;
        again();
      });
  };
  const again = () => {
    if (!stopping) setTimeout(() => begin().catch(again), 1000).unref();
  };
  await begin();
  const sinceStart = () => Date.now() - performance.now();
  let origin = sinceStart();
  const watch = setInterval(() => {
    if (!failing && Math.abs(sinceStart() - origin) < clockStep) return;
    origin = sinceStart();
    runner?.stop().catch(() => {});
  }, 1000).unref();
  return {
    alive: () => runner !== null && !failing,
    async stop() {
      stopping = true;
      clearInterval(watch);
      await runner?.stop().catch(() => {});
      await pool.end();
    },
  };
}

const quiet = new Logger(() => (level, message, meta) => {
  if (level !== 'error') return;
  const { job, error } = (meta ?? {}) as { job?: WorkerJob; error?: unknown };
  // The message of a failed job repeats that of its error.
  if (job && error)
    log({ at: 'jobs', job: job.task_identifier, attempt: job.attempts, error: traceOf(error) });
  else log({ at: 'jobs', message });
});
