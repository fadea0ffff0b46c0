import { beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { Walker } from '../../../tests/walker.ts';
import { buildSite } from '../../core/http/app.ts';
import { followSleepers } from './jobs-sleeping.ts';

const start = new Date('2026-01-31T09:00:00Z');
const later = new Date('2027-02-20T05:20:00Z');
let base: TestDatabase;
let coordination: Someone;
let leads: Someone[];

beforeAll(async () => {
  base = await testDatabase();
  const sabres = await openedOrganisation(base, start, 'CCAS de Sabres');
  const pilot = await openedOrganisation(base, start, 'Département', true);
  await openedOrganisation(base, start, 'Mairie de Luxey').then(organisation =>
    someone(base, later, { in: { organisation, roles: ['referent_structure'] } }),
  );
  const lead = { in: { organisation: sabres, roles: ['referent_structure'] } } as const;
  leads = [await someone(base, start, lead), await someone(base, start, lead)];
  coordination = await someone(base, later, { in: { organisation: pilot, roles: ['coordinateur'] } });
});

const told = async () =>
  (
    await asOwner(base, client =>
      client.query(
        `SELECT DISTINCT recipient_account AS account, occurrence FROM core.message
         WHERE template = 'network.organisation_without_lead'`,
      ),
    )
  ).rows;

const desk = async () => {
  const site = buildSite(
    groundOf(base, () => later),
    () => ({ jobs: true }),
  );
  const walker = new Walker('http://localhost', request => site.fetch(request));
  walker.remember(coordination.headers.Cookie);
  return (await walker.get('/pro')).html;
};

it('tells the coordination when the last référent who could come in is suspended, once, and shows it until there is one', async () => {
  await asOwner(base, client =>
    client.query('UPDATE network.account SET last_signed_in_at = $2 WHERE id = $1', [
      leads[1]!.account,
      later,
    ]),
  );
  const day = (n: number) => new Date(later.getTime() + n * 86_400_000);
  await followSleepers(base.db, later);
  expect(await followSleepers(base.db, day(20))).toMatchObject({ suspendu: 1 });
  expect([await told(), (await desk()).includes('n’a plus de référent')]).toEqual([[], false]);

  await asOwner(base, client =>
    client.query('UPDATE network.account SET last_signed_in_at = $2 WHERE id = $1', [
      leads[1]!.account,
      start,
    ]),
  );
  await followSleepers(base.db, day(21));
  expect(await followSleepers(base.db, day(45))).toMatchObject({ suspendu: 1 });
  await followSleepers(base.db, day(46));
  expect((await told()).map(({ account }) => account)).toEqual([coordination.account]);
  const page = await desk();
  expect(page).toContain('CCAS de Sabres n’a plus de référent');
  expect(page).not.toContain('Mairie de Luxey n’a plus');

  await asOwner(base, client =>
    client.query(`UPDATE network.account SET state = 'actif' WHERE id = $1`, [leads[0]!.account]),
  );
  expect(await desk()).not.toContain('n’a plus de référent');
});
