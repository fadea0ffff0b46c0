import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Transaction } from '../database.ts';
import type { Ground } from '../ground.ts';
import { type JobDefinition, jobsOf } from '../jobs.ts';

export interface JobFailure {
  id: string;
  job: string;
  attempts: number;
  /** No further try is planned. */
  givenUp: boolean;
  at: Date;
  nextAt: Date;
}

export interface JobRound {
  job: string;
  /** Null: its first hour has not come. */
  lastAt: Date | null;
  late: boolean;
}

export interface ChannelState {
  channel: 'email' | 'sms' | 'letter' | 'onscreen';
  waiting: number;
  gone: number;
  failed: number;
  lastGone: Date | null;
  lastFailed: Date | null;
}

export type JobState = 'running' | 'failed' | 'retried' | 'planned' | 'waiting';

export interface State {
  counts: readonly { job: string; state: JobState; jobs: number; oldest: Date }[];
  failures: readonly JobFailure[];
  rounds: readonly JobRound[];
  channels: readonly ChannelState[];
  /** Integrated entries and when the last checkpoint was signed; null on an empty journal. */
  checkpoint: { size: number; at: Date } | null;
  /** The last verification that was recorded. */
  verified: { at: Date; size: number; findings: number } | null;
  retention: { at: Date; rows: number } | null;
  /** Of the disk that holds the data, in bytes. */
  disk: { free: number; total: number };
  postgres: string;
  schema: string;
}

/** Messages older than this say nothing of how things go today, in milliseconds. */
const recent = 7 * 86_400_000;

/** The state of the installation, in some ten short questions; as the actor, who must be an administrator. */
export async function readState(
  transaction: Transaction,
  ground: Pick<Ground, 'folder' | 'modules'>,
  now: Date,
): Promise<State> {
  const rows = async <Row>(question: ReturnType<typeof sql<Row>>) =>
    (await question.execute(transaction)).rows;
  const counts = await rows(
    sql<State['counts'][number]>`SELECT job, state, jobs, oldest FROM core.queue_counts()`,
  );
  const failures = await rows(
    sql<JobFailure>`SELECT id, job, attempts, given_up AS "givenUp", at, next_at AS "nextAt" FROM core.queue_failures()`,
  );
  const known = await rows(
    sql<{ job: string; since: Date; lastAt: Date | null }>`
      SELECT job, known_since AS since, last_at AS "lastAt" FROM core.job_rounds()`,
  );
  const channels = await rows(
    sql<ChannelState>`SELECT channel, waiting, gone, failed, last_gone AS "lastGone", last_failed AS "lastFailed"
      FROM core.delivery_state(${new Date(now.getTime() - recent)}) ORDER BY channel`,
  );
  const [checkpoint] = await rows(
    sql<{ size: string; at: Date }>`SELECT size, at FROM core.journal_head LIMIT 1`,
  );
  const [verified] = await rows(
    sql<{ at: Date; size: number; findings: number }>`
      SELECT at, (facts->>'size')::float8 AS size, (facts->>'findings')::float8 AS findings
      FROM core.journal_entry WHERE event = 'journal.verified' ORDER BY at DESC LIMIT 1`,
  );
  const [retention] = await rows(
    sql<{ at: Date; rows: number }>`SELECT at, rows FROM core.retention_run ORDER BY at DESC LIMIT 1`,
  );
  const [server] = await rows(
    sql<{ postgres: string; schema: string }>`SELECT current_setting('server_version') AS postgres,
      (SELECT string_agg(house || ' ' || last, ', ' ORDER BY house) FROM (
        SELECT split_part(name, '/', 1) AS house, max(split_part(name, '/', 2)) AS last FROM core.migration GROUP BY 1) AS m) AS schema`,
  );
  const { bavail, blocks, bsize } = await statfs(ground.folder);
  return {
    counts,
    failures,
    rounds: jobsOf(ground)
      .filter(({ cron }) => cron)
      .map(job =>
        roundOf(
          job,
          known.find(one => one.job === job.name),
          now,
        ),
      ),
    channels,
    checkpoint: checkpoint ? { size: Number(checkpoint.size), at: checkpoint.at } : null,
    verified: verified ?? null,
    retention: retention ?? null,
    disk: { free: bavail * bsize, total: blocks * bsize },
    postgres: server?.postgres ?? '',
    schema: server?.schema ?? '',
  };
}

const hour = 3_600_000;

/** How long a job may stay without a round before somebody must look, from its cron line; in milliseconds. */
function patienceOf(cron: string): number {
  const [minute, , day, , weekday] = cron.split(' ');
  if (day !== '*') return 32 * 24 * hour;
  if (weekday !== '*') return 8 * 24 * hour;
  // Those of every minute rest while the clock may change.
  return minute === '*' ? 3 * hour : 26 * hour;
}

function roundOf(
  { name, cron }: JobDefinition,
  known: { since: Date; lastAt: Date | null } | undefined,
  now: Date,
): JobRound {
  const seen = known?.lastAt ?? known?.since;
  const late = seen !== undefined && now.getTime() - seen.getTime() > patienceOf(cron!);
  return { job: name, lastAt: known?.lastAt ?? null, late };
}

/** Less than this is too little to go on for long, in bytes. */
const littleRoom = 2 * 2 ** 30;

export type Problem = 'given_up' | 'late' | 'tampered' | 'room' | 'failing' | 'silent' | 'unverified';

/** What somebody must look at, the worst first. */
export function problemsOf(state: State, leaves: { email: boolean }, now: Date): Problem[] {
  const { verified, disk } = state;
  const found: [Problem, boolean][] = [
    ['tampered', (verified?.findings ?? 0) > 0],
    ['room', disk.free < littleRoom || disk.free < disk.total / 20],
    ['given_up', state.failures.some(({ givenUp }) => givenUp)],
    ['late', state.rounds.some(({ late }) => late)],
    ['failing', state.channels.some(({ gone, failed }) => failed > 0 && failed >= gone)],
    ['silent', !leaves.email],
    ['unverified', !verified || now.getTime() - verified.at.getTime() > 31 * 24 * hour],
  ];
  return found.filter(([, is]) => is).map(([problem]) => problem);
}
