import pg from 'pg';
import { appConnectionString } from '../database.ts';
import type { Ground } from '../ground.ts';
import { log, traceOf } from '../log.ts';
import { integrateOnce, type Memory } from './integrating.ts';
import { journalName, keyFile } from './keys.ts';

/** Milliseconds between two looks at the queue: asked, because to be told would make each act wait at its commit. */
const every = 200;
/** At the end: what a turn that is cut has begun is undone, and taken up by the next process. */
const patience = 2000;
/** A turn when nothing waits: the key may be back, a checkpoint missing. */
const atLeastEvery = 5000;

/**
 * Puts entries in the tree as they are committed, in this process, whatever wrote them. Several processes may do it at
 * once: one at a time holds the lock. A lost connection is made again.
 */
export function startIntegrator(ground: Pick<Ground, 'config' | 'folder' | 'ownerConnectionString'>): {
  stop(): Promise<void>;
} {
  const key = { file: keyFile(ground.config, ground.folder), name: journalName(ground.config) };
  const connectionString = ground.config.databaseAppUrl ?? appConnectionString(ground.ownerConnectionString);
  let stopping = false;
  let client: pg.Client | null = null;
  let memory: Memory | null = null;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> | null = null;
  /** When a turn is due, even if no entry waits. */
  let dueAt = 0;
  let told = '';

  const tell = (message: string) => {
    if (message !== told && message) log({ at: 'journal', message });
    told = message;
  };
  const soon = (delay: number) => {
    if (!stopping) timer = setTimeout(begin, delay).unref();
  };
  const begin = () => {
    turn = work()
      .catch(error => {
        memory = null;
        tell(`le journal n’avance plus\u00a0: ${traceOf(error)}`);
        return every;
      })
      .then(next => {
        turn = null;
        soon(next);
      });
  };
  const connect = async () => {
    const made = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 10_000,
      application_name: 'airial journal',
    });
    const gone = () => {
      if (client === made) client = null;
    };
    made.on('error', gone).on('end', gone);
    await made.connect();
    client = made;
    // Entries of a year without a partition of its own have a place all the same.
    await made
      .query(`SELECT core.add_journal_year(extract(year FROM now() + interval '1 year')::integer)`)
      .catch(() => {});
  };
  /** One turn when one is due; returns the milliseconds to wait before the next look. */
  const work = async (): Promise<number> => {
    if (!client) await connect();
    if (performance.now() < dueAt && !(await anyWaits(client!))) return every;
    const done = await integrateOnce(client!, key, memory);
    memory = done.memory;
    tell(
      done.withoutKey
        ? `aucun point de contrôle n’est signé\u00a0: ${key.file} n’est pas la clé du journal (./airial journal keys --help)`
        : '',
    );
    dueAt = performance.now() + Math.min(done.checkpointIn ?? atLeastEvery, atLeastEvery);
    return done.mine && done.more ? 0 : every;
  };
  soon(0);
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const ended = (async () => {
        await turn;
        await client?.end();
      })().catch(() => {});
      await Promise.race([ended, new Promise(done => setTimeout(done, patience).unref())]);
    },
  };
}

async function anyWaits(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ some: boolean }>(
    'SELECT EXISTS (SELECT FROM core.journal_pending) AS some',
  );
  return rows[0]!.some;
}
