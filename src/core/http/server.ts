import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { isDatabaseAway } from '../failures.ts';
import type { Installation } from '../installation.ts';
import { onInterruption } from '../interruption.ts';
import { startWorker } from '../jobs.ts';
import { startIntegrator } from '../journal/integrator.ts';
import { buildSite } from './app.ts';

/** Longest wait for requests under way when stopping, in milliseconds. */
const patience = 3000;

/** Serves until SIGINT or SIGTERM, then finishes what is under way and leaves the database. Returns the exit code. */
export async function serveUntilStopped(installation: Installation, port: number): Promise<number> {
  const { ground, postgres } = installation;
  // Before it says it is ready: whoever reads that may ask it to stop at once.
  const asked = new Promise<void>(stop => onInterruption(() => stop()));
  // The queue tells nobody when the database goes away while it notes a job done: it asks again by itself. Any other
  // promise that nobody waited for is a fault of ours, and ends the process as it should.
  process.on('unhandledRejection', error => {
    if (!isDatabaseAway(error)) throw error;
  });
  const worker = await startWorker(ground);
  const integrator = startIntegrator(ground);
  const site = buildSite(ground, () => ({ jobs: worker.alive() }));
  const server = createAdaptorServer({ fetch: site.fetch });
  const supervisor = postgres && setInterval(() => void postgres.revive().catch(() => {}), 1000);
  try {
    await new Promise<void>((ready, fail) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        fail(
          error.code === 'EADDRINUSE'
            ? new Error(`Le port ${port} est déjà pris : choisissez-en un autre avec --port.`)
            : error,
        ),
      );
      server.listen(port, ground.config.listen, ready);
    });
    process.stdout.write(`Airial est prêt : http://localhost:${(server.address() as AddressInfo).port}\n`);
    await asked;
    await new Promise<void>(closed => {
      server.close(() => closed());
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      setTimeout(closed, patience).unref();
    });
    return 0;
  } finally {
    if (supervisor) clearInterval(supervisor);
    for (const module of ground.modules) await module.stop?.(ground).catch(() => {});
    await worker.stop();
    await integrator.stop();
    await installation.close();
  }
}
