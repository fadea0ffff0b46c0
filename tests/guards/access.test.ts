import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, type Policy, visitor } from '../../src/core/access.ts';
import { actAs } from '../../src/core/acting-as.ts';
import { openDatabase, openPool } from '../../src/core/database.ts';
import { buildSite } from '../../src/core/http/app.ts';
import { newId } from '../../src/core/identifier.ts';
import { groundEvents } from '../../src/core/journal/sentences.ts';
import { type Role, roleCodes, roles } from '../../src/core/roles.ts';
import { apiScopes } from '../../src/modules/network/vocabulary.ts';
import { accessMatrix, type Who, whoMay } from '../access-matrix.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { floors } from '../floors.ts';
import { allRoutes, houses } from '../houses.ts';
import { groundOf, openedOrganisation, type Someone, someone } from '../signed-in.ts';

const now = new Date('2026-11-24T10:00:00Z');
const events = [...groundEvents, ...houses.flatMap(house => Object.values(house.events ?? {}))];
const professional = roleCodes.filter(role => role !== 'habitant') as Exclude<Role, 'habitant'>[];

/** An actor with these roles, two factors, in an organisation that is open. */
function actorWith(
  held: readonly Role[],
  strength: 1 | 2 = 2,
  state: 'active' | 'brouillon' = 'active',
): Actor {
  const organisation = { id: newId(now), name: 'CCAS', kind: 'ccas_cias', isPilot: false, state };
  const membership = held.length
    ? { id: newId(now), organisation, roles: held, permissions: [], habilitations: ['carte'] }
    : null;
  const id = newId(now);
  const account = {
    id,
    name: 'A',
    language: 'fr',
    membership,
    strength,
    provenAt: now,
    sharedComputer: false,
  } as const;
  return { kind: 'account', ref: id, account: { ...account, session: '' } };
}

const actors: readonly { name: string; actor: Actor; roles: readonly Role[] | null }[] = [
  { name: 'visitor', actor: visitor, roles: null },
  {
    name: 'linked application',
    actor: {
      kind: 'api',
      ref: newId(now),
      client: { id: newId(now), organisation: newId(now), scopes: Object.keys(apiScopes) },
    },
    roles: null,
  },
  { name: 'account, one factor', actor: actorWith([], 1), roles: [] },
  { name: 'account, two factors', actor: actorWith([]), roles: [] },
  { name: 'member with one factor', actor: actorWith(['coordinateur', 'administrateur'], 1), roles: [] },
  ...professional.map(role => ({ name: role, actor: actorWith([role]), roles: [role] })),
];

/** What the specification says, for somebody with these roles (null: nobody known). */
function expected(who: Who, held: readonly Role[] | null, kind: Actor['kind']): boolean {
  if (who === 'anyone') return true;
  if (who === 'client' || kind === 'api') return who === 'client' && kind === 'api';
  if (who === 'system' || who === 'nobody' || held === null) return false;
  if (who === 'account') return true;
  return who === 'member' ? held.length > 0 : held.some(role => who.includes(role));
}

const everything: readonly (readonly [string, Policy])[] = [
  ...allRoutes.map(route => [`${route.method} ${route.path}`, route.policy] as const),
  ...events.map(event => [event.code, event.policy] as const),
];

describe('La matrice des accès', () => {
  test('chaque route et chaque acte, pour chaque rôle, disent ce que dit la spécification', () => {
    const differences = everything.flatMap(([name, policy]) =>
      actors.flatMap(({ name: who, actor, roles: held }) => {
        const should = expected(whoMay(policy), held, actor.kind);
        return policy.allows(actor) === should
          ? []
          : [`${name} (${policy.id}), ${who} : devrait être ${should}`];
      }),
    );
    expect(differences).toEqual([]);
    expect(everything.length * actors.length).toBeGreaterThan(2000);
  });

  test('une structure en cours d’ouverture ne fait que s’ouvrir', () => {
    const open = everything.filter(([, policy]) => policy.allows(actorWith(professional, 2, 'brouillon')));
    const sentences = [...new Set(open.map(([, policy]) => policy.id))].sort();
    expect(sentences).toEqual(
      ['A00', 'A02', 'A03', 'A08', 'A18', 'A50', 'A53', 'A56', 'A59'].filter(id => sentences.includes(id)),
    );
  });

  test('la page docs/access.md est celle que donnent les règles', () => {
    const page = accessPage();
    if (process.env.AIRIAL_WRITE_ACCESS) writeFileSync('docs/access.md', page);
    expect(readFileSync('docs/access.md', 'utf8')).toBe(page);
  });

  test('personne ne se connecte à la place de quelqu’un d’autre', () => {
    expect(accessMatrix.A10!.who).toBe('nobody');
    expect(everything.filter(([, policy]) => policy.id === 'A10' || policy.id === 'A41')).toEqual([]);
    const names = allRoutes.map(route => route.path).join(' ');
    expect(names).not.toMatch(/impersonat|usurp|en-tant-que|se-faire-passer|sudo/);
  });
});

function accessPage(): string {
  const whoWords = (who: Who) =>
    typeof who === 'string'
      ? {
          anyone: 'anyone',
          account: 'anyone signed in',
          system: 'Airial and its operator',
          nobody: '**nobody**',
          member: 'any member',
          client: 'linked applications',
        }[who]
      : who.map(role => roles[role].en).join(', ');
  const rows = (list: readonly (readonly [string, Policy])[]) =>
    list
      .map(
        ([name, policy]) =>
          `| \`${name.replaceAll('|', '\\|')}\` | ${policy.id} | ${policy.sentence} | ${whoWords(whoMay(policy))} |`,
      )
      .join('\n');
  const used = new Set(everything.map(([, policy]) => policy.id));
  return `# Who may do what

Made from the policies by \`AIRIAL_WRITE_ACCESS=1 vitest run --project code tests/guards/access\`; a test compares both. A professional sentence supposes an active membership in an open organisation, in the present context, with a second factor. Commands and jobs of the machine pass professional sentences.

## Sentences
| id | resource | act | who | on | used |
|---|---|---|---|---|---|
${Object.entries(accessMatrix)
  .map(
    ([id, it]) =>
      `| ${id} | ${it.resource} | ${it.act} | ${whoWords(it.who)} | ${it.on ?? ''} | ${used.has(id) ? 'yes' : 'waits for its module'} |`,
  )
  .join('\n')}

## Routes
| route | sentence | in words | who |
|---|---|---|---|
${rows(everything.slice(0, allRoutes.length))}

## Acts
| act | sentence | in words | who |
|---|---|---|---|
${rows(everything.slice(allRoutes.length))}
`;
}

/** Two ordinary organisations and the pilot; somebody with each role in the first; people and things in the second. */
interface World {
  base: TestDatabase;
  here: string;
  there: string;
  pilot: string;
  people: Map<string, Someone>;
  stranger: Someone;
  /** Identifiers that belong to the other organisation. */
  theirs: string[];
}

let world: World;
beforeAll(async () => {
  const base = await testDatabase();
  const here = await openedOrganisation(base, now, 'CCAS de Sabres');
  const there = await openedOrganisation(base, now, 'Médiathèque de Luxey');
  const pilot = await openedOrganisation(base, now, 'Département', true);
  const people = new Map<string, Someone>();
  for (const role of professional) {
    if (role === 'bailleur') continue;
    const organisation = roles[role].held === 'territory' ? pilot : here;
    people.set(role, await someone(base, now, { in: { organisation, roles: [role] } }));
  }
  people.set('account', await someone(base, now));
  const stranger = await someone(base, now, {
    name: 'Personne d’ailleurs',
    phone: '+33612345678',
    in: { organisation: there, roles: ['referent_structure', 'aidant'] },
  });
  world = { base, here, there, pilot, people, stranger, theirs: [there, stranger.account] };
  await fillTheOther(world);
});

/** One row at least in every table that speaks of somebody, for the other organisation. */
async function fillTheOther({ base, there, stranger, theirs }: World) {
  await base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'job', ref: 'trial' });
    const [membership, invitation] = [newId(now), newId(now)];
    theirs.push(membership, invitation);
    const { rows } = await sql<{
      id: string;
    }>`SELECT id FROM network.membership WHERE account_id = ${stranger.account} LIMIT 1`.execute(transaction);
    await sql`INSERT INTO network.habilitation (id, membership_id, kind, source, valid_from, valid_until)
      VALUES (${membership}, ${rows[0]!.id}, 'carte', 'formation', ${now}, ${new Date('2027-11-24')})`.execute(
      transaction,
    );
    await sql`INSERT INTO network.invitation (id, organisation_id, email, roles, token_sha256, state, sent_at, expires_at)
      VALUES (${invitation}, ${there}, 'secret@luxey.example', '{aidant}', sha256('x'), 'envoyee', ${now}, ${new Date('2026-12-01')})`.execute(
      transaction,
    );
  });
}

const readsEverything = new Set(['coordinateur', 'administrateur', 'dpo']);

/** The answer without what changes from one to the next: its number, the seals of its forms. */
const bare = (html: string) =>
  html
    .replaceAll(/\b[A-Z]\d-\d{3}\b/g, '')
    .replaceAll(/name="(cle|ouvert)" value="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');

/** Addresses with an identifier of an organisation, theirs or one that does not exist. */
const organisationRoutes = allRoutes.filter(route => route.path.includes('/structures/:id'));

async function differencesOf(site: ReturnType<typeof buildSite>): Promise<string[]> {
  const { people, there, stranger } = world;
  const unknown = newId(now);
  const found: string[] = [];
  for (const [role, person] of people) {
    for (const { method, path, policy } of organisationRoutes) {
      const at = (organisation: string, account: string) =>
        path.replace(':id', organisation).replace(':account', account).replace(':invitation', newId(now));
      const ask = async (address: string) => {
        const answer = await site.request(`http://localhost${address}`, {
          method,
          headers: person.headers,
          ...(method === 'POST'
            ? {
                headers: { ...person.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
                body: 'nom=Nouveau&conservation=12&roles=aidant&etat=fermee',
              }
            : {}),
        });
        return { status: answer.status, text: bare(await answer.text()) };
      };
      const [other, none] = [await ask(at(there, stranger.account)), await ask(at(unknown, newId(now)))];
      const name = `${method} ${path}, ${role}`;
      if (other.text.includes('Luxey') && !readsEverything.has(role))
        found.push(`${name} : montre l’autre structure`);
      if (readsEverything.has(role) && policy.allows(actorWith([role as Role]))) continue;
      if (other.status !== none.status || other.text !== none.text)
        found.push(
          `${name} : ${other.status} et ${none.status}, une autre structure ne ressemble pas à une inconnue`,
        );
      if (other.status < 300) found.push(`${name} : ${other.status}`);
    }
  }
  return found;
}

const siteOn = (database: TestDatabase) =>
  buildSite(
    groundOf(database, () => now),
    () => ({ jobs: true }),
  );

describe('Les deux murs', () => {
  test('la structure d’à côté répond comme une structure qui n’existe pas', async () => {
    expect(organisationRoutes.length).toBeGreaterThan(8);
    expect(await differencesOf(siteOn(world.base))).toEqual([]);
  }, 120_000);

  test('sans le mur de la base, les règles seules refusent encore', async () => {
    // The owner of the tables, whom row-level security does not concern.
    const pool = openPool(world.base.ownerConnectionString, 5);
    const db = openDatabase(pool);
    try {
      const all = await db.selectFrom('network.account').selectAll().execute();
      expect(all.length).toBeGreaterThan(5);
      expect(await differencesOf(siteOn({ ...world.base, db, pool }))).toEqual([]);
    } finally {
      await db.destroy();
    }
  }, 120_000);

  test('sans les règles, la base seule ne montre ni ne change rien de l’autre structure', async () => {
    const { base, people, theirs, here, pilot } = world;
    const tables = await personalTables();
    expect(tables.length).toBeGreaterThan(12);
    const shown: string[] = [];
    for (const [role, person] of people) {
      if (readsEverything.has(role)) continue;
      const organisation = {
        id: roles[role as Role]?.held === 'territory' ? pilot : here,
        name: '',
        kind: '',
        isPilot: false,
        state: 'active',
      } as const;
      const actor = actorWith(role === 'account' ? [] : [role as Role]);
      const account = { ...actor.account!, id: person.account };
      const acting = {
        ...actor,
        ref: person.account,
        account: { ...account, membership: account.membership && { ...account.membership, organisation } },
      };
      for (const table of tables) {
        const rows = await base.db.transaction().execute(async transaction => {
          await actAs(transaction, acting);
          const { rows: read } = await sql<{
            row: string;
          }>`SELECT row_to_json(t)::text AS row FROM ${sql.table(table)} AS t`.execute(transaction);
          return read.map(({ row }) => row);
        });
        for (const row of rows.filter(
          text => theirs.some(id => text.includes(id)) || /luxey\.example|ailleurs|612345678/.test(text),
        ))
          shown.push(`${role} lit ${table} : ${row.slice(0, 120)}`);
      }
    }
    expect(shown).toEqual([]);
  }, 120_000);

  test('sans dire qui agit, aucune table qui parle de quelqu’un ne donne une ligne', async () => {
    const shown: string[] = [];
    for (const table of await personalTables()) {
      const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(
        world.base.db,
      );
      if (rows[0]!.n > 0) shown.push(`${table} : ${rows[0]!.n}`);
    }
    expect(shown).toEqual([]);
  });

  test('chaque table a le second mur, ou dit pourquoi elle ne parle de personne', async () => {
    const open: Record<string, string> = JSON.parse(
      readFileSync('tests/guards/tables-without-wall.json', 'utf8'),
    );
    const { rows } = await sql<{ name: string }>`
      SELECT nspname || '.' || relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND NOT relrowsecurity AND nspname = ANY(${['core', ...floors]})
      ORDER BY 1`.execute(world.base.db);
    expect(rows.map(row => row.name).sort()).toEqual(Object.keys(open).sort());
    for (const [name, why] of Object.entries(open)) expect(why, name).toMatch(/\S.{14,}/);
  });

  test('le programme ne peut pas passer outre : son rôle ne possède rien et n’a pas BYPASSRLS', async () => {
    const { rows } = await sql<{ bypass: boolean; superuser: boolean }>`
      SELECT rolbypassrls AS bypass, rolsuper AS superuser FROM pg_roles WHERE rolname = current_user`.execute(
      world.base.db,
    );
    expect(rows[0]).toEqual({ bypass: false, superuser: false });
  });
});

async function personalTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT nspname || '.' || relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relrowsecurity AND nspname = ANY(${['core', ...floors]})
    ORDER BY 1`.execute(world.base.db);
  return rows.map(row => row.name);
}
