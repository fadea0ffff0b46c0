/**
 * Measures the journal: `node bench/journal.ts [ENTRIES]` (1,000,000 by default): what an entry adds to an act, how soon
 * it is in the tree at 50 acts a second, how long a whole verification takes. The database is thrown away.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { everybodyMay, visitor } from '../src/core/access.ts';
import { act } from '../src/core/act.ts';
import { readConfig } from '../src/core/config.ts';
import { appConnectionString, type Database, openDatabase, openPool } from '../src/core/database.ts';
import { embeddedPostgres } from '../src/core/embedded-postgres.ts';
import { defineEvents } from '../src/core/events.ts';
import { newId } from '../src/core/identifier.ts';
import { prepareQueue } from '../src/core/jobs.ts';
import { integrateOnce, type Memory } from '../src/core/journal/integrating.ts';
import { startIntegrator } from '../src/core/journal/integrator.ts';
import { localKey } from '../src/core/journal/keys.ts';
import { verifyJournal } from '../src/core/journal/verifying.ts';
import { migrate } from '../src/core/migrations.ts';
import { editPlace } from '../src/modules/directory/keeping.ts';
import { findPlaces } from '../src/modules/directory/store/places.ts';
import { importText, prepareTerritory } from '../tests/directory-site.ts';
import { floors } from '../tests/floors.ts';
import { memberOf } from '../tests/keeping-site.ts';

const coordination = memberOf(
  { id: randomUUID(), name: 'Département', isPilot: true },
  ['coordinateur'],
  new Date(),
);

const { trial } = defineEvents('trial', {
  trial: { policy: everybodyMay('A00', 'Essai'), fr: 'Essai', en: 'Trial', facts: ['kind', 'count'] },
});

const [first, second, third] = process.argv.slice(2);
if (first === '--verify') await verifyOnce(second!, third!);
else await measure(Number(first ?? 1_000_000) || 1_000_000);

/** The child: verifies, and prints seconds, peak memory and the verdict as JSON. */
async function verifyOnce(connectionString: string, keyFile: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const began = performance.now();
  const { checked, details, findings } = await verifyJournal(client, { anchor: await localKey(keyFile) });
  const seconds = (performance.now() - began) / 1000;
  await client.end();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, megabytes, checked, details, findings: findings.length }));
}

async function measure(entries: number) {
  const folder = await mkdtemp(join(tmpdir(), 'airial-bench-'));
  await chmod(folder, 0o755);
  const server = await embeddedPostgres(folder);
  const key = { file: join(folder, 'journal.key'), name: 'bench/journal' };
  try {
    await prepareQueue(server.connectionString);
    await migrate(server.connectionString, floors);
    const place = await addPlace(server.connectionString);
    const pool = openPool(appConnectionString(server.connectionString));
    const integrator = startIntegrator({
      config: { ...readConfig({}), journalKey: key.file },
      folder,
      ownerConnectionString: server.connectionString,
    });
    const database = openDatabase(pool);
    await appendCost(database, server.connectionString, place);
    await delayUnderLoad(database, pool);
    await integrator.stop();
    await pool.end();
    await verifyTime(server.connectionString, key, entries);
  } finally {
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

/** An act like those of forms: its key, a question, a row; `unchanged` writes no entry. */
async function oneAct(database: Database, ref: string, unchanged: boolean): Promise<number> {
  const began = performance.now();
  const now = new Date();
  await act(database, now, {
    event: trial,
    actor: visitor,
    key: newId(now),
    request: 'K7-204',
    change: async transaction => {
      await transaction
        .selectFrom('core.rate_hit')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('what', '=', 'bench')
        .where('who', '=', ref)
        .execute();
      await transaction.insertInto('core.rate_hit').values({ what: 'bench', who: ref, at: now }).execute();
      return { answer: ref, object: { type: 'trial', ref }, facts: { kind: 'bench', count: 1 }, unchanged };
    },
  });
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One place of the directory, whose page is corrected. */
async function addPlace(connectionString: string): Promise<string> {
  const pool = openPool(appConnectionString(connectionString));
  const database = openDatabase(pool);
  try {
    await prepareTerritory(database);
    await importText(
      database,
      'lieux.csv',
      'id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj\nm1,,Médiathèque de Bougue,Bougue,40090,40051,place de la Mairie,2026-05-01\n',
    );
    const { id } = await database.selectFrom('directory.place').select('id').executeTakeFirstOrThrow();
    return id;
  } finally {
    await pool.end();
  }
}

/** The coordination corrects the telephone of a page: an act of every day. */
async function oneCorrection(database: Database, place: string, count: number): Promise<number> {
  const now = new Date();
  const actor = { kind: 'account', ref: coordination.id, account: coordination } as const;
  const version = (await findPlaces(database, [place])).get(place)!.versionNo;
  const began = performance.now();
  await editPlace({ database, actor, now, key: newId(now), request: 'K7-204' }, place, {
    base: version,
    write: content => ({ ...content, phone: `+3355800${String(count).padStart(4, '0')}` }),
  });
  return performance.now() - began;
}

/**
 * What an entry adds to an act: to the smallest there could be, which only counts and inserts a row (`unchanged` writes no
 * entry), and to a real one, turn about with a journal whose function writes nothing, on the same connections.
 */
async function appendCost(database: Database, ownerConnectionString: string, place: string) {
  const smallest = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round < 1300; round++)
    for (const unchanged of round % 2 ? [true, false] : [false, true]) {
      const took = await oneAct(database, randomUUID(), unchanged);
      // The first ones prepare everything.
      if (round >= 300) smallest[unchanged ? 'without' : 'with'].push(took);
    }
  told('smallest act', smallest);
  const owner = new pg.Client({ connectionString: ownerConnectionString });
  await owner.connect();
  const { rows } = await owner.query(
    `SELECT pg_get_functiondef(f) AS whole, pg_get_function_arguments(f) AS arguments
     FROM (SELECT 'core.write_journal_entry'::regproc::oid AS f) AS it`,
  );
  const nothing = `CREATE OR REPLACE FUNCTION core.write_journal_entry(${rows[0].arguments}) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN END $$`;
  const correction = { with: [] as number[], without: [] as number[] };
  for (let turn = 0; turn < 42; turn++) {
    const journal = turn % 2 ? 'without' : 'with';
    await owner.query(journal === 'with' ? rows[0].whole : nothing);
    for (let count = 0; count < 60; count++) {
      const took = await oneCorrection(database, place, turn * 60 + count);
      // Each change of the function is planned anew.
      if (turn >= 2 && count >= 10) correction[journal].push(took);
    }
  }
  await owner.query(rows[0].whole);
  await owner.end();
  told('correction of a page', correction, 0.15);
}

function told(what: string, times: { with: number[]; without: number[] }, most?: number) {
  for (const [name, of] of [
    ['median', median],
    ['mean', mean],
  ] as const) {
    const [full, bare] = [of(times.with), of(times.without)];
    const share = (full - bare) / full;
    const verdict = most === undefined ? '' : ` (${share <= most ? 'within' : 'OVER'} 15 %)`;
    console.log(
      `append, ${what}, ${name}: act ${full.toFixed(2)} ms, without its entry ${bare.toFixed(2)} ms: ${(share * 100).toFixed(1)} %${verdict}`,
    );
  }
}

async function delayUnderLoad(database: Database, pool: pg.Pool) {
  const [perSecond, seconds] = [50, 20];
  const committed = new Map<string, number>();
  const delays: number[] = [];
  const { rows } = await pool.query('SELECT coalesce(max(index) + 1, 0) AS next FROM core.journal_leaf');
  let next: number = rows[0].next;
  const look = async () => {
    const found = await pool.query(
      `SELECT l.index, e.object_ref AS ref FROM core.journal_leaf l JOIN core.journal_entry e ON e.at = l.at AND e.id = l.entry_id
       WHERE l.index >= $1 ORDER BY l.index`,
      [next],
    );
    const at = performance.now();
    for (const { index, ref } of found.rows) {
      next = index + 1;
      const since = committed.get(ref);
      if (since !== undefined) delays.push(Math.max(0, at - since));
    }
  };
  const began = performance.now();
  const acts: Promise<void>[] = [];
  while (delays.length < perSecond * seconds && performance.now() - began < (seconds + 10) * 1000) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
    while (acts.length < due) {
      const ref = randomUUID();
      acts.push(oneAct(database, ref, false).then(() => void committed.set(ref, performance.now())));
    }
    await look();
    await new Promise(done => setTimeout(done, 5));
  }
  await Promise.all(acts);
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
  const isWithin = Number(at(0.99)) <= 1000;
  console.log(
    `integrated at ${perSecond} acts/s: ${sorted.length} seen, median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms (${isWithin ? 'within' : 'OVER'} 1 s)`,
  );
}

async function verifyTime(connectionString: string, key: { file: string; name: string }, entries: number) {
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  let began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  for (let from = 0; from < entries; from += 50_000) {
    const to = Math.min(from + 50_000, entries);
    await owner.query(
      `WITH made AS MATERIALIZED (
         SELECT gen_random_uuid() AS id, now() + n * interval '1 millisecond' AS at, n, sha256(n::text::bytea) AS salt,
           format('{"n":%s}', n) AS payload FROM generate_series($1::int, $2::int - 1) AS n),
       written AS (
         INSERT INTO core.journal_entry (id, at, actor_ref, actor_role, organisation_ref, event, subject_ref, object_type, object_ref, facts, commitment, request_ref)
         SELECT id, at, gen_random_uuid(), 'aidant', gen_random_uuid(), 'trial.trial', gen_random_uuid(), 'trial', n::text,
           jsonb_build_object('kind', 'bench', 'count', n), CASE WHEN n % 10 = 0 THEN sha256(salt || payload::bytea) END, 'K7-204' FROM made),
       queued AS (INSERT INTO core.journal_pending SELECT id, at FROM made)
       INSERT INTO core.journal_detail SELECT id, at, 'bench', salt, payload::jsonb FROM made WHERE n % 10 = 0`,
      [from, to],
    );
  }
  console.log(`written: ${entries} entries, a tenth with a detail, in ${seconds()}`);
  began = performance.now();
  const integrator = new pg.Client({ connectionString: appConnectionString(connectionString) });
  await integrator.connect();
  let memory: Memory | null = null;
  for (let more = true; more; ) {
    const turn = await integrateOnce(integrator, key, memory);
    [memory, more] = [turn.memory, turn.more];
  }
  // The last checkpoint waits for its second.
  await new Promise(done => setTimeout(done, 1100));
  await integrateOnce(integrator, key, memory);
  console.log(`integrated in ${seconds()}`);
  await Promise.all([owner.end(), integrator.end()]);
  const child = spawn(process.execPath, [process.argv[1]!, '--verify', connectionString, key.file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  await new Promise(done => child.once('close', done));
  const told = JSON.parse(output);
  const isWithin = told.seconds <= 60 && told.findings === 0;
  console.log(
    `verified: ${told.checked} entries and ${told.details} details in ${told.seconds.toFixed(1)} s, peak ${told.megabytes.toFixed(0)} MB, ${told.findings} findings (${isWithin ? 'within' : 'OVER'} 60 s)`,
  );
}
