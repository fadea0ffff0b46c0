import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitor } from '../../src/core/access.ts';
import { actAs } from '../../src/core/acting-as.ts';
import { type Database, openDatabase, openPool } from '../../src/core/database.ts';
import { notify } from '../../src/core/notify/notify.ts';
import { registerMessages } from '../../src/core/notify/template.ts';
import { startProduct, stopProduct } from '../running.ts';
import { onTrial, ownerOf, question, until } from './ground.ts';

/*
 * The whole product and a real mail server: killed net while the server has the message in hand, it says so and does
 * not send again; the server away, it tries again by itself.
 */

const received: string[] = [];
let onReceived: () => boolean = () => true;
const words = () => ({ subject: 'Une habilitation', text: 'Bonjour.' });
registerMessages({
  // The product has this template too: it reads it again before it sends.
  templates: [
    {
      code: 'network.habilitation_revoked',
      version: 1,
      kind: 'securite',
      channels: ['email'],
      texts: { fr: words, en: words },
    },
  ],
});

const office = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    stream.resume().on('end', () => {
      received.push(session.envelope.rcptTo.map(({ address }) => address).join());
      if (onReceived()) done();
    });
  },
});
office.on('error', () => {});
let settings: Record<string, string>;

const trial = onTrial(async data => {
  await new Promise<void>(ready => office.listen(0, '127.0.0.1', ready));
  const { port } = office.server.address() as AddressInfo;
  settings = {
    AIRIAL_SMTP_URL: `smtp://127.0.0.1:${port}`,
    AIRIAL_MAIL_FROM: 'Airial <ne-pas-repondre@landes.example>',
  };
  return await startProduct(data, settings);
});
let database: Database;
beforeAll(async () => {
  database = openDatabase(openPool(await ownerOf(trial.data)));
});
afterAll(async () => {
  await database.destroy();
  office.close();
});

const now = new Date('2026-11-24T13:20:00Z');

async function tell(email: string) {
  await database.transaction().execute(async transaction => {
    await actAs(transaction, visitor);
    const notice = { to: { email }, occurrence: '1', values: { kind: 'carte' }, causedBy: visitor };
    await notify(transaction, now, { template: 'network.habilitation_revoked', ...notice });
  });
}

const stateOf = async (email: string) => {
  const [row] = await question<{ state: string; receipts: string }>(
    trial.data,
    `SELECT state, (SELECT string_agg(event || coalesce(' ' || detail, ''), ', ' ORDER BY try, event <> 'processed')
       FROM core.receipt WHERE message_id = m.id) AS receipts FROM core.message m WHERE address = '${email}'`,
  );
  return row!;
};

test('un message part dès que l’acte est écrit', async () => {
  await tell('tout-va-bien@landes.example');
  await until('le mail reçu', async () => received.includes('tout-va-bien@landes.example'));
  await until('l’accusé', async () => (await stateOf('tout-va-bien@landes.example')).state === 'envoye');
});

test('tué net quand le serveur de mail a le message : au redémarrage, « envoi incertain », et rien ne repart', async () => {
  const email = 'coupure@landes.example';
  onReceived = () => {
    trial.running.process.kill('SIGKILL');
    return false;
  };
  await tell(email);
  await until('le produit tué', async () => trial.running.process.signalCode === 'SIGKILL');
  onReceived = () => true;
  expect(await stateOf(email).catch(() => null)).toMatchObject({ state: 'a_envoyer', receipts: 'processed' });
  trial.running = await startProduct(trial.data, settings);
  await until('le doute écrit', async () => (await stateOf(email)).state === 'incertain');
  expect((await stateOf(email)).receipts).toBe('processed, failure unknown_outcome');
  await new Promise(done => setTimeout(done, 3000));
  expect(received.filter(one => one === email)).toHaveLength(1);
});

test('le serveur de mail est absent : le message attend et garde la trace de l’essai', async () => {
  await stopProduct(trial.running);
  trial.running = await startProduct(trial.data, { ...settings, AIRIAL_SMTP_URL: 'smtp://127.0.0.1:1' });
  const email = 'absent@landes.example';
  await tell(email);
  await until('un essai', async () => (await stateOf(email)).receipts === 'processed, failure unreachable');
  expect((await stateOf(email)).state).toBe('a_envoyer');
});
