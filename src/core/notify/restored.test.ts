import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import { floors } from '../../../tests/floors.ts';
import { visitor } from '../access.ts';
import { actAs, asSystem } from '../acting-as.ts';
import { backup, restore } from '../backup.ts';
import { localStorage } from '../storage.ts';
import './fixture.ts';
import { notify } from './notify.ts';
import { dueMessages } from './store.ts';

const now = new Date('2026-11-24T10:00:00Z');
const folder = await mkdtemp(join(tmpdir(), 'airial-restored-'));
afterAll(() => rm(folder, { recursive: true }));

test('a message still to be sent in a backup is said to be uncertain, and not sent again', async () => {
  const [from, to] = [await testDatabase(), await testDatabase()];
  await from.db.transaction().execute(async transaction => {
    await actAs(transaction, visitor);
    const notice = { to: { email: 'marie@landes.example' }, occurrence: '1', values: {}, causedBy: visitor };
    await notify(transaction, now, { template: 'trial.security', ...notice });
  });
  const file = join(folder, 'all.airial');
  const common = { modules: floors, storage: localStorage(join(folder, 'files')), file, force: true };
  await backup({ ...common, connectionString: from.ownerConnectionString, now });
  await restore({ ...common, connectionString: to.ownerConnectionString });
  const after = await to.db.transaction().execute(transaction =>
    asSystem(transaction, 'test', async () => ({
      due: await dueMessages(transaction, now),
      messages: await transaction.selectFrom('core.message').select(['state', 'detail']).execute(),
      receipts: await transaction.selectFrom('core.receipt').select(['event', 'detail']).execute(),
    })),
  );
  expect(after).toEqual({
    due: [],
    messages: [{ state: 'incertain', detail: 'unknown_outcome' }],
    receipts: [{ event: 'failure', detail: 'unknown_outcome' }],
  });
});
