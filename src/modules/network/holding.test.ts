import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { importText, prepareTerritory } from '../../../tests/directory-site.ts';
import { actAs, readAs } from '../../core/acting-as.ts';
import type { Transaction } from '../../core/database.ts';
import { newId } from '../../core/identifier.ts';
import { findEditablePlaces, grantEditor } from '../directory/index.ts';
import { placeHolders } from './holding.ts';
import './index.ts';
import { setOrganisationState } from './opening.ts';

const now = new Date('2026-11-24T10:00:00Z');
const machine = { kind: 'command', ref: 'essai' } as const;
let test: TestDatabase;
let place: string;
const [town, library] = [newId(now), newId(now)];
const keepers: string[] = [];

const work = <Answer>(change: (transaction: Transaction) => Promise<Answer>) =>
  test.db.transaction().execute(async transaction => {
    await actAs(transaction, machine);
    return await change(transaction);
  });

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  await importText(
    test.db,
    'lieux.csv',
    'id,nom,commune,code_insee\nm1,Médiathèque de Bougue,Bougue,40051\n',
  );
  place = (await test.db.selectFrom('directory.place').select('id').executeTakeFirstOrThrow()).id;
  await work(async transaction => {
    for (const [id, name] of [
      [town, 'Mairie de Bougue'],
      [library, 'Bibliothèque de Bougue'],
    ] as const)
      await transaction
        .insertInto('network.organisation')
        .values({
          id,
          name,
          kind: 'commune',
          commune_insee: '40051',
          state: 'active',
          dpa_version: '1',
          dpa_accepted_at: now,
          dpa_retention_months: 12,
          created_at: now,
        })
        .execute();
    for (const role of ['referent_structure', 'conseiller_numerique', 'aidant'] as const) {
      const account = newId(now);
      if (role !== 'aidant') keepers.push(account);
      await transaction
        .insertInto('network.account')
        .values({
          id: account,
          display_name: 'Claude',
          email: `${role}@bougue.example`,
          email_verified_at: now,
          state: 'actif',
          created_at: now,
        })
        .execute();
      await transaction
        .insertInto('network.membership')
        .values({ id: newId(now), account_id: account, organisation_id: town, role, from_at: now })
        .execute();
    }
  });
});

const live = async () =>
  await test.db
    .selectFrom('network.place_holder')
    .select(['organisation_id'])
    .where('place_id', '=', place)
    .where('until_at', 'is', null)
    .execute();
const kept = (organisation: string) =>
  readAs(test.db, machine, transaction => findEditablePlaces(transaction, organisation));

it('keeps the organisation behind a place, one at a time, until it closes', async () => {
  const give = (organisationId: string) =>
    work(transaction =>
      grantEditor(transaction, now, { placeId: place, organisationId, claimId: null, grantedBy: null }),
    );
  await give(library);
  await give(town);
  expect(await live()).toEqual([{ organisation_id: town }]);
  expect([await kept(town), await kept(library)]).toEqual([[place], []]);
  await setOrganisationState({ database: test.db, actor: machine, now, origin: '' }, town, 'fermee');
  expect(await live()).toEqual([]);
  expect(await kept(town)).toEqual([]);
});

it('reaches the members who may correct the page, and no other', async () => {
  await work(transaction =>
    transaction.updateTable('network.organisation').set({ state: 'active' }).where('id', '=', town).execute(),
  );
  expect((await work(transaction => placeHolders.keepers(transaction, town))).sort()).toEqual(keepers.sort());
  expect(await work(transaction => placeHolders.nameOf(transaction, town))).toBe('Mairie de Bougue');
});
