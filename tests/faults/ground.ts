import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { ask } from '../crawl.ts';
import { command, emptyFolder, type Ran, type Running, stopProduct, sweep } from '../running.ts';

/** A product under trial and its data; a test that starts it again says so here. */
interface Trial {
  data: string;
  running: Running;
}

/** Starts a product on data of its own, for all the tests of a file or for each; it and they are swept away after. */
export function onTrial(
  start: (data: string) => Promise<Running | null>,
  { each = false, folder = emptyFolder }: { each?: boolean; folder?: () => Promise<string> } = {},
): Trial {
  const trial: { data: string; running: Running | null } = { data: '', running: null };
  const [before, after] = each ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    trial.data = await folder();
    trial.running = await start(trial.data);
  });
  after(async () => {
    if (trial.running) await stopProduct(trial.running, 'SIGKILL');
    await sweep(trial.data);
  });
  return trial as Trial;
}

/** Rows of the file imported while servers die: the full size only with `./airial test --all`. */
export const rowsOfTheTrial = process.env.AIRIAL_ALL ? 20_000 : 4000;

const communes = [
  ['40088', 'Dax', '40100'],
  ['40192', 'Mont-de-Marsan', '40000'],
  ['40246', 'Sabres', '40630'],
  ['40184', 'Mimizan', '40200'],
  ['40134', 'Labouheyre', '40210'],
] as const;

const sorts = ['Atelier', 'Relais', 'Espace', 'Point', 'Accueil', 'Local', 'Salle'];

/** A clean file of the national standard, each row a place of its own. */
export async function writePlaces(file: string, rows: number): Promise<void> {
  const lines = ['id,pivot,nom,commune,code_postal,code_insee,adresse,date_maj'];
  for (let row = 1; row <= rows; row++) {
    const [insee, name, postal] = communes[row % communes.length]!;
    lines.push(
      `panne-${row},00000000000000,${sorts[row % sorts.length]} des pannes ${row},${name},${postal},${insee},${row} chemin des Essais,2026-10-01`,
    );
  }
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** The connection of the owner of these data, to the server that runs for them now. */
export async function ownerOf(data: string): Promise<string> {
  const password = await readFile(join(data, 'postgres.secret'), 'utf8');
  const port = await readFile(join(data, 'postgres.port'), 'utf8');
  return `postgres://airial:${password}@127.0.0.1:${port}/airial`;
}

/** Runs one question on the database of a product as its owner; throws when PostgreSQL is away. */
export async function question<Row extends pg.QueryResultRow>(data: string, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: await ownerOf(data),
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

export interface Counts {
  /** Records of the file that the database holds. */
  records: number;
  /** Of those, how many lead to a place with its version: the others are halves. */
  whole: number;
  /** Rows the last import of the trial said it had written. */
  acknowledged: number;
  /** Places of the trial, however they came. */
  places: number;
}

export async function countPlaces(data: string): Promise<Counts> {
  const [counts] = await question<Record<keyof Counts, number>>(
    data,
    `SELECT
       (SELECT count(*) FROM directory.source_record WHERE external_id LIKE 'panne-%')::int AS records,
       (SELECT count(*) FROM directory.source_record r JOIN directory.place p ON p.id = r.place_id
          WHERE r.external_id LIKE 'panne-%' AND EXISTS (SELECT FROM directory.place_version v WHERE v.place_id = p.id))::int AS whole,
       coalesce((SELECT rows_done FROM directory.import_run r JOIN directory.source s ON s.id = r.source_id
          WHERE s.name = 'Pannes' ORDER BY started_at DESC, r.id DESC LIMIT 1), 0)::int AS acknowledged,
       (SELECT count(DISTINCT p.id) FROM directory.place p JOIN directory.place_version v ON v.place_id = p.id WHERE v.name LIKE '% des pannes %')::int AS places`,
  );
  return counts!;
}

/** Waits until the condition holds; a PostgreSQL that is away counts as « not yet ». */
export async function until(what: string, condition: () => Promise<boolean>, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (await condition().catch(() => false)) return;
    await new Promise(done => setTimeout(done, 40));
  }
  throw new Error(`attendu en vain : ${what}`);
}

/** Imports the file of the trial into these data. */
export const load = (data: string, file: string) =>
  command(['directory', 'import', file, '--source', 'Pannes', '--data', data]);

/** Waits until some rows are written for good, and far from all. */
export const underWay = (data: string) =>
  until('des lignes écrites', async () => (await countPlaces(data)).acknowledged >= 500);

export const healthy = async ({ url }: Running) => (await ask(`${url}/healthz`)).status === 200;

/** What people read holds no trace of the program. */
export const expectNoTrace = (text: string) => expect(text).not.toMatch(/\n\s+at \S+ \(/);

/** After the fault: nothing acknowledged is lost, nothing is written by halves, and one more import completes. */
export async function expectNothingLost(data: string, file: string, acknowledged: number): Promise<void> {
  const after = await countPlaces(data);
  expect(after.records).toBeGreaterThanOrEqual(acknowledged);
  expect(after.whole).toBe(after.records);
  const again: Ran = await load(data, file).done;
  expectNoTrace(again.err);
  expect(again.code, again.err).toBe(0);
  expect(await countPlaces(data)).toMatchObject({
    records: rowsOfTheTrial,
    whole: rowsOfTheTrial,
    places: rowsOfTheTrial,
  });
}
