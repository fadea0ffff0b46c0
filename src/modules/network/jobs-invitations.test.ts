import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { actAs, readAs } from '../../core/acting-as.ts';
import { newId } from '../../core/identifier.ts';
import { readInvitation } from './inviting.ts';
import './index.ts';
import { closeExpiredInvitations } from './jobs-invitations.ts';
import { insertInvitation } from './store/invitations.ts';

const now = new Date('2026-11-24T05:05:00Z');
const machine = { kind: 'command', ref: 'essai' } as const;
const organisation = newId(now);
const [late, live] = [newId(now), newId(now)];
let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
  await test.db.transaction().execute(async transaction => {
    await actAs(transaction, machine);
    await transaction
      .insertInto('network.organisation')
      .values({
        id: organisation,
        name: 'Mairie de Bougue',
        kind: 'commune',
        commune_insee: '40051',
        state: 'active',
        dpa_version: '1',
        dpa_accepted_at: now,
        dpa_retention_months: 12,
        created_at: now,
      })
      .execute();
    for (const [id, end] of [
      [late, now.getTime()],
      [live, now.getTime() + 1000],
    ] as const)
      await insertInvitation(transaction, {
        id,
        organisation,
        email: `${id}@bougue.example`,
        name: null,
        roles: ['aidant'],
        message: null,
        token: id.replaceAll('-', '_'),
        sentAt: new Date(end - 7 * 86_400_000),
        expiresAt: new Date(end),
        createdBy: null,
      });
  });
});

const entries = async () =>
  (
    await readAs(test.db, machine, transaction =>
      transaction
        .selectFrom('core.journal_entry')
        .select('facts')
        .where('event', '=', 'network.invitations_expired')
        .execute(),
    )
  ).map(entry => entry.facts);

it('ends what nobody answered in time, leaves the rest, and says so once', async () => {
  expect(await closeExpiredInvitations(test.db, now)).toBe(1);
  expect(await closeExpiredInvitations(test.db, now)).toBe(0);
  const states = await readAs(test.db, machine, transaction =>
    transaction
      .selectFrom('network.invitation')
      .select(['id', 'state', 'settled_at'])
      .orderBy('expires_at')
      .execute(),
  );
  expect(states).toEqual([
    { id: late, state: 'expiree', settled_at: now },
    { id: live, state: 'envoyee', settled_at: null },
  ]);
  const link = (id: string) =>
    readAs(test.db, machine, transaction => readInvitation(transaction, id.replaceAll('-', '_'), now));
  expect((await link(late)).kind).toBe('expired');
  expect((await link(live)).kind).toBe('open');
  expect(await entries()).toEqual([{ invitations: 1 }]);
});
