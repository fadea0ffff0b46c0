import { sql } from 'kysely';
import type { Transaction } from '../../core/database.ts';
import type { PlanAsked } from './domain/plans/asked.ts';
import type { PlanResult, PlanRobustness } from './domain/plans/result.ts';
import type { PlannedVisit, RoundsResult } from './domain/plans/rounds-result.ts';
import type { ScenarioTable } from './schema.ts';

export interface Scenario {
  id: string;
  name: string;
  problem: PlanAsked;
  inputsSha256: string;
  parent: string | null;
  state: ScenarioTable['state'];
  /** `beat`: when the computation last said that it lives; `robust`: trials done. */
  progress: { objective: number; since: string; beat?: string; robust?: number } | null;
  stopAsked: boolean;
  failure: 'impossible' | 'broken' | null;
  /** Of a plan of places; null for rounds, which have theirs. */
  result: PlanResult | null;
  rounds: RoundsResult | null;
  certificateSha256: string | null;
  robustness: PlanRobustness | null;
  shareEndsAt: Date | null;
  at: Date;
  computedAt: Date | null;
  adoptedAt: Date | null;
}

const select = (transaction: Transaction) =>
  transaction
    .selectFrom('territory.scenario')
    .select([
      'id',
      'name',
      'problem',
      'inputs_sha256 as inputsSha256',
      'parent',
      'state',
      'progress',
      'stop_asked as stopAsked',
      'failure',
      'result',
      'certificate_sha256 as certificateSha256',
      'robustness',
      'share_ends_at as shareEndsAt',
      'at',
      'computed_at as computedAt',
      'adopted_at as adoptedAt',
    ]);

/** One column holds both kinds of results. */
function scenarioOf({
  result,
  ...row
}: Omit<Scenario, 'result' | 'rounds'> & { result: PlanResult | RoundsResult | null }): Scenario {
  const isRounds = row.problem.model === 'itinerant';
  return {
    ...row,
    result: isRounds ? null : (result as PlanResult | null),
    rounds: isRounds ? (result as RoundsResult | null) : null,
  };
}

export async function insertScenario(
  transaction: Transaction,
  it: Pick<Scenario, 'id' | 'name' | 'problem' | 'inputsSha256' | 'parent' | 'at'>,
): Promise<void> {
  await transaction
    .insertInto('territory.scenario')
    .values({
      id: it.id,
      name: it.name,
      problem: JSON.stringify(it.problem),
      inputs_sha256: it.inputsSha256,
      parent: it.parent,
      state: 'running',
      at: it.at,
      opened_at: it.at,
    })
    .execute();
}

export async function findScenario(transaction: Transaction, id: string): Promise<Scenario | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await select(transaction).where('id', '=', id).executeTakeFirst();
  return row ? scenarioOf(row) : null;
}

export async function findSharedScenario(
  transaction: Transaction,
  hash: Uint8Array,
  now: Date,
): Promise<Scenario | null> {
  const row = await select(transaction)
    .where('share_hash', '=', Buffer.from(hash))
    .where('share_ends_at', '>', now)
    .executeTakeFirst();
  return row ? scenarioOf(row) : null;
}

/** All of them, the last asked first; archived ones at the end. */
export async function findScenarios(transaction: Transaction): Promise<Scenario[]> {
  const rows = await select(transaction).orderBy(sql`state = 'archived'`).orderBy('at', 'desc').execute();
  return rows.map(scenarioOf);
}

/** Those whose computation, or trials, did not end. */
export async function findUnfinished(transaction: Transaction): Promise<Scenario[]> {
  const rows = await select(transaction)
    .where(eb => eb.or([eb('state', '=', 'running'), eb('progress', 'is not', null)]))
    .execute();
  return rows.map(scenarioOf);
}

const asksForRounds = sql<boolean>`(problem->>'model' = 'itinerant')`;

async function findInForce(transaction: Transaction, rounds: boolean): Promise<Scenario | null> {
  const row = await select(transaction)
    .where('state', '=', 'adopted')
    .where(asksForRounds, '=', rounds)
    .executeTakeFirst();
  return row ? scenarioOf(row) : null;
}

/** The plan of places in force. */
export const findAdopted = (transaction: Transaction): Promise<Scenario | null> =>
  findInForce(transaction, false);

/** The rounds in force, with their week. */
export async function findAdoptedRounds(
  transaction: Transaction,
): Promise<{ id: string; result: RoundsResult; visits: PlannedVisit[] } | null> {
  const found = await findInForce(transaction, true);
  if (!found?.rounds) return null;
  return { id: found.id, result: found.rounds, visits: await findTimetable(transaction, found.id) };
}

/** Who is where in these rounds, by counsellor and day. */
export async function findTimetable(transaction: Transaction, scenario: string): Promise<PlannedVisit[]> {
  return await transaction
    .selectFrom('territory.timetable')
    .where('scenario', '=', scenario)
    .select(['counsellor_no as counsellor', 'weekday', 'half', 'place_code as place', 'weeks'])
    .orderBy('counsellor_no')
    .orderBy('weekday')
    .orderBy('half')
    .orderBy('weeks', 'desc')
    .execute();
}

export async function replaceTimetable(
  transaction: Transaction,
  scenario: string,
  visits: readonly PlannedVisit[],
): Promise<void> {
  await transaction.deleteFrom('territory.timetable').where('scenario', '=', scenario).execute();
  if (visits.length > 0)
    await transaction
      .insertInto('territory.timetable')
      .values(
        visits.map(({ counsellor, place, ...rest }) => ({
          scenario,
          counsellor_no: counsellor,
          place_code: place,
          ...rest,
        })),
      )
      .execute();
}

export async function findCertificate(transaction: Transaction, id: string): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await transaction
    .selectFrom('territory.scenario')
    .where('id', '=', id)
    .select('certificate')
    .executeTakeFirst();
  return row?.certificate ?? null;
}

/** Changes columns of one scenario in one of these states; false when it is in none of them. */
export async function changeScenario(
  transaction: Transaction,
  id: string,
  states: readonly ScenarioTable['state'][],
  set: {
    name?: string;
    state?: ScenarioTable['state'];
    progress?: Scenario['progress'];
    stop_asked?: boolean;
    failure?: Scenario['failure'];
    result?: PlanResult | RoundsResult;
    certificate?: string;
    certificate_sha256?: string;
    robustness?: PlanRobustness;
    share_hash?: Uint8Array | null;
    share_ends_at?: Date | null;
    computed_at?: Date;
    adopted_at?: Date;
    opened_at?: Date;
  },
): Promise<boolean> {
  const { progress, result, robustness, share_hash, ...plain } = set;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const changed = await transaction
    .updateTable('territory.scenario')
    .set({
      ...plain,
      ...(progress === undefined ? {} : { progress: json(progress) }),
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      ...(robustness === undefined ? {} : { robustness: JSON.stringify(robustness) }),
      ...(share_hash === undefined ? {} : { share_hash: share_hash && Buffer.from(share_hash) }),
    })
    .where('id', '=', id)
    .where('state', 'in', states)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** The adopted plan, or the adopted rounds, step aside: they stay computed, and readable. */
export async function releaseAdopted(transaction: Transaction, rounds: boolean): Promise<void> {
  await transaction
    .updateTable('territory.scenario')
    .set({ state: 'computed' })
    .where('state', '=', 'adopted')
    .where(asksForRounds, '=', rounds)
    .execute();
}

export async function replaceDraws(
  transaction: Transaction,
  scenario: string,
  draws: readonly { draw: number; seed: number; open: string[]; objective: number; bound: number }[],
): Promise<void> {
  await transaction.deleteFrom('territory.scenario_robustness').where('scenario', '=', scenario).execute();
  if (draws.length > 0)
    await transaction
      .insertInto('territory.scenario_robustness')
      .values(draws.map(({ draw, ...rest }) => ({ scenario, draw_index: draw, ...rest })))
      .execute();
}

export const everyState = ['draft', 'running', 'computed', 'shared', 'adopted', 'archived'] as const;
