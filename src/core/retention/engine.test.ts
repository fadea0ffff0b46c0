import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { everybodyMay, Refused, visitor } from '../access.ts';
import { readAs } from '../acting-as.ts';
import { newId } from '../identifier.ts';
import { applyRetention, findRun, rehearseRetention } from './engine.ts';
import { before, type RetentionRule } from './rule.ts';

const now = new Date('2026-11-24T03:10:00Z');
const actor = { kind: 'job', ref: 'core:retention' } as const;
const rules: RetentionRule[] = [
  {
    code: 'trial.hits',
    fr: 'Essai\u00a0: 1 jour.',
    en: 'Trial: 1 day.',
    table: 'core.rate_hit',
    columns: ['core.rate_hit.who'],
    due: at => sql`at < ${before(at, 1, 'days')} AND who <> 'gone'`,
    end: { who: sql`'gone'` },
  },
  {
    code: 'trial.answers',
    fr: 'Essai\u00a0: 1 mois.',
    en: 'Trial: 1 month.',
    table: 'core.idempotency',
    columns: ['core.idempotency.answer'],
    due: at => sql`at < ${before(at, 1, 'months')}`,
    end: 'delete',
  },
];
let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  const hit = (at: string) => ({ what: 'trial', who: 'somebody', at: new Date(at) });
  await base.db
    .insertInto('core.rate_hit')
    .values([hit('2026-11-20T10:00:00Z'), hit('2026-11-22T10:00:00Z'), hit('2026-11-24T01:00:00Z')])
    .execute();
  await base.db
    .insertInto('core.idempotency')
    .values({ key: newId(now), event: 'core.trial', answer: '{}', at: new Date('2026-10-01T10:00:00Z') })
    .execute();
});

describe('retention', { shuffle: false }, () => {
  it('tells what would end, and changes nothing', async () => {
    const counts = await rehearseRetention(base.db, rules, actor, now);
    expect(counts).toEqual([
      { rule: 'trial.hits', rows: 2 },
      { rule: 'trial.answers', rows: 1 },
    ]);
    expect(await rehearseRetention(base.db, rules, actor, now)).toEqual(counts);
  });

  it('is not for a visitor', async () => {
    await expect(applyRetention(base.db, rules, visitor, now)).rejects.toBeInstanceOf(Refused);
    expect(everybodyMay('A00', 'Essai').allows(visitor)).toBe(true);
  });

  it('ends what is due, keeps the rest, and leaves a certificate that nobody rewrites', async () => {
    const run = await applyRetention(base.db, rules, actor, now);
    expect(run).toMatchObject({
      rows: 3,
      results: [
        { rule: 'trial.hits', rows: 2 },
        { rule: 'trial.answers', rows: 1 },
      ],
    });
    const left = await base.db.selectFrom('core.rate_hit').select('who').orderBy('at').execute();
    expect(left.map(({ who }) => who)).toEqual(['gone', 'gone', 'somebody']);
    expect(await readAs(base.db, actor, transaction => findRun(transaction, run!.id))).toEqual(run);
    await expect(base.db.deleteFrom('core.retention_run').execute()).rejects.toThrow();
  });

  it('says nothing twice: a second run finds nothing', async () => {
    expect(await applyRetention(base.db, rules, actor, now)).toBeNull();
  });

  it('ends nothing at all when one rule cannot be carried out', async () => {
    await base.db
      .insertInto('core.rate_hit')
      .values({ what: 'trial', who: 'other', at: new Date('2026-11-20T10:00:00Z') })
      .execute();
    const broken: RetentionRule = { ...rules[1]!, code: 'trial.broken', due: () => sql`no_such_column` };
    await expect(applyRetention(base.db, [rules[0]!, broken], actor, now)).rejects.toThrow();
    const [count] = await rehearseRetention(base.db, [rules[0]!], actor, now);
    expect(count).toEqual({ rule: 'trial.hits', rows: 1 });
  });
});
