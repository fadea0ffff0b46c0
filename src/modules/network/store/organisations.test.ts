import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { asOwner } from '../../../../tests/signed-in.ts';
import { actAs } from '../../../core/acting-as.ts';
import type { Transaction } from '../../../core/database.ts';
import { newId } from '../../../core/identifier.ts';
import { isSiret } from '../domain/siret.ts';
import type { HeldRole } from '../organisation.ts';
import { endMemberships } from './members.ts';
import { insertOrganisation } from './organisations.ts';

const at = new Date('2026-11-24T10:00:00Z');
let base: TestDatabase;
let pilot: string;
let landlord: string;
beforeAll(async () => {
  base = await testDatabase();
  await asSystem(async transaction => {
    pilot = newId(at);
    landlord = newId(at);
    const commune = { communeInsee: '40192', siret: null };
    await insertOrganisation(transaction, at, {
      id: pilot,
      name: 'Pilote',
      kind: 'departement',
      ...commune,
      isPilot: true,
    });
    await insertOrganisation(transaction, at, {
      id: landlord,
      name: 'Bailleur',
      kind: 'bailleur',
      ...commune,
    });
  });
});

function asSystem<Answer>(work: (transaction: Transaction) => Promise<Answer>): Promise<Answer> {
  return base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'job', ref: 'trial' });
    return await work(transaction);
  });
}

async function somebody(): Promise<string> {
  const id = newId(at);
  // An account that is open has a means of sign-in; this one waits for its own.
  await asSystem(transaction =>
    sql`INSERT INTO network.account (id, display_name, state, created_at) VALUES (${id}, 'Quelqu’un', 'invite', ${at})`.execute(
      transaction,
    ),
  );
  return id;
}

/** As the owner of the tables: no program makes an officer without two administrators. */
const give = async (account: string, organisation: string, role: HeldRole, id = newId(at)) => {
  await asOwner(base, client =>
    client.query(
      'INSERT INTO network.membership (id, account_id, organisation_id, role, from_at) VALUES ($1, $2, $3, $4, $5)',
      [id, account, organisation, role, at],
    ),
  );
};

describe('roles that one person may not hold together', () => {
  it.each([
    ['dpo', 'administrateur', () => pilot],
    ['gestionnaire_fse', 'technicien', () => pilot],
    ['bailleur', 'prescripteur', () => landlord],
  ] as const)('%s and %s, in either order', async (one, other, where) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const account = await somebody();
      await give(account, where(), first);
      await expect(give(account, where(), second)).rejects.toMatchObject({
        constraint: 'membership_separation',
      });
    }
  });

  it('are refused too when both are given at the same moment', async () => {
    const account = await somebody();
    const both = await Promise.allSettled([
      give(account, pilot, 'dpo'),
      give(account, pilot, 'administrateur'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may follow each other', async () => {
    const account = await somebody();
    const id = newId(at);
    const later = new Date('2026-11-25T10:00:00Z');
    await give(account, pilot, 'dpo', id);
    await asSystem(transaction => endMemberships(transaction, later, [id]));
    await give(account, pilot, 'administrateur');
  });
});

describe('a role of the territory', () => {
  it('exists in the pilot organisation only', async () => {
    await expect(give(await somebody(), landlord, 'coordinateur')).rejects.toMatchObject({
      constraint: 'membership_territory_role',
    });
  });
  it('there is one pilot organisation', async () => {
    const second = {
      id: newId(at),
      name: 'Autre',
      kind: 'epci',
      siret: null,
      communeInsee: '40192',
      isPilot: true,
    } as const;
    await expect(asSystem(transaction => insertOrganisation(transaction, at, second))).rejects.toMatchObject({
      constraint: 'organisation_one_pilot',
    });
  });
});

describe('what the database refuses by itself', () => {
  it('the same role twice at once, and a membership deleted', async () => {
    const account = await somebody();
    await give(account, pilot, 'aidant');
    await expect(give(account, pilot, 'aidant')).rejects.toThrow();
    const owner = new pg.Client({ connectionString: base.ownerConnectionString });
    await owner.connect();
    await expect(owner.query('DELETE FROM network.membership')).rejects.toThrow();
    await owner.end();
  });

  it('an organisation that opens without having accepted the agreement', async () => {
    await expect(
      asSystem(transaction =>
        transaction
          .updateTable('network.organisation')
          .set({ state: 'active' })
          .where('id', '=', landlord)
          .execute(),
      ),
    ).rejects.toThrow(/check/i);
  });

  it('reads a SIRET as the program does', async () => {
    const samples = [
      '22400001800016',
      '22400001800017',
      '35600000049837',
      '35600000049838',
      '1',
      '2240000180001A',
    ];
    for (const siret of samples) {
      const { rows } = await sql<{ ok: boolean }>`SELECT network.is_siret(${siret}) AS ok`.execute(base.db);
      expect(rows[0]!.ok, siret).toBe(isSiret(siret));
    }
  });

  it('shows nobody to who says nothing', async () => {
    await give(await somebody(), pilot, 'aidant');
    for (const table of ['network.account', 'network.membership', 'core.session'] as const)
      expect(await base.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });
});
