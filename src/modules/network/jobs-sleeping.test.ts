import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { readAs } from '../../core/acting-as.ts';
import { templateOf } from '../../core/notify/template.ts';
import { retentionJob } from '../../core/retention/jobs.ts';
import './index.ts';
import { followSleepers } from './jobs-sleeping.ts';

const start = new Date('2026-01-31T09:00:00Z');
const machine = { kind: 'command', ref: 'essai' } as const;
const at = (day: string) => new Date(`${day}T05:20:00Z`);
let base: TestDatabase;
let helper: Someone;
let person: Someone;
let first: Someone;
let second: Someone;

beforeAll(async () => {
  base = await testDatabase();
  const sabres = await openedOrganisation(base, start, 'CCAS de Sabres');
  const pilot = await openedOrganisation(base, start, 'Département', true);
  helper = await someone(base, start, {
    name: 'Hugo Aidant',
    in: { organisation: sabres, roles: ['aidant'], entitled: ['carte'] },
  });
  person = await someone(base, start, { name: 'Odette Lalanne' });
  first = await someone(base, start, {
    name: 'Anne',
    in: { organisation: pilot, roles: ['administrateur'] },
  });
  second = await someone(base, start, {
    name: 'Bruno',
    in: { organisation: pilot, roles: ['administrateur'] },
  });
});

const stateOf = async ({ account }: Someone) =>
  await readAs(base.db, machine, async transaction => {
    const row = await transaction
      .selectFrom('network.account')
      .select(['state', 'sleeping_step as step', 'closing_on as closing'])
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    const live = await transaction
      .selectFrom('network.membership')
      .select('id')
      .where('account_id', '=', account)
      .where('until_at', 'is', null)
      .execute();
    return { ...row, live: live.length };
  });

const signIn = async ({ account }: Someone, when: Date) => {
  await asOwner(base, client =>
    client.query('UPDATE network.account SET last_signed_in_at = $2 WHERE id = $1', [account, when]),
  );
};

const told = async (template: string) =>
  await asOwner(base, async client => {
    const { rows } = await client.query(
      'SELECT DISTINCT recipient_account AS account, occurrence FROM core.message WHERE template = $1',
      [template],
    );
    return rows as { account: string; occurrence: string }[];
  });

// One life, told in order.
describe('accounts that nobody opens', { shuffle: false }, () => {
  it('warns at eleven months, once, and never somebody who has a personal space only', async () => {
    await signIn(first, at('2026-12-20'));
    await signIn(second, at('2026-12-20'));
    expect(await followSleepers(base.db, at('2026-12-30'))).toMatchObject({ prevenu: 0 });
    expect(await followSleepers(base.db, at('2027-01-01'))).toMatchObject({ prevenu: 1 });
    expect(await followSleepers(base.db, at('2027-01-01'))).toMatchObject({ prevenu: 0 });
    expect((await told('network.account_sleeping')).map(({ account }) => account)).toEqual([helper.account]);
    expect(await stateOf(person)).toMatchObject({ state: 'actif', step: null });
  });

  it('starts again from a sign-in', async () => {
    const due = () =>
      readAs(base.db, machine, transaction =>
        templateOf('network.account_sleeping').stillDue!(
          transaction,
          { account: helper.account, occurrence: '', values: { sinceDate: start.toISOString() } },
          at('2027-01-10'),
        ),
      );
    expect(await due()).toBe(true);
    await signIn(helper, at('2027-01-10'));
    // What was still to leave is cancelled.
    expect(await due()).toBe(false);
    expect(await followSleepers(base.db, at('2027-02-20'))).toMatchObject({ prevenu: 0, suspendu: 0 });
    expect(await stateOf(helper)).toMatchObject({ state: 'actif' });
    await signIn(first, at('2027-12-20'));
    await signIn(second, at('2027-12-20'));
    expect(await followSleepers(base.db, at('2027-12-11'))).toMatchObject({ prevenu: 1 });
    expect(await told('network.account_sleeping')).toHaveLength(2);
  });

  it('suspends at twelve months and ends the sessions, a week late as well', async () => {
    expect(await followSleepers(base.db, at('2028-01-09'))).toMatchObject({ suspendu: 0 });
    expect(await followSleepers(base.db, at('2028-01-17'))).toMatchObject({ suspendu: 1 });
    expect(await followSleepers(base.db, at('2028-01-17'))).toMatchObject({ suspendu: 0, ferme: 0 });
    expect(await stateOf(helper)).toMatchObject({ state: 'suspendu', step: 'suspendu', live: 1 });
    const open = await readAs(base.db, machine, transaction =>
      transaction
        .selectFrom('core.session')
        .select('account_id')
        .where('account_id', '=', helper.account)
        .where('ended_at', 'is', null)
        .execute(),
    );
    expect(open).toEqual([]);
  });

  it('keeps the last administrator, and says so once', async () => {
    await signIn(first, at('2027-01-05'));
    await signIn(second, at('2027-01-05'));
    expect(await followSleepers(base.db, at('2028-01-18'))).toMatchObject({ prevenu: 2 });
    expect(await followSleepers(base.db, at('2028-02-02'))).toMatchObject({ suspendu: 1, retenu: 1 });
    expect(await followSleepers(base.db, at('2028-02-03'))).toMatchObject({ suspendu: 0, retenu: 0 });
    const states = [await stateOf(first), await stateOf(second)].map(({ state }) => state).sort();
    expect(states).toEqual(['actif', 'suspendu']);
    expect(await told('network.last_administrator_sleeping')).toHaveLength(1);
  });

  it('closes at twenty-four months; what identifies goes two weeks later', async () => {
    // An administrator was last seen five days before the helper.
    expect(await followSleepers(base.db, at('2029-01-09'))).toMatchObject({ ferme: 1 });
    expect(await followSleepers(base.db, at('2029-01-17'))).toMatchObject({ ferme: 1 });
    expect(await followSleepers(base.db, at('2029-01-18'))).toMatchObject({ ferme: 0, prevenu: 0 });
    expect(await stateOf(helper)).toMatchObject({
      state: 'suspendu',
      step: 'ferme',
      live: 0,
      closing: at('2029-01-31'),
    });
    const ground = groundOf(base, () => at('2029-02-01'));
    await retentionJob.run(ground, {});
    const row = await readAs(base.db, machine, transaction =>
      transaction
        .selectFrom('network.account')
        .select(['state', 'email', 'display_name as name'])
        .where('id', '=', helper.account)
        .executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ state: 'clos', email: null, name: 'Compte fermé' });
  });
});
