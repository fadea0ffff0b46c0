import { tmpdir } from 'node:os';
import type pg from 'pg';
import { actAs } from '../src/core/acting-as.ts';
import { type Config, readConfig } from '../src/core/config.ts';
import { openPool } from '../src/core/database.ts';
import type { Ground } from '../src/core/ground.ts';
import { newId } from '../src/core/identifier.ts';
import type { Role } from '../src/core/roles.ts';
import { openSession } from '../src/core/sessions.ts';
import { localStorage } from '../src/core/storage.ts';
import type { TestDatabase } from './database.ts';
import { houses } from './houses.ts';

/** The ground of every house on a test database; the clock is that of the test. */
export function groundOf(
  { db, pool, ownerConnectionString }: TestDatabase,
  now: () => Date,
  { settings = {}, folder = tmpdir() }: { settings?: Partial<Config>; folder?: string } = {},
): Ground {
  return {
    config: { ...readConfig({}), ...settings },
    now,
    database: db,
    pool,
    ownerConnectionString,
    storage: localStorage(folder),
    folder,
    modules: houses,
    secret: 'essai',
  };
}

/** Connections of the owner, kept: to open one takes longer than what most tests ask of it. */
const owners = new Map<string, pg.Pool>();

function ownersOf(connectionString: string): pg.Pool {
  const known = owners.get(connectionString);
  if (known) return known;
  const pool = openPool(connectionString, 3);
  owners.set(connectionString, pool);
  return pool;
}

/** Writes rows as the owner, for what a test needs to exist already. */
export async function asOwner<Answer>(
  base: Pick<TestDatabase, 'ownerConnectionString'>,
  work: (client: pg.ClientBase) => Promise<Answer>,
): Promise<Answer> {
  const client = await ownersOf(base.ownerConnectionString).connect();
  let clean = false;
  try {
    const answer = await work(client);
    await client.query('DISCARD ALL');
    clean = true;
    return answer;
  } finally {
    client.release(!clean);
  }
}

/** An open organisation, the pilot of the territory when asked. */
export async function openedOrganisation(
  base: TestDatabase,
  now: Date,
  name: string,
  isPilot = false,
): Promise<string> {
  const id = newId(now);
  await openOrganisations(base, now, [{ id, name, isPilot }]);
  return id;
}

/** Opens organisations under the identifiers that a test has given them. */
export async function openOrganisations(
  base: TestDatabase,
  now: Date,
  organisations: readonly { id: string; name: string; isPilot?: boolean }[],
): Promise<void> {
  await asOwner(base, async client => {
    for (const { id, name, isPilot = false } of organisations)
      await client.query(
        `INSERT INTO network.organisation (id, name, kind, commune_insee, is_pilot, state, dpa_version, dpa_accepted_at, dpa_retention_months, created_at)
         VALUES ($1, $2, 'association', '40192', $3, 'active', '1', $4, 12, $4)`,
        [id, name, isPilot, now],
      );
  });
}

export interface Someone {
  account: string;
  email: string;
  phone: string | null;
  /** To send with each request. */
  headers: { Cookie: string; Origin: string };
}

/** Somebody signed in: with roles in an organisation and two factors, or in their personal space. */
export async function someone(
  base: TestDatabase,
  now: Date,
  it: {
    name?: string;
    phone?: string;
    in?: { organisation: string; roles: readonly Role[]; entitled?: readonly string[] };
  } = {},
): Promise<Someone> {
  const account = newId(now);
  const email = `${account}@landes.example`;
  const phone = it.phone ?? null;
  let membership: string | null = null;
  await asOwner(base, async client => {
    await client.query(
      `INSERT INTO network.account (id, display_name, email, email_verified_at, phone, phone_verified_at, state, created_at)
       VALUES ($1, $2, $3, $5, $4, CASE WHEN $4::text IS NULL THEN NULL ELSE $5::timestamptz END, 'actif', $5)`,
      [account, it.name ?? 'Marie Dupouy', email, phone, now],
    );
    for (const role of it.in?.roles ?? []) {
      const id = newId(now);
      membership ??= id;
      await client.query(
        `INSERT INTO network.membership (id, account_id, organisation_id, role, from_at) VALUES ($1, $2, $3, $4, $5)`,
        [id, account, it.in!.organisation, role, now],
      );
      for (const kind of it.in?.entitled ?? [])
        await client.query(
          `INSERT INTO network.habilitation (id, membership_id, kind, source, valid_from, valid_until)
           VALUES ($1, $2, $3, 'formation', $4, $4::timestamptz + interval '1 year')`,
          [newId(now), id, kind, now],
        );
    }
  });
  const { token } = await base.db.transaction().execute(async transaction => {
    await actAs(transaction, { kind: 'job', ref: 'test' });
    const strength = membership ? 2 : 1;
    const session = { account, membership, strength, shared: false, kept: false, provenAt: now } as const;
    return await openSession(transaction, now, { ...session, device: 'Essai', network: 'essai' });
  });
  return { account, email, phone, headers: { Cookie: `__Host-airial=${token}`, Origin: 'http://localhost' } };
}

/** What a form sends, as a browser does. */
export function formOf(
  values: Record<string, string | readonly string[]>,
  { headers }: Pick<Someone, 'headers'>,
): RequestInit {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map(one => [name, one as string]),
  );
  return {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(pairs).toString(),
  };
}
