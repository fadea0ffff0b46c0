import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, embeddedPostgres } from '../../src/core/embedded-postgres.ts';
import { ask } from '../crawl.ts';
import { emptyFolder, postgresOf, type Running, startProduct, stopProduct, sweep } from '../running.ts';
import { expectNoTrace, healthy, question, until } from './ground.ts';

/** The operator's server, which the product may not start again. */
let postgres: EmbeddedPostgres;
let server: string;
let data: string;
let running: Running;

beforeAll(async () => {
  server = await emptyFolder();
  data = await emptyFolder();
  postgres = await embeddedPostgres(server);
  running = await startProduct(data, { DATABASE_URL: postgres.connectionString });
});

afterAll(async () => {
  await stopProduct(running, 'SIGKILL');
  await sweep(server);
  await sweep(data);
});

test.each([
  ['dès le démarrage', 2],
  ['plus tard', 6],
])(
  'le PostgreSQL de l’exploitant s’arrête %s et repart après %i s : pages et travaux reprennent seuls',
  async (_, seconds) => {
    expect(await healthy(running)).toBe(true);
    // As a restart for an upgrade: connections are cut, nothing listens for a while.
    process.kill((await postgresOf(server))!, 'SIGINT');
    await until('PostgreSQL arrêté', async () => (await postgresOf(server)) === null);
    await until('la santé mauvaise', async () => (await ask(`${running.url}/healthz`)).status === 503);
    for (let second = 0; second < seconds; second++) {
      const { status, body } = await ask(`${running.url}/lieux?commune=40088`);
      expect([200, 500]).toContain(status);
      expect(body.toString()).toMatch(/<html lang="fr"/);
      expectNoTrace(body.toString());
      await new Promise(done => setTimeout(done, 1000));
    }
    expect(await postgresOf(server), 'le produit n’a pas à relancer ce serveur').toBeNull();
    await postgres.revive();
    await until('la santé de nouveau bonne', () => healthy(running), 30);
    expect((await ask(`${running.url}/lieux?commune=40088`)).status).toBe(200);
    await question(server, `SELECT graphile_worker.add_job('directory:forget', '{}'::json)`);
    const waiting = `SELECT FROM graphile_worker.jobs WHERE task_identifier = 'directory:forget'`;
    await until('le travail fait', async () => (await question(server, waiting)).length === 0);
  },
);
