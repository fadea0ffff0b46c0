import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { openedOrganisation, someone } from '../../../../tests/signed-in.ts';
import type { Actor } from '../../../core/access.ts';
import { actAs, door, readAs } from '../../../core/acting-as.ts';
import { newId } from '../../../core/identifier.ts';
import { findInvitationByToken, insertInvitation, renewInvitation } from './invitations.ts';

const at = new Date('2026-11-24T10:00:00Z');
const week = new Date('2026-12-01T10:00:00Z');
let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});

/** A référent of a new organisation. */
async function lead(name: string): Promise<{ actor: Actor; organisation: string; account: string }> {
  const organisation = await openedOrganisation(base, at, name);
  const { account } = await someone(base, at, { in: { organisation, roles: ['referent_structure'] } });
  const actor: Actor = {
    kind: 'account',
    ref: account,
    account: {
      id: account,
      name: 'Référent',
      language: 'fr',
      membership: {
        id: newId(at),
        organisation: { id: organisation, name, kind: 'association', isPilot: false, state: 'active' },
        roles: ['referent_structure'],
        permissions: [],
        habilitations: [],
      },
      strength: 2,
      provenAt: at,
      sharedComputer: false,
      session: '',
    },
  };
  return { actor, organisation, account };
}

it('the former link of a renewed invitation says so at the door, and nothing to the référent next door', async () => {
  const [own, other] = [await lead('CCAS de Sabres'), await lead('Médiathèque de Luxey')];
  const id = newId(at);
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, own.actor);
    await insertInvitation(transaction, {
      id,
      organisation: own.organisation,
      email: 'aidant@sabres.example',
      name: null,
      message: null,
      roles: ['aidant'],
      token: 'first',
      sentAt: at,
      expiresAt: week,
      createdBy: own.account,
    });
    await renewInvitation(transaction, id, { token: 'second', sentAt: at, expiresAt: week });
  });
  const find = (actor: Actor | typeof door, token: string) =>
    readAs(base.db, actor, transaction => findInvitationByToken(transaction, token));
  expect(await find(door, 'first')).toBe('replaced');
  expect(await find(door, 'second')).toMatchObject({ id });
  expect(await find(other.actor, 'first')).toBeNull();
  expect(await find(other.actor, 'second')).toBeNull();
});
