import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../access.ts';
import { act } from '../act.ts';
import { readAs } from '../acting-as.ts';
import type { Database, Transaction } from '../database.ts';
import { newId } from '../identifier.ts';
import type { Module } from '../module.ts';
import { retentionEvents } from './events.ts';
import type { RetentionRule } from './rule.ts';
import { coreRetention } from './rules.ts';

/** Every rule of the product: the ground's, then the houses'. */
export function rulesOf({ modules }: { modules: readonly Module[] }): readonly RetentionRule[] {
  return [...coreRetention, ...modules.flatMap(module => module.retention ?? [])];
}

export interface RuleCount {
  rule: string;
  rows: number;
}

/** One run, as its certificate tells it. */
export interface RetentionRun {
  id: string;
  at: Date;
  rows: number;
  results: RuleCount[];
  /** SHA-256 of the instant and the counts, in hexadecimal: what the journal holds too. */
  digest: string;
}

/** Rows that would end now, rule by rule; nothing is changed. */
export async function rehearseRetention(
  database: Database,
  rules: readonly RetentionRule[],
  actor: Actor,
  now: Date,
): Promise<RuleCount[]> {
  return await readAs(database, actor, async transaction => {
    const counts: RuleCount[] = [];
    for (const rule of rules) counts.push({ rule: rule.code, rows: await countDue(transaction, rule, now) });
    return counts;
  });
}

async function countDue(transaction: Transaction, rule: RetentionRule, now: Date): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`SELECT count(*)::int AS n FROM ${sql.table(rule.table)} WHERE ${rule.due(now)}`.execute(transaction);
  return rows[0]!.n;
}

/**
 * Ends what has had its time, all rules or none, in one act; the run and its counts are kept as its certificate.
 * Answers null when nothing was due.
 */
export async function applyRetention(
  database: Database,
  rules: readonly RetentionRule[],
  actor: Actor,
  now: Date,
): Promise<RetentionRun | null> {
  return await act(database, now, {
    event: retentionEvents.applied,
    actor,
    change: async transaction => {
      const results: RuleCount[] = [];
      for (const rule of rules) results.push({ rule: rule.code, rows: await end(transaction, rule, now) });
      const rows = results.reduce((sum, result) => sum + result.rows, 0);
      const id = newId(now);
      const run: RetentionRun = { id, at: now, rows, results, digest: digestOf(now, results) };
      if (rows > 0)
        await transaction
          .insertInto('core.retention_run')
          .values({ id, at: now, rows, results: JSON.stringify(results), digest: run.digest })
          .execute();
      return {
        answer: rows > 0 ? run : null,
        object: { type: 'retention_run', ref: id },
        facts: {
          rows,
          rules: results.filter(result => result.rows > 0).map(({ rule }) => rule),
          digest: run.digest,
        },
        unchanged: rows === 0,
      };
    },
  });
}

async function end(
  transaction: Transaction,
  { table, due, end: how }: RetentionRule,
  now: Date,
): Promise<number> {
  const target = sql.table(table);
  const done =
    how === 'delete'
      ? await sql`DELETE FROM ${target} WHERE ${due(now)}`.execute(transaction)
      : await sql`UPDATE ${target} SET ${sql.join(
          Object.entries(how).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
        )} WHERE ${due(now)}`.execute(transaction);
  return Number(done.numAffectedRows ?? 0n);
}

/** SHA-256 of JSON `[instant, [{rule, rows}…]]`: anybody can compute it again from the certificate. */
export const digestOf = (at: Date, results: readonly RuleCount[]) =>
  createHash('sha256')
    .update(JSON.stringify([at.toISOString(), results.map(({ rule, rows }) => ({ rule, rows }))]))
    .digest('hex');

/** The last runs that ended something, the newest first. */
export async function findRuns(transaction: Transaction, most: number): Promise<RetentionRun[]> {
  const rows = await transaction
    .selectFrom('core.retention_run')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(row => ({ ...row, results: row.results as unknown as RuleCount[] }));
}

export async function findRun(transaction: Transaction, id: string): Promise<RetentionRun | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const row = await transaction
    .selectFrom('core.retention_run')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, results: row.results as unknown as RuleCount[] } : null;
}
