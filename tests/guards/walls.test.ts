import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/core/access.ts';
import { openDatabase, openPool } from '../../src/core/database.ts';
import { buildSite } from '../../src/core/http/app.ts';
import type { Route } from '../../src/core/http/route.ts';
import { newId } from '../../src/core/identifier.ts';
import { type Role, roleCodes, roles } from '../../src/core/roles.ts';
import { whoMay } from '../access-matrix.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { allRoutes } from '../houses.ts';
import { asOwner, formOf, groundOf, openedOrganisation, type Someone, someone } from '../signed-in.ts';

const now = new Date('2026-11-24T10:00:00Z');
const professional = roleCodes.filter(role => role !== 'habitant') as Exclude<Role, 'habitant'>[];

/** Everybody who may knock: nobody known, an account of its own, and one account a role. */
interface Knocking {
  name: string;
  someone: Someone | null;
  roles: readonly Role[];
}

let base: TestDatabase;
let there: string;
let everybody: Knocking[];

beforeAll(async () => {
  base = await testDatabase();
  const here = await openedOrganisation(base, now, 'CCAS de Sabres');
  there = await openedOrganisation(base, now, 'Médiathèque de Luxey');
  const pilot = await openedOrganisation(base, now, 'Département', true);
  const bailleur = newId(now);
  await asOwner(base, client =>
    client.query(
      `INSERT INTO network.organisation (id, name, kind, commune_insee, is_pilot, state, dpa_version, dpa_accepted_at, dpa_retention_months, created_at)
       VALUES ($1, 'Logis', 'bailleur', '40192', false, 'active', '1', $2, 12, $2)`,
      [bailleur, now],
    ),
  );
  everybody = [
    { name: 'visiteur', someone: null, roles: [] },
    { name: 'compte', someone: await someone(base, now), roles: [] },
  ];
  for (const role of professional) {
    const organisation = roles[role].held === 'territory' ? pilot : role === 'bailleur' ? bailleur : here;
    everybody.push({
      name: role,
      someone: await someone(base, now, { in: { organisation, roles: [role], entitled: ['carte'] } }),
      roles: [role],
    });
  }
});

/** What the gate must answer, by the specification: nothing of its own (`open`), or one of its doors. */
function doorFor({ method, policy }: Route, { someone: who, roles: held }: Knocking): string {
  const may = whoMay(policy);
  const allowed =
    may === 'anyone' ||
    (may === 'account' && who !== null) ||
    (may === 'member' && held.length > 0) ||
    (Array.isArray(may) && held.some(role => may.includes(role)));
  if (allowed) return 'open';
  if (may === 'client') return 'no key';
  if (!who) return 'sign in';
  // An account of its own has shown one factor.
  if (held.length === 0 && may !== 'system' && may !== 'nobody') return 'second factor';
  return method === 'GET' || method === 'POST' ? 'refused' : 'open';
}

function doorOf(answer: Response): string {
  const to = answer.headers.get('Location') ?? '';
  if (answer.status === 303 && to.startsWith('/se-connecter?suite=')) return 'sign in';
  if (answer.status === 303 && to.startsWith('/se-connecter/code?')) return 'second factor';
  if (answer.status === 401) return 'no key';
  return answer.status === 403 ? 'refused' : 'open';
}

/** An address of this route where every identifier is one that nothing has. */
const nowhere = (path: string) =>
  path.replaceAll(/:[a-z]+(?:\{[^}]*\})?/gi, () => newId(now)).replace('*', 'rien');

/** Some answers end a session or close an account: the next question is asked by the same people as the first. */
async function asTheyWere() {
  await asOwner(base, async client => {
    await client.query('CREATE TABLE IF NOT EXISTS public.first_session AS SELECT * FROM core.session');
    await client.query('DELETE FROM core.session');
    await client.query('INSERT INTO core.session SELECT * FROM public.first_session');
    await client.query("UPDATE network.account SET state = 'actif', closing_on = NULL");
  });
}

async function differencesOf(site: ReturnType<typeof buildSite>): Promise<string[]> {
  const found: string[] = [];
  for (const route of allRoutes) {
    await asTheyWere();
    for (const who of everybody) {
      const headers = who.someone?.headers ?? { Origin: 'http://localhost', Cookie: '' };
      const answer = await site.request(
        `http://localhost${nowhere(route.path)}`,
        route.method === 'POST' ? formOf({}, { headers }) : { headers },
      );
      await answer.body?.cancel();
      const [should, is] = [doorFor(route, who), doorOf(answer)];
      // Pages of sign-in, open to all, lead from one to the next by themselves.
      if (whoMay(route.policy) === 'anyone' ? is === 'refused' : should !== is)
        found.push(
          `${route.method} ${route.path}, ${who.name} : ${is} (${answer.status}), devrait être ${should}`,
        );
    }
  }
  return found;
}

const siteOn = (database: TestDatabase) =>
  buildSite(
    groundOf(database, () => now),
    () => ({ jobs: true }),
  );

describe('Chaque route, pour chaque rôle, par une vraie session', () => {
  test('la porte répond ce que dit la spécification', async () => {
    expect(await differencesOf(siteOn(base))).toEqual([]);
  }, 240_000);

  test('sans le mur de la base, la porte répond de même', async () => {
    // The owner of the tables, whom row-level security does not concern.
    const pool = openPool(base.ownerConnectionString, 5);
    const db = openDatabase(pool);
    try {
      expect((await db.selectFrom('network.account').selectAll().execute()).length).toBeGreaterThan(10);
      expect(await differencesOf(siteOn({ ...base, db, pool }))).toEqual([]);
    } finally {
      await db.destroy();
    }
  }, 240_000);

  test('un formulaire fait pour une autre structure ne change rien', async () => {
    await asTheyWere();
    const site = siteOn(base);
    const lead = everybody.find(({ name }) => name === 'referent_structure')!.someone!;
    const forms = allRoutes.filter(
      // No session opens the API.
      ({ method, path, policy }) =>
        method === 'POST' && !path.startsWith('/api/') && policy.allows(actorOf('referent_structure')),
    );
    expect(forms.length).toBeGreaterThan(20);
    const taken: string[] = [];
    for (const { path } of forms) {
      const answer = await site.request(
        `http://localhost${nowhere(path)}`,
        formOf({ contexte: there }, lead),
      );
      await answer.body?.cancel();
      if (answer.status !== 409) taken.push(`${path} : ${answer.status}`);
    }
    expect(taken).toEqual([]);
  }, 120_000);
});

/** Somebody with this role, as the gate sees them. */
function actorOf(role: Role): Actor {
  const organisation = { id: newId(now), name: '', kind: '', isPilot: false, state: 'active' } as const;
  const membership = { id: newId(now), organisation, roles: [role], permissions: [], habilitations: [] };
  const account = {
    id: newId(now),
    name: '',
    language: 'fr',
    membership,
    strength: 2,
    provenAt: now,
  } as const;
  return { kind: 'account', ref: account.id, account: { ...account, sharedComputer: false, session: '' } };
}
