import pg from 'pg';
import { appConnectionString } from '../database.ts';
import type { Ground } from '../ground.ts';
import { log, traceOf } from '../log.ts';
import { integrateOnce, type Memory } from './integrating.ts';
import { journalName, keyFile } from './keys.ts';

/** Milliseconds: entries written together are integrated together. */
const gathering = 50;
/** When another process is at it, or the database away. */
const tryAgain = 300;
/** At the end: what a turn that is cut has begun is undone, and taken up by the next process. */
const patience = 2000;
/** Should a notification be lost. */
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
  let asked = false;
  let told = '';

  const tell = (message: string) => {
    if (message !== told && message) log({ at: 'journal', message });
    told = message;
  };
  let due = Number.POSITIVE_INFINITY;
  /** Never later than what was already planned: entries that keep coming must not push the turn away. */
  const soon = (delay: number) => {
    const at = performance.now() + delay;
    if (stopping || turn || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(begin, delay).unref();
  };
  const begin = () => {
    due = Number.POSITIVE_INFINITY;
    asked = false;
    turn = work()
      .catch(error => {
        memory = null;
        tell(`le journal n’avance plus\u00a0: ${traceOf(error)}`);
        return tryAgain;
      })
      .then(next => {
        turn = null;
        soon(asked ? gathering : next);
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
    made.on('notification', () => {
      asked = true;
      soon(gathering);
    });
    await made.connect();
    await made.query('LISTEN airial_journal');
    client = made;
    // Entries of a year without a partition of its own have a place all the same.
    await made
      .query(`SELECT core.add_journal_year(extract(year FROM now() + interval '1 year')::integer)`)
      .catch(() => {});
  };
  /** One turn; returns the milliseconds to wait before the next. */
  const work = async (): Promise<number> => {
    if (!client) await connect();
    const done = await integrateOnce(client!, key, memory);
    memory = done.memory;
    tell(
      done.withoutKey
        ? `aucun point de contrôle n’est signé\u00a0: ${key.file} n’est pas la clé du journal (./airial journal keys --help)`
        : '',
    );
    if (!done.mine) return tryAgain;
    if (done.more) return gathering;
    return Math.min(done.checkpointIn ?? atLeastEvery, atLeastEvery);
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
