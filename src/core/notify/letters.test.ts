import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { type Actor, visitor } from '../access.ts';
import { actAs, asSystem, readAs } from '../acting-as.ts';
import { newId } from '../identifier.ts';
import { applyRetention } from '../retention/engine.ts';
import { people } from './fixture.ts';
import { findLetters, readLetters, tickLetters, workingDays } from './letters.ts';
import { notify } from './notify.ts';
import { messageRetention } from './retention.ts';

const now = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let organisation: string;
let other: string;
let helper: Someone;

const actorOf = (who: Someone, at: string): Actor => ({
  kind: 'account',
  ref: who.account,
  account: {
    id: who.account,
    name: 'Aidant',
    language: 'fr',
    strength: 2,
    provenAt: now,
    sharedComputer: false,
    session: '',
    membership: {
      id: at,
      organisation: { id: at, name: '', kind: 'association', isPilot: false, state: 'active' },
      roles: ['aidant'],
      permissions: [],
      habilitations: [],
    },
  },
});

beforeAll(async () => {
  base = await testDatabase();
  organisation = await openedOrganisation(base, now, 'CCAS de Sabres');
  other = await openedOrganisation(base, now, 'Mairie de Dax');
  helper = await someone(base, now, { in: { organisation, roles: ['aidant'] } });
});

/** A message to somebody without phone nor e-mail: it becomes a letter of the organisation. */
async function letterTo(name: string): Promise<string> {
  const account = newId(now);
  people.set(account, { name, language: 'fr', email: null, phone: null, address: null, organisation });
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, visitor);
    const notice = { template: 'trial.security', to: { account }, occurrence: newId(now), values: { name } };
    await notify(transaction, now, { ...notice, causedBy: visitor });
  });
  return account;
}

const lettersOf = (at: string) =>
  readAs(base.db, actorOf(helper, at), transaction => findLetters(transaction, now));

describe('letters', { shuffle: false }, () => {
  it('wait for the organisation nearest to the person, and for no other', async () => {
    await letterTo('Odette Lalanne');
    const [letter] = await lettersOf(organisation);
    expect(letter).toMatchObject({
      to: 'Odette Lalanne',
      posted: false,
      state: 'a_envoyer',
      printedAt: null,
    });
    expect(await lettersOf(other)).toEqual([]);
    const read = (at: string) =>
      readAs(base.db, actorOf(helper, at), transaction =>
        readLetters(transaction, [letter!.id], 'CCAS de Sabres'),
      );
    expect(await read(other)).toEqual([]);
    expect(await read(organisation)).toMatchObject([
      { address: ['Odette Lalanne'], sender: 'CCAS de Sabres', large: false },
    ]);
  });

  it('are ticked as they go, only forward, by who may see them', async () => {
    const account = await letterTo('Jean Dupouy');
    const { id } = (await lettersOf(organisation)).find(({ to }) => to === 'Jean Dupouy')!;
    const tick = (what: 'printed' | 'posted' | 'returned' | 'handed', at = organisation) =>
      tickLetters(base.db, now, { actor: actorOf(helper, at), ids: [id], tick: what });
    expect(await tick('printed', other)).toBe(0);
    expect(await tick('returned')).toBe(0);
    expect([await tick('printed'), await tick('posted'), await tick('posted')]).toEqual([1, 1, 0]);
    expect(await tick('returned')).toBe(1);
    expect(await tick('handed')).toBe(0);
    const rows = await base.db.transaction().execute(transaction =>
      asSystem(transaction, 'test', async () => ({
        message: await transaction
          .selectFrom('core.message')
          .select(['state', 'detail'])
          .where('id', '=', id)
          .executeTakeFirst(),
        receipts: await transaction
          .selectFrom('core.receipt')
          .select('event')
          .where('message_id', '=', id)
          .orderBy('id')
          .execute(),
        all: await transaction
          .selectFrom('core.message')
          .select('channel')
          .where('recipient_account', '=', account)
          .execute(),
      })),
    );
    expect(rows.message).toEqual({ state: 'echec', detail: 'came_back' });
    expect(rows.receipts.map(({ event }) => event).sort()).toEqual(['posted', 'printed', 'returned']);
    expect(rows.all).toHaveLength(4);
  });

  it('wait by working days', () => {
    const friday = new Date('2026-11-20T10:00:00Z');
    expect(workingDays(friday, new Date('2026-11-23T10:00:00Z'))).toBe(1);
    expect(workingDays(friday, new Date('2026-11-26T10:00:00Z'))).toBe(4);
    expect(workingDays(friday, friday)).toBe(0);
  });

  it('and messages end: words first, then the rest with its receipts', async () => {
    await letterTo('Anne Lartigue');
    const job = { kind: 'job', ref: 'core:retention' } as const;
    const count = async () =>
      await base.db.transaction().execute(transaction =>
        asSystem(transaction, 'test', async () => {
          const messages = await transaction
            .selectFrom('core.message')
            .select(['body', 'address', 'state'])
            .execute();
          const receipts = await transaction.selectFrom('core.receipt').select('id').execute();
          return { messages, receipts: receipts.length };
        }),
      );
    await applyRetention(base.db, messageRetention, job, new Date('2027-05-25T04:00:00Z'));
    const after = await count();
    expect(after.messages.length).toBeGreaterThan(0);
    expect(after.messages.filter(({ body, address }) => body !== null || address !== null)).toEqual([]);
    expect(after.messages.filter(({ state }) => state === 'a_envoyer')).toEqual([]);
    await applyRetention(base.db, messageRetention, job, new Date('2028-11-25T04:00:00Z'));
    expect(await count()).toEqual({ messages: [], receipts: 0 });
  });
});
