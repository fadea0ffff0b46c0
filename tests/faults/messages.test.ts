import { type ChildProcess, spawn } from 'node:child_process';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appConnectionString, type Database, openDatabase, openPool } from '../../src/core/database.ts';
import { type EmbeddedPostgres, embeddedPostgres } from '../../src/core/embedded-postgres.ts';
import { prepareQueue } from '../../src/core/jobs.ts';
import { migrate } from '../../src/core/migrations.ts';
import { sendsStatement } from '../cut-line.ts';
import { floors } from '../floors.ts';
import { emptyFolder, sweep } from '../running.ts';
import { question } from './ground.ts';
import { sendAll } from './sending-child.ts';

/*
 * An act and its message, killed net before each of the statements it sends to PostgreSQL, then at the moment the
 * gateway has the message: nothing by halves, and nothing said twice in silence.
 */

let data: string;
let postgres: EmbeddedPostgres;
let database: Database;
let child: ChildProcess | null = null;

/** Keys of the text messages received, in order, and a trap: the child dies while its request is open. */
const received: string[] = [];
let killAtTheGateway = false;

const gateway = createHttp((request, response) => {
  received.push(String(request.headers['idempotency-key']));
  request.resume().on('end', () => {
    if (!killAtTheGateway) return void response.end('{}');
    killAtTheGateway = false;
    child?.kill('SIGKILL');
    request.socket.destroy();
  });
});

/** Statements sent so far; at `killBefore` the child dies and this one never arrives. */
let statements = 0;
let killBefore = Number.POSITIVE_INFINITY;
/** The first of them after which the act is written. */
let firstOfSending = 1;

const passage = createServer(client => {
  const server = connect(Number(new URL(postgres.connectionString).port), '127.0.0.1');
  client.on('data', chunk => {
    if (sendsStatement(chunk)) statements++;
    if (statements >= killBefore) {
      child?.kill('SIGKILL');
      server.destroy();
      client.destroy();
    } else server.write(chunk);
  });
  server.on('data', chunk => client.write(chunk));
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const)
    one.on('error', () => {}).on('close', () => other.destroy());
});

const listen = async (server: Server) => {
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};
let gatewayUrl: string;
let passagePort: number;

beforeAll(async () => {
  data = await emptyFolder();
  postgres = await embeddedPostgres(data);
  await prepareQueue(postgres.connectionString);
  await migrate(postgres.connectionString, floors);
  database = openDatabase(openPool(appConnectionString(postgres.connectionString)));
  gatewayUrl = `http://127.0.0.1:${await listen(gateway)}/`;
  passagePort = await listen(passage);
});

afterAll(async () => {
  await database.destroy();
  gateway.close();
  passage.close();
  await postgres.leave();
  await sweep(data);
});

/** Runs the act and the sending in a process of its own; true when it came to its end. */
async function run(occurrence: string, keys: boolean): Promise<boolean> {
  statements = 0;
  const url = new URL(appConnectionString(postgres.connectionString));
  url.port = String(passagePort);
  const words = ['tests/faults/sending-child.ts', url.href, occurrence, gatewayUrl, keys ? 'keys' : 'none'];
  child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr!.on('data', chunk => {
    said += chunk;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>(done =>
    child!.once('close', (...ended) => done(ended)),
  );
  if (signal === 'SIGKILL') return false;
  expect(code, said).toBe(0);
  return true;
}

interface Left {
  acts: number;
  jobs: number;
  entries: number;
  id: string | null;
  state: string | null;
  receipts: string;
}

async function whatIsLeft(occurrence: string): Promise<Left> {
  const [row] = await question<Left & Record<string, unknown>>(
    data,
    `SELECT (SELECT count(*)::int FROM core.rate_hit WHERE who = '${occurrence}') AS acts,
       (SELECT count(*)::int FROM graphile_worker.jobs WHERE key = 'message ' || m.id) AS jobs,
       m.id, m.state,
       (SELECT string_agg(event, ' ' ORDER BY try, event <> 'processed') FROM core.receipt WHERE message_id = m.id) AS receipts
     FROM (SELECT 1) AS one LEFT JOIN core.message m ON m.occurrence = '${occurrence}'`,
  );
  return row!;
}

/** The servers of the killed process let go of what it held as soon as they see the line cut. */
const settled = () =>
  question(
    data,
    `SELECT pg_sleep(0.02) FROM generate_series(1, 100) WHERE EXISTS
       (SELECT FROM pg_stat_activity WHERE application_name = '' AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle')`,
  );

describe.each([
  ['ne connaît pas les clés', false],
  ['connaît les clés', true],
])('quand la passerelle %s', (_, keys) => {
  test('tué net avant chaque instruction : l’acte et son message, ou rien ; jamais deux fois en silence', {
    timeout: 400_000,
  }, async () => {
    const seen = new Set<string>();
    // The act is the same whatever the gateway: the second time, only the sending is gone through.
    for (killBefore = firstOfSending; ; killBefore++) {
      const occurrence = `${keys ? 'k' : 'n'}-${killBefore}`;
      received.length = 0;
      const ended = await run(occurrence, keys);
      const where = `avant l’instruction ${killBefore}`;
      await settled();
      const killed = await whatIsLeft(occurrence);
      expect(killed.acts, where).toBe(killed.id ? 1 : 0);
      if (killed.id) expect(killed.jobs, where).toBe(1);
      else firstOfSending = killBefore + 1;
      await sendAll(database, gatewayUrl, keys);
      const now = await whatIsLeft(occurrence);
      expect(new Set(received), where).toEqual(
        new Set(now.state === null ? [] : received.length ? [now.id] : []),
      );
      if (now.state === null) expect(received, where).toEqual([]);
      else if (now.state === 'envoye') {
        expect(received.length, where).toBeGreaterThanOrEqual(1);
        if (!keys) expect(received, where).toHaveLength(1);
        expect(now.receipts, where).toBe('processed sent');
      } else {
        expect(keys, where).toBe(false);
        expect(now, where).toMatchObject({ state: 'incertain', receipts: 'processed failure' });
        expect(received.length, where).toBeLessThanOrEqual(1);
      }
      seen.add(`${now.state} ${received.length}`);
      if (ended) break;
    }
    expect(firstOfSending).toBeGreaterThan(5);
    expect(killBefore).toBeGreaterThan(20);
    // Each end was met: no act, sent once, and doubt, or the same key twice.
    expect([...seen].filter(end => end !== 'null 0').sort()).toEqual(
      keys ? ['envoye 1', 'envoye 2'] : ['envoye 1', 'incertain 1'],
    );
  });

  test('tué net quand la passerelle a le message en main', async () => {
    killBefore = Number.POSITIVE_INFINITY;
    killAtTheGateway = true;
    received.length = 0;
    const occurrence = `gateway-${keys}`;
    expect(await run(occurrence, keys)).toBe(false);
    await settled();
    await sendAll(database, gatewayUrl, keys);
    const { id, state, receipts } = await whatIsLeft(occurrence);
    expect(received).toEqual(keys ? [id, id] : [id]);
    expect({ state, receipts }).toEqual(
      keys
        ? { state: 'envoye', receipts: 'processed sent' }
        : { state: 'incertain', receipts: 'processed failure' },
    );
  });
});
