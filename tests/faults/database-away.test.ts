import { expect, test } from 'vitest';
import { type EmbeddedPostgres, embeddedPostgres } from '../../src/core/embedded-postgres.ts';
import { ask } from '../crawl.ts';
import { postgresOf, startProduct } from '../running.ts';
import { expectNoTrace, healthy, onTrial, question, until } from './ground.ts';

/** The operator's server, which the product may not start again. */
let postgres: EmbeddedPostgres;

const trial = onTrial(async data => {
  postgres = await embeddedPostgres(data);
  return await startProduct(data, { DATABASE_URL: postgres.connectionString });
});

test.each([
  ['dès le démarrage', 2],
  ['plus tard', 6],
])(
  'le PostgreSQL de l’exploitant s’arrête %s et repart après %i s : pages et travaux reprennent seuls',
  async (_, seconds) => {
    await until('la santé bonne', () => healthy(trial.running), 30);
    // As a restart for an upgrade: connections are cut, nothing listens for a while.
    process.kill((await postgresOf(trial.data))!, 'SIGINT');
    await until('PostgreSQL arrêté', async () => (await postgresOf(trial.data)) === null);
    await until('la santé mauvaise', async () => (await ask(`${trial.running.url}/healthz`)).status === 503);
    for (let second = 0; second < seconds; second++) {
      const { status, body } = await ask(`${trial.running.url}/lieux?commune=40088`);
      expect([200, 500]).toContain(status);
      expect(body.toString()).toMatch(/<html lang="fr"/);
      expectNoTrace(body.toString());
      await new Promise(done => setTimeout(done, 1000));
    }
    expect(await postgresOf(trial.data), 'le produit n’a pas à relancer ce serveur').toBeNull();
    await postgres.revive();
    await until('la santé de nouveau bonne', () => healthy(trial.running), 30);
    expect((await ask(`${trial.running.url}/lieux?commune=40088`)).status).toBe(200);
    await question(trial.data, `SELECT graphile_worker.add_job('directory:forget', '{}'::json)`);
    const waiting = `SELECT FROM graphile_worker.jobs WHERE task_identifier = 'directory:forget'`;
    await until('le travail fait', async () => (await question(trial.data, waiting)).length === 0);
  },
);
