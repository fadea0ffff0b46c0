import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/database.ts';
import { everybodyMay, operatorsMay, Refused, visitor } from './access.ts';
import { act } from './act.ts';
import { defineEvents } from './events.ts';
import { newId } from './identifier.ts';

const now = new Date('2026-11-23T10:00:00Z');
const events = defineEvents('core', {
  trial: {
    policy: everybodyMay('A00', 'Tout le monde peut essayer'),
    fr: 'Un essai.',
    en: 'A trial.',
    facts: ['count'],
  },
  kept_for_others: { policy: operatorsMay('A00', 'La coordination'), fr: 'Un essai.', en: 'A trial.' },
});
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});

function hit(key?: string) {
  return {
    event: events.trial,
    actor: visitor,
    ...(key ? { key } : {}),
    change: async (transaction: Parameters<Parameters<typeof act>[2]['change']>[0]) => {
      await transaction.insertInto('core.rate_hit').values({ what: 'trial', who: 'x', at: now }).execute();
      return { answer: { reference: newId(now) }, object: { type: 'trial', ref: '1' }, facts: { count: 1 } };
    },
  };
}

async function count(table: 'core.rate_hit' | 'core.journal_entry') {
  const { n } = await test.db
    .selectFrom(table)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

describe('act', () => {
  it('changes and writes the journal together', async () => {
    const before = [await count('core.rate_hit'), await count('core.journal_entry')];
    await act(test.db, now, hit());
    expect([await count('core.rate_hit'), await count('core.journal_entry')]).toEqual(before.map(n => n + 1));
  });

  it('does nothing at all when the change fails', async () => {
    const before = [await count('core.rate_hit'), await count('core.journal_entry')];
    const failing = {
      ...hit(newId(now)),
      change: async (transaction: never) => {
        await hit().change(transaction);
        throw new Error('coupure');
      },
    };
    await expect(act(test.db, now, failing)).rejects.toThrow('coupure');
    expect([await count('core.rate_hit'), await count('core.journal_entry')]).toEqual(before);
  });

  it('gives the first answer to a second press, even at the same moment', async () => {
    const key = newId(now);
    const before = await count('core.rate_hit');
    const answers = await Promise.all([1, 2, 3, 4].map(() => act(test.db, now, hit(key))));
    expect(new Set(answers.map(answer => answer.reference)).size).toBe(1);
    expect(await count('core.rate_hit')).toBe(before + 1);
  });

  it('refuses who may not', async () => {
    await expect(act(test.db, now, { ...hit(), event: events.kept_for_others })).rejects.toBeInstanceOf(
      Refused,
    );
  });

  it('refuses a fact that nobody declared, or that could be about a person', async () => {
    const before = await count('core.rate_hit');
    const telling = (facts: Record<string, string>) => ({
      ...hit(),
      change: async (transaction: Parameters<Parameters<typeof act>[2]['change']>[0]) => ({
        ...(await hit().change(transaction)),
        facts,
      }),
    });
    await expect(act(test.db, now, telling({ colour: 'blue' }))).rejects.toThrow('colour');
    await expect(act(test.db, now, telling({ count: 'Jeanne Dupouy' }))).rejects.toThrow('count');
    await expect(act(test.db, now, telling({ count: 'jeanne@exemple.fr' }))).rejects.toThrow('count');
    expect(await count('core.rate_hit')).toBe(before);
  });

  it('leaves no way to rewrite the journal', async () => {
    await act(test.db, now, hit());
    await expect(
      test.db.updateTable('core.journal_entry').set({ event: 'core.lie' }).execute(),
    ).rejects.toThrow();
    await expect(test.db.deleteFrom('core.journal_entry').execute()).rejects.toThrow();
  });
});
